// The official prints of a document, as buttons of its form; those that are signed can be issued.
frappe.provide("covid_support");

const DOWNLOAD = "/api/method/covid_support.documents.api.download";

/** For a form's refresh: adds the menu "Print papers" with what the server says the reader can print of this document. */
covid_support.add_prints = (frm) => {
	if (!frm.is_new()) covid_support.attempt(() => add_buttons(frm, frm.doc));
};

async function add_buttons(frm, { doctype, name }) {
	const prints = await covid_support.read("documents.api.get_prints", { doctype, name });
	if (frm.doc.name !== name) return; // another document has been opened meanwhile
	prints.forEach((print) => frm.add_custom_button(print.title, () => ask_again(frm, print, open), __("Print papers")));
	function open(print, reason = "") {
		const address = `${DOWNLOAD}?${new URLSearchParams({ doctype, name, print_name: print.name, reason })}`;
		window.open(address, "_blank", "noopener");
		if ("printed" in print) print.printed += 1;
	}
	await add_issues(frm, doctype, name);
}

/** A receipt sheet that was printed before is printed again for a reason only. */
function ask_again(frm, print, open) {
	const counted = frm.doc.doctype === "Payment Batch" && frm.doc.docstatus === 1;
	if (!counted || !print.printed) {
		open(print);
		return;
	}
	covid_support.ask_reason(__("Print again: {0}", [print.title]), (reason) => open(print, reason), {
		label: __("Reason of the reprint"), button: __("Print"), note: __("Printed {0} times already. The new sheet says which print it is; the earlier ones no longer count.", [print.printed]),
	});
}

async function add_issues(frm, doctype, name) {
	const issues = await covid_support.read("documents.api.get_issues", { doctype, name });
	if (frm.doc.name !== name) return;
	issues.forEach((row) => {
		const open = () => frappe.set_route("Form", "Issued Document", row.issued);
		const label = row.issued ? `${row.title}: ${row.document_number}` : row.title;
		frm.add_custom_button(label, row.issued ? open : () => ask_issue(doctype, name, row), __("Issue papers"));
	});
}

function ask_issue(doctype, name, { name: print_name, title }) {
	const question = __("Issue “{0}”? The paper gets the next number of your office and is kept as it is now.", [title]);
	frappe.confirm(question, () =>
		covid_support.attempt(async () => {
			const issued = await covid_support.call("documents.api.issue", { doctype, name, print_name });
			frappe.set_route("Form", "Issued Document", issued);
		})
	);
}
