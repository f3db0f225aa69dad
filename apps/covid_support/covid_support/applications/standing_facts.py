"""Facts that other records of the product know: whether somebody declined the support or received another."""

import frappe

from covid_support.applications.exclusions import RECEIVED, excluded
from covid_support.applications.waivers import live_waivers
from covid_support.rules.policy_snapshot import PolicySnapshot

WAIVED, RECEIVED_EXCLUSIVE = "waived", "received_exclusive"


def standing_facts(version: str, snapshot: PolicySnapshot, people: list[str]) -> dict[str, dict]:
	"""{beneficiary: facts} for `people`, as far as the rules of `snapshot` ask for them."""
	asked = _asked(snapshot)
	known = {}
	if WAIVED in asked:
		known[WAIVED] = set(live_waivers(snapshot.policy_code, people))
	if RECEIVED_EXCLUSIVE in asked:
		known[RECEIVED_EXCLUSIVE] = {*excluded(version, people, RECEIVED), *_in_group(snapshot, people)}
	return {person: {fact: person in holders for fact, holders in known.items()} for person in people}


def _asked(snapshot: PolicySnapshot) -> set[str]:
	conditions = [snapshot.compiled_criteria, *(part.conditions for part in snapshot.compiled_components)]
	return {fact.key for part in conditions for tests in part.groups for test in tests for fact in test.facts}


def _in_group(snapshot: PolicySnapshot, people: list[str]) -> list[str]:
	"""Those of `people` with an approved application under another policy of the exclusive group."""
	if not snapshot.exclusive_group or not people:
		return []
	return frappe.db.sql(
		"""select distinct application.beneficiary from `tabSupport Application` application
		join `tabSupport Policy` policy on policy.name = application.policy
		where application.beneficiary in %(people)s and policy.exclusive_group = %(group)s
			and application.policy <> %(policy)s and application.status = 'Approved'""",
		{"people": people, "group": snapshot.exclusive_group, "policy": snapshot.policy_code},
		pluck=True,
	)
