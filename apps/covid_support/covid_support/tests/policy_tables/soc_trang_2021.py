"""Sóc Trăng 2021: 1,500,000 once for listed trades; sellers 60,000 a day for at most 15 days."""

from covid_support.tests.policy_cases import PolicyCases

WORKER = {
	"has_labour_contract": "No",
	"permanent_or_temporary_resident": "Permanent",
	"job_family": "PORTERAGE",
	"stopped_from": "2021-07-19",
	"life_status": "Alive",
}
SELLER = {**WORKER, "job_family": "LOTTERY_RETAIL"}
ELSEWHERE = {"permanent_or_temporary_resident": None}
DEAD = {"life_status": "Dead"}

CASES = [
	PolicyCases(
		"ST21-LDTD", WORKER, 1_500_000,
		given=(({"stopped_to": "2021-05-01"}, 1_500_000), ({"stopped_from": "2021-12-31"}, 1_500_000)),
		refused=(
			{"has_labour_contract": "Yes"}, ELSEWHERE, {"job_family": "LOTTERY_RETAIL"},
			{"stopped_from": "2022-01-01"}, {"stopped_from": "2021-04-01", "stopped_to": "2021-04-30"}, DEAD,
		),
	),
	# 15 × 60,000 = 900,000 and no more; 10 × 60,000
	PolicyCases(
		"ST21-VESO", {**SELLER, "days": 15}, 900_000,
		given=(({"days": 10}, 600_000), ({"days": 45}, 900_000)),
		refused=({"job_family": "PORTERAGE"}, ELSEWHERE, {"days": 0}, DEAD),
	),
]  # fmt: skip
