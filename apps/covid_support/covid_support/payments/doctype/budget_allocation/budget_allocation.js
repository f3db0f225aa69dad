frappe.ui.form.on("Budget Allocation", {
	setup(frm) {
		frm.set_query("administrative_unit", () => ({ query: "covid_support.registry.unit_search.units" }));
		frm.set_query("programme", () => ({ filters: { status: "Active" } }));
	},

	onload(frm) {
		covid_support.fill_own_unit(frm, "administrative_unit", "Province");
		if (frm.is_new() && !frm.doc.fiscal_year) frm.set_value("fiscal_year", Number(frappe.datetime.get_today().slice(0, 4)));
	},

	refresh(frm) {
		frm.toggle_display("sec2", frm.doc.docstatus === 1);
	},
});
