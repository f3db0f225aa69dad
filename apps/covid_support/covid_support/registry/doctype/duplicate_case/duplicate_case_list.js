// Cases of duplicates: many decided at once, and a new search of a unit.

const DECISIONS = { "Not the same person": "Not the Same", "Same person": "Same Person", "Look again": "Open" };
const COLOURS = { Open: "orange", "Same Person": "blue", "Not the Same": "gray", Merged: "green" };

frappe.listview_settings["Duplicate Case"] = {
	hide_name_column: true,
	get_indicator: ({ state }) => [__(state), COLOURS[state], `state,=,${state}`],
	onload(list) {
		if (!covid_support.own().decides_duplicates) return;
		Object.entries(DECISIONS).forEach(([label, state]) => list.page.add_actions_menu_item(__(label), () => decide(list, state), false));
		list.page.add_actions_menu_item(__("Merge the records of one person"), () => merge_many(list), false);
		list.page.add_inner_button(__("Search for duplicates"), search);
	},
};

function decide(list, state) {
	covid_support.attempt(async () => {
		const cases = list.get_checked_items(true);
		const { decided, left } = await covid_support.call("registry.duplicates_api.decide_cases", { cases, state }, { freeze: true });
		const message = __("{0} cases decided, {1} left alone", [covid_support.count(decided), covid_support.count(left)]);
		frappe.show_alert({ message, indicator: left ? "orange" : "green" });
		list.clear_checked_items();
		await list.refresh();
	});
}

/** The ticked cases that are decided as the same person; the others are left alone. */
function merge_many(list) {
	const cases = list.get_checked_items(true);
	const note = __("Of each pair the record stays on which payments and applications hang; of two alike the one with a personal ID, then the older one. Each merge can be undone until something new is written.");
	covid_support.ask_reason(__("Merge the records of one person"), async (reason) => {
		const name = await covid_support.call("bulk.api.start", { kind: "Merge Duplicates", parameters: { cases, reason } });
		frappe.set_route("Form", "Bulk Operation", name);
	}, { button: __("Merge"), note });
}

function search() {
	const fields = [{ fieldname: "administrative_unit", fieldtype: "Link", label: __("Unit to search"), options: "Administrative Unit", reqd: 1 }];
	covid_support.dialog(__("Search for duplicates"), fields, __("Search"), async (values) => {
		const operation = await covid_support.call("registry.duplicates_api.search_duplicates", values);
		frappe.set_route("Form", "Bulk Operation", operation);
	});
}
