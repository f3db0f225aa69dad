"""The rules of a Support Policy as a PolicySnapshot: from a document of the site or of a programme pack. Pure."""

from dataclasses import asdict

from covid_support.programmes.form_fields import facts_of_rows
from covid_support.rules.policy_snapshot import PolicySnapshot


def snapshot_from(policy, version_number: int) -> PolicySnapshot:
	"""The rules of a Support Policy document as a PolicySnapshot. Raises Problem for rules that make no sense.

	Components whose amount is not known yet give nothing; such a policy cannot be made Active.
	"""
	return PolicySnapshot.from_dict(
		{
			"policy_code": policy.policy_code,
			"version": version_number,
			"effective_from": _day(policy.effective_from),
			"effective_to": _day(policy.effective_to),
			"applicant_kind": policy.applicant_kind,
			"period_kind": policy.period_kind,
			"exclusive_group": policy.exclusive_group,
			"reference_date": _day(policy.reference_date),
			"criteria": _criteria(policy, component_code=""),
			"components": [_component(policy, row) for row in policy.components if not is_unknown(row)],
			"funding_shares": [
				{"source_kind": row.source_kind, "percent": row.percent} for row in policy.funding
			],
			"not_together_with": sorted({row.policy for row in policy.exclusions}),
			"extra_facts": [asdict(fact) for fact in facts_of_rows(policy.form_fields)],
			"dossier": [_paper(row) for row in policy.dossier],
			"benefit_kind": policy.benefit_kind or "Cash",
			"instalments": [
				{
					"title": row.title,
					"percent": row.percent,
					"needs_acceptance": bool(row.needs_acceptance),
				}
				for row in policy.instalments
			],
		}
	)


def is_unknown(component) -> bool:
	"""Whether no public source gives the component's amount and nobody has entered one (NF)."""
	return component.confidence == "NF" and not component.amount and not component.percent


def _paper(row) -> dict:
	words = {column: row.get(column) or "" for column in ("only_for", "fact", "operator", "value")}
	return {
		"title": row.paper,
		"mandatory": bool(row.mandatory),
		"whole_list": bool(row.whole_list),
		**words,
	}


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
		"maximum_per_unit": int(row.maximum_per_unit or 0) or None,
		"maximum_by_fact": row.maximum_by_fact or None,
		"criteria": _criteria(policy, row.component_code),
	}


def _day(day) -> str | None:
	return str(day) if day else None
