// What lists of the dead and the moved say of people: confirmed or dismissed, many at once; and a new list.

const COLOURS = { Open: "orange", Confirmed: "green", Dismissed: "gray" };
const DOOR = "registry.duplicates_api";

frappe.listview_settings["Life Status Flag"] = {
	get_indicator: ({ state }) => [__(state), COLOURS[state], `state,=,${state}`],
	onload(list) {
		if (!covid_support.own().decides_duplicates) return;
		list.page.add_actions_menu_item(__("Confirm"), () => decide(list, "Confirmed"), false);
		list.page.add_actions_menu_item(__("Dismiss"), () => decide(list, "Dismissed"), false);
		list.page.add_inner_button(__("Compare a list"), () => ask_list(list));
	},
};

function decide(list, state) {
	covid_support.attempt(async () => {
		const decided = await covid_support.call(`${DOOR}.decide_flags`, { flags: list.get_checked_items(true), state }, { freeze: true });
		frappe.show_alert({ message: __("{0} cases decided", [covid_support.count(decided)]), indicator: "green" });
		list.clear_checked_items();
		await list.refresh();
	});
}

function ask_list(list) {
	const fields = [
		{ fieldname: "life_status", fieldtype: "Select", label: __("Life Status"), options: "Dead\nMoved Away", reqd: 1, default: "Dead" },
		{ fieldname: "reference", fieldtype: "Data", label: __("Reference Document"), reqd: 1 },
		{
			fieldname: "text",
			fieldtype: "Text",
			label: __("Lines copied from the list"),
			description: __("Four columns: identity number, full name, date of birth, day. A number may be missing, or the name and the date."),
			reqd: 1,
		},
	];
	covid_support.dialog(__("Compare a list"), fields, __("Compare"), async (values) => {
		const found = await covid_support.call(`${DOOR}.preview_life_list`, values, { freeze: true });
		show(list, values, found);
	}, { size: "large" });
}

function show(list, values, found) {
	const wrong = Object.entries(found.wrong);
	const body = covid_support.element("div");
	const part = (title, rows) => rows.length && body.append(covid_support.element("h5", title), covid_support.element("ul").append(...rows.map((row) => covid_support.element("li", row))));
	const words = ({ line, listed, person, happened_on }) => `${__("Line {0}", [line])}: ${listed} → ${person}, ${covid_support.day(happened_on)}`;
	part(__("Number fits: will be marked ({0})", [found.exact.length]), found.exact.map(words));
	part(__("Look alike: to be decided one by one ({0})", [found.near.length]), found.near.map(words));
	part(__("Lines that cannot be read ({0})", [wrong.length]), wrong.map(([line, problem]) => `${__("Line {0}", [line])}: ${problem}`));
	if (found.unknown.length) part(__("Not found among the living of your area"), [found.unknown.map((line) => __("Line {0}", [line])).join(", ")]);
	const fields = [{ fieldname: "found", fieldtype: "HTML", options: body.prop("outerHTML") }];
	covid_support.dialog(__("Compare a list"), fields, __("Mark and raise cases"), async () => {
		const { marked, to_decide } = await covid_support.call(`${DOOR}.flag_life_status`, values, { freeze: true });
		frappe.show_alert({ message: __("{0} people marked, {1} to be decided", [covid_support.count(marked), covid_support.count(to_decide)]), indicator: "green" });
		await list.refresh();
	}, { size: "large" });
}
