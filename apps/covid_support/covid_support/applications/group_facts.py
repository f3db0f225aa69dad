"""Facts about households and employers, for many applicants at once."""

import frappe

NO_EMPLOYER = {"employer_kind": None, "insured_workers": None, "wage_region": None}


def members_of(households: set[str]) -> dict[str, int]:
	"""{household: number of living members}."""
	if not households:
		return {}
	rows = frappe.db.sql(
		"""select household, count(*) from `tabBeneficiary`
		where household in %(households)s and life_status = 'Alive' group by household""",
		{"households": list(households)},
	)
	return {household: int(count) for household, count in rows}


def employers_facts(employers: set[str]) -> dict[str, dict]:
	"""{employer: its kind, number of insured workers and minimum-wage region}; what nobody entered is unknown."""
	if not employers:
		return {}
	rows = frappe.get_all(
		"Employer",
		filters={"name": ["in", list(employers)]},
		fields=["name", "employer_kind", "insured_workers", "wage_region"],
	)
	return {row.name: {key: row[key] or None for key in NO_EMPLOYER} for row in rows}
