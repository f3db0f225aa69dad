// Fields of a policy's own form: the same column may bear another label, other choices, in each policy.
frappe.provide("covid_support");

const SECTION = "sec_policy_fields";
const LOADED_LATELY = 60_000; // milliseconds
const FIELDTYPES = { number: "Float", money: "Currency", date: "Date", text: "Data", choice: "Select", yes_no: "Select" };

/** Shows the policy's own fields on the form of an application, and no others of that section. */
covid_support.show_own_fields = (frm, own_fields) => {
	const custom = frm.meta.fields.filter((field) => field.is_custom_field).map((field) => field.fieldname);
	if (own_fields.some((row) => !frm.get_field(row.fieldname))) return load_again(frm);
	frm.toggle_display(custom, false);
	const shown = own_fields.filter((row) => custom.includes(row.fieldname));
	frm.toggle_display([SECTION, ...shown.map((row) => row.fieldname)], true);
	frm.toggle_display(SECTION, shown.length > 0);
	for (const row of own_fields) {
		frm.set_df_property(row.fieldname, "label", row.label);
		frm.set_df_property(row.fieldname, "description", row.help || "");
		if (row.kind === "choice" && row.choices.length) frm.set_df_property(row.fieldname, "options", ["", ...row.choices]);
		frm.toggle_reqd(row.fieldname, !!row.mandatory && frm.doc.status === "Draft");
	}
};

/** The control of a field for use in a dialog. */
covid_support.own_control = (row) => ({
	fieldname: row.fieldname,
	fieldtype: FIELDTYPES[row.kind],
	label: row.label,
	description: row.help,
	reqd: row.mandatory,
	options: { choice: ["", ...row.choices], yes_no: ["", { value: "Yes", label: __("Yes") }, { value: "No", label: __("No") }] }[row.kind],
});

const SHOWN = {
	number: (value) => (value ? Number(value).toLocaleString("vi-VN", { maximumFractionDigits: 3 }) : ""),
	money: (value) => (value ? covid_support.money(value) : ""),
	date: covid_support.day,
	yes_no: (value) => (value ? __(value) : ""),
};

/** The column of a field in a table of applications. A number of nothing is one that was not stated. */
covid_support.own_column = ({ fieldname, label, kind }) => ({
	label,
	amount: kind === "number" || kind === "money",
	value: (row) => (SHOWN[kind] || String)(row[fieldname] ?? ""),
});

/** The policy got fields after this page was opened: the page is loaded anew with them. */
function load_again(frm) {
	const key = `covid_support_loaded_again:${frm.doc.policy}`;
	const last = Number(sessionStorage.getItem(key) || 0);
	if (Date.now() - last < LOADED_LATELY) return; // loading did not help: once more would not either
	if (frm.is_dirty()) {
		frappe.show_alert({ message: __("The form of this policy has new fields. Save, then load the page again."), indicator: "orange" });
		return;
	}
	sessionStorage.setItem(key, Date.now());
	frappe.show_alert({ message: __("The form of this policy has new fields. The page is being loaded again."), indicator: "blue" });
	frappe.assets.clear_local_storage();
	window.location.reload();
}
