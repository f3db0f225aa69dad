"""Cần Thơ NQ 11/2023: amounts of training are in no public source; a loan is at most 100,000,000."""

from covid_support.tests.policy_cases import PolicyCases

STUDENT = {"permanent_or_temporary_resident": "Permanent", "age": 22, "life_status": "Alive"}
ANYBODY_REFUSED = ({"permanent_or_temporary_resident": "Temporary"}, {"life_status": "Dead"})
TOO_YOUNG = {"age": 14}


def training(policy: str, months: int, refused_months: int) -> PolicyCases:
	"""A course of `months`; one of `refused_months` is not of this level."""
	return PolicyCases(
		policy, {**STUDENT, "training_months": months}, 0,
		given=(({"age": 15}, 0),),
		refused=(*ANYBODY_REFUSED, TOO_YOUNG, {"training_months": refused_months}),
	)  # fmt: skip


CASES = [
	training("NQ11-SC", 3, 2),
	training("NQ11-D3T", 2, 3),
	training("NQ11-TC", 3, 2),
	training("NQ11-CD", 3, 2),
	PolicyCases(
		"NQ11-VAY",
		{**STUDENT, "contract_abroad_on": "2024-03-15"},
		100_000_000,
		given=(({"age": 18}, 100_000_000),),
		refused=(*ANYBODY_REFUSED, {"age": 17}, {"contract_abroad_on": None}),
	),
]
