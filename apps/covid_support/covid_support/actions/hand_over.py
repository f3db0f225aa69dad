"""Hand the unfinished work of abolished units over to their successors: planned, then run unit by unit.

Each unit is one transaction with its own mark (`done`), a chunk of the operation `HandOverUnits`: a killed run goes
on where it stopped and a second run changes nothing. What is finished keeps its unit: old files keep their past,
and the successors read them by the links between the units (`registry/successors.py`).
"""

from datetime import timedelta

import frappe
from frappe.utils import getdate

from covid_support import clock
from covid_support.actions.hand_over_lists import HandOverLists
from covid_support.actions.hand_over_plan import COUNTS, routes_without_successor
from covid_support.bulk.insert import insert_rows
from covid_support.core.digest import digest_rows
from covid_support.core.record_name import record_names
from covid_support.messages import forbid, refuse
from covid_support.policies.area import forget_areas
from covid_support.programmes.route_places import COMMITTEE
from covid_support.registry.successors import Successors

# approved ones are unfinished while money is still to be paid
UNFINISHED_APPLICATIONS = """(status in ('Draft', 'Listed', 'Proposed') or (status = 'Approved'
	and (coalesce(payment_status, '') <> 'Paid' or paid_amount + returned_amount < approved_amount)))"""
OPEN_DELIVERIES = "status not in ('Paid', 'Delivered', 'Repaid', 'Not Lent', 'Ended', 'Settled', 'Recovered')"
# what belongs to an application stays with one that stays, and the papers of a list with a finished list
OF_MOVED_APPLICATIONS = """not exists (select 1 from `tabSupport Application` kept
	where kept.name = application and kept.commune = %(old)s)"""
OF_OPEN_LISTS = """not exists (select 1 from `tabApplication List` kept
	where kept.name = application_list and (kept.docstatus <> 0 or kept.workflow_state = 'Rejected'))"""
# DocType -> unit column and which rows follow their unit
MANY = (
	("Beneficiary", "commune", "1 = 1"),
	("Household", "commune", "1 = 1"),
	("Employer", "commune", "1 = 1"),
	("Support Application", "commune", UNFINISHED_APPLICATIONS),
	("Benefit Delivery", "commune", OPEN_DELIVERIES),
	("Application Paper", "commune", f"{OF_MOVED_APPLICATIONS} and {OF_OPEN_LISTS}"),
	("Entitlement Claim", "commune", OF_MOVED_APPLICATIONS),
	("Support Waiver", "commune", "1 = 1"),
)
FEW = (
	("Decision", "docstatus = 0"),
	("Payment Batch", "docstatus < 2 and workflow_state <> 'Completed'"),
	("Budget Allocation", "docstatus < 2"),
)


class HandOver:
	"""One run of a planned Unit Hand Over."""

	def __init__(self, name: str):
		self.document = frappe.get_doc("Unit Hand Over", name)
		self.day = getdate(self.document.handover_date)
		self.successors = Successors(self.day)

	def check(self) -> None:
		"""Planned, on or after its day, with a route and a unit of the right level for everything."""
		self.document.check_permission("write")
		if self.document.status == "Draft":
			refuse("Look at what will move before you hand it over: press “Show what will move” first.")
		if clock.today() < self.day:
			forbid("{0} is carried out on {1} or later.", self.document.title, f"{self.day:%d/%m/%Y}")
		missing = routes_without_successor(self.document)
		if missing:
			refuse("Route {0} ends with the reform. Enter its route after the reform first.", missing[0])

	def begin(self) -> list:
		"""Note who runs it; returns the rows of the units that are not handed over, none when all is done."""
		rows = [row for row in self.document.units if not row.done]
		if self.document.status != "Completed":
			self.document.db_set({"status": "Running", "done_by": frappe.session.user})
		return rows

	def unit(self, name: str) -> int:
		"""Hand over the unit of row `name` in the open transaction; returns how many rows moved, 0 when it is done."""
		row = next(row for row in self.document.units if row.name == name)
		if frappe.db.get_value(row.doctype, name, "done", for_update=True):
			return 0
		moved = self._move_many(row)
		moved += HandOverLists(self.document, row.old_unit, row.successor).run()
		if row.successor:
			moved += sum(self._move(doctype, "administrative_unit", where, row) for doctype, where in FEW)
			moved += self._move_officials(row) + self._move_offices(row)
		row.db_set({"done": 1, "moved": moved})
		return moved

	def _move_many(self, row) -> int:
		"""People and open applications of a commune."""
		levels = {self.successors.level(unit) for unit in (row.old_unit, row.successor) if unit}
		if not row.successor or levels != {"Commune"}:
			return 0
		return sum(self._move(doctype, column, where, row) for doctype, column, where in MANY)

	def _move(self, doctype: str, column: str, where: str, row) -> int:
		frappe.db.sql(
			f"update `tab{doctype}` set `{column}` = %(new)s where `{column}` = %(old)s and {where}",
			{"new": row.successor, "old": row.old_unit},
		)
		return frappe.db.sql("select row_count()")[0][0]

	def _move_officials(self, row) -> int:
		"""Assignments end with the unit; they begin again at a successor of the same level.

		Who worked for a district gets no new area by itself: that would be the whole province.
		"""
		columns = ["user", "full_name", "position_title"]
		running = self._running("Official Assignment", row, columns)
		if self._same_level(row):
			self._begin("Official Assignment", row, columns, running)
		self._end("Official Assignment", row.old_unit)
		return len(running)

	def _move_offices(self, row) -> int:
		"""Offices end with the unit; a successor of the same level gets those kinds that it has not got yet."""
		columns = ["office_name", "office_kind", "parent_agency", "agency_symbol", "place_name"]
		running = self._running("Office", row, columns)
		if self._same_level(row):
			known = set(
				frappe.get_all("Office", filters={"administrative_unit": row.successor}, pluck="office_kind")
			)
			new = {office.office_kind: office for office in running if office.office_kind not in known}
			self._begin("Office", row, columns, [self._renamed(office, row) for office in new.values()])
		self._end("Office", row.old_unit)
		return len(running)

	def _running(self, doctype: str, row, columns: list[str]) -> list[dict]:
		filters = {"administrative_unit": row.old_unit, "valid_to": ["is", "not set"]}
		if doctype == "Official Assignment":
			filters["enabled"] = 1
		return frappe.get_all(
			doctype, filters=filters, fields=columns, order_by="creation", limit_page_length=0
		)

	def _same_level(self, row) -> bool:
		return self.successors.level(row.old_unit) == self.successors.level(row.successor)

	def _renamed(self, office: dict, row) -> dict:
		"""The office of the successor: a committee bears its unit's name, other offices keep theirs."""
		kind, name = frappe.db.get_value("Administrative Unit", row.successor, ["unit_type", "unit_name"])
		if office.office_kind == COMMITTEE:
			office.office_name = f"Ủy ban nhân dân {kind.lower()} {name}"
		return office | {"place_name": name}

	def _begin(self, doctype: str, row, columns: list[str], rows: list[dict]) -> None:
		fixed = {"administrative_unit": row.successor, "valid_from": self.day}
		if doctype == "Official Assignment":
			fixed["enabled"] = 1
		names = record_names(len(rows))
		insert_rows(
			doctype,
			["name", *columns, *fixed],
			(
				(name, *(each[column] for column in columns), *fixed.values())
				for name, each in zip(names, rows, strict=True)
			),
		)

	def _end(self, doctype: str, unit: str) -> None:
		last = self.day - timedelta(days=1)
		frappe.db.sql(
			f"update `tab{doctype}` set valid_to = %(last)s where administrative_unit = %(unit)s and valid_to is null",
			{"last": last, "unit": unit},
		)

	def finish(self) -> None:
		"""Once all units are done: the time and the digest of what was moved."""
		forget_areas()
		self.document.reload()
		if self.document.status == "Completed" or not all(row.done for row in self.document.units):
			return
		rows = [
			(row.old_unit, row.successor, *(int(row.get(column) or 0) for column in (*COUNTS, "moved")))
			for row in self.document.units
		]
		self.document.db_set({"status": "Completed", "done_on": clock.now(), "digest": digest_rows(rows)})
