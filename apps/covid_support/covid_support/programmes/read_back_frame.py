"""What stands around the rules of a Support Policy when it is told in words: names of groups, policies, laws."""

import frappe

from covid_support.programmes.policy_rules import snapshot_from
from covid_support.rules.read_back import Frame, Sentence, read_back


def sentences_of(policy) -> list[Sentence]:
	"""The sentences of a Support Policy, saved or not. Raises Problem for rules that make no sense."""
	return read_back(snapshot_from(policy, version_number=1), frame_of(policy), names_of_codes())


def frame_of(policy) -> Frame:
	"""Names and days of a Support Policy."""
	group = _values("Exclusive Group", policy.exclusive_group, ["title", "settlement"])
	return Frame(
		title=policy.short_title or policy.title or policy.policy_code or "…",
		application_from=policy.application_from,
		application_to=policy.application_to,
		legal_basis=_law(policy.legal_basis),
		exclusive_group=group.title,
		tops_up=group.settlement == "Top Up to the Higher",
		not_together_with=_titles([row.policy for row in policy.exclusions if row.policy]),
		once_only=bool(policy.once_only) or policy.period_kind == "Once",
	)


def names_of_codes() -> dict[str, str]:
	"""{code: title} of what a criterion may name: beneficiary categories and job families."""
	names = dict(
		frappe.get_all("Beneficiary Category", fields=["category_code", "category_name"], as_list=True)
	)
	names.update(frappe.get_all("Job Family", fields=["name", "title"], as_list=True))
	return names


def _law(code: str | None) -> str | None:
	document = _values("Legal Document", code, ["document_number", "title"])
	return " – ".join(filter(None, (document.document_number, document.title))) or None


def _titles(policies: list[str]) -> tuple[str, ...]:
	titles = frappe.get_all(
		"Support Policy", filters={"name": ["in", policies or [""]]}, fields=["name", "short_title"]
	)
	known = {row.name: row.short_title for row in titles}
	return tuple(known.get(name, name) for name in policies)


def _values(doctype: str, name: str | None, columns: list[str]):
	row = frappe.db.get_value(doctype, name, columns, as_dict=True) if name else None
	return row or frappe._dict()
