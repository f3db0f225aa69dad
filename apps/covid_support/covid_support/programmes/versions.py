"""Freezing a Support Policy into Policy Versions (design §3.5).

An application keeps the version it was judged by; the rules of a version never change. Its wording (texts, sources,
the route) follows the policy until the next version is made.
"""

import json
from functools import lru_cache

import frappe

from covid_support.programmes.pack_rows import packed_wording
from covid_support.programmes.policy_rules import snapshot_from
from covid_support.remembered import forget, once
from covid_support.rules.policy_snapshot import PolicySnapshot

VERSIONS = "policy versions"


def snapshot_of(version: str) -> PolicySnapshot:
	"""The frozen rules of the Policy Version named `version`."""
	digest = once(VERSIONS, version, lambda: _digest(version))
	return _parsed(frappe.local.site, version, digest)


def _digest(version: str) -> str | None:
	rows = frappe.db.sql("select digest from `tabPolicy Version` where name = %s", version)
	return rows[0][0] if rows else None


@lru_cache(maxsize=512)
def _parsed(site: str, version: str, digest: str) -> PolicySnapshot:
	# the digest is part of the key: a version's name can come back with other rules after a rollback
	text = frappe.db.get_value("Policy Version", version, "snapshot")
	return PolicySnapshot.from_dict(frappe.parse_json(text))


def route_of(policy, version: str) -> str:
	"""The Approval Route of files judged by `version` of `policy` (a Support Policy): an earlier wording may name another."""
	return _of_wording(policy, version, "route", policy.approval_route)


def window_of(policy, version: str) -> tuple:
	"""First and last day of application by `version` of `policy`: an amendment may prolong them."""
	columns = ("application_from", "application_to")
	return tuple(_of_wording(policy, version, column, policy.get(column)) for column in columns)


def _of_wording(policy, version: str, key: str, present: object) -> object:
	"""What `version` says under `key` of its wording; `present` for the current version or when it says nothing."""
	if version == policy.current_version:
		return present
	wording = json.loads(frappe.db.get_value("Policy Version", version, "wording") or "{}")
	return wording.get(key) or present


def freeze(policy) -> str:
	"""The name of the Policy Version that holds `policy` (a Support Policy) as it stands now.

	Makes a new version only when the rules differ from the newest of the same day (`in_force_from`).
	"""
	snapshot = snapshot_from(policy, version_number=1)
	latest = _latest(policy.name, in_force_from=policy.in_force_from or ["is", "not set"], withdrawn=0)
	if latest and latest.digest == snapshot.digest:
		frappe.db.set_value(
			"Policy Version", latest.name, "wording", _wording_text(policy), update_modified=False
		)
		return latest.name
	newest = _latest(policy.name)
	version = frappe.get_doc(
		{
			"doctype": "Policy Version",
			"policy": policy.name,
			"version_number": newest.version_number + 1 if newest else 1,
			"in_force_from": policy.in_force_from,
			"effective_from": policy.effective_from,
			"effective_to": policy.effective_to,
			"snapshot": frappe.as_json(snapshot.to_dict(), indent=1),
			"wording": _wording_text(policy),
			"digest": snapshot.digest,
		}
	)
	# an earlier wording of a pack is frozen before its policy is there
	version.flags.ignore_links = True
	version.insert(ignore_permissions=True)
	forget(VERSIONS)
	return version.name


def _latest(policy: str, **filters):
	rows = frappe.get_all(
		"Policy Version",
		filters={"policy": policy, **filters},
		fields=["name", "version_number", "digest"],
		order_by="version_number desc",
		limit=1,
	)
	return rows[0] if rows else None


def _wording_text(policy) -> str:
	return json.dumps(packed_wording(policy), ensure_ascii=False, indent="\t")
