frappe.ui.form.on("Employer", {
	setup(frm) {
		covid_support.only_units(frm, "commune", "Commune");
	},

	onload(frm) {
		covid_support.fill_own_unit(frm, "commune", "Commune");
	},
});
