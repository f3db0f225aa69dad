// Recording what was paid: the commune's receipt sheet, or the bank's result, with its evidence.
frappe.provide("covid_support");

const evidence_fields = () => [
	{ fieldname: "number", fieldtype: "Data", label: __("Evidence Number"), reqd: 1 },
	{ fieldtype: "Column Break" },
	{ fieldname: "paid_on", fieldtype: "Date", label: __("Paid On"), reqd: 1, default: "Today" },
	{ fieldtype: "Column Break" },
	{ fieldname: "file", fieldtype: "Attach", label: __("Scan of the evidence") },
	{ fieldtype: "Section Break" },
];

/** Everybody who waits counts as paid, except those named here with a reason. */
covid_support.record_receipts = (frm) => {
	const unpaid = new Map();
	const cash = frm.doc.channel === "Cash";
	const dialog = covid_support.dialog(
		cash ? __("Record the receipt sheet") : __("Record the results"),
		[...evidence_fields(), { fieldname: "help", fieldtype: "HTML" }, { fieldname: "people", fieldtype: "HTML" }],
		__("Record"),
		(values) => record(frm, unpaid, values),
		{ size: "extra-large" }
	);
	const help = cash
		? __("Everybody counts as having signed the sheet. For those who have not, press “Not paid” and give the reason.")
		: __("Everybody counts as credited. For those whom the bank refused, press “Not paid” and give the reason.");
	dialog.get_field("help").$wrapper.append(covid_support.element("p", help, "text-muted"));
	waiting_table(dialog, frm, unpaid).refresh();
	return dialog;
};

function waiting_table(dialog, frm, unpaid) {
	const table = new covid_support.PagedTable({
		wrapper: dialog.get_field("people").$wrapper,
		fetch: ({ start, search }) =>
			covid_support.read("api.get_batch_payments", { payment_batch: frm.doc.name, start, search, status: "Sent" }),
		empty: __("Every payment of this batch has a result."),
		columns: [
			{ label: __("Full Name"), value: (row) => row.beneficiary_name },
			{ label: __("Date of Birth"), value: (row) => row.birth_date },
			{ label: __("Amount (VND)"), amount: true, value: (row) => covid_support.money(row.amount) },
			{ label: __("Result"), value: (row) => result_of(row, unpaid) },
		],
		buttons: (row) => [unpaid.has(row.name) ? paid_button(unpaid, () => table.refresh()) : unpaid_button(unpaid, () => table.refresh())],
	});
	return table;
}

function result_of(row, unpaid) {
	if (!unpaid.has(row.name)) return covid_support.badge("Paid");
	return $("<div>").append(covid_support.badge("Failed"), covid_support.element("div", unpaid.get(row.name), "cs-reason"));
}

function unpaid_button(unpaid, refresh) {
	return {
		label: __("Not paid"),
		danger: true,
		act: (row) =>
			covid_support.ask_reason(__("Not paid: {0}", [row.beneficiary_name]), (reason) => {
				unpaid.set(row.name, reason);
				refresh();
			}),
	};
}

function paid_button(unpaid, refresh) {
	return {
		label: __("Paid"),
		act: (row) => {
			unpaid.delete(row.name);
			refresh();
		},
	};
}

async function record(frm, unpaid, { number, paid_on, file }) {
	const args = { payment_batch: frm.doc.name, number, paid_on, unpaid: Object.fromEntries(unpaid), file: file || "" };
	await covid_support.call("record_receipt_sheet", args, { freeze: true, freeze_message: __("Recording…") });
	await frm.reload_doc();
	frappe.show_alert({ message: __("The results are recorded."), indicator: "green" });
}

/** Money came back after it was paid: one payment, with its evidence. */
covid_support.record_returned = (frm, payment) => {
	const fields = [...evidence_fields(), { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }];
	covid_support.dialog(__("Money returned: {0}", [payment.beneficiary_name]), fields, __("Record"), async (values) => {
		const { number, paid_on, file, reason } = values;
		const outcomes = { [payment.name]: ["Returned", reason] };
		const args = { payment_batch: frm.doc.name, number, paid_on, outcomes, file: file || "" };
		await covid_support.call("record_payment_results", args, { freeze: true });
		await frm.reload_doc();
	});
};
