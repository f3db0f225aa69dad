// The words of the policy builder: facts, operators and values under their Vietnamese names.
frappe.provide("covid_support");

/** Fetched once for each page load: the facts of the catalogue, operators by kind, values of choices. */
covid_support.builder_words = () => {
	covid_support._builder_words ||= covid_support.read("screens.get_builder_words").catch((refusal) => {
		covid_support._builder_words = null; // asked again next time
		throw refusal;
	});
	return covid_support._builder_words;
};

/** What the lists of one policy offer: the catalogue and the policy's own form fields. */
covid_support.PolicyWords = class PolicyWords {
	constructor(words, doc) {
		this.words = words;
		const own = (doc.form_fields || []).filter((row) => row.fieldname && row.label && row.kind).map(own_fact);
		const replaced = new Set(own.map((fact) => fact.key));
		this.facts = [...own, ...words.facts.filter((fact) => !replaced.has(fact.key))];
		this.by_key = Object.fromEntries(this.facts.map((fact) => [fact.key, fact]));
	}

	fact_label(key) {
		return this.by_key[key]?.label || key || "";
	}

	/** Options for a list of facts; `fits(fact)` leaves some out. */
	fact_options(fits = () => true) {
		return ["", ...this.facts.filter(fits).map(({ key, label }) => ({ value: key, label }))];
	}

	/** The operators that fit a fact; all of them while no fact is chosen. */
	operators(key) {
		const kind = this.by_key[key]?.kind;
		return kind ? this.words.operators[kind] : this.all_operators();
	}

	all_operators() {
		const all = Object.values(this.words.operators).flat();
		return all.filter((row, place) => all.findIndex((other) => other.value === row.value) === place);
	}

	operator_label(sign, key) {
		return this.operators(key).find((row) => row.value === sign)?.label || sign || "";
	}

	takes_value(sign) {
		return !this.words.without_value.includes(sign);
	}

	takes_list(sign) {
		return this.words.with_list.includes(sign);
	}

	/** Facts whose values can be compared with those of `key`. */
	comparable(key) {
		const kind = this.by_key[key]?.kind;
		const alike = [this.words.numeric_kinds, this.words.word_kinds].find((kinds) => kinds.includes(kind)) || [kind];
		return this.facts.filter((fact) => fact.key !== key && alike.includes(fact.kind));
	}

	is_numeric(fact) {
		return this.words.numeric_kinds.includes(fact.kind);
	}

	/** A stored value under the names of its parts: "NCC, BTXH" → "Người có công, Bảo trợ xã hội". */
	value_label(text) {
		this.value_names ||= Object.fromEntries(
			[...this.facts.flatMap((fact) => fact.choices), { value: "Yes", label: __("Yes") }, { value: "No", label: __("No") }].map(
				(choice) => [choice.value, choice.label]
			)
		);
		const parts = (text || "").split(/([;,])/).map((part) => this.part_label(part));
		return parts.join("").replace(/\s*([;,])\s*/g, "$1 ");
	}

	part_label(part) {
		const trimmed = part.trim();
		const reference = /^\{(\w+)\}$/.exec(trimmed);
		if (reference) return `“${this.fact_label(reference[1])}”`;
		if (/^\d{4}-\d\d-\d\d$/.test(trimmed)) return covid_support.day(trimmed);
		return this.value_names[trimmed] || part;
	}
};

function own_fact(row) {
	const choices = (row.choices || "").split("\n").map((line) => line.trim()).filter(Boolean);
	return {
		key: row.fieldname,
		label: row.label,
		kind: row.kind,
		choices: choices.map((choice) => ({ value: choice, label: choice })),
	};
}
