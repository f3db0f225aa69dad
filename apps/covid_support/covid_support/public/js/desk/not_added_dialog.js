// After “add everybody eligible”: how many came on the list, and who did not, counted by reason and by name.
frappe.provide("covid_support");

covid_support.show_all_added = (frm, { people, amount, headings }) => {
	const text = __("{0} people added, {1}", [covid_support.count(people), covid_support.money(amount)]);
	const left = headings.reduce((sum, row) => sum + row.count, 0);
	if (!left) return frappe.show_alert({ message: text, indicator: people ? "green" : "orange" });
	const dialog = new frappe.ui.Dialog({ title: text, size: "large" });
	const counts = headings.map((row) => [row.heading, covid_support.count(row.count)]);
	const table = covid_support.element("div");
	$(dialog.body).append(
		covid_support.element("p", __("{0} people were not added:", [covid_support.count(left)]), "cs-padded"),
		covid_support.plain_table([__("Reason"), __("People")], counts, [1]),
		table
	);
	not_added_table(frm, table, headings).refresh();
	dialog.set_secondary_action_label(__("Download the list"));
	dialog.set_secondary_action(() => download(frm.doc.name));
	dialog.set_primary_action(__("Close"), () => dialog.hide());
	dialog.show();
	return dialog;
};

const not_added_table = (frm, wrapper, headings) =>
	new covid_support.PagedTable({
		wrapper,
		fetch: (question) => covid_support.read("screens.get_not_added", { application_list: frm.doc.name, ...question }),
		statuses: headings.map((row) => row.heading),
		columns: [
			{ label: __("Full Name"), value: (row) => row.full_name },
			{ label: __("Date of Birth"), value: (row) => row.birth_date },
			{ label: __("Hamlet"), value: (row) => row.hamlet },
			{ label: __("Reason"), value: (row) => row.reason },
		],
	});

function download(application_list) {
	const address = "/api/method/covid_support.applications.api.download_not_added";
	window.open(`${address}?${new URLSearchParams({ application_list })}`, "_blank", "noopener");
}
