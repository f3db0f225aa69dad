"""Hand the unfinished work of abolished units over to their successors: planned, then run unit by unit.

Each unit is one transaction with its own mark (`done`), people in chunks before it, so that a killed run goes on
where it stopped and a second run changes nothing. What is finished keeps its unit: old files keep their past,
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

CHUNK = 5_000
# approved ones are unfinished while money is still to be paid
UNFINISHED_APPLICATIONS = """(status in ('Draft', 'Listed', 'Proposed') or (status = 'Approved'
	and (coalesce(payment_status, '') <> 'Paid' or paid_amount + returned_amount < approved_amount)))"""
OPEN_DELIVERIES = "status not in ('Paid', 'Delivered', 'Repaid', 'Not Lent', 'Ended', 'Settled', 'Recovered')"
# what belongs to an application stays with one that stays, and the papers of a list with a finished list
OF_MOVED_APPLICATIONS = """not exists (select 1 from `tabSupport Application` kept
	where kept.name = application and kept.commune = %(old)s)"""
OF_OPEN_LISTS = """not exists (select 1 from `tabApplication List` kept
	where kept.name = application_list and (kept.docstatus <> 0 or kept.workflow_state = 'Rejected'))"""
# DocType -> unit column and which rows follow their unit; they are many, so they go in chunks
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

	def run(self) -> int:
		"""Hand over every unit that is not done; returns how many rows moved in this run. Commits after each part."""
		if self.document.status == "Completed":
			return 0
		self.check()
		self.document.db_set({"status": "Running", "done_by": frappe.session.user})
		moved = sum(self._unit(row) for row in self.document.units if not row.done)
		self._finish()
		return moved

	def _unit(self, row) -> int:
		many = self._move_many(row) if row.successor else 0
		if self._done_by_another(row):
			return many
		moved = HandOverLists(self.document, row.old_unit, row.successor).run()
		if row.successor:
			moved += sum(self._move_few(doctype, where, row) for doctype, where in FEW)
			moved += self._move_officials(row) + self._move_offices(row)
		row.db_set({"done": 1, "moved": (row.moved or 0) + moved})
		frappe.db.commit()  # this unit is done; a killed run goes on with the next
		return many + moved

	def _done_by_another(self, row) -> bool:
		"""Whether another run has handed the unit over meanwhile; locks the row until this one has."""
		return bool(frappe.db.get_value(row.doctype, row.name, "done", for_update=True))

	def _move_many(self, row) -> int:
		"""People and open applications of a commune, in chunks that are committed with their count."""
		total = 0
		if (
			self.successors.level(row.old_unit) != "Commune"
			or self.successors.level(row.successor) != "Commune"
		):
			return 0
		for doctype, column, where in MANY:
			while count := self._chunk(doctype, column, where, row):
				total += count
				row.db_set("moved", (row.moved or 0) + count)
				frappe.db.commit()  # the chunk and its count stand together
		return total

	def _chunk(self, doctype: str, column: str, where: str, row) -> int:
		frappe.db.sql(
			f"update `tab{doctype}` set `{column}` = %(new)s where `{column}` = %(old)s and {where} limit {CHUNK}",
			{"new": row.successor, "old": row.old_unit},
		)
		return _changed()

	def _move_few(self, doctype: str, where: str, row) -> int:
		frappe.db.sql(
			f"update `tab{doctype}` set administrative_unit = %(new)s where administrative_unit = %(old)s and {where}",
			{"new": row.successor, "old": row.old_unit},
		)
		return _changed()

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

	def _finish(self) -> None:
		forget_areas()
		self.document.reload()
		rows = [
			(row.old_unit, row.successor, *(int(row.get(column) or 0) for column in (*COUNTS, "moved")))
			for row in self.document.units
		]
		self.document.db_set({"status": "Completed", "done_on": clock.now(), "digest": digest_rows(rows)})
		frappe.db.commit()  # the record of the run


def _changed() -> int:
	"""How many rows the last statement changed."""
	return frappe.db.sql("select row_count()")[0][0]
