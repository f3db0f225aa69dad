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

// 46 is shown as 46, not as 46,00: Frappe fills a number up to the decimals of the site.
if (frappe.ui.form.ControlFloat) {
	const filled_up = frappe.ui.form.ControlFloat.prototype.format_for_input;
	frappe.ui.form.ControlFloat.prototype.format_for_input = function (value) {
		const text = filled_up.call(this, value);
		const sign = get_number_format_info(this.get_number_format()).decimal_str;
		if (this.df.fieldtype !== "Float" || !text || !sign || !text.includes(sign)) return text;
		const [whole, decimals] = text.split(sign);
		const kept = decimals.replace(/0+$/, "");
		return kept ? whole + sign + kept : whole;
	};
}
