"""Results of the support by report group and unit: people and VND in need, proposed, approved and paid.

Report, print, chart and scenario all read it here. One grouped query counts the applications; Python only adds
up its few thousand rows.
"""

from collections import defaultdict
from decimal import Decimal

import frappe
from frappe.utils import getdate

from covid_support.core.money import percent
from covid_support.database import RESULTS_COLUMNS, RESULTS_INDEX
from covid_support.policies.area import area_sql
from covid_support.registry.units import unit_place
from covid_support.reporting.stages import FIGURES, STAGES
from covid_support.reporting.units_shown import level_shown, units_shown

# (kind of applicant, whether the policy supports period by period) -> what an application counts as
COUNTED = {
	("Person", False): "people",
	("Household", False): "households",
	("Employer", False): "employers",
	("Person", True): "times of support to people",
	("Household", True): "times of support to households",
	("Employer", True): "times of support to employers",
}


def area_condition() -> str:
	"""The reader's area as a condition for `results`; "" means no limit."""
	return area_sql("application.commune", named=True)


def results(filters: dict, area_condition: str) -> list[dict]:
	"""Figures of each (report group, unit) with anybody in need, in the order of policies and of the unit tree.

	`filters`: programme, policy, report_group, unit (its whole subtree), level (District or Commune),
	from_date, to_date (of the application, both days included); all may be missing. A row holds
	report_group, unit, unit_name, counted (the words for what is counted) and, for each stage,
	{stage}_people and {stage}_amount (VND, int).
	"""
	parts = _parts(filters, area_condition)
	groups = dict(frappe.get_all("Support Policy", fields=["name", "report_group"], as_list=True))
	words = counted_words()
	units = units_shown({part.commune for part in parts}, level_shown(filters))
	rows: dict[tuple, dict] = {}
	for part in parts:
		unit = units[part.commune]
		row = rows.setdefault((groups[part.policy], unit.name), _empty_row(groups[part.policy], unit))
		row.counted.add(words[part.policy])
		_add(row, part)
	order = {group: place for place, group in enumerate(report_groups())}
	found = [row for row in rows.values() if row.needed_people or row.paid_people]
	return sorted(found, key=lambda row: (order[row.report_group], row.lft))


def results_by_group(programme: str | None = None) -> dict[str, dict[str, dict[str, int]]]:
	"""{group: {stage: {"people", "amount"}}} within the reader's area, for scenarios and charts."""
	totals: dict = defaultdict(lambda: {stage.key: {"people": 0, "amount": 0} for stage in STAGES})
	for row in results({"programme": programme}, area_condition()):
		for stage in STAGES:
			for kind in ("people", "amount"):
				totals[row.report_group][stage.key][kind] += row[f"{stage.key}_{kind}"]
	return dict(totals)


def report_groups() -> list[str]:
	"""The report groups in the order in which their policies were set up."""
	return list(dict.fromkeys(frappe.get_all("Support Policy", pluck="report_group", order_by="creation")))


def counted_words() -> dict[str, str]:
	"""{policy: what its applications count}: people, households or employers, or times they were supported."""
	rows = frappe.get_all("Support Policy", fields=["name", "applicant_kind", "period_kind"])
	return {row.name: COUNTED[row.applicant_kind or "Person", row.period_kind != "Once"] for row in rows}


def policies_of(filters: dict) -> list[str]:
	"""The policies that programme, policy and report group leave."""
	wanted = {
		"programme": filters.get("programme"), "name": filters.get("policy"), "report_group": filters.get("report_group"),
	}  # fmt: skip
	return frappe.get_all(
		"Support Policy",
		filters={key: value for key, value in wanted.items() if value},
		pluck="name",
		order_by="creation",
	)


def paid_percent(row: dict) -> Decimal:
	"""People paid of the people approved, with one decimal."""
	return percent(row["paid_people"], row["approved_people"])


def _conditions(filters: dict) -> tuple[list[str], dict]:
	conditions, values = [], {}
	if filters.get("programme") or filters.get("policy") or filters.get("report_group"):
		conditions.append("application.policy in %(policies)s")
		values["policies"] = policies_of(filters) or [""]
	if filters.get("unit"):
		conditions.append(
			"application.commune in (select name from `tabAdministrative Unit` where lft between %(lft)s and %(rgt)s)"
		)
		values["lft"], values["rgt"] = unit_place(filters["unit"])
	for key, operator in (("from_date", ">="), ("to_date", "<=")):
		if filters.get(key):
			conditions.append(f"application.application_date {operator} %({key})s")
			values[key] = getdate(filters[key])
	return conditions, values


def _parts(filters: dict, area_condition: str) -> list[dict]:
	"""People and VND by policy, commune, status, payment status and amounts: one pass over the covering index.

	Grouped by the index's own columns in their order, so that the database counts while it walks along and need not sum up
	in a temporary table; people of one list mostly get the same amount, so that there are few more groups than lists.
	"""
	conditions, values = _conditions(filters)
	if area_condition:
		conditions.append(area_condition)
	columns = ", ".join(f"application.{column}" for column in RESULTS_COLUMNS)
	return frappe.db.sql(
		f"""select {columns}, count(*) as people
		from `tabSupport Application` application force index ({RESULTS_INDEX})
		where {" and ".join(conditions) or "1=1"}
		group by {columns}""",
		values,
		as_dict=True,
	)


def _empty_row(group: str, unit: dict) -> dict:
	row = frappe._dict(report_group=group, unit=unit.name, unit_name=unit.title, lft=unit.lft, counted=set())
	row.update(dict.fromkeys(FIGURES, 0))
	return row


def _add(row: dict, part: dict) -> None:
	for stage in STAGES:
		if stage.holds(part):
			row[f"{stage.key}_people"] += part.people
			row[f"{stage.key}_amount"] += part.people * int(part[stage.amount])
