"""A policy told in plain words, so that whoever typed it into grids can see what was said. Pure.

`read_back` gives sentences made of phrases; `Phrase.said(translate)` puts one into the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from covid_support.core.money import format_number, format_vnd
from covid_support.rules.benefits import CompiledComponent
from covid_support.rules.condition_words import conditions
from covid_support.rules.phrase import Label, Listing, Phrase
from covid_support.rules.policy_snapshot import PolicySnapshot


@dataclass(frozen=True)
class Frame:
	"""What stands around the rules: names and days, all of them optional; days as ISO text or date."""

	title: str
	application_from: str | date | None = None
	application_to: str | date | None = None
	legal_basis: str | None = None
	exclusive_group: str | None = None
	tops_up: bool = False
	not_together_with: tuple[str, ...] = ()
	once_only: bool = False


@dataclass(frozen=True)
class Sentence:
	"""One sentence and what it speaks of: benefit, supplement, period, exclusion, filing, basis."""

	about: str
	phrase: Phrase


ENTITLED_TEMPLATE = "{0} receive {1} when {2}."
ENTITLED_ALL_TEMPLATE = "{0} receive {1}; nothing else is asked."
BY_CASE_TEMPLATE = "{0} receive, when {1}, what the cases below say."
BY_CASE_ALL_TEMPLATE = "{0} receive what the cases below say."
SUPPLEMENT_TEMPLATE = "Further {0} if {1}."
CASE_TEMPLATE = "{0} if {1}."
SUM_TEMPLATE = "{0} and {1}"
PERIOD_TEMPLATES = {
	"Month": "The support is given for each month that is applied for.",
	"Quarter": "The support is given for each quarter that is applied for.",
}
ONCE_TEMPLATE = "Each person receives it only once."
GROUP_TEMPLATES = {
	False: "Not together with other policies of the group “{0}”.",
	True: "Together with other policies of the group “{0}” only the difference to the higher amount is paid.",
}
EXCLUDED_TEMPLATE = "Not for those who have received: {0}."
COMMA_TEMPLATE = "{0}; {1}"
INSTALMENTS_TEMPLATE = "Paid in {0} instalments: {1}."
INSTALMENT_TEMPLATES = {False: "{0} ({1}%)", True: "{0} ({1}%, after the work has been accepted)"}
FILING_TEMPLATE = "Applications are taken from {0} to {1}."
BASIS_TEMPLATE = "According to {0}."
METHOD_TEMPLATES = {
	"Fixed": "{0} đồng",
	"Per Month": "{0} đồng a month by {1}",
	"Per Day": "{0} đồng a day by {1}",
	"Per Child": "{0} đồng a child by {1}",
	"Per Unit": "{0} đồng for each unit of {1}",
	"Percent With Cap": "{0}% of {1}",
	"Loan Ceiling": "a loan of up to {0} đồng",
}
WHOLE_SUM_TEMPLATE = "as much as {0}"
LOAN_BY_QUANTITY_TEMPLATE = "a loan of up to {0} đồng for each unit of {1}"
LOAN_SHARE_TEMPLATE = "{0}% of ({1})"
LIMIT_TEMPLATES = {
	"minimum_quantity": "{0}, from {1} on",
	"maximum_quantity": "{0}, counted up to {1}",
	"minimum_amount": "{0}, at least {1} đồng",
	"maximum_amount": "{0}, at most {1} đồng",
}
MAXIMUM_PER_UNIT_TEMPLATE = "{0}, at most {1} đồng for each unit of {2}"


def read_back(
	snapshot: PolicySnapshot, frame: Frame, names: Mapping[str, str] | None = None
) -> list[Sentence]:
	"""What the policy says, sentence by sentence. `names` maps codes (categories, job families) to titles."""
	return [
		*_benefit(snapshot, frame, names or {}),
		*_periods(snapshot, frame),
		*_exclusions(frame),
		*_filing(frame),
	]


def _benefit(snapshot: PolicySnapshot, frame: Frame, names: Mapping[str, str]) -> list[Sentence]:
	always = [part for part in snapshot.compiled_components if not part.conditions.groups]
	cases = [part for part in snapshot.compiled_components if part.conditions.groups]
	asked = conditions(snapshot.compiled_criteria, names)
	if always:
		amount = Listing(SUM_TEMPLATE, tuple(component_phrase(part) for part in always))
		head = (
			Phrase(ENTITLED_TEMPLATE, (frame.title, amount, asked))
			if asked
			else Phrase(ENTITLED_ALL_TEMPLATE, (frame.title, amount))
		)
	else:
		head = (
			Phrase(BY_CASE_TEMPLATE, (frame.title, asked))
			if asked
			else Phrase(BY_CASE_ALL_TEMPLATE, (frame.title,))
		)
	template = SUPPLEMENT_TEMPLATE if always else CASE_TEMPLATE
	return [
		Sentence("benefit", head),
		*(
			Sentence(
				"supplement", Phrase(template, (component_phrase(part), conditions(part.conditions, names)))
			)
			for part in cases
		),
	]


def component_phrase(part: CompiledComponent) -> Phrase:
	"""What one component gives, with its limits, its own conditions left out."""
	phrase = _amount_phrase(part)
	for limit, template in LIMIT_TEMPLATES.items():
		value = getattr(part.component, limit)
		if value:
			shown = format_vnd(value) if limit.endswith("amount") else str(value)
			phrase = Phrase(template, (phrase, shown))
	if part.ceiling_fact:
		most = format_vnd(part.component.maximum_per_unit)
		phrase = Phrase(MAXIMUM_PER_UNIT_TEMPLATE, (phrase, most, Label(part.ceiling_fact.label)))
	return phrase


def _amount_phrase(part: CompiledComponent) -> Phrase:
	component, quantity = part.component, part.quantity_fact and Label(part.quantity_fact.label)
	if component.method == "Percent With Cap":
		return Phrase(METHOD_TEMPLATES[component.method], (format_number(component.percent), quantity))
	if component.amount == 1 and quantity and part.quantity_fact.kind == "money":
		return Phrase(WHOLE_SUM_TEMPLATE, (quantity,))
	amount = format_vnd(component.amount)
	if component.method != "Loan Ceiling":
		return Phrase(METHOD_TEMPLATES[component.method], (amount, quantity))
	template = LOAN_BY_QUANTITY_TEMPLATE if quantity else METHOD_TEMPLATES[component.method]
	phrase = Phrase(template, (amount, quantity))
	return (
		Phrase(LOAN_SHARE_TEMPLATE, (format_number(component.percent), phrase))
		if component.percent
		else phrase
	)


def _periods(snapshot: PolicySnapshot, frame: Frame) -> list[Sentence]:
	sentences = []
	if snapshot.period_kind in PERIOD_TEMPLATES and not frame.once_only:
		sentences.append(Sentence("period", Phrase(PERIOD_TEMPLATES[snapshot.period_kind])))
	elif frame.once_only:
		sentences.append(Sentence("period", Phrase(ONCE_TEMPLATE)))
	if snapshot.instalments:
		parts = tuple(
			Phrase(INSTALMENT_TEMPLATES[part.needs_acceptance], (part.title, format_number(part.percent)))
			for part in snapshot.instalments
		)
		phrase = Phrase(INSTALMENTS_TEMPLATE, (len(parts), Listing(COMMA_TEMPLATE, parts)))
		sentences.append(Sentence("period", phrase))
	return sentences


def _exclusions(frame: Frame) -> list[Sentence]:
	sentences = []
	if frame.exclusive_group:
		phrase = Phrase(GROUP_TEMPLATES[frame.tops_up], (frame.exclusive_group,))
		sentences.append(Sentence("exclusion", phrase))
	if frame.not_together_with:
		phrase = Phrase(EXCLUDED_TEMPLATE, (Listing(COMMA_TEMPLATE, frame.not_together_with),))
		sentences.append(Sentence("exclusion", phrase))
	return sentences


def _filing(frame: Frame) -> list[Sentence]:
	sentences = []
	if frame.application_from and frame.application_to:
		days = (_day(frame.application_from), _day(frame.application_to))
		sentences.append(Sentence("filing", Phrase(FILING_TEMPLATE, days)))
	if frame.legal_basis:
		sentences.append(Sentence("basis", Phrase(BASIS_TEMPLATE, (frame.legal_basis,))))
	return sentences


def _day(day: str | date) -> str:
	return date.fromisoformat(str(day)[:10]).strftime("%d/%m/%Y")
