"""Decisions for all lists that wait for one: one decision for each programme, deciding office and district."""

from collections import defaultdict
from functools import lru_cache

import frappe

from covid_support.actions.press_button import press
from covid_support.applications.list_route import PLACE_FIELDS, standing_of
from covid_support.bulk.operation import Operation, Outcome
from covid_support.core.digest import digest_rows
from covid_support.messages import refuse
from covid_support.policies.area import area_sql
from covid_support.programmes.route_places import DECIDING_STATES
from covid_support.registry.units import ancestor, unit_title
from covid_support.workflows.words import SUBMIT


class DrawUpDecisions(Operation):
	"""Put every list that waits for a decision on one; parameters: `programme`, `office`, `subject`,
	`budget_allocation` (none where no budget pays), `submit` (hand them up for signature at once).

	Lists of one district that stand alike share a decision, whose subject names the district.
	"""

	title = "Decisions for waiting lists"

	def check(self, parameters: dict) -> None:
		"""Somebody who may draw decisions up, for a programme, an office and a subject."""
		frappe.has_permission("Decision", "create", throw=True)
		for key, label in (("programme", "Programme"), ("office", "Office"), ("subject", "Subject")):
			if not parameters.get(key):
				refuse("{0} is missing. Fill it in before the decisions are drawn up.", frappe._(label))

	def plan(self, parameters: dict) -> list[tuple[list, int]]:
		"""One chunk for each decision: its unit, the district, the lists; its rows are the people."""
		groups = defaultdict(list)
		place = lru_cache(maxsize=None)(ancestor)
		for row in self._waiting(parameters):
			unit = place(row.administrative_unit, standing_of(row).level) or row.administrative_unit
			district = place(row.administrative_unit, "District") or unit
			groups[(unit, row.workflow_state, district)].append(row)
		if not groups:
			refuse("No list of this programme in your area waits for a decision.")
		return [
			([unit, district, [row.name for row in rows]], sum(int(row.approved_people or 0) for row in rows))
			for (unit, _state, district), rows in groups.items()
		]

	def run_chunk(self, key: list, parameters: dict) -> Outcome:
		"""Draw one decision up with the lists that still stand on none."""
		unit, district, names = key
		rows = self._waiting(parameters, names)
		if not rows:
			return Outcome()
		columns = {key: parameters.get(key) for key in ("programme", "office", "budget_allocation")}
		decision = frappe.get_doc(
			{
				"doctype": "Decision",
				"subject": f"{parameters['subject']} – {unit_title(district)}",
				"administrative_unit": unit,
				"lists": [{"application_list": row.name} for row in rows],
				**columns,
			}
		).insert()
		if parameters.get("submit"):
			press("Decision", decision.name, SUBMIT)
		seal = digest_rows([(decision.name, *(row.name for row in rows))])
		return Outcome(rows=int(decision.people), amount=int(decision.amount), digest=seal)

	def _waiting(self, parameters: dict, names: list[str] | None = None) -> list[dict]:
		"""The lists of the user's area that stand on no decision; those in `names`, locked, when given."""
		area = area_sql("list.administrative_unit")
		return frappe.db.sql(
			f"""select list.name, list.administrative_unit, list.approved_people,
				{", ".join(f"list.{column}" for column in PLACE_FIELDS)}
			from `tabApplication List` list
			where list.workflow_state in %(states)s and list.docstatus = 0 and list.decision is null
				and list.policy in (select name from `tabSupport Policy` where programme = %(programme)s)
				{"and " + area if area else ""} {"and list.name in %(names)s" if names else ""}
			order by list.title, list.name {"for update" if names else ""}""",
			{"states": DECIDING_STATES, "programme": parameters["programme"], "names": names},
			as_dict=True,
		)
