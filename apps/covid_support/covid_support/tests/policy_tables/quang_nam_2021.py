"""Quảng Nam 2021: no public source gives the amount, so nobody is given money before somebody enters it."""

from covid_support.tests.policy_cases import PolicyCases

WORKER = {
	"has_labour_contract": "No",
	"permanent_or_temporary_resident": "Permanent",
	"stopped_from": "2021-07-22",
	"life_status": "Alive",
}

CASES = [
	PolicyCases(
		"QNA21-LDTD", WORKER, 0,
		given=(({"stopped_from": "2021-12-31"}, 0),),
		refused=(
			{"has_labour_contract": "Yes"}, {"permanent_or_temporary_resident": None},
			{"stopped_from": "2022-01-01"}, {"life_status": "Dead"},
		),
	),
]  # fmt: skip
