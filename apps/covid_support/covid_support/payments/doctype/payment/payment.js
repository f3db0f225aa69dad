// Form of a Payment: money that came back is recorded against a recovery slip.
frappe.ui.form.on("Payment", {
	refresh(frm) {
		covid_support.clear_buttons(frm);
		covid_support.attempt(async () => {
			const may = await covid_support.read("payments.api.may_recover", { payment: frm.doc.name });
			if (may) covid_support.add_button(frm, __("Record money that came back"), () => recover(frm));
		});
	},
});

function recover(frm) {
	const { name, amount, recovered_amount, beneficiary_name } = frm.doc;
	const fields = [
		{ fieldname: "number", fieldtype: "Data", label: __("Number of the Recovery Slip"), reqd: 1 },
		{ fieldname: "recovered_on", fieldtype: "Date", label: __("Recovered On"), reqd: 1, default: "Today" },
		{ fieldname: "amount", fieldtype: "Currency", label: __("Amount (VND)"), reqd: 1, default: amount - recovered_amount },
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		{ fieldname: "file", fieldtype: "Attach", label: __("Scan of the evidence") },
	];
	covid_support.dialog(`${__("Record money that came back")}: ${beneficiary_name}`, fields, __("Record"), async (values) => {
		await covid_support.call("payments.api.recover_payment", { payment: name, ...values });
		await frm.reload_doc();
	});
}
