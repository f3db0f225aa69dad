"""Contribution reductions: applied by the social insurance office from a month to a month, then ended."""

import re
from datetime import date

from covid_support.actions.delivery_step import DeliveryStep
from covid_support.messages import refuse
from covid_support.rules.benefit_kinds import REDUCTION

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


class ApplyReduction(DeliveryStep):
	"""The office has lowered or paused the contributions."""

	action = "Apply Reduction"
	kinds = (REDUCTION,)
	from_states = ("Approved",)
	to_state = "Applied"
	paper = "notice_number"

	def check(self) -> None:
		"""A notice, two months in order, not longer than the policy allows."""
		self.need("notice_number", "Number of the Notice")
		first, last = self.month("from_month", "From Month"), self.month("to_month", "To Month")
		if last < first:
			refuse("The reduction ends before it begins. Correct one of the months.")
		months = (last.year - first.year) * 12 + last.month - first.month + 1
		for row in self.rows:
			if row.months_limit and months > row.months_limit:
				refuse(
					"{0}: {1} months are more than the {2} that the policy allows.",
					row.recipient_name,
					months,
					row.months_limit,
				)

	def month(self, field: str, what: str) -> date:
		"""The first day of the month typed as 2021-07."""
		text = self.need(field, what)
		if not MONTH.fullmatch(text):
			refuse("{0} is not a month. Enter it as 2021-07.", text)
		return date.fromisoformat(f"{text}-01")

	def columns(self, row: dict) -> dict:
		"""The notice and the months."""
		return {field: self.text(field) for field in ("notice_number", "from_month", "to_month")}


class EndReduction(DeliveryStep):
	"""The months are over, or the employer has lost the right before."""

	action = "End Reduction"
	kinds = (REDUCTION,)
	from_states = ("Applied",)
	to_state = "Ended"
