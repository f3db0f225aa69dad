"""The demonstration policy of Sóc Trăng in 2020: 50,000 đồng for each of 1 to 45 days."""

from covid_support.tests.policy_cases import PolicyCases

CASES = [
	PolicyCases(
		"ST2020-NGAY",
		{
			"permanent_or_temporary_resident": "Permanent",
			"has_labour_contract": "No",
			"days": 10,
			"life_status": "Alive",
		},
		500_000,
		given=(({"days": 1}, 50_000), ({"days": 45}, 2_250_000)),
		refused=(
			{"permanent_or_temporary_resident": None},
			{"has_labour_contract": "Yes"},
			{"days": 0},
			{"days": 46},
			{"life_status": "Dead"},
		),
	)
]
