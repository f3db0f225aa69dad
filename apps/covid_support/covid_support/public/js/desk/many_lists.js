// Many lists by one button: those that fit a filter, or those that are ticked in the list view.
frappe.provide("covid_support");

const KIND = "Move Lists";

/** For the list view's onload: the dialog, and the same way for Frappe's workflow items on ticked lists. */
covid_support.many_lists = (listview) => {
	listview.page.add_inner_button(__("Process many lists"), () => choose_lists());
	Object.entries(listview.workflow_action_items || {}).forEach(([action, item]) => {
		item.off("click").on("click", () => {
			confirm_action(action, { lists: listview.get_checked_items(true) }, __("{0} lists", [listview.get_checked_items().length]));
			return false;
		});
	});
};

function choose_lists() {
	const dialog = new frappe.ui.Dialog({ title: __("Process many lists"), size: "large", fields: fields(() => show_moves(dialog)), no_focus: true });
	dialog.show();
	show_moves(dialog);
}

function fields(onchange) {
	return [
		{ fieldname: "policy", fieldtype: "Link", options: "Support Policy", label: __("Policy"), only_select: 1, onchange },
		{ fieldtype: "Column Break" },
		{ fieldname: "administrative_unit", fieldtype: "Link", options: "Administrative Unit", label: __("Administrative Unit"), only_select: 1, onchange },
		{ fieldtype: "Section Break" },
		{ fieldname: "moves", fieldtype: "HTML" },
	];
}

/** What the user may press now on the lists that fit, with people and money. */
function show_moves(dialog) {
	const { policy = "", administrative_unit = "" } = dialog.get_values(true);
	return covid_support.attempt(async () => {
		const moves = await covid_support.read("workflows.api.get_possible_moves", { policy, administrative_unit });
		const wrapper = dialog.fields_dict.moves.$wrapper.empty();
		if (!moves.length) {
			covid_support.element("p", __("No list waits for you here."), "text-muted").appendTo(wrapper);
			return;
		}
		const labels = [__("Button"), __("Lists stand at"), __("They go on to"), __("How many lists"), __("People"), __("Amount (VND)")];
		const rows = moves.map((move) => move_row(dialog, move, { policy, administrative_unit }));
		wrapper.append(covid_support.plain_table(labels, rows, [3, 4, 5]));
	});
}

function move_row(dialog, move, filters) {
	const button = covid_support.element("button", __(move.action), "btn btn-xs btn-default").attr("type", "button");
	button.on("click", () => {
		dialog.hide();
		confirm_action(move.action, { ...filters, state: move.state }, __("{0} lists, {1} people, {2}", [move.lists, covid_support.count(move.people), covid_support.money(move.amount)]));
	});
	return [button, __(move.state), __(move.target), covid_support.count(move.lists), covid_support.count(move.people), covid_support.count(move.amount)];
}

function confirm_action(action, parameters, what) {
	if (covid_support.sends_back(action)) {
		covid_support.ask_reason(`${__(action)}: ${what}`, (reason) => start(action, { ...parameters, reason }), { button: __(action) });
		return;
	}
	frappe.confirm(__("{0}: {1}?", [__(action), what]), () => covid_support.attempt(() => start(action, parameters)));
}

async function start(action, parameters) {
	const name = await covid_support.call("bulk.api.start", { kind: KIND, parameters: { action, ...parameters } }, { freeze: true, freeze_message: __("Working…") });
	frappe.set_route("Form", "Bulk Operation", name);
}
