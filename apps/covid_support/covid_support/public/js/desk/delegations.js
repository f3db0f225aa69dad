// Signing for somebody else: the buttons that a delegation lends, and a line that says for whom one signs.
frappe.provide("covid_support");

covid_support.show_delegation = (frm) => {
	if (frm.is_new() || frm.doc.docstatus !== 0) return;
	covid_support.attempt(async () => {
		const { doctype, name } = frm.doc;
		const delegation = await covid_support.read("workflows.api.get_delegation", { doctype, name });
		if (!delegation.form || frm.doc.name !== name) return;
		frm.dashboard.add_comment(__("You sign {0} for {1}.", [__(delegation.form), frappe.utils.escape_html(delegation.delegator)]), "blue", true);
		for (const action of delegation.actions) {
			covid_support.add_button(frm, __(action), () => {
				frm.selected_workflow_action = action;
				covid_support.press(frm);
			}, action === "Sign" || action === "Issue Decision");
		}
	});
};
