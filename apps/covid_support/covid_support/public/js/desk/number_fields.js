// A number field tidies and selects its own text a moment after it gets the focus. Frappe's does so to
// whatever has the focus by then: whoever tabs on quickly finds the date just typed changed into another.
if (frappe.ui.form.ControlInt) {
	frappe.ui.form.ControlInt.prototype.make_input = function () {
		frappe.ui.form.ControlData.prototype.make_input.call(this);
		this.$input.on("focus", () => {
			setTimeout(() => {
				const input = this.$input.get(0);
				if (document.activeElement !== input) return;
				input.value = this.validate(input.value);
				input.select();
			}, 100);
		});
	};
}
