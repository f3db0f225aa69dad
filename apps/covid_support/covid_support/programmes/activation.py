"""What stands between a draft policy and its first file: it must hold together and give what its test people expect."""

import json

import frappe
from frappe import _

from covid_support.core.problem import Problem
from covid_support.messages import problems_shown, refuse, remark
from covid_support.programmes.policy_rules import snapshot_from
from covid_support.rules.policy_snapshot import PolicySnapshot, judge_and_compute
from covid_support.rules.try_out import differences, facts_of_test_person


def check_activation(policy) -> None:
	"""Refuse to put `policy` into force while it lacks a route or test people, or one of them turns out otherwise.

	A policy that is in force already is only remarked upon: the law may change faster than its examples.
	"""
	before = policy.get_doc_before_save()
	if (
		policy.status != "Active"
		or policy.flags.shipped
		or frappe.flags.in_install
		or frappe.flags.in_migrate
	):
		return
	wrong = [] if policy.approval_route else [_("choose the approval route")]
	wrong += _missing_people(policy) + outcomes_that_differ(policy)
	if not wrong:
		return
	if before and before.status == "Active":
		for text in outcomes_that_differ(policy):
			remark("Test people no longer get what they expect. {0}", text)
		return
	refuse(
		"The policy {0} cannot be activated yet: {1}. Correct this and try again.",
		policy.short_title,
		"; ".join(wrong),
	)


def outcomes_that_differ(policy) -> list[str]:
	"""What went otherwise than the test people of `policy` expect, in the reader's language."""
	snapshot = snapshot_from(policy, version_number=1)
	rows = []
	for row in policy.test_people:
		facts = facts_of_test_person(snapshot, facts_of_row(row))
		outcome = judge_and_compute(snapshot, facts)
		rows.append((row.title, bool(row.expected_eligible), int(row.expected_amount or 0), outcome))
	return [difference.said(_) for difference in differences(rows)]


def check_test_people(policy, snapshot: PolicySnapshot) -> None:
	"""Refuse test people whose facts cannot be read; the message names the row."""
	for row in policy.test_people:
		with problems_shown(_("Test person row {0} ({1})").format(row.idx, row.title)):
			facts_of_test_person(snapshot, facts_of_row(row))


def facts_of_row(row) -> dict:
	"""The facts of a test person. Raises Problem when they are no JSON object."""
	try:
		facts = json.loads(row.facts or "{}")
	except ValueError:
		facts = None
	if not isinstance(facts, dict):
		raise Problem("The facts must be a JSON object, for example {0}.", '{"age": 45}')
	return facts


def _missing_people(policy) -> list[str]:
	expected = {bool(row.expected_eligible) for row in policy.test_people}
	return [
		*([] if True in expected else [_("add a test person who is eligible")]),
		*([] if False in expected else [_("add a test person who is refused")]),
	]
