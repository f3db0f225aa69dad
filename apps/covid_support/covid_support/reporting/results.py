"""Results of the support by report group and unit: people and VND in need, proposed, approved and paid.

One grouped query; report, print, chart and scenario all read it here. Nothing is counted in Python but the
sums of the rows that the query returns.
"""

from collections import defaultdict
from decimal import Decimal

import frappe
from frappe.utils import getdate

from covid_support.core.money import percent
from covid_support.messages import refuse
from covid_support.policies.area import area_ranges, area_sql, sees_everything
from covid_support.registry.units import unit_place
from covid_support.reporting.stages import FIGURES, STAGES

LEVELS = ("District", "Commune")


def area_condition() -> str:
	"""The reader's area as a condition for `results`; "" means no limit."""
	return area_sql("application.commune")


def results(filters: dict, area_condition: str) -> list[dict]:
	"""Figures of each (report group, unit) with anybody in need, in the order of policies and of the unit tree.

	`filters`: programme, policy, report_group, unit (its whole subtree), level (District or Commune),
	from_date, to_date (of the application, both days included); all may be missing. A row holds
	report_group, unit, unit_name and, for each stage, {stage}_people and {stage}_amount (VND, int).
	"""
	conditions, values = _conditions(filters)
	if area_condition:
		conditions.append(area_condition)
	rows = frappe.db.sql(_query(level_shown(filters), conditions), values, as_dict=True)
	for row in rows:
		row.update({figure: int(row[figure]) for figure in FIGURES})
	order = {group: place for place, group in enumerate(report_groups())}
	return sorted(rows, key=lambda row: (order.get(row.report_group, len(order)), row.lft))


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


def policies_of(filters: dict) -> list[str]:
	"""The policies that programme, policy and report group leave."""
	wanted = {
		"programme": filters.get("programme"), "name": filters.get("policy"), "report_group": filters.get("report_group"),
	}  # fmt: skip
	return frappe.get_all(
		"Support Policy", filters={key: value for key, value in wanted.items() if value}, pluck="name", order_by="creation"
	)


def paid_percent(row: dict) -> Decimal:
	"""People paid of the people approved, with one decimal."""
	return percent(row["paid_people"], row["approved_people"])


def level_shown(filters: dict) -> str:
	"""The wanted level, but communes where the chosen unit or the reader's area holds no district."""
	wanted = filters.get("level") or LEVELS[0]
	if wanted not in LEVELS:
		refuse("The level of the report is either district or commune, not {0}.", wanted)
	if filters.get("unit"):
		ranges = [unit_place(filters["unit"])]
	else:
		ranges = [] if sees_everything(frappe.session.user) else area_ranges()
	return wanted if not ranges or any(_holds_district(place) for place in ranges) else "Commune"


def _holds_district(place: tuple[int, int]) -> bool:
	return bool(frappe.db.exists("Administrative Unit", {"level": "District", "lft": ["between", list(place)]}))


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


def _query(level: str, conditions: list[str]) -> str:
	"""Count by policy and commune first, so that units are joined to a few hundred rows only."""
	counted = ",\n".join(
		f"sum({stage.condition}) as {stage.key}_people,"
		f" sum(if({stage.condition}, application.{stage.amount}, 0)) as {stage.key}_amount"
		for stage in STAGES
	)
	added = ", ".join(f"sum(figures.{figure}) as {figure}" for figure in FIGURES)
	where = " and ".join(conditions) or "1=1"
	district = "coalesce(district.name, commune.parent_administrative_unit, commune.name)"
	shown = "commune.name" if level == "Commune" else district
	return f"""
		select policy.report_group, shown.name as unit, shown.unit_type, shown.unit_name, shown.lft, {added}
		from (
			select application.policy, application.commune, {counted}
			from `tabSupport Application` application
			where {where}
			group by application.policy, application.commune
		) figures
		join `tabSupport Policy` policy on policy.name = figures.policy
		join `tabAdministrative Unit` commune on commune.name = figures.commune
		left join `tabAdministrative Unit` district
			on district.level = 'District' and district.lft < commune.lft and district.rgt > commune.rgt
		join `tabAdministrative Unit` shown on shown.name = {shown}
		group by policy.report_group, shown.name, shown.unit_type, shown.unit_name, shown.lft
		having needed_people > 0 or paid_people > 0"""
