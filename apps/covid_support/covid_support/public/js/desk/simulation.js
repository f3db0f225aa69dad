// What a policy would do, estimated on the whole registry: coverage, cost, who gains and who loses. Sums only.
frappe.provide("covid_support");

const ESTIMATORS = ["Administrator", "System Manager", "CS Programme Administrator", "CS Department Officer"];
const PROGRESS_EVENT = "covid_support_estimate";
const PAUSE = 1500;
const PATIENCE = 400;
const TAKEN_AS_MET = "*";
const CHANGES = ["newly", "lost", "more", "less", "equal"];

frappe.ui.form.on("Support Policy", {
	refresh(frm) {
		const field = frm.get_field("estimate_html");
		if (!field) return;
		const entitled = ESTIMATORS.includes(frappe.session.user) || ESTIMATORS.some((role) => frappe.user.has_role(role));
		frm.toggle_display("sec_estimate", entitled);
		if (!entitled || frm.estimate_panel?.policy === frm.doc.name) return;
		frm.estimate_panel = new EstimatePanel(field.$wrapper, frm);
	},
});

class EstimatePanel {
	constructor(wrapper, frm) {
		Object.assign(this, { frm, policy: frm.doc.name, unknown: [] });
		this.wrapper = $(wrapper).empty().addClass("cs-estimate");
		covid_support.element("p", __("Counted on everybody registered in your area who is alive and has not moved away, by the policy as it stands on the screen. Left out is who has declined this support or has applied for one that rules it out. Nothing is saved."), "text-muted").appendTo(this.wrapper);
		this.choices = fields_in(this.place("cs-estimate-choices"), this.choice_fields());
		this.assumed = this.place("cs-estimate-assumptions");
		const bar = this.place("cs-toolbar-buttons cs-estimate-bar");
		this.button = $('<button type="button" class="btn btn-sm btn-primary">').text(__("Estimate the policy")).appendTo(bar);
		this.button.on("click", () => covid_support.attempt(() => this.run()));
		this.progress = covid_support.element("span", "", "text-muted").appendTo(bar);
		this.result = this.place("cs-estimate-result");
	}

	place(classes) {
		return covid_support.element("div", "", classes).appendTo(this.wrapper);
	}

	choice_fields() {
		const option = (value, label) => ({ value, label });
		const parts = [option("unit", __("By unit")), option("category", __("By category")), option("poverty", __("By poverty status"))];
		const levels = [option("District", __("District")), option("Commune", __("Commune"))];
		const of_policy = () => ({ filters: { policy: this.frm.doc.name } });
		return [
			{ fieldname: "part", fieldtype: "Select", label: __("Show the figures"), options: parts, default: "unit" },
			{ fieldname: "level", fieldtype: "Select", label: __("Level"), options: levels, default: "District", depends_on: "eval:doc.part=='unit'" },
			{ fieldtype: "Column Break" },
			{ fieldname: "against_version", fieldtype: "Link", options: "Policy Version", label: __("Compare with a version of this policy"), only_select: 1, get_query: of_policy },
			{ fieldname: "against_policy", fieldtype: "Link", options: "Support Policy", label: __("Or with another policy"), only_select: 1 },
		];
	}

	async run() {
		this.button.prop("disabled", true);
		try {
			const wish = { ...this.choices.get_values(true), assumptions: this.assumptions() };
			const answer = await covid_support.call("screens.estimate_policy", { policy: this.frm.doc, wish });
			this.draw(answer.job ? await this.wait_for(answer.job) : answer.result);
		} finally {
			this.progress.text("");
			this.button.prop("disabled", false);
		}
	}

	/** A worker counts: show how far it is until the answer is there. */
	async wait_for(job) {
		const follow = (message) => {
			if (message.job === job) this.progress.text(__("Counted {0} of {1} parts", [message.done, message.of]));
		};
		this.progress.text(__("The register is large; a worker is counting …"));
		frappe.realtime.on(PROGRESS_EVENT, follow);
		try {
			for (let turn = 0; turn < PATIENCE; turn++) {
				await new Promise((resume) => setTimeout(resume, PAUSE));
				const answer = await covid_support.read("screens.get_estimate", { job });
				if (answer.problem) frappe.throw(answer.problem);
				if (answer.result) return answer.result;
			}
			return frappe.throw(__("The estimate takes too long. Try again in a quiet hour."));
		} finally {
			frappe.realtime.off(PROGRESS_EVENT, follow);
		}
	}

	assumptions() {
		const values = this.assumption_group?.get_values(true) || {};
		const told = this.unknown.map(({ key }) => [key, values[`met_${key}`] ? TAKEN_AS_MET : String(values[key] ?? "")]);
		return Object.fromEntries(told.filter(([, value]) => value));
	}

	draw(result) {
		this.draw_unknown(result.unknown);
		const compared = Boolean(result.old_day);
		this.result.empty().append(summary(result, compared), figures_table(result, compared, this.choices.get_value("part")));
		if (result.small_counts_hidden) {
			const note = __("Counts below five are not shown, because you are not responsible for a whole province.");
			this.result.append(covid_support.element("p", note, "text-muted"));
		}
	}

	/** What no register knows is said, and may be assumed before the next estimate. */
	draw_unknown(unknown) {
		if (JSON.stringify(unknown.map(({ key }) => key)) === JSON.stringify(this.unknown.map(({ key }) => key))) return;
		this.unknown = unknown;
		this.assumption_group = null;
		this.assumed.empty();
		if (!unknown.length) return;
		const names = unknown.map(({ label }) => label).join("; ");
		covid_support.element("p", __("Cannot be read from the register: {0}. Choose what to assume, then estimate again; without an assumption nobody meets such a condition.", [names]), "bold").appendTo(this.assumed);
		this.assumption_group = fields_in(covid_support.element("div").appendTo(this.assumed), unknown.flatMap(assumption_fields));
	}
}

function fields_in(body, fields) {
	const group = new frappe.ui.FieldGroup({ fields, body: body[0] });
	group.make();
	return group;
}

/** A place for the assumed value, and for conditions a tick that takes them as met. */
function assumption_fields({ key, label, kind, choices, counted, assumed }) {
	const met = { fieldname: `met_${key}`, fieldtype: "Check", label: __("{0}: take the condition as met", [label]) };
	const value = { fieldname: key, label, default: assumed, depends_on: `eval:!doc.met_${key}`, ...control_of(kind, choices) };
	return [value, ...(counted ? [] : [met]), { fieldtype: "Column Break" }];
}

function control_of(kind, choices) {
	const options = kind === "yes_no" ? ["Yes", "No"] : choices;
	if (options.length) return { fieldtype: "Select", options: ["", ...options.map((value) => ({ value, label: __(value) }))] };
	return { fieldtype: kind === "date" ? "Date" : "Data" };
}

function summary({ total, day, old_day }, compared) {
	const change = ([key, caption]) => [shown_count(total[key]), caption];
	const items = [
		[shown_count(total.people), __("People or households supported")],
		[shown_amount(total.amount), __("Cost")],
		...(compared ? [[shown_amount(total.difference, true), __("More or less than the other")]] : []),
		...(compared ? Object.entries(change_words()).map(change) : []),
	];
	const box = covid_support.element("div", "", "cs-summary");
	items.forEach(([figure, caption]) => {
		const item = covid_support.element("div", "", "cs-summary-item").appendTo(box);
		item.append(covid_support.element("div", figure, "cs-figure"), covid_support.element("div", caption, "cs-caption"));
	});
	const days = compared && old_day !== day ? __("Facts of {0}; the other policy: {1}", [covid_support.day(day), covid_support.day(old_day)]) : __("Facts of {0}", [covid_support.day(day)]);
	return covid_support.element("div").append(box, covid_support.element("p", days, "text-muted"));
}

const change_words = () => ({ newly: __("Newly supported"), lost: __("No longer supported"), more: __("Get more"), less: __("Get less"), equal: __("Get the same") });

function figures_table({ rows }, compared, part) {
	if (!rows.length) return covid_support.element("p", __("By these rules nobody in the register is supported."), "text-muted");
	const heads = { unit: __("Unit"), category: __("Beneficiary category"), poverty: __("Poverty status") };
	const labels = [heads[part], __("Supported"), __("Cost (VND)")];
	const compared_labels = [__("Supported by the other"), __("Cost of the other (VND)"), ...Object.values(change_words()), __("Difference (VND)")];
	const cells = (row) => [row.title, shown_count(row.people), shown_amount(row.amount)];
	const compared_cells = (row) => [shown_count(row.old_people), shown_amount(row.old_amount), ...CHANGES.map((key) => shown_count(row[key])), shown_amount(row.difference, true)];
	const all = compared ? [...labels, ...compared_labels] : labels;
	const amounts = all.map((_label, place) => place).slice(1);
	return covid_support.plain_table(all, rows.map((row) => (compared ? [...cells(row), ...compared_cells(row)] : cells(row))), amounts);
}

function shown_count(count) {
	if (count === "few") return __("fewer than 5");
	return count === "withheld" ? __("not shown") : covid_support.count(count);
}

function shown_amount(amount, signed = false) {
	if (amount === null) return __("not shown");
	const sign = signed && amount > 0 ? "+" : "";
	return `${sign}${covid_support.count(amount)}`;
}
