"""Merge two records of one person: one stays, the other becomes a tombstone that leads to it; and undo that."""

import json

import frappe
from frappe.utils import get_datetime

from covid_support import clock
from covid_support.actions.merge_rows import (
	MovedRow,
	move_rows,
	newer_rows,
	put_rows_back,
	refuse_two_supports,
)
from covid_support.bulk.insert import insert_child_rows, insert_rows
from covid_support.core.record_name import record_name, record_names
from covid_support.messages import lost_races_told, refuse
from covid_support.policies.duplicate_rights import require_decider
from covid_support.registry.duplicates.number_match import close_numbers
from covid_support.registry.merged_columns import joined_columns, numbers_left
from covid_support.registry.merged_people import MERGED

FIELDS = [
	"name", "kept", "commune", "merged", "other_commune", "reason", "rows_moved", "merged_by", "merged_on", "records_before",
]  # fmt: skip


def locked_people(names: tuple[str, str]) -> dict[str, dict]:
	"""All columns of both records, locked in the order of their names so that two merges never wait in a ring."""
	rows = frappe.db.sql(
		"select * from `tabBeneficiary` where name in %s order by name for update", [names], as_dict=True
	)
	if len(rows) != 2:
		refuse("Choose two different people who are registered.")
	return {row.name: row for row in rows}


class MergePeople:
	"""Merge the record `merged` into `kept`, with the reason. Returns the name of the Person Merge.

	Merging twice changes nothing: the standing merge is returned. Refused when both have live applications that one
	person may not have, when their personal IDs are two people's, and when either was merged elsewhere.
	"""

	def __init__(self, kept: str, merged: str, reason: str):
		self.names = (kept, merged)
		self.reason = (reason or "").strip()

	def run(self) -> str:
		"""Check, move what hangs on the record, fill gaps, keep what was; in the caller's transaction."""
		with lost_races_told():
			rows = locked_people(self.names)
			self.kept, self.merged = (rows[name] for name in self.names)
			require_decider([self.kept.commune, self.merged.commune])
			if self.merged.merged_into == self.kept.name:
				return standing_merge(self.merged.name).name
			self._check()
			return self._merge()

	def _check(self) -> None:
		for row in (self.kept, self.merged):
			if row.life_status == MERGED:
				refuse(
					"{0} was merged into another record already. Open that record, or undo the merge first.",
					row.full_name,
				)
		here, there = self.kept.personal_id, self.merged.personal_id
		if here and there and not close_numbers(here, there):
			refuse(
				"{0} and {1} have two different personal IDs, so they are two people. If one number is wrong, correct it on its record first, then merge.",
				self.kept.full_name,
				self.merged.full_name,
			)
		if not self.reason:
			refuse("Give the reason for the merge, for example the papers that were compared.")
		refuse_two_supports(self.kept.name, self.merged.name)

	def _merge(self) -> str:
		moved = move_rows(self.kept.name, self.merged.name)
		added = self._add_categories()
		self._join_columns()
		name = record_name()
		before = {
			"kept": self.kept,
			"merged": self.merged,
			"rows": [vars(row) for row in moved],
			"categories": added,
		}
		insert_rows("Person Merge", FIELDS, [self._record(name, before, len(moved))])
		set_case_state(self.names, "Merged", self.reason)
		return name

	def _record(self, name: str, before: dict, rows: int) -> tuple:
		user, text = frappe.session.user, json.dumps(before, default=str, ensure_ascii=False)
		communes = (self.kept.commune, self.merged.commune)
		return (
			name, self.kept.name, communes[0], self.merged.name, communes[1], self.reason, rows, user, clock.now(), text,
		)  # fmt: skip

	def _add_categories(self) -> list[str]:
		"""Give `kept` the categories that only `merged` holds; returns the names of the new rows."""
		rows = frappe.db.sql(
			"""select category, from_date, to_date, reference from `tabBeneficiary Category Period` held
			where held.parent = %(merged)s and held.parenttype = 'Beneficiary' and not exists (
				select 1 from `tabBeneficiary Category Period` own where own.parent = %(kept)s
				and own.parenttype = 'Beneficiary' and own.category = held.category)""",
			{"kept": self.kept.name, "merged": self.merged.name},
		)
		names = record_names(len(rows))
		columns = ["name", "parent", "category", "from_date", "to_date", "reference"]
		insert_child_rows(
			"Beneficiary Category Period",
			"Beneficiary",
			"categories",
			columns,
			((name, self.kept.name, *row) for name, row in zip(names, rows, strict=True)),
		)
		return names

	def _join_columns(self) -> None:
		"""The tombstone first: a number may stand with one person only."""
		tombstone = {
			**numbers_left(self.kept, self.merged),
			"life_status": MERGED,
			"merged_into": self.kept.name,
		}
		frappe.db.set_value("Beneficiary", self.merged.name, tombstone)
		changes = joined_columns(self.kept, self.merged)
		# written in any case: whoever has the form open is told that the record has changed
		frappe.db.set_value("Beneficiary", self.kept.name, {"merged_into": None, **changes})


class UndoMerge:
	"""Put both records back as they were before a merge, while nothing newer depends on it."""

	def __init__(self, merge: str, reason: str):
		self.merge = merge
		self.reason = (reason or "").strip()

	def run(self) -> None:
		"""Check and put back; undoing twice changes nothing."""
		with lost_races_told():
			names = frappe.db.get_value("Person Merge", self.merge, ["kept", "merged"])
			if not names:
				refuse("There is no such merge. Open the duplicate case again.")
			people = locked_people(names)
			self.record = frappe.db.get_value("Person Merge", self.merge, "*", as_dict=True, for_update=True)
			require_decider([self.record.commune, self.record.other_commune])
			if self.record.undone_on:
				return
			self.before = json.loads(self.record.records_before)
			self.moved = [MovedRow(**row) for row in self.before["rows"]]
			self._check(people[names[0]], people[names[1]])
			self._put_back()

	def _check(self, kept: dict, merged: dict) -> None:
		if not self.reason:
			refuse("Give the reason why the merge was wrong.")
		since = get_datetime(self.record.creation)
		changed = any(get_datetime(row.modified) > since for row in (kept, merged))
		if changed or kept.life_status == MERGED:
			refuse(
				"The record of {0} has been changed since the merge, so the merge can no longer be undone. Register the other person anew and correct this record.",
				kept.full_name,
			)
		newer = newer_rows(kept.name, self.moved, since)
		if newer:
			refuse(
				"{0} {1} was written for {2} after the merge. Withdraw it first, then undo the merge.",
				frappe._(newer[0]),
				newer[1],
				kept.full_name,
			)

	def _put_back(self) -> None:
		put_rows_back(self.moved, self.record.merged)
		if self.before["categories"]:
			frappe.db.delete("Beneficiary Category Period", {"name": ["in", self.before["categories"]]})
		for which in ("kept", "merged"):
			columns = dict(self.before[which])
			frappe.db.set_value("Beneficiary", columns.pop("name"), columns, update_modified=False)
		done = {"undone_by": frappe.session.user, "undone_on": clock.now(), "undo_reason": self.reason}
		frappe.db.set_value("Person Merge", self.merge, done)
		set_case_state((self.record.kept, self.record.merged), "Open", self.reason)


def standing_merge(merged: str) -> dict:
	"""The merge by which `merged` became a tombstone."""
	return frappe.db.get_value(
		"Person Merge", {"merged": merged, "undone_on": ["is", "not set"]}, ["name", "kept"], as_dict=True
	)


def set_case_state(names: tuple[str, str], state: str, note: str) -> None:
	"""Tell the case of the two, when there is one, what became of it."""
	one, other = sorted(names)
	case = frappe.db.get_value("Duplicate Case", {"one": one, "other": other})
	if case:
		frappe.db.set_value("Duplicate Case", case, decision(state, note))


def decision(state: str, note: str) -> dict:
	"""The columns of a case that say who decided what, and when."""
	by = {"decided_by": frappe.session.user, "decided_on": clock.now()} if state != "Open" else {}
	return {"state": state, "note": note, "decided_by": None, "decided_on": None, **by}
