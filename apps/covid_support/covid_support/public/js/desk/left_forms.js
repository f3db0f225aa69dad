// A form whose document changed elsewhere is fetched again a second later. If its reader has gone on to
// another form by then, Frappe would make the hidden one "the current form", and Ctrl+S would save that.
// A form that has been left forgets its document instead, and fetches it when it is visited again.
if (frappe.ui.form.Form) {
	const reload = frappe.ui.form.Form.prototype.reload_doc;
	frappe.ui.form.Form.prototype.reload_doc = function (...args) {
		if ($(this.parent).is(":visible")) return reload.apply(this, args);
		if (!this.is_dirty()) frappe.model.remove_from_locals(this.doctype, this.docname);
		return Promise.resolve();
	};
}
