"""Papers that officials asked for although the policy does not require them: who, where, why, on which ground."""

import frappe

from covid_support.policies.area import area_sql
from covid_support.registry.units import unit_place

CONDITIONS = {
	"policy": "paper.policy = %(policy)s",
	"official": "paper.requested_by = %(official)s",
	"from_date": "paper.requested_at >= %(from_date)s",
	"to_date": "paper.requested_at < %(to_date)s + interval 1 day",
}


def extra_papers(filters: dict) -> list[dict]:
	"""Demands of the reader's area, the most frequent first.

	`filters`: unit (its whole subtree), policy, official, from_date, to_date. A row holds unit, unit_name, official,
	official_name, policy, policy_title, paper, justification, legal_ground, requests, received, first and last day.
	"""
	conditions = ["paper.extra = 1", *(text for key, text in CONDITIONS.items() if filters.get(key))]
	values = {key: filters.get(key) for key in CONDITIONS}
	if filters.get("unit"):
		conditions.append("unit.lft between %(lft)s and %(rgt)s")
		values["lft"], values["rgt"] = unit_place(filters["unit"])
	area = area_sql("paper.commune")
	if area:
		conditions.append(area)
	rows = frappe.db.sql(
		f"""select paper.commune as unit, unit.full_name as unit_name, paper.requested_by as official,
			coalesce(user.full_name, paper.requested_by) as official_name,
			paper.policy, policy.short_title as policy_title, paper.paper, paper.justification, paper.legal_ground,
			count(*) as requests, sum(paper.status = 'Received') as received,
			date(min(paper.requested_at)) as first_day, date(max(paper.requested_at)) as last_day
		from `tabApplication Paper` paper
		join `tabAdministrative Unit` unit on unit.name = paper.commune
		join `tabSupport Policy` policy on policy.name = paper.policy
		left join `tabUser` user on user.name = paper.requested_by
		where {" and ".join(conditions)}
		group by paper.commune, unit.full_name, paper.requested_by, official_name, paper.policy, policy.short_title,
			paper.paper, paper.justification, paper.legal_ground
		order by requests desc, last_day desc, unit.full_name, paper.paper, paper.justification""",
		values,
		as_dict=True,
	)
	for row in rows:
		row.requests, row.received = int(row.requests), int(row.received)
	return rows
