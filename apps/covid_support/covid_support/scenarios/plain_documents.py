"""The same rows as plain documents of the framework: one `insert` a person, one workflow action a file and level.

What other systems on the framework do. The files that move have a DocType and a workflow of their own without any
check of ours, so that the comparison is with the framework alone.
"""

import time
from dataclasses import dataclass

import frappe
from frappe.model.workflow import apply_workflow

from covid_support.policies import roles
from covid_support.scenarios.acting import acting
from covid_support.scenarios.story import Story

ROWS = 200
FILE = "Plain Benchmark File"
STATES = ("Plain Draft", "Plain Commune", "Plain District", "Plain Approved")
ACTIONS = ("Plain Submit", "Plain Appraise", "Plain Approve")
ROLES = (roles.COMMUNE_OFFICER, roles.DISTRICT_OFFICER, roles.PROVINCIAL_LEADER)


@dataclass(frozen=True)
class Pace:
	"""How long `rows` took."""

	title: str
	rows: int
	seconds: float

	@property
	def per_row(self) -> float:
		"""Seconds for one row."""
		return self.seconds / max(1, self.rows)


def measure(story: Story) -> dict[str, Pace]:
	"""{"insert", "move"}: applications of one commune inserted one by one, then as many files moved on three levels."""
	unit = story.communes[0].name
	rows = frappe.db.sql(
		"""select person.name from `tabBeneficiary` person
		join `tabHousehold Poverty Status` status on status.parent = person.household
		where person.commune = %s and person.life_status = 'Alive' and status.status = 'Near Poor'
		order by person.name limit %s""",
		(unit, ROWS),
		pluck=True,
	)
	officer = story.officials.email(roles.COMMUNE_OFFICER, unit)
	with acting(officer, story.wave.list_day):
		began = time.perf_counter()
		for name in rows:
			_apply(name, unit, story.wave.list_day)
		frappe.db.commit()  # as one request would
		inserted = time.perf_counter() - began
	return {
		"insert": Pace("Lập từng hồ sơ bằng insert", len(rows), inserted),
		"move": Pace("Duyệt từng hồ sơ bằng workflow, ba cấp", len(rows), _move(rows, unit, story)),
	}


def _apply(beneficiary: str, unit: str, day) -> None:
	frappe.get_doc(
		{
			"doctype": "Support Application",
			"policy": "NQ42-HCN",
			"beneficiary": beneficiary,
			"commune": unit,
			"application_date": day,
		}
	).insert()


def _move(people: list[str], unit: str, story: Story) -> float:
	"""Seconds for all actions on one file for each of `people`."""
	_make_workflow()
	try:
		names = [
			frappe.get_doc({"doctype": FILE, "beneficiary": person, "commune": unit, "amount": 750_000})
			.insert()
			.name
			for person in people
		]
		frappe.db.commit()  # the files stand
		began = time.perf_counter()
		for action, role in zip(ACTIONS, ROLES, strict=True):
			with acting(story.officials.in_charge(role, unit), story.wave.list_day):
				for name in names:
					apply_workflow({"doctype": FILE, "name": name}, action)
				frappe.db.commit()  # one level is done
		return time.perf_counter() - began
	finally:
		_remove_workflow()


def _make_workflow() -> None:
	_remove_workflow()
	for state in STATES:
		_known("Workflow State", workflow_state_name=state)
	for action in ACTIONS:
		_known("Workflow Action Master", workflow_action_name=action)
	rights = {"read": 1, "write": 1, "create": 1}
	frappe.get_doc(
		{
			"doctype": "DocType", "name": FILE, "custom": 1, "module": "Reporting", "autoname": "hash", "track_changes": 1,
			"fields": [
				{"fieldname": "beneficiary", "fieldtype": "Link", "options": "Beneficiary", "label": "Beneficiary"},
				{"fieldname": "commune", "fieldtype": "Link", "options": "Administrative Unit", "label": "Commune"},
				{"fieldname": "amount", "fieldtype": "Currency", "label": "Amount"},
				{"fieldname": "workflow_state", "fieldtype": "Link", "options": "Workflow State", "label": "State"},
			],
			"permissions": [{"role": role, **rights} for role in (*ROLES, "System Manager")],
		}
	).insert()  # fmt: skip
	frappe.get_doc(
		{
			"doctype": "Workflow", "workflow_name": FILE, "document_type": FILE, "is_active": 1,
			"workflow_state_field": "workflow_state", "send_email_alert": 0,
			"states": [
				{"state": state, "doc_status": "0", "allow_edit": role}
				for state, role in zip(STATES, (*ROLES, ROLES[-1]), strict=True)
			],
			"transitions": [
				{"state": before, "action": action, "next_state": after, "allowed": role, "allow_self_approval": 1}
				for before, action, after, role in zip(STATES, ACTIONS, STATES[1:], ROLES, strict=False)
			],
		}
	).insert()  # fmt: skip
	frappe.db.commit()  # the table is made by DDL, which commits anyway


def _known(doctype: str, **values) -> None:
	name = next(iter(values.values()))
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, **values}).insert()


def _remove_workflow() -> None:
	for doctype, name in (("Workflow", FILE), ("DocType", FILE)):
		frappe.delete_doc(doctype, name, force=True, ignore_missing=True)
	for action in ACTIONS:
		frappe.delete_doc("Workflow Action Master", action, force=True, ignore_missing=True)
	for state in STATES:
		frappe.delete_doc("Workflow State", state, force=True, ignore_missing=True)
	frappe.db.sql_ddl(f"drop table if exists `tab{FILE}`")
	frappe.db.commit()  # nothing of it stays
