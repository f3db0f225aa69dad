// Trying a policy out: facts of a person in, the judgement with every condition and every sum out.
frappe.provide("covid_support");

const MARKS = { true: "✓", false: "✗", null: "?" };
const COLOURS = { true: "text-success", false: "text-danger", null: "text-warning" };

/** Draws the panel into `wrapper`; `frm` is the form of the Support Policy. */
covid_support.TryOutPanel = class TryOutPanel {
	constructor(wrapper, frm) {
		this.frm = frm;
		this.wrapper = $(wrapper).empty().addClass("cs-try-out");
		this.head = covid_support.element("div", "", "cs-try-who").appendTo(this.wrapper);
		this.form = covid_support.element("div", "", "cs-try-facts").appendTo(this.wrapper);
		this.bar = covid_support.element("div", "", "cs-toolbar-buttons cs-try-bar").appendTo(this.wrapper);
		this.result = covid_support.element("div", "", "cs-try-result").appendTo(this.wrapper);
		this.add_button(__("Try out"), () => this.run(), "btn-primary");
		this.save_button = this.add_button(__("Keep as a test person"), () => this.keep(), "btn-default").hide();
	}

	add_button(label, act, style) {
		return $(`<button type="button" class="btn btn-sm ${style}">`)
			.text(label)
			.on("click", () => covid_support.attempt(act))
			.appendTo(this.bar);
	}

	/** Fields for the facts that decide now; what was typed stays. */
	async refresh() {
		const facts = await covid_support.call("screens.get_trial_facts", { policy: this.frm.doc });
		const shape = JSON.stringify([facts, this.people()]);
		if (shape === this.shape) return;
		this.shape = shape;
		const typed = this.typed();
		this.facts = facts;
		this.draw_who();
		this.draw_facts();
		this.show_facts(typed);
	}

	people() {
		return (this.frm.doc.test_people || []).map((row) => [row.name, row.title]);
	}

	draw_who() {
		const people = this.people().map(([value, label]) => ({ value, label }));
		const fields = [
			{
				fieldname: "test_person",
				fieldtype: "Select",
				label: __("A test person"),
				options: ["", ...people],
				change: () => covid_support.attempt(() => this.take_test_person()),
			},
			{ fieldtype: "Column Break" },
			{
				fieldname: "beneficiary",
				fieldtype: "Link",
				options: "Beneficiary",
				label: __("Or somebody from the register"),
				only_select: 1,
				change: () => covid_support.attempt(() => this.take_beneficiary()),
			},
		];
		if (!frappe.model.can_select("Beneficiary")) fields.splice(1);
		this.who = group(this.head.empty(), fields);
	}

	draw_facts() {
		const middle = Math.ceil(this.facts.length / 2);
		const fields = this.facts.map((fact) => this.control(fact));
		fields.splice(middle, 0, { fieldtype: "Column Break" });
		this.group = group(this.form.empty(), fields);
		this.ticks = {};
	}

	control(fact) {
		const common = { fieldname: fact.key, label: fact.label };
		if (fact.kind === "yes_no") {
			return { ...common, fieldtype: "Select", options: ["", { value: "Yes", label: __("Yes") }, { value: "No", label: __("No") }] };
		}
		if (fact.kind === "set") return { ...common, fieldtype: "HTML" };
		if (fact.choices.length) return { ...common, fieldtype: "Select", options: ["", ...fact.choices] };
		return { ...common, fieldtype: fact.kind === "date" ? "Date" : "Data" };
	}

	/** Of a long register only the entries that the criteria name. */
	asked_choices(fact) {
		const named = (this.frm.doc.criteria || []).filter((row) => row.fact === fact.key).map((row) => (row.value || "").trim());
		const asked = fact.choices.filter((choice) => named.includes(choice.value));
		return asked;
	}

	/** The facts as typed; what is empty is left out. */
	typed() {
		if (!this.group) return {};
		const ticked = Object.entries(this.ticks).map(([key, boxes]) => [key, boxes.ticked()]);
		const values = { ...this.group.get_values(true), ...Object.fromEntries(ticked) };
		return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "" && value != null));
	}

	show_facts(facts) {
		for (const fact of this.facts) {
			const value = facts[fact.key];
			if (fact.kind === "set") this.tick(fact, [].concat(value || []));
			else this.group.set_value(fact.key, shown(fact, value));
		}
	}

	tick(fact, values) {
		const { $wrapper } = this.group.get_field(fact.key);
		this.ticks[fact.key] = covid_support.tick_list($wrapper, fact.label, this.asked_choices(fact), values);
	}

	async take_test_person() {
		const row = (this.frm.doc.test_people || []).find((one) => one.name === this.who.get_value("test_person"));
		if (!row) return;
		this.show_facts(JSON.parse(row.facts || "{}"));
		await this.run();
	}

	async take_beneficiary() {
		const beneficiary = this.who.get_value("beneficiary");
		if (!beneficiary) return;
		this.show_facts((await this.ask({}, beneficiary)).facts);
		await this.run();
	}

	ask(facts, beneficiary = "") {
		return covid_support.call("screens.try_policy", { policy: this.frm.doc, facts, beneficiary });
	}

	async run() {
		this.trial = await this.ask(this.typed());
		this.draw_result();
		this.save_button.toggle(!!this.frm.perm[0]?.write);
	}

	draw_result() {
		const { eligible, amount, groups, components } = this.trial;
		const head = covid_support.element("div", "", `cs-try-answer ${eligible ? "text-success" : "text-danger"}`);
		head.text(eligible ? __("Eligible: {0}", [covid_support.money(amount)]) : __("Not eligible"));
		this.result.empty().append(head, conditions_table(groups));
		if (components.length) this.result.append(components_table(components, eligible));
	}

	/** Writes the facts and this outcome down as a test person of the policy. */
	async keep() {
		const fields = [{ fieldname: "title", fieldtype: "Data", label: __("Who is it?"), reqd: 1 }];
		covid_support.dialog(__("Keep as a test person"), fields, __("Put it down"), async ({ title }) => {
			const { eligible, amount } = this.trial;
			this.frm.add_child("test_people", {
				title,
				facts: JSON.stringify(this.typed(), null, 1),
				expected_eligible: eligible ? 1 : 0,
				expected_amount: eligible ? amount : 0,
			});
			this.frm.refresh_field("test_people");
			this.frm.dirty();
		});
	}
};

function group(wrapper, fields) {
	const made = new frappe.ui.FieldGroup({ fields, body: wrapper[0] });
	made.make();
	return made;
}

function shown(fact, value) {
	if (value === true || value === 1) return fact.kind === "yes_no" ? "Yes" : String(value);
	if (value === false || (value === 0 && fact.kind === "yes_no")) return "No";
	return value == null ? "" : String(value);
}

function mark(holds) {
	return covid_support.element("span", MARKS[holds], `cs-mark ${COLOURS[holds]}`);
}

function conditions_table(groups) {
	const rows = groups.flatMap(({ number, holds, tests }) =>
		tests.map((test, place) => [
			place ? "" : mark(holds),
			place ? __("or") : String(number),
			covid_support.element("span", test.text),
			covid_support.element("span", "").append(tests.length > 1 ? mark(test.holds) : "", ` ${test.found}`),
		])
	);
	if (!rows.length) return covid_support.element("p", __("The policy asks nothing: everybody is eligible."), "text-muted");
	return covid_support.plain_table(["", __("Group"), __("Condition"), __("Found")], rows);
}

function components_table(components, eligible) {
	const rows = components.map((component) => [
		mark(component.amount > 0),
		component.title,
		covid_support.element("span", component.text),
		component.sum,
		eligible ? covid_support.money(component.amount) : "",
	]);
	return covid_support.plain_table(["", __("Component"), __("What it gives"), __("Calculation"), __("Amount (VND)")], rows, [4]);
}
