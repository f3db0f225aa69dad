"""What other records say about applicants: queries of the checks, each for many people at once."""

from dataclasses import dataclass

import frappe

from covid_support.rules.policy_snapshot import PolicySnapshot


@dataclass(frozen=True)
class Row:
	"""A row that a check found, the unit it belongs to, and what the check tells of it."""

	doctype: str
	name: str
	commune: str | None
	beneficiary: str = ""
	policy: str = ""
	period: str = ""
	official: str = ""
	relationship: str = ""


def same_policy(people: list[str], policy: str, but: list[str]) -> list[Row]:
	"""Other live applications of `people` for `policy`, besides the applications `but`."""
	return _rows(
		"Support Application",
		"""select name, commune, beneficiary, period from `tabSupport Application`
		where beneficiary in %(people)s and policy = %(policy)s and status not in ('Rejected', 'Withdrawn')
			and name not in %(but)s""",
		people,
		policy=policy,
		but=but,
	)


def claims_of_others(snapshot: PolicySnapshot, people: list[str]) -> list[Row]:
	"""Applications through which `people` take part in the exclusive group by another policy, in any period.

	`period` is that of the claim (claims.claim_period).
	"""
	return _rows(
		"Support Application",
		"""select application as name, commune, beneficiary, policy, period from `tabEntitlement Claim`
		where beneficiary in %(people)s and exclusive_group = %(group)s and policy <> %(policy)s""",
		people,
		group=snapshot.exclusive_group,
		policy=snapshot.policy_code,
	)


def homes_of(people: list[str]) -> dict[str, dict]:
	"""{beneficiary: commune and kind of residence as registered now}."""
	rows = frappe.get_all(
		"Beneficiary", filters={"name": ["in", people or [""]]}, fields=["name", "commune", "residence_kind"]
	)
	return {row.name: row for row in rows}


def lists_of_outsiders(lists: set[str | None]) -> set[str]:
	"""Those of `lists` that a service office draws up for people who may live anywhere."""
	filters = {"name": ["in", list(filter(None, lists)) or [""]], "filing_office": ["is", "set"]}
	return set(frappe.get_all("Application List", filters=filters, pluck="name"))


def declared_relatives(people: list[str]) -> list[Row]:
	"""Declarations in force of officials about `people`."""
	return _rows(
		"Conflict Declaration",
		"""select declared.name, person.commune, declared.beneficiary, declared.relationship,
			coalesce(user.full_name, declared.user) as official
		from `tabConflict Declaration` declared
		join `tabBeneficiary` person on person.name = declared.beneficiary
		left join `tabUser` user on user.name = declared.user
		where declared.beneficiary in %(people)s and declared.withdrawn_on is null""",
		people,
	)


def namesakes(people: list[str], policy: str) -> list[Row]:
	"""Live applications for `policy` of others who may be the same person as one of `people`.

	The same name and birth date: with a CMND in one place and a CCCD in another, the numbers tell nothing
	(legal-facts H3).
	"""
	return _rows(
		"Support Application",
		"""select application.name, application.commune, person.name as beneficiary
		from `tabBeneficiary` person
		join `tabBeneficiary` other on other.name <> person.name
			and other.search_key = person.search_key and other.birth_date = person.birth_date
		join `tabSupport Application` application on application.beneficiary = other.name
			and application.policy = %(policy)s and application.status not in ('Rejected', 'Withdrawn')
		where person.name in %(people)s""",
		people,
		policy=policy,
	)


def title_of(policy: str) -> str:
	"""Short title of a policy, or its code when it is not on this site."""
	return frappe.get_cached_value("Support Policy", policy, "short_title") or policy


def is_once_only(policy: str) -> bool:
	"""Whether the policy is for once in a lifetime, whatever the period."""
	return bool(frappe.get_cached_value("Support Policy", policy, "once_only"))


def _rows(doctype: str, query: str, people: list[str], **values) -> list[Row]:
	if not people:
		return []
	found = frappe.db.sql(query, {"people": people, **values}, as_dict=True)
	return [Row(doctype, **row) for row in found]
