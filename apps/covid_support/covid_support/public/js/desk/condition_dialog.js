// One condition of a policy, put together from lists: what is asked, how it is compared, with what.
frappe.provide("covid_support");

/**
 * Asks for a condition and calls `save({component_code, group_number, fact, operator, value})`.
 * `row` holds the present values, `components` the rows of the components grid.
 */
covid_support.condition_dialog = (words, row, components, save) => new ConditionDialog(words, row, components, save);

class ConditionDialog {
	constructor(words, row, components, save) {
		this.words = words;
		this.row = row;
		this.dialog = covid_support.dialog(
			row.fact ? __("Change the condition") : __("Add a condition"),
			this.fields(components),
			__("Put it down"),
			(values) => this.finish(values, save)
		);
		this.dialog.set_values({
			component_code: row.component_code || "",
			group_number: row.group_number || 1,
			fact: row.fact || "",
		});
		this.arrange_fact();
		this.show_value();
	}

	fields(components) {
		const whole = { value: "", label: __("The whole policy") };
		const parts = components.map(({ component_code, title }) => ({ value: component_code, label: title || component_code }));
		const on_fact = () => this.arrange_fact();
		const on_operator = () => this.arrange_value();
		return [
			{ fieldname: "component_code", fieldtype: "Select", label: __("Holds for"), options: [whole, ...parts] },
			{
				fieldname: "group_number",
				fieldtype: "Int",
				label: __("Group"),
				description: __("Conditions of one group are alternatives; every group must hold."),
			},
			{ fieldname: "fact", fieldtype: "Select", label: __("What is asked"), options: this.words.fact_options(), reqd: 1, onchange: on_fact },
			{ fieldname: "operator", fieldtype: "Select", label: __("How it is compared"), options: [], reqd: 1, onchange: on_operator },
			{
				fieldname: "against",
				fieldtype: "Select",
				label: __("Compared with"),
				options: [
					{ value: "value", label: __("A value that I enter") },
					{ value: "fact", label: __("Another fact of the applicant") },
				],
				default: "value",
				onchange: on_operator,
			},
			{ fieldname: "reference", fieldtype: "Select", label: __("The other fact"), options: [] },
			{ fieldname: "choice", fieldtype: "Select", label: __("Value"), options: [] },
			{ fieldname: "choices", fieldtype: "HTML" },
			{ fieldname: "day", fieldtype: "Date", label: __("Day") },
			{ fieldname: "day_to", fieldtype: "Date", label: __("Until the day") },
			{ fieldname: "words", fieldtype: "Data", label: __("Value") },
			{ fieldname: "words_to", fieldtype: "Data", label: __("Up to") },
		];
	}

	get fact() {
		return this.words.by_key[this.dialog.get_value("fact")];
	}

	get operator() {
		return this.dialog.get_value("operator");
	}

	/** The operators that fit the fact, and the first of them unless the present one fits. */
	arrange_fact() {
		const operators = this.fact ? this.words.operators(this.fact.key) : [];
		this.set_options("operator", operators);
		const present = [this.operator, this.row.operator].find((sign) => operators.some((row) => row.value === sign));
		this.dialog.set_value("operator", present || operators[0]?.value || "");
		this.arrange_value();
	}

	/** Shows the fields that this fact and operator need. */
	arrange_value() {
		const { fact, operator } = this;
		const takes_value = !!fact && !!operator && this.words.takes_value(operator);
		const others = fact ? this.words.comparable(fact.key) : [];
		const may_refer = takes_value && !this.words.takes_list(operator) && fact.kind !== "yes_no" && others.length > 0;
		const refers = may_refer && this.dialog.get_value("against") === "fact";
		this.set_options("reference", others.map(({ key, label }) => ({ value: key, label })));
		const choices = this.choices();
		this.set_options("choice", choices);
		const shown = { against: may_refer, reference: refers, ...this.shown_values(takes_value && !refers, choices) };
		for (const field of ["against", "reference", "choice", "choices", "day", "day_to", "words", "words_to"]) {
			this.dialog.set_df_property(field, "hidden", shown[field] ? 0 : 1);
		}
		if (shown.choices) this.show_checks(choices);
		this.dialog.set_df_property("words", "description", this.hint());
	}

	shown_values(asked, choices) {
		if (!asked) return {};
		const between = this.operator === "between";
		if (choices.length) return this.words.takes_list(this.operator) ? { choices: true } : { choice: true };
		if (this.fact.kind === "date" && !["in", "not in"].includes(this.operator)) return { day: true, day_to: between };
		return { words: true, words_to: between };
	}

	choices() {
		if (this.fact?.kind !== "yes_no") return this.fact?.choices || [];
		return [{ value: "Yes", label: __("Yes") }, { value: "No", label: __("No") }];
	}

	hint() {
		if (["in", "not in"].includes(this.operator)) return __("Several values, parted by semicolons");
		return this.fact?.kind === "money" ? __("In đồng, for example 1.500.000") : "";
	}

	show_checks(choices) {
		const asked_before = this.checks?.fact === this.fact.key ? this.checks.ticked() : [];
		const stored = this.row.fact === this.fact.key ? parts_of(this.row.value, choices) : [];
		this.checks = covid_support.tick_list(this.dialog.get_field("choices").$wrapper, __("Values"), choices, asked_before.length ? asked_before : stored);
		this.checks.fact = this.fact.key;
	}

	set_options(field, options) {
		this.dialog.set_df_property(field, "options", options);
	}

	/** Puts the present value of the row into the fields that show it. */
	show_value() {
		const { value } = this.row;
		if (!value) return;
		const reference = /^\{(\w+)\}$/.exec(value.trim());
		if (reference) {
			this.dialog.set_value("against", "fact");
			this.arrange_value();
			this.dialog.set_value("reference", reference[1]);
			return;
		}
		const between = this.row.operator === "between";
		const parts = between ? parts_of(value) : [value];
		this.dialog.set_values({ choice: value, words: parts[0], words_to: parts[1] || "", day: parts[0], day_to: parts[1] || "" });
	}

	async finish(values, save) {
		await save({
			component_code: values.component_code || "",
			group_number: values.group_number || 1,
			fact: values.fact,
			operator: values.operator,
			value: this.value_of(values),
		});
	}

	value_of(values) {
		const shown = (field) => !this.dialog.get_field(field).df.hidden;
		if (shown("reference")) return `{${values.reference}}`;
		if (shown("choice")) return values.choice || "";
		if (shown("choices")) return this.checks.ticked().join("; ");
		const [from, to] = shown("day") ? ["day", "day_to"] : ["words", "words_to"];
		if (!shown(from)) return "";
		return shown(to) ? `${values[from] || ""}; ${values[to] || ""}` : values[from] || "";
	}
}

/** The values of a list; a choice may hold a comma of its own. */
const parts_of = (value, choices = []) => choices.some((choice) => choice.value === value) ? [value] : (value || "").split(value?.includes(";") ? ";" : ",").map((part) => part.trim()).filter(Boolean);

/** Boxes to tick, drawn at once; `ticked()` of the answer gives the values that are ticked now. */
covid_support.tick_list = (wrapper, label, choices, ticked = []) => {
	const list = covid_support.element("div", "", "cs-tick-list").attr({ role: "group", "aria-label": label });
	choices.forEach((choice) => {
		const box = $('<input type="checkbox">').val(choice.value).prop("checked", ticked.includes(choice.value));
		$("<label>").append(box, covid_support.element("span", choice.label)).appendTo(list);
	});
	$(wrapper).empty().append(covid_support.element("div", label, "control-label"), list);
	return { ticked: () => list.find("input:checked").get().map((box) => box.value), list };
};
