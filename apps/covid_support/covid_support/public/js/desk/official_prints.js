// The official prints of a document, as buttons of its form.
frappe.provide("covid_support");

const DOWNLOAD = "/api/method/covid_support.documents.api.download";

/** For a form's refresh: adds the menu "Print papers" with what the server says the reader can print of this document. */
covid_support.add_prints = (frm) => {
	if (!frm.is_new()) covid_support.attempt(() => add_buttons(frm, frm.doc));
};

async function add_buttons(frm, { doctype, name }) {
	const prints = await covid_support.read("documents.api.get_prints", { doctype, name });
	if (frm.doc.name !== name) return; // another document has been opened meanwhile
	prints.forEach((print) => {
		const address = `${DOWNLOAD}?${new URLSearchParams({ doctype, name, print_name: print.name })}`;
		frm.add_custom_button(print.title, () => window.open(address, "_blank", "noopener"), __("Print papers"));
	});
}
