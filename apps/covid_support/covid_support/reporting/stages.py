"""The stages of support that the results count: one definition for counting and for opening the rows.

A stage is a set of list filters on Support Application. The report's figures and the filtered list behind each
of them are both made from it, so that a figure and its rows cannot disagree (I8).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
	"""One stage: heading, amount column of Support Application, filters {column: (operator, values)}."""

	key: str
	label: str
	amount: str
	filters: dict[str, tuple[str, tuple[str, ...] | int]]

	def holds(self, row: dict) -> bool:
		"""Whether applications with the status and payment status of `row` have reached the stage."""
		return all(_holds(row[column], *condition) for column, condition in self.filters.items())

	@property
	def list_filters(self) -> dict[str, list]:
		"""The same filters as Frappe's list view takes them."""
		return {
			column: [operator, wanted if operator == ">" else list(wanted)]
			for column, (operator, wanted) in self.filters.items()
		}


def _holds(value: object, operator: str, wanted: tuple[str, ...] | int) -> bool:
	if operator == ">":
		return (value or 0) > wanted
	return ((value or "") in wanted) == (operator == "in")


STAGES = (
	Stage("needed", "In Need", "proposed_amount", {"status": ("not in", ("Rejected", "Withdrawn"))}),
	Stage("proposed", "Proposed", "proposed_amount", {"status": ("in", ("Proposed", "Approved"))}),
	Stage("approved", "Approved", "approved_amount", {"status": ("in", ("Approved",))}),
	# goods handed over, loans paid out and reductions applied count as paid (payments/deliveries.py)
	Stage("paid", "Paid", "paid_amount", {"payment_status": ("in", ("Paid",))}),
	Stage("returned", "Returned or Recovered", "returned_amount", {"returned_amount": (">", 0)}),
)
STAGE_BY_KEY = {stage.key: stage for stage in STAGES}
FIGURES = tuple(f"{stage.key}_{kind}" for stage in STAGES for kind in ("people", "amount"))
