// A field that is drawn anew shows what is stored. What is being typed into it is not stored yet, and Frappe would
// take it away, as when an answer of the server comes late. So the box that somebody is typing into keeps its text,
// unless the field now shows another document, or another value has been stored.
const { ControlInput } = frappe.ui.form;

if (ControlInput) {
	const draw = ControlInput.prototype.refresh_input;
	ControlInput.prototype.refresh_input = function (...args) {
		const keeps = is_typed_into(this) && this.drawn_for === (this.docname || "") && same(stored(this), this.value);
		this.drawn_for = this.docname || "";
		if (!keeps) return draw.apply(this, args);
		this.set_formatted_input = () => {}; // shadows the control's own while it is drawn
		try {
			draw.apply(this, args);
		} finally {
			delete this.set_formatted_input;
		}
	};
}

function is_typed_into({ $input }) {
	const box = $input?.get(0);
	return !!box && box === document.activeElement && box.matches("input:not([type=checkbox]), textarea");
}

/** The value that the field is about to show. */
function stored({ frm, doc, doctype, docname, df, value }) {
	if (frm) return frappe.model.get_value(doctype, docname, df.fieldname);
	return doc ? doc[df.fieldname] : value;
}

const same = (one, other) => String(one ?? "") === String(other ?? "");

// The calendar of a date field opens a moment after the field got the focus, and while it finds its place it writes
// the stored date once more over what has been typed by then.
if (frappe.ui.form.ControlDate) {
	const place = frappe.ui.form.ControlDate.prototype.update_datepicker_position;
	frappe.ui.form.ControlDate.prototype.update_datepicker_position = function (...args) {
		this.datepicker._setInputValue = () => {};
		try {
			place.apply(this, args);
		} finally {
			delete this.datepicker._setInputValue;
		}
	};
}
