frappe.ui.form.on("Household", {
	setup(frm) {
		covid_support.only_units(frm, "commune", "Commune");
		frm.set_query("head", () => ({ filters: frm.doc.commune ? { commune: frm.doc.commune } : {} }));
	},

	onload(frm) {
		covid_support.fill_own_unit(frm, "commune", "Commune");
	},
});
