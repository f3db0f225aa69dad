// Pages of Frappe as an official needs them: without the buttons that are the operator's.
frappe.provide("covid_support");

const is_operator = () => frappe.user.has_role(["System Manager", "Workspace Manager"]);

/** Take the buttons off a query report that make cards and dashboards; reports call it in their onload. */
covid_support.plain_report = (report) => {
	if (is_operator()) return;
	report.add_card_button_to_toolbar = () => {};
	report.add_chart_buttons_to_toolbar = () => {};
};

// the report as an official paper
covid_support.print_report = (report) => {
	report.page.add_inner_button(__("Print Report"), () => {
		const query = new URLSearchParams({
			report: report.report_name,
			filters: JSON.stringify(report.get_filter_values()),
		});
		window.open(`/api/method/covid_support.reporting.papers.download?${query}`);
	});
};

// the Workspace page: officials use theirs as it is
const workspace = frappe.views.Workspace?.prototype;
if (workspace?.setup_actions) {
	const setup_actions = workspace.setup_actions;
	workspace.setup_actions = function (page) {
		if (is_operator()) return setup_actions.call(this, page);
		this.clear_page_actions();
	};
}

// number cards: 238369 is read more easily as 238.369
const number_card = frappe.widget?.widget_factory?.number_card?.prototype;
if (number_card?.get_number_for_doctype_card) {
	const get_number = number_card.get_number_for_doctype_card;
	number_card.get_number_for_doctype_card = function (result) {
		if (this.card_doc.function !== "Count") return get_number.call(this, result);
		this.number = result;
		this.formatted_number = covid_support.count(result);
	};
	const prepare_actions = number_card.prepare_actions;
	number_card.prepare_actions = function () {
		if (is_operator()) prepare_actions.call(this);
	};
}

// a list opened with filters of its own, as from a figure of a report, shows exactly those: filters that the
// reader left in the list earlier are not added to them
const list = frappe.views.BaseList?.prototype;
if (list?.setup_filter_area) {
	const setup_filter_area = list.setup_filter_area;
	list.setup_filter_area = function () {
		if (frappe.has_route_options()) this.filters = [];
		return setup_filter_area.call(this);
	};
}
