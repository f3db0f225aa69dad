// The checks of an application: condition by condition, and what other records say of the applicant.
frappe.provide("covid_support");

const MARKS = { "Not Met": ["✗", "text-danger"], "To Check": ["?", "text-warning"], Met: ["✓", "text-success"] };

/** Shows the checks of the application on the form in its field `checks_html`. */
covid_support.show_checks = (frm) => {
	const field = frm.get_field("checks_html");
	if (!field) return undefined;
	if (frm.is_new()) return field.$wrapper.empty();
	return fill(field.$wrapper, frm.doc.name, () => frm.doc.name);
};

/** The checks of one line of a list, in a dialog. */
covid_support.open_checks = ({ name, beneficiary_name }) => {
	const dialog = new frappe.ui.Dialog({ title: frappe.utils.escape_html(__("Checks of {0}", [beneficiary_name])), size: "large" });
	dialog.set_primary_action(__("Close"), () => dialog.hide());
	dialog.show();
	return fill($(dialog.body), name, () => name);
};

function fill(wrapper, application, shown_now) {
	return covid_support.attempt(async () => {
		const checks = await covid_support.read("screens.get_checks", { application });
		if (shown_now() !== application) return;
		const list = covid_support.element("ul", "", "cs-checks");
		// what stands in the way comes first
		Object.keys(MARKS).forEach((result) => checks.filter((check) => check.result === result).forEach((check) => list.append(line(check))));
		wrapper.empty().append(list);
	});
}

const line = (check) =>
	covid_support.element("li").append(mark(check.result), covid_support.element("span", check.title, "cs-check-title"), detail(check));

function mark(result) {
	const [sign, colour] = MARKS[result];
	return covid_support.element("span", sign, `cs-check-mark bold ${colour}`).attr({ title: __(result), "aria-label": __(result) });
}

function detail({ detail: text, doctype, row }) {
	const cell = covid_support.element("span", text, "cs-check-detail");
	if (!row) return cell;
	const link = covid_support.element("a", __("Open the record")).attr("href", frappe.utils.get_form_link(doctype, row));
	return cell.append(" ", link);
}

/** What a line of a list shows of its checks: a button that opens them. */
covid_support.checks_cell = (line, counts) => {
	if (!counts) return "";
	const { failed, unsure } = counts;
	const sign = failed ? "Not Met" : unsure ? "To Check" : "Met";
	const label = failed || unsure ? `${MARKS[sign][0]} ${failed || unsure}` : MARKS[sign][0];
	return covid_support.element("a", label, `bold ${MARKS[sign][1]}`)
		.attr({ href: "#", title: __("Show the checks"), "aria-label": __("Show the checks") })
		.on("click", (event) => {
			event.preventDefault();
			covid_support.open_checks(line);
		});
};
