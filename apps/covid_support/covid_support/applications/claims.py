"""Entitlement claims: the database's own guard against two supports for one person (I1).

A claim says: in this exclusive group (and period, when the group's cycle is Period) this person takes part
through this policy. Its unique key `live_claim` (group, person, period) makes a second policy impossible,
whichever list, unit or process asks first; in a group that tops up to the higher amount each policy has a slot.
"""

import frappe
from frappe import _

from covid_support.applications.top_up import tops_up
from covid_support.bulk.insert import insert_rows
from covid_support.core.record_name import record_names

WHOLE_PROGRAMME = "once"
FIELDS = ["name", "beneficiary", "application", "commune"]


def claim_period(group: str, period: str) -> str:
	"""The period a claim is made for: the application's, or the whole programme."""
	cycle = frappe.get_cached_value("Exclusive Group", group, "cycle")
	return period if cycle == "Period" else WHOLE_PROGRAMME


def claimed_elsewhere(
	group: str | None, policy: str, period: str, people: list[str], lock: bool = True
) -> dict[str, dict]:
	"""{beneficiary: claim} of those `people` who already take part in `group` through another policy.

	Employers claim nothing: None among `people` is passed over.

	With `lock` the rows that it reads are kept, so that the answer holds until the transaction ends.
	"""
	people = [name for name in people if name]
	if not group or not people or tops_up(group):
		return {}
	claim = frappe.qb.DocType("Entitlement Claim")
	query = (
		frappe.qb.from_(claim)
		.select(claim.beneficiary, claim.policy, claim.application, claim.commune)
		.where(claim.exclusive_group == group)
		.where(claim.period == claim_period(group, period))
		.where(claim.policy != policy)
		.where(claim.beneficiary.isin(people))
	)
	rows = (query.for_update() if lock else query).run(as_dict=True)
	return {row.beneficiary: row for row in rows}


def claim_reason(claim: dict) -> str:
	"""Why a claim of another policy stands in the way, in the reader's language."""
	policy = frappe.get_cached_value("Support Policy", claim["policy"], "short_title")
	return _("already takes part through the policy {0} of the same exclusive group").format(policy)


def make_claims(
	group: str | None, policy: str, period: str, applications: list[tuple[str, str, str]]
) -> None:
	"""Claim for (application, beneficiary, commune) rows; a claim that stands already is kept.

	Callers have asked `claimed_elsewhere` first; should another process slip in between, the unique key
	raises a duplicate error and nothing of the caller's transaction stays.
	"""
	applications = [row for row in applications if row[1]]
	if not group or not applications:
		return
	standing = _standing(group, policy, claim_period(group, period), [row[1] for row in applications])
	write_claims(group, policy, period, [row for row in applications if row[1] not in standing])


def write_claims(
	group: str | None, policy: str, period: str, applications: list[tuple[str, str, str]]
) -> None:
	"""Claim for (application, beneficiary, commune) rows of people whose claim does not stand yet."""
	if not group:
		return
	names = record_names(len(applications))
	rows = [
		(name, beneficiary, application, commune)
		for name, (application, beneficiary, commune) in zip(names, applications, strict=True)
	]
	same = {
		"exclusive_group": group,
		"period": claim_period(group, period),
		"policy": policy,
		"policy_slot": policy if tops_up(group) else None,
	}
	insert_rows("Entitlement Claim", FIELDS, rows, same=same)


def release_claims(applications: list[str]) -> None:
	"""Give up the claims of `applications` that no other live application of the same policy still needs."""
	if not applications:
		return
	frappe.db.sql(
		"""delete claim from `tabEntitlement Claim` claim
		join `tabSupport Application` given_up on given_up.beneficiary = claim.beneficiary
			and given_up.policy = claim.policy
		where given_up.name in %(applications)s
			and not exists (
				select 1 from `tabSupport Application` live
				where live.beneficiary = claim.beneficiary and live.policy = claim.policy
					and (claim.period = %(whole)s or live.period = claim.period)
					and live.status not in ('Rejected', 'Withdrawn')
			)""",
		{"applications": applications, "whole": WHOLE_PROGRAMME},
	)


def _standing(group: str, policy: str, period: str, people: list[str]) -> set[str]:
	return set(
		frappe.get_all(
			"Entitlement Claim",
			filters={
				"exclusive_group": group,
				"policy": policy,
				"period": period,
				"beneficiary": ["in", people],
			},
			pluck="beneficiary",
		)
	)
