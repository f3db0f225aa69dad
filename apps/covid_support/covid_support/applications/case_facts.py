"""What is known about applications that stand already, for checks and papers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import frappe
from frappe.utils import getdate

from covid_support.applications.applicants import SUBJECTS, load
from covid_support.applications.facts import declared_facts, facts_of
from covid_support.programmes.versions import snapshot_of
from covid_support.rules.policy_snapshot import PolicySnapshot


def wordings_on(application_list: str) -> list[PolicySnapshot]:
	"""The frozen wordings by which the live lines of the list are judged; nearly always one."""
	given = {"list": application_list}
	versions = frappe.db.sql(
		"select distinct policy_version from `tabSupport Application` where application_list = %(list)s",
		given,
		pluck=True,
	)
	if (
		len(versions) > 1
	):  # those of lines that were taken out do not count; that is read from the lines themselves
		versions = frappe.db.sql(
			"""select distinct policy_version from `tabSupport Application`
			where application_list = %(list)s and status not in ('Rejected', 'Withdrawn')""",
			given,
			pluck=True,
		)
	return [snapshot_of(version) for version in versions]


def judged_alike(rows: Iterable[dict]) -> dict[tuple[str, date], list[dict]]:
	"""{(policy version, application date): applications} of `rows`; each is judged by its own rules on its own day."""
	alike = defaultdict(list)
	for row in rows:
		alike[row.policy_version, getdate(row.application_date)].append(row)
	return alike


def case_facts(snapshot: PolicySnapshot, rows: list[dict]) -> dict[str, dict]:
	"""{application: facts} for `rows` (all columns) as `judged_alike` groups them; `snapshot` is their version.

	No applicant stands on two of them.
	"""
	subject = SUBJECTS[snapshot.applicant_kind]
	declared = {row.get(subject): row for row in rows if row.get(subject)}
	day = getdate(snapshot.reference_date or rows[0].application_date)
	facts = facts_of(load(snapshot.applicant_kind, declared), declared, day, snapshot.extra_facts)
	return {
		row.name: facts.get(row.get(subject)) or declared_facts(row, snapshot.extra_facts) for row in rows
	}
