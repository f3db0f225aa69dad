"""Policies that rule each other out in a circle, so that nobody could tell which of them counts."""

import frappe

from covid_support.core.problem import Problem
from covid_support.rules.chains import find_cycle


def check_exclusions(policy) -> None:
	"""Raise Problem when the exclusions of `policy` (a document) name a policy twice or lead back to it."""
	named = [row.policy for row in policy.exclusions]
	for row in policy.exclusions:
		if named.count(row.policy) > 1:
			raise Problem(
				"Exclusions row {0}: {1} stands twice. Keep one of the rows.", row.idx, _title(row.policy)
			)
	cycle = find_cycle(policy.name, {**_others(), policy.name: named}) if named else []
	if not cycle:
		return
	row = next(row for row in policy.exclusions if row.policy == cycle[1])
	raise Problem(
		"Exclusions row {0}: the policies exclude each other in a circle: {1}. Take one link out, or put them in one"
		" exclusive group.",
		row.idx,
		" → ".join([policy.short_title, *map(_title, cycle[1:-1]), policy.short_title]),
	)


def _others() -> dict[str, list[str]]:
	excludes: dict[str, list[str]] = {}
	for parent, policy in frappe.get_all("Policy Exclusion", fields=["parent", "policy"], as_list=True):
		excludes.setdefault(parent, []).append(policy)
	return excludes


def _title(policy: str) -> str:
	return frappe.get_cached_value("Support Policy", policy, "short_title") or policy
