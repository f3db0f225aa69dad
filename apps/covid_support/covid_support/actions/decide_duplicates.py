"""Decide cases of duplicates, one or many at once: the same person, or not, which is remembered for good."""

import frappe

from covid_support.actions.merge_people import decision
from covid_support.messages import forbid, refuse
from covid_support.policies.duplicate_rights import may_decide, require_decider

STATES = ("Open", "Same Person", "Not the Same")


class DecideDuplicates:
	"""Set the state of `cases`. Cases of another area are passed over and counted; merged ones too.

	Deciding twice the same changes nothing.
	"""

	def __init__(self, cases: list[str], state: str, note: str = ""):
		self.cases = cases
		self.state = state
		self.note = (note or "").strip()

	def run(self) -> dict[str, int]:
		"""{"decided", "left"}: how many were decided now, and how many were left alone."""
		require_decider([])
		if self.state not in STATES:
			refuse("“{0}” is not a decision about duplicates. Choose one of the list.", self.state)
		rows = frappe.db.sql(
			"""select name, commune, other_commune, state from `tabDuplicate Case`
			where name in %(names)s order by name for update""",
			{"names": self.cases or [""]},
			as_dict=True,
		)
		mine = [row for row in rows if row.state != "Merged" and may_decide([row.commune, row.other_commune])]
		if rows and not mine:
			forbid(
				"One of the two people is registered in another area, or the records are merged. Ask the office above, whose area holds both, to decide."
			)
		changed = [row.name for row in mine if row.state != self.state]
		if changed:
			frappe.db.set_value("Duplicate Case", {"name": ["in", changed]}, decision(self.state, self.note))
		return {"decided": len(changed), "left": len(self.cases) - len(mine)}
