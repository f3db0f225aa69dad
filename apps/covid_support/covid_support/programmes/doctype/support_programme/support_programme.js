frappe.ui.form.on("Support Programme", {
	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write) return;
		const address = `/api/method/covid_support.programmes.api.download_programme?programme=${encodeURIComponent(frm.doc.name)}`;
		frm.add_custom_button(__("Export programme"), () => $("<a download>").attr("href", address)[0].click());
	},
});
