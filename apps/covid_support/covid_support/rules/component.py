"""One component of a benefit: how it counts, its limits, and the checks before it may be used."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from covid_support.core.problem import Problem, Term
from covid_support.rules.criteria import Criterion, compile_criteria
from covid_support.rules.facts import FACTS, NUMERIC_KINDS, Fact, label_of

METHODS = ("Fixed", "Per Month", "Per Day", "Per Child", "Per Unit", "Percent With Cap", "Loan Ceiling")
USUAL_QUANTITY_FACTS = {"Per Month": "months", "Per Day": "days", "Per Child": "children_under_6"}
METHODS_WITH_QUANTITY = frozenset({"Per Month", "Per Day", "Per Child", "Per Unit", "Percent With Cap"})
METHODS_WITH_PERCENT = frozenset({"Percent With Cap", "Loan Ceiling"})
OPTIONAL_NUMBERS = (
	"minimum_quantity",
	"maximum_quantity",
	"minimum_amount",
	"maximum_amount",
	"percent",
	"maximum_per_unit",
)


@dataclass(frozen=True)
class Component:
	"""One part of a benefit.

	amount: đồng, whole or per month/day/child/unit. Methods:
	- Fixed: the amount once.
	- Per Month, Per Day, Per Child, Per Unit: amount × quantity; the quantity is the fact `quantity_fact`
	  (usual: months, days, children_under_6), counted up to `maximum_quantity`. Below `minimum_quantity`
	  the component gives nothing.
	- Percent With Cap: `percent` of the cost in `quantity_fact`, at most `maximum_amount`.
	- Loan Ceiling: amount × quantity (if a fact is named) × `percent` (if given); a sum that may be lent.
	`minimum_amount` raises a smaller result, `maximum_amount` cuts a larger one, and so does
	`maximum_per_unit` (đồng) × the counted fact `maximum_by_fact`; `rounding` (đồng) rounds
	down to a multiple. In every limit 0 means "none", because forms cannot tell 0 from empty.
	`criteria` are conditions of this component alone; when they do not hold it gives nothing.
	"""

	code: str
	title: str
	method: str
	amount: int = 0
	quantity_fact: str | None = None
	minimum_quantity: int | Decimal | None = None
	maximum_quantity: int | Decimal | None = None
	minimum_amount: int | None = None
	maximum_amount: int | None = None
	percent: Decimal | None = None
	rounding: int = 1
	criteria: tuple[Criterion, ...] = ()
	maximum_per_unit: int | None = None
	maximum_by_fact: str | None = None

	def __post_init__(self) -> None:
		for name in OPTIONAL_NUMBERS:
			object.__setattr__(self, name, _exact(getattr(self, name)) or None)
		object.__setattr__(self, "maximum_by_fact", self.maximum_by_fact or None)
		object.__setattr__(self, "amount", _exact(self.amount) or 0)
		object.__setattr__(self, "rounding", _exact(self.rounding) or 1)
		object.__setattr__(self, "quantity_fact", self.quantity_fact or USUAL_QUANTITY_FACTS.get(self.method))
		object.__setattr__(self, "criteria", tuple(self.criteria))


def _exact(number: object) -> int | Decimal | None:
	"""Give a number without binary fractions: 1500000.0 becomes 1500000, 0.7 becomes Decimal("0.7")."""
	if number is None or number == "":
		return None
	exact = Decimal(str(number))
	return int(exact) if exact == exact.to_integral_value() else exact


def validate(components: Iterable[Component], catalogue: Mapping[str, Fact] = FACTS) -> None:
	"""Raise Problem when a component cannot be computed; the message names its code."""
	components = list(components)
	codes = [component.code for component in components]
	for component in components:
		if codes.count(component.code) > 1:
			raise Problem("Component {0} is there twice. Give every component its own code.", component.code)
		_check_method(component)
		_check_quantity(component, catalogue)
		_check_limits(component)
		_check_maximum_per_unit(component, catalogue)
		_check_criteria(component, catalogue)
	loans = [component for component in components if component.method == "Loan Ceiling"]
	if loans and len(loans) < len(components):
		raise Problem("A loan ceiling cannot be added to money that is given. Make two policies of them.")


def _check_method(component: Component) -> None:
	if component.method not in METHODS:
		raise Problem(
			"Component {0}: there is no method {1}. Choose one of: {2}.",
			component.code,
			component.method,
			", ".join(METHODS),
		)
	if not isinstance(component.amount, int) or component.amount < 0:
		raise Problem(
			"Component {0}: the amount must be a whole number of đồng, zero or more.", component.code
		)
	if component.method == "Percent With Cap":
		if component.amount:
			raise Problem(
				"Component {0}: a percentage takes no amount. Leave it empty and enter the maximum amount.",
				component.code,
			)
		if not component.percent or not (component.maximum_amount or component.maximum_per_unit):
			raise Problem("Component {0}: enter the percentage and the maximum amount.", component.code)
	elif not component.amount:
		raise Problem("Component {0}: enter the amount.", component.code)


def _check_quantity(component: Component, catalogue: Mapping[str, Fact]) -> None:
	key = component.quantity_fact
	if not key:
		if component.method in METHODS_WITH_QUANTITY:
			raise Problem("Component {0}: choose the fact that gives the quantity.", component.code)
		return
	if component.method == "Fixed":
		raise Problem(
			"Component {0}: a fixed amount takes no quantity. Leave the fact empty.", component.code
		)
	if key not in catalogue or catalogue[key].kind not in NUMERIC_KINDS:
		raise Problem(
			"Component {0}: the quantity must come from a number, {1} is none.",
			component.code,
			Term(label_of(key, catalogue)),
		)


def _check_limits(component: Component) -> None:
	if component.percent and component.method not in METHODS_WITH_PERCENT:
		raise Problem(
			"Component {0}: the method {1} takes no percentage.", component.code, Term(component.method)
		)
	if component.percent and not 0 < component.percent <= 100:
		raise Problem("Component {0}: the percentage must lie between 0 and 100.", component.code)
	amounts = (
		component.minimum_amount,
		component.maximum_amount,
		component.maximum_per_unit,
		component.rounding,
	)
	for limit in amounts:
		if limit is not None and (not isinstance(limit, int) or limit < 0):
			raise Problem("Component {0}: limits of the amount are whole numbers of đồng.", component.code)
	pairs = (
		(component.minimum_quantity, component.maximum_quantity),
		(component.minimum_amount, component.maximum_amount),
	)
	for low, high in pairs:
		if low and high and low > high:
			raise Problem(
				"Component {0}: the minimum {1} is more than the maximum {2}.", component.code, low, high
			)


def _check_maximum_per_unit(component: Component, catalogue: Mapping[str, Fact]) -> None:
	key = component.maximum_by_fact
	if bool(key) != bool(component.maximum_per_unit):
		raise Problem(
			"Component {0}: a maximum per unit and the number that counts the units go together. Enter both or neither.",
			component.code,
		)
	# a sum of money counts no units: a maximum for each đồng that is stated would limit nothing
	if key and (key not in catalogue or catalogue[key].kind != "number"):
		raise Problem(
			"Component {0}: the maximum per unit must be counted by a number, {1} is none.",
			component.code,
			Term(label_of(key, catalogue)),
		)


def _check_criteria(component: Component, catalogue: Mapping[str, Fact]) -> None:
	try:
		compile_criteria(component.criteria, catalogue)
	except Problem as problem:
		raise Problem("Component {0}: {1}", component.code, problem) from problem
