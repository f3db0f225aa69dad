// The workflow's buttons: a reason where one is due, a yes before a signature, and the server's refusal in words.
frappe.provide("covid_support");

// What the official is asked to confirm; the figures are those on the screen.
const QUESTIONS = {
	"Submit for Signature": () => __("Submit for signature?"),
	Sign: (doc) => __("Sign this list of {0} people for {1}? Nobody can change the signed content afterwards.", totals(doc)),
	Confirm: (doc) => __("Confirm {0} people for {1} and send the list on?", totals(doc)),
	"Close Posting": () => __("End the public posting and send the list on?"),
	"Propose Decision": (doc) => __("Propose {0} people for {1} for a decision?", totals(doc)),
	Approve: (doc) => __("Approve {0} people for {1}?", totals(doc)),
	"Issue Decision": (doc) => __("Sign and issue this decision for {0} people and {1}? It cannot be changed afterwards.", totals(doc)),
	"Submit for Approval": (doc) => __("Submit {0} payments of {1} to finance?", totals(doc)),
	"Approve Payment": (doc) => __("Approve {0} payments of {1}?", totals(doc)),
	"Send to Pay": (doc) => __("Send {0} payments of {1} out to be paid?", totals(doc)),
	Complete: () => __("Complete this payment batch?"),
};

function totals(doc) {
	const list = doc.doctype === "Application List";
	const people = list ? doc.approved_people : doc.people;
	const amount = list ? doc.approved_amount : doc.amount;
	return [covid_support.count(people), covid_support.money(amount)];
}

/**
 * For a form's before_workflow_action: asks, acts through covid_support.api.act, and reloads the form. The
 * promise never settles, so that Frappe does not apply the action a second time by itself.
 */
covid_support.press = (frm) => {
	const action = frm.selected_workflow_action;
	frm.selected_workflow_action = null;
	frappe.dom.unfreeze();
	if (covid_support.sends_back(action)) ask_reason(frm, action);
	else frappe.confirm((QUESTIONS[action] || (() => __("{0}?", [__(action)])))(frm.doc), () => covid_support.attempt(() => act(frm, action)));
	return new Promise(() => {});
};

/** Whether the button sends a document back, for which the officials concerned want to read a reason. */
covid_support.sends_back = (action) => covid_support.own().sending_back.includes(action);

function ask_reason(frm, action) {
	covid_support.ask_reason(__(action), (reason) => act(frm, action, reason), {
		button: __(action),
		note: __("The officials concerned read this reason and mend the file."),
	});
}

async function act(frm, action, reason = "") {
	const { doctype, name } = frm.doc;
	const state = await covid_support.call("act", { doctype, name, action, reason }, { freeze: true, freeze_message: __("Working…") });
	await frm.reload_doc();
	frappe.show_alert({ message: __("{0}: {1}", [__(action), __(state)]), indicator: "green" });
}
