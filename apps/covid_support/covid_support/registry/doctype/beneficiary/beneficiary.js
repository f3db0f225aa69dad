// Form of the Beneficiary: link filters, and the way to an application.

frappe.ui.form.on("Beneficiary", {
	setup(frm) {
		covid_support.only_units(frm, "commune", "Commune");
		frm.set_query("household", () => ({ filters: frm.doc.commune ? { commune: frm.doc.commune } : {} }));
		frm.set_query("category", "categories", () => ({ filters: { enabled: 1 } }));
	},

	onload(frm) {
		covid_support.fill_own_unit(frm, "commune", "Commune");
	},

	refresh(frm) {
		covid_support.clear_buttons(frm);
		if (frm.is_new()) return;
		const colour = covid_support.COLOURS[frm.doc.life_status] || "gray";
		if (!frm.is_dirty()) frm.page.set_indicator(__(frm.doc.life_status), colour);
		if (frm.doc.merged_into) return show_tombstone(frm);
		if (frm.doc.life_status !== "Alive" || !frappe.model.can_create("Support Application")) return;
		covid_support.add_button(frm, __("New application"), () => file_application(frm), true);
	},
});

function file_application(frm) {
	frappe.new_doc("Support Application", { beneficiary: frm.doc.name, commune: frm.doc.commune });
}

/** A merged record only leads to the one that stays. */
function show_tombstone(frm) {
	const link = covid_support.element("a", __("Open the record")).attr("href", frappe.utils.get_form_link("Beneficiary", frm.doc.merged_into));
	const words = covid_support.element("span", __("This record was merged into another one.")).append(" ", link);
	frm.disable_save();
	frm.set_read_only();
	frm.set_intro(words.prop("outerHTML"), "blue");
}
