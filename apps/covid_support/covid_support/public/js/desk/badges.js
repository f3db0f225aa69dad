// Colours of states and statuses, the same in lists, forms and tables.
frappe.provide("covid_support");

covid_support.COLOURS = {
	Draft: "gray",
	Returned: "red",
	"Public Posting": "light-blue",
	Approved: "green",
	Delivered: "green",
	Granted: "green",
	Settled: "green",
	Repaid: "green",
	Disbursed: "blue",
	Applied: "blue",
	Accepted: "blue",
	Overdue: "red",
	Recovering: "red",
	Rejected: "darkgrey",
	"Pending Signature": "orange",
	Issued: "green",
	"Pending Approval": "orange",
	"Approved for Payment": "blue",
	Sent: "light-blue",
	Completed: "green",
	"Rows to Correct": "orange",
	Undone: "darkgrey",
	"Completed with Exceptions": "orange",
	Running: "blue",
	Unsuccessful: "red",
	Listed: "cyan",
	Proposed: "blue",
	Withdrawn: "gray",
	Paid: "green",
	Failed: "red",
	Recovered: "purple",
	Cancelled: "gray",
	Alive: "green",
	Dead: "darkgrey",
	"Moved Away": "orange",
	Active: "green",
	Closed: "gray",
};

/** The colour of a state; those of offices on a route tell by their last word what is done in them. */
covid_support.colour_of = (status) => {
	if (covid_support.COLOURS[status]) return covid_support.COLOURS[status];
	if (/ Decision$/.test(status)) return "blue";
	return / (Review|Appraisal|Confirmation|Listing|Signing)$/.test(status) ? "orange" : "gray";
};

covid_support.badge = (status) =>
	status
		? covid_support.element("span", __(status), `indicator-pill no-indicator-dot ${covid_support.colour_of(status)}`)
		: $();

/** List view settings that colour a list by `field`. */
covid_support.coloured_by = (field, fields = []) => ({
	add_fields: [field, ...fields],
	has_indicator_for_draft: true,
	hide_name_column: true,
	formatters: { [field]: (value) => __(value) },
	get_indicator: (doc) => [__(doc[field]), covid_support.colour_of(doc[field]), `${field},=,${doc[field]}`],
});

/** {text, colour} of a due date: overdue in red, today and tomorrow in orange. */
covid_support.due_note = (day) => {
	const left = covid_support.days_until(day);
	const date = covid_support.day(day);
	if (left < 0) return { text: __("Due {0}, {1} days overdue", [date, -left]), colour: "red" };
	if (left === 0) return { text: __("Due today, {0}", [date]), colour: "orange" };
	if (left === 1) return { text: __("Due tomorrow, {0}", [date]), colour: "orange" };
	return { text: __("Due {0}, {1} days left", [date, left]), colour: "green" };
};

/** Shows on the form when its step is due and who has to act. */
covid_support.show_due = (frm, who = "") => {
	frm.dashboard.clear_headline();
	if (frm.is_new() || !frm.doc.due_date) return;
	const note = covid_support.due_note(frm.doc.due_date);
	const line = covid_support.element("div").append(covid_support.element("span", note.text, `indicator-pill ${note.colour} cs-due`));
	if (who) line.append(covid_support.element("span", who, "cs-due-who"));
	frm.dashboard.set_headline(line.prop("outerHTML"));
};

/** A button above the form; on a phone, where Frappe hides those in a menu, also a broad one in the form itself. */
covid_support.add_button = (frm, label, act, primary = false) => {
	frm.add_custom_button(label, act).toggleClass("btn-primary", primary);
	if (!frappe.is_mobile()) return;
	let bar = frm.layout.wrapper.children(".cs-phone-bar");
	if (!bar.length) bar = covid_support.element("div", "", "cs-phone-bar").prependTo(frm.layout.wrapper);
	covid_support.element("button", label, `btn ${primary ? "btn-primary" : "btn-default"}`)
		.attr("type", "button")
		.on("click", act)
		.appendTo(bar);
};

/** Called first in a form's refresh, so that buttons of the state before do not stay. */
covid_support.clear_buttons = (frm) => frm.layout.wrapper.children(".cs-phone-bar").remove();
