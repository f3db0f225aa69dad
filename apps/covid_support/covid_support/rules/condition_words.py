"""Criteria told in plain words: "thu nhập bình quân tháng không quá 1.000.000 đồng". Pure."""

from collections.abc import Mapping
from datetime import date

from covid_support.core.money import format_vnd
from covid_support.rules.criteria import CompiledCriteria
from covid_support.rules.criterion import Reference, Test
from covid_support.rules.facts import Fact
from covid_support.rules.phrase import Label, Listing, Phrase

ALL_OF_TEMPLATE = "{0}; {1}"
ONE_OF_TEMPLATE = "one of these holds: {0}"
OR_TEMPLATE = "{0} or {1}"
ENUMERATION_TEMPLATE = "{0}, {1}"
MONEY_TEMPLATE = "{0} đồng"
CONDITION_TEMPLATES = {
	"=": "{0} is {1}",
	"!=": "{0} is other than {1}",
	">": "{0} is more than {1}",
	">=": "{0} is {1} or more",
	"<": "{0} is less than {1}",
	"<=": "{0} is not more than {1}",
	"in": "{0} is one of: {1}",
	"not in": "{0} is none of: {1}",
	"between": "{0} lies between {1} and {2}",
	"contains": "{0} holds {1}",
	"not contains": "{0} does not hold {1}",
	"is set": "{0} is known",
	"is not set": "{0} is left empty",
}
DATE_CONDITION_TEMPLATES = {
	">": "{0} is after {1}",
	">=": "{0} is {1} or later",
	"<": "{0} is before {1}",
	"<=": "{0} is {1} or earlier",
	"between": "{0} lies between the days {1} and {2}",
}
SET_CONDITION_TEMPLATES = {
	"contains": "{0} include {1}",
	"not contains": "{0} do not include {1}",
}
YES_CONDITION_TEMPLATES = {True: "it is so: {0}", False: "it is not so: {0}"}
WORDS_OF_KIND = {"date": DATE_CONDITION_TEMPLATES, "set": SET_CONDITION_TEMPLATES}


def conditions(criteria: CompiledCriteria, names: Mapping[str, str]) -> Listing | None:
	"""All groups of `criteria` in one phrase, None when nothing is asked."""
	groups = tuple(group_phrase(tests, names) for tests in criteria.groups)
	return Listing(ALL_OF_TEMPLATE, groups) if groups else None


def group_phrase(tests: tuple[Test, ...], names: Mapping[str, str]) -> Phrase:
	"""One group: its only condition, or its alternatives."""
	phrases = tuple(condition_phrase(test, names) for test in tests)
	if len(phrases) == 1:
		return phrases[0]
	return Phrase(ONE_OF_TEMPLATE, (Listing(OR_TEMPLATE, phrases),))


def condition_phrase(test: Test, names: Mapping[str, str]) -> Phrase:
	"""One condition."""
	label = Label(test.fact.label)
	if test.fact.kind == "yes_no" and test.operator in ("=", "!=") and isinstance(test.operands[0], bool):
		return Phrase(YES_CONDITION_TEMPLATES[test.operands[0] == (test.operator == "=")], (label,))
	wanted = tuple(_operand(test.fact, operand, names) for operand in test.operands)
	if test.operator in ("in", "not in"):
		wanted = (Listing(ENUMERATION_TEMPLATE, wanted),)
	template = WORDS_OF_KIND.get(test.fact.kind, {}).get(test.operator) or CONDITION_TEMPLATES[test.operator]
	return Phrase(template, (label, *wanted))


def _operand(fact: Fact, operand: object, names: Mapping[str, str]) -> object:
	if isinstance(operand, Reference):
		return Label(operand.fact.label)
	if isinstance(operand, date):
		return operand.strftime("%d/%m/%Y")
	if fact.kind == "money":
		return Phrase(MONEY_TEMPLATE, (format_vnd(operand),))
	if operand in fact.choices:
		return Label(operand)
	if operand in names:
		return f"“{names[operand]}”"
	return str(operand).replace(".", ",") if fact.kind == "number" else str(operand)
