// Form of the Payment Batch: its payments, the results that came back, and the file for the bank.

const PAYMENT_STATUSES = ["Listed", "Sent", "Paid", "Failed", "Returned"];

frappe.ui.form.on("Payment Batch", {
	setup(frm) {
		covid_support.only_units(frm, "administrative_unit", "");
		frm.set_query("decision", () => ({ filters: { docstatus: 1 } }));
		frm.set_query("paying_office", () => ({ filters: { administrative_unit: frm.doc.administrative_unit } }));
	},

	onload(frm) {
		covid_support.fill_own_unit(frm, "administrative_unit", "Commune");
	},

	refresh(frm) {
		covid_support.clear_buttons(frm);
		// both stand in the head of the page
		frm.toggle_display(["title", "workflow_state"], false);
		frm.toggle_display(["sec1", "sec2", "sec3"], !frm.is_new());
		frm.toggle_display("instalment", frm.doc.instalment > 1);
		if (frm.doc.workflow_state !== "Completed") covid_support.show_due(frm);
		if (frm.doc.return_reason && frm.doc.workflow_state === "Draft") {
			frm.set_intro(__("Reason of Return") + ": " + frappe.utils.escape_html(frm.doc.return_reason), "red");
		}
		if (frm.is_new()) return;
		covid_support.add_prints(frm);
		covid_support.show_delegation(frm);
		covid_support.attempt(async () => {
			const rights = await covid_support.read("screens.get_batch_rights", { payment_batch: frm.doc.name });
			show_payments(frm, rights);
			add_buttons(frm, rights);
		});
	},

	before_workflow_action: (frm) => covid_support.press(frm),
});

function show_payments(frm, rights) {
	const table = new covid_support.PagedTable({
		wrapper: frm.get_field("payments_html").$wrapper,
		fetch: (question) => covid_support.read("api.get_batch_payments", { payment_batch: frm.doc.name, ...question }),
		statuses: PAYMENT_STATUSES,
		empty: __("Nobody is on this batch. People are added when they are approved and have no payment yet."),
		columns: [
			{ label: __("Full Name"), value: (row) => row.beneficiary_name },
			{ label: __("Date of Birth"), value: (row) => row.birth_date },
			{ label: __("Amount (VND)"), amount: true, value: (row) => covid_support.money(row.amount) },
			{ label: __("Status"), value: status_cell },
			{ label: __("Paid On"), value: (row) => covid_support.day(row.paid_on) },
		],
		buttons: (row) => (rights.record && row.status === "Paid" ? [returned_button(frm)] : []),
	});
	if (rights.build) table.add_button(__("Add people who are due"), () => covid_support.attempt(() => build(frm)));
	table.refresh();
}

function status_cell(row) {
	const cell = $("<div>").append(covid_support.badge(row.status));
	if (row.failure_reason) cell.append(covid_support.element("div", row.failure_reason, "cs-reason"));
	return cell;
}

function returned_button(frm) {
	return { label: __("Money returned"), act: (row) => covid_support.record_returned(frm, row) };
}

async function build(frm) {
	const added = await covid_support.call("build_batch", { payment_batch: frm.doc.name }, { freeze: true });
	await frm.reload_doc();
	const message = added ? __("{0} people added.", [covid_support.count(added)]) : __("Nobody else is due.");
	frappe.show_alert({ message, indicator: added ? "green" : "orange" });
}

function add_buttons(frm, rights) {
	if (rights.record && frm.doc.people > frm.doc.paid_people + frm.doc.failed_people) {
		const label = frm.doc.channel === "Cash" ? __("Record the receipt sheet") : __("Record the results");
		covid_support.add_button(frm, label, () => covid_support.record_receipts(frm));
	}
	if (rights.transfer_file) {
		const group = __("File for the bank");
		frm.add_custom_button("Excel (XLSX)", () => covid_support.attempt(() => download(frm, "xlsx")), group);
		frm.add_custom_button("CSV", () => covid_support.attempt(() => download(frm, "csv")), group);
	}
}

async function download(frm, kind) {
	const address = await covid_support.call("make_transfer_file", { payment_batch: frm.doc.name, kind }, { freeze: true });
	await frm.reload_doc();
	const link = $("<a>").attr({ href: address, download: "" }).appendTo("body");
	link[0].click();
	link.remove();
}
