// The record of a merge; as long as nothing newer depends on it, it can be undone.

frappe.ui.form.on("Person Merge", {
	refresh(frm) {
		frm.disable_save();
		covid_support.clear_buttons(frm);
		frm.toggle_display("sec_undo", Boolean(frm.doc.undone_on));
		if (covid_support.own().decides_duplicates && !frm.doc.undone_on) covid_support.add_button(frm, __("Undo the merge"), () => covid_support.undo_merge(frm, frm.doc.name));
	},
});
