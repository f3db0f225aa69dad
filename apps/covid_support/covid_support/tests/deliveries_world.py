"""Approved supports of any kind, made for tests of their delivery."""

import frappe

from covid_support.payments import api
from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own


def approved(who, policy: str, applicants: list[str], budget: str | None = None) -> str:
	"""A decision over one list of `applicants` (beneficiaries, households or employers); returns its name."""
	name = make.empty_list(who.commune_officer, policy=policy)
	with make.acting_as(who.commune_officer):
		told = make.api.add_people(name, {applicant: {} for applicant in applicants})
	assert told["people"] == len(applicants), told
	return make.issued_decision([make.move_list(name, who, "Province Decision")], who, budget)


def deliveries(decision: str) -> list[dict]:
	"""All columns of the deliveries of a decision, by receiver and instalment."""
	return frappe.get_all(
		"Benefit Delivery", {"decision": decision}, ["*"], order_by="application, instalment"
	)


def take(by: str, names: list[str] | str, step: str, **values) -> int:
	"""Press a button of deliveries as `by`."""
	with make.acting_as(by):
		return api.take_delivery_step([names] if isinstance(names, str) else names, step, values)


def bank(unit: str = make.PROVINCE) -> str:
	"""An officer of the bank for social policies."""
	return make.official(roles.POLICY_BANK_OFFICER, unit)


def insurance(unit: str = make.PROVINCE) -> str:
	"""An officer of the social insurance."""
	return make.official(roles.SOCIAL_INSURANCE_OFFICER, unit)


def loan_policy(ceiling: int = 100_000_000) -> str:
	"""Loans up to `ceiling` to persons."""
	return own.policy(components=[own.component(ceiling, "Loan Ceiling")], benefit_kind="Loan")


def two_instalments() -> list[dict]:
	"""30 % at once, 70 % after acceptance."""
	return [
		{"title": "Tạm ứng", "percent": 30},
		{"title": "Nghiệm thu", "percent": 70, "needs_acceptance": 1},
	]
