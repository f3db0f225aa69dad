// One paper of many documents, drawn in the background: those that fit a filter, or those that are ticked in the list view.
frappe.provide("covid_support");

const KIND = "Print Papers";
const OWN_FILTER = { "Application List": ["policy", "Support Policy"], Decision: ["programme", "Support Programme"], "Payment Batch": ["decision", "Decision"] };

/** For the list view's onload. */
covid_support.many_prints = (listview) => {
	listview.page.add_inner_button(__("Print many papers"), () =>
		covid_support.attempt(async () => {
			const { doctype } = listview;
			const prints = await covid_support.read("documents.api.get_prints_of_many", { doctype });
			ask(doctype, prints, listview.get_checked_items(true));
		})
	);
};

function ask(doctype, prints, names) {
	const { unit, title } = covid_support.own();
	if (unit) frappe.utils.add_link_title("Administrative Unit", unit, title);
	const [filter, options] = OWN_FILTER[doctype];
	const count = () => show_count(dialog, doctype, names);
	const chosen = names.length
		? []
		: [
				{ fieldname: "administrative_unit", fieldtype: "Link", options: "Administrative Unit", label: __("Administrative Unit"), only_select: 1, default: unit, onchange: count },
				{ fieldname: filter, fieldtype: "Link", options, label: __(frappe.meta.get_label(doctype, filter)), only_select: 1, onchange: count },
			];
	const dialog = new frappe.ui.Dialog({
		title: __("Print many papers"),
		fields: [
			{ fieldname: "print_name", fieldtype: "Select", label: __("Kind of Paper"), reqd: 1, options: prints.map((row) => ({ value: row.name, label: row.title })), default: prints[0]?.name },
			{
				fieldname: "grouping", fieldtype: "Select", label: __("One file for"), reqd: 1, default: "Commune",
				options: [{ value: "Commune", label: __("Each commune") }, { value: "District", label: __("Each district") }],
			},
			...chosen,
			...(doctype === "Payment Batch" ? [{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason of the reprint"), description: __("For sheets that were printed before.") }] : []),
			{ fieldname: "count", fieldtype: "HTML" },
		],
		primary_action_label: __("Print"),
		primary_action: (values) => covid_support.attempt(() => start(dialog, parameters_of(doctype, names, values))),
		no_focus: true,
	});
	dialog.show();
	count();
}

function parameters_of(doctype, names, values) {
	const given = Object.entries(values).filter(([key, value]) => key !== "count" && value);
	return { doctype, ...Object.fromEntries(given), ...(names.length ? { names } : {}) };
}

/** How many documents and people the choice comes to. */
function show_count(dialog, doctype, names) {
	return covid_support.attempt(async () => {
		const parameters = parameters_of(doctype, names, dialog.get_values(true) || {});
		const { documents, people } = await covid_support.read("documents.api.count_papers", { parameters });
		const words = __("{0} documents, {1} people. One file is given as PDF, several in a ZIP file.", [covid_support.count(documents), covid_support.count(people)]);
		dialog.fields_dict.count.$wrapper.empty().append(covid_support.element("p", words, "text-muted"));
	});
}

async function start(dialog, parameters) {
	const name = await covid_support.call("bulk.api.start", { kind: KIND, parameters }, { freeze: true, freeze_message: __("Working…") });
	dialog.hide();
	frappe.set_route("Form", "Bulk Operation", name);
}
