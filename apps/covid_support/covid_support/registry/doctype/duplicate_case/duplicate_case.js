// Two records that may be one person, side by side; the decision, the merge and taking it back.

const DOOR = "registry.duplicates_api";

frappe.ui.form.on("Duplicate Case", {
	refresh(frm) {
		frm.disable_save();
		covid_support.clear_buttons(frm);
		frm.toggle_display("sec_decision", frm.doc.state !== "Open");
		frm.get_field("comparison_html").$wrapper.empty();
		covid_support.attempt(() => compare(frm, frm.doc.name));
	},
});

async function compare(frm, name) {
	const found = await covid_support.read(`${DOOR}.get_comparison`, { case: name });
	if (frm.doc.name !== name) return;
	const wrapper = frm.get_field("comparison_html").$wrapper.empty();
	reasons(found.reasons).appendTo(wrapper);
	table(found).appendTo(wrapper);
	if (!found.both) covid_support.element("p", __("Details of a person of another area are not shown."), "text-muted").appendTo(wrapper);
	if (found.decides) add_buttons(frm, found);
}

const reasons = (texts) => covid_support.element("ul").append(...texts.map((text) => covid_support.element("li", text)));

function table({ sides, rows, counts }) {
	const head = covid_support.element("tr").append(covid_support.element("th"), ...sides.map(heading));
	const lines = rows.map(({ label, one, other, differs }) => {
		const marked = differs ? "cs-differs" : "";
		const title = covid_support.element("th", label).attr("scope", "row");
		if (differs) title.append(" ", covid_support.element("span", `(${__("differs")})`, "text-danger small"));
		return covid_support.element("tr", "", marked).append(title, covid_support.element("td", one), covid_support.element("td", other));
	});
	const foot = covid_support.element("tr").append(covid_support.element("th"), ...counts.map((count) => covid_support.element("td", counted(count))));
	const whole = covid_support.element("table", "", "table table-bordered cs-comparison");
	whole.append(covid_support.element("thead").append(head), covid_support.element("tbody").append(...lines, foot));
	// a phone scrolls the table, not the page
	return covid_support.element("div", "", "table-responsive").append(whole);
}

function heading({ name, title, withheld }) {
	const cell = covid_support.element("th").attr("scope", "col");
	if (withheld) return cell.append(covid_support.element("span", title), covid_support.element("div", withheld, "text-muted small"));
	return cell.append(covid_support.element("a", title).attr("href", frappe.utils.get_form_link("Beneficiary", name)));
}

const counted = ({ applications, payments }) =>
	applications === undefined ? "" : __("applications: {0}, payments: {1}", [covid_support.count(applications), covid_support.count(payments)]);

function add_buttons(frm, found) {
	const { state } = frm.doc;
	if (state === "Merged") {
		if (found.merge) covid_support.add_button(frm, __("Undo the merge"), () => covid_support.undo_merge(frm, found.merge));
		return;
	}
	covid_support.add_button(frm, __("Merge"), () => merge(frm, found), true);
	if (state !== "Not the Same") covid_support.add_button(frm, __("Not the same person"), () => decide(frm, "Not the Same"));
	if (state === "Open") covid_support.add_button(frm, __("Same person"), () => decide(frm, "Same Person"));
	else covid_support.add_button(frm, __("Look again"), () => decide(frm, "Open"));
}

function decide(frm, state) {
	covid_support.attempt(async () => {
		await covid_support.call(`${DOOR}.decide_cases`, { cases: [frm.doc.name], state });
		await frm.reload_doc();
	});
}

/** What tells this record from the other: both bear the same name, mostly. */
function mark(rows, side) {
	const row = rows.find((row) => row[side] && row.one !== row.other);
	return row ? ` (${row[side]})` : "";
}

function merge(frm, { sides: [one, other], rows }) {
	const choices = [__("First: {0}", [one.title + mark(rows, "one")]), __("Second: {0}", [other.title + mark(rows, "other")])];
	const words = __("What is known of the other record fills its gaps, applications and payments go along, the other record then only leads to it. This can be undone until something new is written.");
	const fields = [
		{ fieldname: "stays", fieldtype: "Select", label: __("Which record stays?"), options: choices, reqd: 1 },
		{ fieldname: "words", fieldtype: "HTML", options: covid_support.element("p", words).prop("outerHTML") },
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
	];
	covid_support.dialog(__("Merge"), fields, __("Merge"), async ({ stays, reason }) => {
		const [kept, merged] = stays === choices[0] ? [one, other] : [other, one];
		await covid_support.call(`${DOOR}.merge_people`, { kept: kept.name, merged: merged.name, reason });
		frappe.show_alert({ message: __("The records are merged."), indicator: "green" });
		await frm.reload_doc();
	});
}
