"""What is known about applications that stand already, for checks and papers."""

from frappe.utils import getdate

from covid_support.applications.applicants import SUBJECTS, load
from covid_support.applications.facts import declared_facts, facts_of
from covid_support.rules.policy_snapshot import PolicySnapshot


def case_facts(snapshot: PolicySnapshot, rows: list[dict]) -> dict[str, dict]:
	"""{application: facts} for `rows` (all columns) of one list, or for one application.

	Rows share the version of `snapshot` and the application date, and no applicant stands on two of them.
	"""
	subject = SUBJECTS[snapshot.applicant_kind]
	declared = {row.get(subject): row for row in rows if row.get(subject)}
	day = getdate(snapshot.reference_date or rows[0].application_date)
	facts = facts_of(load(snapshot.applicant_kind, declared), declared, day, snapshot.extra_facts)
	return {
		row.name: facts.get(row.get(subject)) or declared_facts(row, snapshot.extra_facts) for row in rows
	}
