"""What other records say of everybody, as SQL: the set-based twin of standing_facts.py for the whole registry."""

from datetime import date

import frappe

from covid_support.applications.exclusions import GONE, LIVE, RECEIVED
from covid_support.applications.standing_facts import RECEIVED_EXCLUSIVE, WAIVED
from covid_support.registry.merged_people import MERGED
from covid_support.rules.policy_snapshot import PolicySnapshot
from covid_support.rules.sql import Parameters


def standing_columns(snapshot: PolicySnapshot, programme: str, parameters: Parameters) -> dict[str, str]:
	"""{fact: SQL over the alias `person`}: declined the policy or `programme`, received what excludes it."""
	add = parameters.add
	declined = _declined(snapshot, programme, parameters)
	excluding = add(list(snapshot.not_together_with) or [""])
	alike = add(_others_of_group(snapshot) or [""])
	received = f"""select excluding.beneficiary from `tabSupport Application` excluding
		where excluding.beneficiary is not null and excluding.status in {add(list(RECEIVED))}
			and (excluding.policy in {alike}
				or (excluding.policy in {excluding} and ifnull(excluding.payment_status, '') <> 'Recovered'))"""
	return {
		WAIVED: f"(person.name is not null and person.name in ({declined}))",
		RECEIVED_EXCLUSIVE: f"(person.name is not null and person.name in ({received}))",
	}


def may_file(snapshot: PolicySnapshot, programme: str, parameters: Parameters) -> str:
	"""SQL over the alias `person`: has not declined, and has no live application that rules this policy out.

	The set-based twin of exclusions.obstacles, as far as that does not depend on the day; of a household without a
	known head nothing is in the way.
	"""
	ways = [_declined(snapshot, programme, parameters)]
	if snapshot.not_together_with:
		add = parameters.add
		ways.append(
			f"""select excluding.beneficiary from `tabSupport Application` excluding
			where excluding.beneficiary is not null and excluding.policy in {add(list(snapshot.not_together_with))}
				and excluding.status in {add(list(LIVE))} and ifnull(excluding.payment_status, '') <> 'Recovered'"""
		)
	return " and ".join(f"(person.name is null or person.name not in ({way}))" for way in ways)


def is_here(day: date, parameters: Parameters) -> str:
	"""SQL over the alias `person`: neither merged nor, by `day`, dead or moved away; the twin of exclusions.gone."""
	since = "if(person.life_status = 'Dead', person.death_date, person.moved_on)"
	merged = parameters.add(MERGED)
	return f"""(person.name is null or not (person.{GONE}
		and (person.life_status = {merged} or {since} is null or {since} <= {parameters.add(day)})))"""


def _declined(snapshot: PolicySnapshot, programme: str, parameters: Parameters) -> str:
	policy, whole = parameters.add(snapshot.policy_code), parameters.add(programme)
	return f"""select waiver.beneficiary from `tabSupport Waiver` waiver where waiver.beneficiary is not null
		and waiver.withdrawn_on is null and (waiver.policy = {policy} or waiver.programme = {whole})"""


def _others_of_group(snapshot: PolicySnapshot) -> list[str]:
	if not snapshot.exclusive_group:
		return []
	return frappe.get_all(
		"Support Policy",
		filters={"exclusive_group": snapshot.exclusive_group, "name": ["!=", snapshot.policy_code]},
		pluck="name",
	)
