"""Cần Thơ 2021: 2,000,000 once; sellers 1,200,000, then up to 2,000,000; 50,000 a day for 09–23/07/2021."""

from covid_support.tests.policy_cases import PolicyCases

WORKER = {
	"has_labour_contract": "No",
	"permanent_or_temporary_resident": "Permanent",
	"job_family": "STREET_TRADE",
	"stopped_from": "2021-07-12",
	"life_status": "Alive",
}
SELLER = {**WORKER, "job_family": "LOTTERY_RETAIL", "stopped_from": "2021-07-09"}
ELSEWHERE = {"permanent_or_temporary_resident": None}
TOO_LATE = {"stopped_from": "2022-01-01"}
DEAD = {"life_status": "Dead"}
OTHER_TRADE = {"job_family": "PORTERAGE"}
TEMPORARY = {"permanent_or_temporary_resident": "Temporary"}
LAST_DAY = {"stopped_from": "2021-12-31"}

CASES = [
	PolicyCases(
		"CT21-LDTD", WORKER, 2_000_000,
		given=((TEMPORARY, 2_000_000), (LAST_DAY, 2_000_000)),
		refused=({"has_labour_contract": "Yes"}, ELSEWHERE, {"job_family": "LOTTERY_RETAIL"}, TOO_LATE, DEAD),
	),
	PolicyCases(
		"CT21-VESO-1", SELLER, 1_200_000,
		given=((TEMPORARY, 1_200_000), (LAST_DAY, 1_200_000)),
		refused=(OTHER_TRADE, ELSEWHERE, TOO_LATE, DEAD),
	),
	# before what the first round has given is taken off
	PolicyCases(
		"CT21-VESO-2", SELLER, 2_000_000,
		given=((TEMPORARY, 2_000_000), (LAST_DAY, 2_000_000)),
		refused=(OTHER_TRADE, ELSEWHERE, TOO_LATE, DEAD),
	),
	# 15 days × 50,000; one day × 50,000
	PolicyCases(
		"CT21-VESO-NGAY", {**SELLER, "days": 15}, 750_000,
		given=(({"days": 1}, 50_000), ({"days": 14}, 700_000)),
		refused=(OTHER_TRADE, ELSEWHERE, {"days": 0}, {"days": 16}, DEAD),
	),
]  # fmt: skip
