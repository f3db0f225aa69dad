const RECOVER = "Recover Payments";

frappe.listview_settings["Payment"] = covid_support.coloured_by("status");

frappe.listview_settings["Payment"].onload = (list) => {
	if (frappe.user.has_role("CS Paying Officer")) list.page.add_actions_menu_item(__("Record money that came back"), () => recover_many(list), false);
};

/** All that is left of the ticked payments came back on one slip. */
function recover_many(list) {
	const payments = list.get_checked_items(true);
	const fields = [
		{ fieldname: "note", fieldtype: "HTML", options: covid_support.element("p", __("All that is left of {0} payments is recorded as come back on this slip.", [covid_support.count(payments.length)])).prop("outerHTML") },
		{ fieldname: "number", fieldtype: "Data", label: __("Number of the Recovery Slip"), reqd: 1 },
		{ fieldname: "recovered_on", fieldtype: "Date", label: __("Recovered On"), reqd: 1, default: "Today" },
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		{ fieldname: "file", fieldtype: "Attach", label: __("Scan of the evidence") },
	];
	covid_support.dialog(__("Record money that came back"), fields, __("Record"), async ({ number, recovered_on, reason, file }) => {
		const parameters = { payments, number, recovered_on, reason, file };
		const name = await covid_support.call("bulk.api.start", { kind: RECOVER, parameters });
		frappe.set_route("Form", "Bulk Operation", name);
	});
}
