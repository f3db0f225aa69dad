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
	filters: dict[str, tuple[str, tuple[str, ...]]]

	def holds(self, row: dict) -> bool:
		"""Whether applications with the status and payment status of `row` have reached the stage."""
		return all(
			((row[column] or "") in values) == (operator == "in")
			for column, (operator, values) in self.filters.items()
		)

	@property
	def list_filters(self) -> dict[str, list]:
		"""The same filters as Frappe's list view takes them."""
		return {column: [operator, list(values)] for column, (operator, values) in self.filters.items()}


STAGES = (
	Stage("needed", "In Need", "proposed_amount", {"status": ("not in", ("Rejected", "Withdrawn"))}),
	Stage("proposed", "Proposed", "proposed_amount", {"status": ("in", ("Proposed", "Approved"))}),
	Stage("approved", "Approved", "approved_amount", {"status": ("in", ("Approved",))}),
	Stage("paid", "Paid", "paid_amount", {"payment_status": ("in", ("Paid",))}),
)
STAGE_BY_KEY = {stage.key: stage for stage in STAGES}
FIGURES = tuple(f"{stage.key}_{kind}" for stage in STAGES for kind in ("people", "amount"))
