"""The stages of support that the results count: one definition for the query and for opening the rows.

A stage is a set of list filters on Support Application. The report's SQL and the filtered list behind each
figure are both made from it, so that a figure and its rows cannot disagree (I8).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
	"""One stage: heading, amount column of Support Application, filters {column: (operator, values)}."""

	key: str
	label: str
	amount: str
	filters: dict[str, tuple[str, tuple[str, ...]]]

	@property
	def condition(self) -> str:
		"""SQL condition on the alias `application`; made of the constants above only."""
		parts = []
		for column, (operator, values) in self.filters.items():
			listed = ", ".join(f"'{value}'" for value in values)
			parts.append(f"coalesce(application.`{column}`, '') {operator} ({listed})")
		return " and ".join(parts)

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
