"""What the builder of a policy offers in its lists: facts, operators that fit, values, in the reader's language."""

import frappe
from frappe import _

from covid_support.rules.criterion import OPERATORS_BY_KIND, OPERATORS_WITH_LIST, OPERATORS_WITHOUT_VALUE
from covid_support.rules.facts import FACTS, NUMERIC_KINDS, REGISTER_KEYS, WORD_KINDS, Fact

OPERATOR_TEMPLATES = {
	"=": "equal to",
	"!=": "other than",
	">": "more than",
	">=": "from … upwards",
	"<": "less than",
	"<=": "not more than",
	"in": "is one of",
	"not in": "is none of",
	"between": "from … to …",
	"contains": "containing",
	"not contains": "not containing",
	"is set": "has been stated",
	"is not set": "has not been stated",
}
DATE_OPERATOR_TEMPLATES = {
	">": "after the day",
	">=": "from the day on",
	"<": "before the day",
	"<=": "up to the day",
}


def builder_words() -> dict:
	"""{facts, operators, without_value, with_list, numeric_kinds, word_kinds}: all that the lists of the builder need."""
	return {
		"facts": [fact_row(fact) for fact in FACTS.values()],
		"operators": {
			kind: [_operator(kind, sign) for sign in signs] for kind, signs in OPERATORS_BY_KIND.items()
		},
		"without_value": sorted(OPERATORS_WITHOUT_VALUE),
		"with_list": sorted(OPERATORS_WITH_LIST),
		"numeric_kinds": sorted(NUMERIC_KINDS),
		"word_kinds": sorted(WORD_KINDS),
	}


def fact_row(fact: Fact) -> dict:
	"""One fact of the list: key, label, kind, where it is known from, and the values it may take."""
	return {
		"key": fact.key,
		"label": _(fact.label),
		"kind": fact.kind,
		"registered": fact.key in REGISTER_KEYS,
		"choices": _choices(fact),
	}


def _operator(kind: str, sign: str) -> dict:
	words = DATE_OPERATOR_TEMPLATES.get(sign) if kind == "date" else None
	return {"value": sign, "label": _(words or OPERATOR_TEMPLATES[sign])}


def _choices(fact: Fact) -> list[dict]:
	if fact.choices:
		return [{"value": choice, "label": _(choice)} for choice in fact.choices]
	register = {
		"categories": ("Beneficiary Category", "category_name", {"enabled": 1}),
		"job_family": ("Job Family", "title", {}),
	}.get(fact.key)
	if not register:
		return []
	doctype, title, filters = register
	rows = frappe.get_all(
		doctype, filters=filters, fields=["name", title], order_by="idx, name", as_list=True
	)
	return [{"value": name, "label": label} for name, label in rows]
