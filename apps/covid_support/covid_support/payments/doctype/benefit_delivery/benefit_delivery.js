// Form of a Benefit Delivery: nothing is typed here, every change is a step with its paper.

const text = (fieldname, label, more = {}) => ({ fieldname, fieldtype: "Data", label, reqd: 1, ...more });
const day = (fieldname, label, more = {}) => ({ fieldname, fieldtype: "Date", label, reqd: 1, ...more });
const money = (fieldname, label, amount) => ({ fieldname, fieldtype: "Currency", label, default: amount });
const scan = (doc, fieldname, label) => ({ fieldname, fieldtype: "Attach", label, options: { doctype: doc.doctype, docname: doc.name } });
const reason = () => ({ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 });

const PAPERS = {
	"Report Work": (doc) => [
		text("minutes_number", __("Number of the Minutes")),
		day("minutes_on", __("Date of the Minutes"), { default: "Today" }),
		scan(doc, "minutes_file", __("Photo or Scan of the Minutes")),
	],
	"Accept Work": (doc) => (doc.benefit_kind === "In Kind" ? [handed_over_as(doc)] : []),
	"Reject Work": () => [reason()],
	"Hand Over": (doc) => [
		text("handover_number", __("Number of the Handover Sheet")),
		day("handed_over_on", __("Handed Over On"), { default: "Today" }),
		scan(doc, "handover_file", __("Scan of the Handover Sheet")),
	],
	"Sign Contract": () => [
		text("contract_number", __("Contract Number")),
		day("contracted_on", __("Contracted On"), { default: "Today" }),
		day("due_on", __("Due On")),
	],
	"Refuse Loan": () => [reason()],
	Disburse: (doc) => [
		text("bank_result_number", __("Number of the Bank's Result")),
		day("disbursed_on", __("Disbursed On"), { default: "Today" }),
		money("disbursed_amount", __("Disbursed Amount (VND)"), doc.amount),
	],
	"Record Repayment": (doc) => [
		day("repaid_on", __("Repaid On"), { default: "Today" }),
		money("repaid_amount", __("Repaid in all (VND)"), doc.disbursed_amount),
	],
	"Apply Reduction": () => [
		text("notice_number", __("Number of the Notice")),
		text("from_month", __("From Month"), { description: __("For example {0}", ["2021-07"]) }),
		text("to_month", __("To Month")),
	],
	"End Reduction": () => [],
	"Settle Grant": () => [
		text("settlement_number", __("Number of the Settlement")),
		day("settled_on", __("Settled On"), { default: "Today" }),
	],
	"Demand Recovery": (doc) => [
		text("recovery_decision", __("Number of the Recovery Decision")),
		day("recovery_decided_on", __("Recovery Decided On"), { default: "Today" }),
		money("recovery_amount", __("Amount to Recover (VND)"), doc.amount - doc.recovered_amount),
		reason(),
	],
};

const handed_over_as = (doc) => ({
	fieldname: "handed_over_as",
	fieldtype: "Select",
	label: __("Handed Over As"),
	options: [
		{ value: "Money", label: __("Money") },
		{ value: "Goods", label: __("Goods") },
	],
	default: doc.handed_over_as || "Money",
	reqd: 1,
});

frappe.ui.form.on("Benefit Delivery", {
	refresh(frm) {
		frm.disable_save();
		covid_support.clear_buttons(frm);
		frm.page.set_indicator(__(frm.doc.status), covid_support.colour_of(frm.doc.status));
		covid_support.attempt(async () => {
			const steps = await covid_support.read("payments.api.get_delivery_steps", { delivery: frm.doc.name });
			steps.forEach((step, place) => covid_support.add_button(frm, __(step), () => take(frm, step), place === 0));
		});
	},
});

function take(frm, step) {
	const send = async (values) => {
		await covid_support.call("payments.api.take_delivery_step", { deliveries: [frm.doc.name], step, values });
		await frm.reload_doc();
	};
	const fields = PAPERS[step](frm.doc);
	const title = `${__(step)}: ${frm.doc.recipient_name}`;
	if (fields.length) covid_support.dialog(title, [about(frm.doc), ...fields], __("Record"), send);
	else frappe.confirm(frappe.utils.escape_html(title), () => covid_support.attempt(() => send({})));
}

/** What the step is about, so that nobody signs blindly: the part, its amount, the minutes as far as there are any. */
function about(doc) {
	const minutes = doc.minutes_number && __("Minutes {0} of {1}", [doc.minutes_number, covid_support.day(doc.minutes_on)]);
	const words = [doc.title, covid_support.money(doc.amount), minutes].filter(Boolean).join(" · ");
	return { fieldtype: "HTML", options: `<p class="text-muted">${frappe.utils.escape_html(words)}</p>` };
}
