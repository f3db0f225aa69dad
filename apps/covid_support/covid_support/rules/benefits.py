"""How much an eligible applicant gets: components added up in whole đồng."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property

from covid_support.core.problem import Problem, Term
from covid_support.rules.component import METHODS, Component, validate
from covid_support.rules.criteria import CompiledCriteria, Criterion, compile_criteria
from covid_support.rules.facts import FACTS, Fact
from covid_support.rules.values import known_value

__all__ = [
	"METHODS",
	"CompiledComponent",
	"Component",
	"Criterion",
	"Entitlement",
	"EntitlementLine",
	"compile_components",
	"compute",
	"entitlement_of",
	"missing_quantities",
	"months_from_days",
	"validate",
]

DAYS_OF_A_MONTH = 30
LEAST_DAYS_COUNTED_AS_MONTH = 15


@dataclass(frozen=True)
class EntitlementLine:
	"""What one component gives: amount = rate × quantity within its limits; for a percentage the rate is the
	percentage and the quantity the cost. A maximum per unit is kept as `ceiling_rate` (đồng) and the
	`ceiling_quantity` it was multiplied by; both None without one.
	"""

	code: str
	title: str
	method: str
	quantity: int | Decimal
	rate: int | Decimal
	amount: int
	ceiling_rate: int | None = None
	ceiling_quantity: int | Decimal | None = None


@dataclass(frozen=True)
class Entitlement:
	"""The sum (đồng) and its lines; components that give nothing have no line."""

	total: int
	lines: list[EntitlementLine]


@dataclass(frozen=True)
class CompiledComponent:
	"""A component with its conditions in their typed form, ready for many applicants."""

	component: Component
	conditions: CompiledCriteria
	quantity_fact: Fact | None
	ceiling_fact: Fact | None = None

	@cached_property
	def counted_facts(self) -> tuple[Fact, ...]:
		"""The facts that the amount and its maximum per unit are counted by; the component needs them known."""
		return tuple(fact for fact in (self.quantity_fact, self.ceiling_fact) if fact)

	def applies_to(self, facts: Mapping[str, object]) -> bool:
		"""Tell whether the component's own conditions hold."""
		return not self.conditions.groups or self.conditions.judge(facts).eligible

	def missing_quantities(self, facts: Mapping[str, object]) -> list[Fact]:
		"""Give the facts that are not known though the component applies and is counted by them."""
		missing = [fact for fact in self.counted_facts if known_value(fact, facts.get(fact.key)) is None]
		return missing if missing and self.applies_to(facts) else []

	def line(self, facts: Mapping[str, object]) -> EntitlementLine | None:
		"""Give what the component gives, None for nothing. Raises Problem for a quantity missing or below zero."""
		if not self.applies_to(facts):
			return None
		component = self.component
		quantity = self._counted(self.quantity_fact, facts)
		units = self._counted(self.ceiling_fact, facts)
		if not quantity or quantity < (component.minimum_quantity or 0):
			return None
		rate: int | Decimal | None = component.amount
		if component.method == "Percent With Cap":
			rate = component.percent
		elif component.maximum_quantity:
			quantity = min(quantity, component.maximum_quantity)
		amount = _amount(component, quantity, units)
		if not amount:
			return None
		ceiling = (component.maximum_per_unit, units) if self.ceiling_fact else ()
		return EntitlementLine(
			component.code, component.title, component.method, quantity, rate, amount, *ceiling
		)

	def _counted(self, fact: Fact | None, facts: Mapping[str, object]) -> int | Decimal:
		"""The number that `fact` gives, 1 without a fact."""
		if fact is None:
			return 1
		quantity = known_value(fact, facts.get(fact.key))
		if quantity is None:
			raise Problem(
				"{0} is not known, but {1} is counted by it. Fill it in.",
				Term(fact.label),
				self.component.title,
			)
		if quantity < 0:
			raise Problem("{0} cannot be {1}. Enter zero or more.", Term(fact.label), quantity)
		return quantity


def months_from_days(days: int) -> int:
	"""Count months of lost work: 15 days or more count as a month, fewer do not.

	Source: QĐ 15/2020/QĐ-TTg, workers without a labour contract. Full months have 30 days here; where the
	law counts each calendar month on its own, call it once for the days of each month.
	"""
	if days < 0:
		raise Problem("The number of days cannot be {0}. Enter zero or more.", days)
	full_months, rest = divmod(days, DAYS_OF_A_MONTH)
	return full_months + (rest >= LEAST_DAYS_COUNTED_AS_MONTH)


def compile_components(
	components: Iterable[Component], catalogue: Mapping[str, Fact] = FACTS
) -> tuple[CompiledComponent, ...]:
	"""Check components and give their compiled form. Raises Problem naming the component."""
	components = list(components)
	validate(components, catalogue)
	return tuple(
		CompiledComponent(
			component,
			compile_criteria(component.criteria, catalogue),
			catalogue.get(component.quantity_fact or ""),
			catalogue.get(component.maximum_by_fact or ""),
		)
		for component in components
	)


def missing_quantities(compiled: Iterable[CompiledComponent], facts: Mapping[str, object]) -> list[Fact]:
	"""Give the facts by which a component that applies is counted and that are not known."""
	return list(dict.fromkeys(fact for part in compiled for fact in part.missing_quantities(facts)))


def entitlement_of(compiled: Iterable[CompiledComponent], facts: Mapping[str, object]) -> Entitlement:
	"""Compute what an eligible applicant gets from compiled components; raises like `compute`."""
	lines = [line for part in compiled if (line := part.line(facts))]
	return Entitlement(sum(line.amount for line in lines), lines)


def compute(
	components: Iterable[Component], facts: Mapping[str, object], catalogue: Mapping[str, Fact] = FACTS
) -> Entitlement:
	"""Compute what an eligible applicant gets, in whole đồng.

	Raises Problem for components that cannot be computed, and when a quantity that is needed is not known
	or is below zero. For many applicants compile once and use `entitlement_of`.
	"""
	return entitlement_of(compile_components(components, catalogue), facts)


def _amount(component: Component, quantity: int | Decimal, units: int | Decimal) -> int:
	"""Whole đồng; `units` are what a maximum per unit is multiplied by."""
	exact = Decimal(quantity)
	if component.method != "Percent With Cap":
		exact *= component.amount
	if component.percent:
		exact = exact * component.percent / 100
	if component.minimum_amount:
		exact = max(exact, Decimal(component.minimum_amount))
	if component.maximum_per_unit:
		exact = min(exact, Decimal(component.maximum_per_unit) * units)
	if component.maximum_amount:
		exact = min(exact, Decimal(component.maximum_amount))
	return int((exact / component.rounding).to_integral_value(rounding=ROUND_FLOOR)) * component.rounding
