"""Everybody of a unit who fits a policy and has not applied, found and sorted by one statement.

The twin of candidates.py, live_keys.py, claims.py, exclusions.py and judging.py for a whole commune whose applications
state nothing; tests compare it with adding the same people one by one (actions/add_applications.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import getdate

from covid_support.applications.applicants import SUBJECTS
from covid_support.applications.claims import claim_period
from covid_support.applications.live_keys import DEAD, unique_period
from covid_support.applications.set_judging import sorter
from covid_support.applications.standing_query import is_here, may_file
from covid_support.programmes.versions import snapshot_of
from covid_support.registry.units import unit_place
from covid_support.rules.policy_snapshot import PolicySnapshot
from covid_support.rules.sql import Parameters

# a commune has some ten thousand people
LONGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Alike:
	"""Applicants who are judged alike: whether eligible, for how much (VND), and whether their claim stands already.

	`applicants` are (applicant, its representative) pairs, a person represents himself; those not eligible are not
	named but for one `example`.
	"""

	eligible: bool
	amount: int
	claimed: bool
	example: str
	applicants: list[tuple[str, str]]


def fitting(application_list, people: Iterable[str] | None = None) -> list[Alike]:
	"""The classes of the residents of the list's unit without a live application and with nothing in the way.

	With `people` those applicants alone. For policies of people and households, but for groups that top up (top_up.py),
	whose amounts differ.
	"""
	snapshot = snapshot_of(application_list.policy_version)
	day = getdate(application_list.list_date)
	parameters = Parameters()
	sort = sorter(snapshot, getdate(snapshot.reference_date) if snapshot.reference_date else day, parameters)
	lft, rgt = map(parameters.add, unit_place(application_list.administrative_unit))
	told = ", ".join(f"coalesce({expression}, '-')" for expression in [sort.amount, *sort.told])
	# The policy's conditions are looked at first, once for everybody, and kept apart: whether somebody has applied or
	# been shut out then matters for those alone who fit.
	rows = frappe.db.sql(
		f"""set statement group_concat_max_len = {LONGEST}, optimizer_switch = 'derived_merge=off' for
		select person.told, claim.name is not null as claimed, min(person.applicant),
			if(person.told is null, null, group_concat(concat_ws('|', person.applicant, person.name)))
		from (
			select {sort.subject} as applicant, person.name, case when {sort.eligible} then concat_ws('|', {told}) end as told
			from {sort.tables}
			where {sort.commune} in (select name from `tabAdministrative Unit` where lft between {lft} and {rgt})
				and {_present(snapshot.applicant_kind, day, parameters)}
				and {"true" if people is None else f"{sort.subject} in {parameters.add(list(people))}"}
		) person {_claim(application_list, parameters)}
		where person.told is null or ({_free(application_list, snapshot, parameters)})
		group by person.told, claimed""",
		parameters.values,
	)
	return [
		Alike(
			told is not None,
			int(told.split("|")[0]) if told else 0,
			bool(claimed),
			example,
			[tuple(pair.split("|")) for pair in sorted((pairs or "").split(",")) if pair],
		)
		for told, claimed, example, pairs in rows
	]


def _present(kind: str, day: date, parameters: Parameters) -> str:
	"""A person is alive; a household is represented by a member who is here on `day`."""
	if kind == "Person":
		return "person.life_status = 'Alive'"
	return f"person.household = household.name and {is_here(day, parameters)}"


def _claim(application_list, parameters: Parameters) -> str:
	"""The join of the claim that who fits has in the policy's exclusive group, at most one."""
	group = frappe.get_cached_value("Support Policy", application_list.policy, "exclusive_group")
	if not group:
		return "left join (select null as name, null as policy) claim on false"
	period = parameters.add(claim_period(group, application_list.period))
	return f"""left join `tabEntitlement Claim` claim on person.told is not null and claim.beneficiary = person.name
		and claim.exclusive_group = {parameters.add(group)} and claim.period = {period}"""


def _free(application_list, snapshot: PolicySnapshot, parameters: Parameters) -> str:
	"""Nothing is in the way, no claim of another policy, no live application of the applicant or who represents it."""
	policy, period = application_list.policy, application_list.period
	programme = frappe.get_cached_value("Support Policy", policy, "programme")
	same = f"live.policy = {parameters.add(policy)} and live.status not in {parameters.add(list(DEAD))}"
	if not unique_period(policy, period):
		same += f" and live.period = {parameters.add(period)}"
	columns = {"beneficiary": "person.name", SUBJECTS[snapshot.applicant_kind]: "person.applicant"}
	return " and ".join(
		[
			may_file(snapshot, programme, parameters),
			f"(claim.name is null or claim.policy = {parameters.add(policy)})",
			*(
				f"not exists (select 1 from `tabSupport Application` live where live.{column} = {applicant} and {same})"
				for column, applicant in columns.items()
			),
		]
	)
