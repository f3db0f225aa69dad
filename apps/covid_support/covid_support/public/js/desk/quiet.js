// Messages of the framework that tell an official nothing.

// Shown twice at every form that waits for somebody else; the state beside the title says it already.
const NOISE = "This form is not editable due to a Workflow.";
const show_alert = frappe.show_alert;

frappe.show_alert = frappe.toast = (message, ...more) => {
	if (message !== __(NOISE)) return show_alert(message, ...more);
	return undefined;
};

// the time zone below every moment: all officials work in the same one
const moment_field = frappe.ui.form.ControlDatetime?.prototype;
if (moment_field) moment_field.set_description = frappe.ui.form.ControlData.prototype.set_description;
