// Form of a Signing Delegation: leaders who open a new one give their own signature away.

const LEADERS = { "CS Commune Chair": "Commune", "CS District Chair": "District", "CS Provincial Leader": "Province" };

frappe.ui.form.on("Signing Delegation", {
	onload(frm) {
		if (!frm.is_new()) return;
		const role = Object.keys(LEADERS).find((leader) => frappe.user.has_role(leader));
		if (!role || frappe.user.has_role("System Manager") || frm.doc.delegator) return;
		frappe.utils.add_link_title("User", frappe.session.user, frappe.session.user_fullname);
		frm.set_value({ delegator: frappe.session.user, role });
		covid_support.fill_own_unit(frm, "administrative_unit", LEADERS[role]);
	},
});
