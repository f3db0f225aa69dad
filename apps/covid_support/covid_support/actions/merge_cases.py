"""Many cases of one person merged at once; each pair is checked as by its own button and may be refused alone."""

import frappe

from covid_support.actions.merge_people import MergePeople
from covid_support.bulk.operation import Operation, Outcome
from covid_support.core.digest import digest_rows
from covid_support.messages import refuse
from covid_support.policies.duplicate_rights import require_decider

DOCTYPE, SAME = "Duplicate Case", "Same Person"


class MergeCases(Operation):
	"""Merge the pairs that were decided to be one person. Parameters: `cases` (names), `reason`.

	The record stays on which more hangs: payments, then applications; of two alike the one with a personal ID, then
	the one that was registered first.
	"""

	title = "Merge duplicates"

	def check(self, parameters: dict) -> None:
		"""Officers who decide about duplicates, with a reason."""
		require_decider([])
		if not (parameters.get("reason") or "").strip():
			refuse("Give the reason for the merge, for example the papers that were compared.")

	def plan(self, parameters: dict) -> list[tuple[str, int]]:
		"""One chunk for each of the cases that is decided and not merged yet."""
		filters = {"state": SAME, "name": ["in", parameters.get("cases") or [""]]}
		names = frappe.get_list(
			DOCTYPE, filters=filters, pluck="name", order_by="creation, name", limit_page_length=0
		)
		if not names:
			refuse("None of these cases is decided as the same person. Decide them first, then merge.")
		return [(name, 1) for name in names]

	def run_chunk(self, key: str, parameters: dict) -> Outcome:
		"""Merge one pair; a case that was decided otherwise meanwhile is left alone."""
		case = frappe.db.get_value(DOCTYPE, key, ["one", "other", "state"], as_dict=True, for_update=True)
		if case.state != SAME:
			return Outcome()
		kept, merged = in_order_of_weight(case.one, case.other)
		MergePeople(kept, merged, parameters["reason"]).run()
		return Outcome(rows=1, digest=digest_rows([(key, kept, merged)]))

	def document(self, key: str) -> tuple[str, str]:
		"""The case."""
		return DOCTYPE, key


def in_order_of_weight(*people: str) -> list[str]:
	"""`people` with the one first that stays when they are merged."""
	return frappe.db.sql(
		"""select person.name from `tabBeneficiary` person where person.name in %s
		order by (select count(*) from `tabPayment` payment where payment.beneficiary = person.name) desc,
			(select count(*) from `tabSupport Application` application where application.beneficiary = person.name) desc,
			person.personal_id is null or person.personal_id = '', person.creation, person.name""",
		(people,),
		pluck=True,
	)
