"""Nonsense in the grids of a Support Policy, told at the row and the column where it was typed."""

import frappe
from frappe import _
from frappe.utils import flt

from covid_support.messages import label_of, problems_shown, refuse
from covid_support.programmes.form_fields import facts_of_rows
from covid_support.rules.component import METHODS_WITH_PERCENT
from covid_support.rules.criteria import Criterion
from covid_support.rules.criterion import compile_criterion
from covid_support.rules.facts import catalogue_with

LIMITS = (
	"minimum_quantity",
	"maximum_quantity",
	"minimum_amount",
	"maximum_amount",
	"maximum_per_unit",
	"percent",
	"amount",
)


def check_grids(policy) -> None:
	"""Refuse rows that cannot be judged or computed; the catalogue holds the policy's own form fields."""
	catalogue = catalogue_with(facts_of_rows(policy.form_fields))
	for row in policy.criteria:
		criterion = Criterion(row.group_number, row.fact, row.operator, row.value or "")
		with problems_shown(_("Criteria")):
			compile_criterion(row.idx, criterion, catalogue)
	for row in policy.components:
		_check_limits(row)
	_check_shares(policy, "funding")
	_check_shares(policy, "instalments")
	_check_group(policy)


def _check_limits(row) -> None:
	for field in LIMITS:
		if flt(row.get(field)) < 0:
			refuse(
				"Benefit components row {0}: {1} cannot be below zero. Enter zero or more.",
				row.idx,
				label_of(row, field),
			)
	if flt(row.percent) > 100 and row.method in METHODS_WITH_PERCENT:
		refuse(
			"Benefit components row {0}: {1} lies between 0 and 100. Correct the percentage.",
			row.idx,
			label_of(row, "percent"),
		)
	for low, high in (("minimum_quantity", "maximum_quantity"), ("minimum_amount", "maximum_amount")):
		if flt(row.get(high)) and flt(row.get(low)) > flt(row.get(high)):
			refuse(
				"Benefit components row {0}: {1} is more than {2}. Correct one of the two.",
				row.idx,
				label_of(row, low),
				label_of(row, high),
			)


def _check_shares(policy, table: str) -> None:
	for row in policy.get(table):
		if not 0 < flt(row.percent) <= 100:
			refuse(
				"{0} row {1}: {2} must be more than 0 and at most 100. Correct it.",
				label_of(policy, table),
				row.idx,
				label_of(row, "percent"),
			)


def _check_group(policy) -> None:
	"""A group that tops up compares amounts of money, and what it settles an exclusion cannot forbid."""
	group = policy.exclusive_group
	if not group or frappe.db.get_value("Exclusive Group", group, "settlement") != "Top Up to the Higher":
		return
	if policy.benefit_kind != "Cash":
		refuse(
			"{0}: this group tops up to the higher amount, which only support in cash can do. Choose another group or leave it empty.",
			label_of(policy, "exclusive_group"),
		)
	for row in policy.exclusions:
		if frappe.db.get_value("Support Policy", row.policy, "exclusive_group") == group:
			refuse(
				"Exclusions row {0}: the policy is of the same group, which tops up instead of refusing. Take the row out or choose another group.",
				row.idx,
			)
