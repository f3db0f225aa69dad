// Lists filled in for every commune of a unit, from the list view.
frappe.provide("covid_support");

const KIND = "Fill In Lists";

/** For the list view's onload: the dialog, for those who may. */
covid_support.fill_lists = (listview) => {
	if (covid_support.own().fills_lists) listview.page.add_inner_button(__("Fill In Lists"), () => ask());
};

function ask() {
	const { unit, title } = covid_support.own();
	if (unit) frappe.utils.add_link_title("Administrative Unit", unit, title);
	const dialog = new frappe.ui.Dialog({
		title: __("Fill In Lists"),
		fields: [
			{ fieldtype: "HTML", options: `<p class="text-muted">${__("Everybody in the register who fits the policy and has no application yet comes on the list of the commune. The communes check the lists, then submit and sign them.")}</p>` },
			{
				fieldname: "policy", fieldtype: "Link", options: "Support Policy", label: __("Policy"), reqd: 1, only_select: 1,
				get_query: () => covid_support.own_policies({ unit: dialog.get_value("administrative_unit"), filed_by: "Commune" }), onchange: () => show_period(dialog),
			},
			{ fieldname: "period", fieldtype: "Data", label: __("Period"), hidden: 1, description: __("A month as 2020-04 or a quarter as 2021-Q3.") },
			{ fieldname: "administrative_unit", fieldtype: "Link", options: "Administrative Unit", label: __("Administrative Unit"), reqd: 1, only_select: 1, default: unit },
			{ fieldname: "list_date", fieldtype: "Date", label: __("List Date"), reqd: 1, default: frappe.datetime.get_today() },
		],
		primary_action_label: __("Fill In Lists"),
		primary_action: (parameters) => covid_support.attempt(() => start(dialog, parameters)),
	});
	dialog.show();
}

function show_period(dialog) {
	const policy = dialog.get_value("policy");
	if (!policy) return;
	covid_support.attempt(async () => {
		const form = await covid_support.read("screens.get_policy_form", { policy });
		const asked = form.period_kind !== "Once";
		dialog.set_df_property("period", "hidden", !asked);
		dialog.set_df_property("period", "reqd", asked);
		if (!asked) dialog.set_value("period", "");
	});
}

async function start(dialog, parameters) {
	const name = await covid_support.call("bulk.api.start", { kind: KIND, parameters }, { freeze: true, freeze_message: __("Working…") });
	dialog.hide();
	frappe.set_route("Form", "Bulk Operation", name);
}
