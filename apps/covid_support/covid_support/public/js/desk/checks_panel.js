// The checks of an application: condition by condition, and what other records say of the applicant.
frappe.provide("covid_support");

const MARKS = { Met: ["✓", "text-success"], "Not Met": ["✗", "text-danger"], "To Check": ["?", "text-warning"] };

/** Shows the checks of the application on the form in its field `checks_html`. */
covid_support.show_checks = (frm) => {
	const field = frm.get_field("checks_html");
	if (!field) return undefined;
	if (frm.is_new()) return field.$wrapper.empty();
	return fill(field.$wrapper, frm.doc.name, () => frm.doc.name);
};

/** The checks of one line of a list, in a dialog. */
covid_support.open_checks = ({ name, beneficiary_name }) => {
	const dialog = new frappe.ui.Dialog({ title: __("Checks of {0}", [beneficiary_name]), size: "large" });
	dialog.set_primary_action(__("Close"), () => dialog.hide());
	dialog.show();
	return fill($(dialog.body), name, () => name);
};

function fill(wrapper, application, shown_now) {
	return covid_support.attempt(async () => {
		const checks = await covid_support.read("screens.get_checks", { application });
		if (shown_now() !== application) return;
		const rows = checks.map((check) => [mark(check.result), check.title, detail(check)]);
		wrapper.empty().append(covid_support.plain_table([__("Result"), __("Check"), __("What was found")], rows).addClass("cs-checks"));
	});
}

function mark(result) {
	const [sign, colour] = MARKS[result];
	return covid_support.element("span", sign, `bold ${colour}`).attr({ title: __(result), "aria-label": __(result) });
}

function detail({ detail: text, doctype, row }) {
	const cell = covid_support.element("div", text);
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
