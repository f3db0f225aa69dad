frappe.ui.form.on("Official Assignment", {
	setup(frm) {
		covid_support.only_units(frm, "administrative_unit", "");
		frm.set_query("office", () => ({ filters: { administrative_unit: frm.doc.administrative_unit } }));
		frm.set_query("user", () => ({ filters: { enabled: 1, user_type: "System User" } }));
	},
});
