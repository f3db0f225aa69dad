"""Freezing a Support Policy into Policy Versions (design §3.5).

An application keeps the version it was judged by; a version is never changed.
"""

from functools import lru_cache

import frappe
from frappe.utils import cstr

from covid_support.rules.policy_snapshot import PolicySnapshot

CRITERION_COLUMNS = ("group_number", "fact", "operator", "value")


def snapshot_of(version: str) -> PolicySnapshot:
	"""The frozen rules of the Policy Version named `version`."""
	digest = frappe.db.get_value("Policy Version", version, "digest")
	return _parsed(frappe.local.site, version, digest)


@lru_cache(maxsize=512)
def _parsed(site: str, version: str, digest: str) -> PolicySnapshot:
	# the digest is part of the key: a version's name can come back with other rules after a rollback
	text = frappe.db.get_value("Policy Version", version, "snapshot")
	return PolicySnapshot.from_dict(frappe.parse_json(text))


def freeze(policy) -> str:
	"""The name of the Policy Version that holds `policy` (a Support Policy) as it stands now.

	Makes a new version only when the rules differ from the current one.
	"""
	snapshot = snapshot_from(policy, version_number=1)
	latest = frappe.get_all(
		"Policy Version",
		filters={"policy": policy.name},
		fields=["name", "version_number", "digest"],
		order_by="version_number desc",
		limit=1,
	)
	if latest and latest[0].digest == snapshot.digest:
		return latest[0].name
	number = latest[0].version_number + 1 if latest else 1
	version = frappe.get_doc(
		{
			"doctype": "Policy Version",
			"policy": policy.name,
			"version_number": number,
			"effective_from": policy.effective_from,
			"effective_to": policy.effective_to,
			"snapshot": frappe.as_json(snapshot.to_dict(), indent=1),
			"digest": snapshot.digest,
		}
	)
	version.insert(ignore_permissions=True)
	return version.name


def snapshot_from(policy, version_number: int) -> PolicySnapshot:
	"""The rules of a Support Policy document as a PolicySnapshot. Raises Problem for rules that make no sense."""
	return PolicySnapshot.from_dict(
		{
			"policy_code": policy.policy_code,
			"version": version_number,
			"effective_from": cstr(policy.effective_from),
			"effective_to": cstr(policy.effective_to) or None,
			"applicant_kind": policy.applicant_kind,
			"period_kind": policy.period_kind,
			"exclusive_group": policy.exclusive_group,
			"reference_date": cstr(policy.reference_date) or None,
			"criteria": _criteria(policy, component_code=""),
			"components": [_component(policy, row) for row in policy.components],
			"funding_shares": [
				{"source_kind": row.source_kind, "percent": row.percent} for row in policy.funding
			],
		}
	)


def _criteria(policy, component_code: str) -> list[dict]:
	return [
		{"group": row.group_number, "fact": row.fact, "operator": row.operator, "value": row.value or ""}
		for row in policy.criteria
		if (row.component_code or "") == component_code
	]


def _component(policy, row) -> dict:
	return {
		"code": row.component_code,
		"title": row.title,
		"method": row.method,
		"amount": int(row.amount or 0),
		"quantity_fact": row.quantity_fact or None,
		"minimum_quantity": row.minimum_quantity or None,
		"maximum_quantity": row.maximum_quantity or None,
		"minimum_amount": int(row.minimum_amount or 0) or None,
		"maximum_amount": int(row.maximum_amount or 0) or None,
		"percent": row.percent or None,
		"criteria": _criteria(policy, row.component_code),
	}
