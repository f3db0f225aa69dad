// Questions before something happens: a reason, or a plain yes.
frappe.provide("covid_support");

/** Asks for a reason; `act(reason)` returns a promise. The dialog stays open when the server refuses. */
covid_support.ask_reason = (title, act, { label = __("Reason"), button = __("Confirm"), note = "" } = {}) => {
	const fields = [{ fieldname: "reason", fieldtype: "Small Text", label, reqd: 1 }];
	if (note) fields.unshift({ fieldname: "note", fieldtype: "HTML", options: covid_support.element("p", note).prop("outerHTML") });
	return covid_support.dialog(title, fields, button, (values) => act(values.reason));
};

/** A dialog whose primary button runs `act(values)`, closes when it succeeds, and cannot be pressed twice. */
covid_support.dialog = (title, fields, button, act, options = {}) => {
	const dialog = new frappe.ui.Dialog({ title: frappe.utils.escape_html(title), fields, ...options });
	dialog.set_primary_action(button, async () => {
		const values = dialog.get_values();
		if (!values) return;
		dialog.disable_primary_action();
		try {
			await act(values, dialog);
			dialog.hide();
		} catch (refusal) {
			covid_support.note_refusal(refusal);
		} finally {
			dialog.enable_primary_action();
		}
	});
	dialog.show();
	return dialog;
};

/** Calls one of our server functions; rejects when the server refuses (Frappe shows the message). */
covid_support.call = (method, args = {}, options = {}) =>
	new Promise((resolve, reject) => {
		frappe.call({
			method: full_name(method),
			args,
			freeze: options.freeze ?? false,
			freeze_message: options.freeze_message,
			callback: (answer) => resolve(answer.message),
			error: (answer) => reject(new Refusal(answer)),
		});
	});

/** The same for functions that only read. */
covid_support.read = (method, args = {}) =>
	new Promise((resolve, reject) => {
		frappe.call({
			type: "GET",
			method: full_name(method),
			args,
			callback: (answer) => resolve(answer.message),
			error: (answer) => reject(new Refusal(answer)),
		});
	});

/** "act" → covid_support.api.act, "screens.x" → covid_support.screens.x, "frappe.…" as it is. */
const full_name = (method) => {
	if (method.startsWith("frappe.")) return method;
	return method.includes(".") ? `covid_support.${method}` : `covid_support.api.${method}`;
};

class Refusal extends Error {}

/** A refusal has been shown already; anything else is a fault of ours and must not be hidden. */
covid_support.note_refusal = (problem) => {
	if (!(problem instanceof Refusal)) throw problem;
};

/** Runs `act`, a promise-returning function, and leaves the screen as it is when the server refuses. */
covid_support.attempt = (act) => Promise.resolve().then(act).catch(covid_support.note_refusal);
