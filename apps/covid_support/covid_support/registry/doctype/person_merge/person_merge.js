// The record of a merge; as long as nothing newer depends on it, it can be undone.

frappe.ui.form.on("Person Merge", {
	refresh(frm) {
		frm.disable_save();
		covid_support.clear_buttons(frm);
		frm.toggle_display("sec_undo", Boolean(frm.doc.undone_on));
		const decides = ["CS Commune Officer", "CS District Officer", "CS Department Officer", "System Manager"].some((role) => frappe.user.has_role(role));
		if (decides && !frm.doc.undone_on) covid_support.add_button(frm, __("Undo the merge"), () => undo(frm));
	},
});

function undo(frm) {
	covid_support.ask_reason(__("Undo the merge"), async (reason) => {
		await covid_support.call("registry.duplicates_api.undo_merge", { merge: frm.doc.name, reason });
		frappe.show_alert({ message: __("The merge is undone."), indicator: "green" });
		await frm.reload_doc();
	});
}
