"""Cần Thơ NQ 12/2023: for poor households that lack it; the amounts are in no public source."""

from covid_support.tests.policy_cases import PolicyCases

POOR = {"household_poverty": "Poor"}
NEAR_POOR = {"household_poverty": "Near Poor"}


def lacking(policy: str, need: str, more: dict | None = None) -> PolicyCases:
	"""A poor household that says it lacks what the policy gives; `more` must be Yes as well."""
	conditions = {need: "Yes", **(more or {})}
	refused = tuple({fact: "No"} for fact in conditions)
	return PolicyCases(policy, {**POOR, **conditions}, 0, refused=(NEAR_POOR, *refused))


CASES = [
	lacking("NQ12-NHAO", "needs_house", {"has_house_land": "Yes"}),
	lacking("NQ12-NUOC", "needs_water"),
	lacking("NQ12-DIEN", "needs_electricity"),
	lacking("NQ12-NHATIEU", "needs_latrine"),
]
