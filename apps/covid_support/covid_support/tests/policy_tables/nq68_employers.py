"""NQ 68/NQ-CP and QĐ 23/2021/QĐ-TTg, the support for employers: contributions, training, loans; NQ 126/NQ-CP."""

from covid_support.tests.policy_cases import PolicyCases

QD23, NQ126 = "2021-07-20", "2021-10-08"

CONTRIBUTIONS = [
	PolicyCases(
		"NQ68-01",  # 0.5 % of twelve months' wages of 200,000,000 đồng, which are 2,400,000 thousand
		{"state_paid_staff": "No", "savings_for_workers": "Yes", "insured_wages_thousand": 2_400_000},
		12_000_000,
		refused=(
			{"state_paid_staff": "Yes"},
			{"savings_for_workers": "No"},
			{"insured_wages_thousand": None},
		),
	),
	PolicyCases(
		"NQ68-02",  # 22 % of 200,000,000 đồng of wages for six months
		{
			"insurance_paid_until": "2021-04-30",
			"insured_workers_fall": 15,
			"paused_contribution": 264_000_000,
		},
		264_000_000,
		on=(QD23,),
		refused=(
			{"insurance_paid_until": "2021-03-31"},
			{"insurance_paid_until": "2021-01-31"},
			{"insured_workers_fall": 14.9},
			{"insured_workers_fall": 10},
		),
	),
	PolicyCases(
		"NQ68-02",
		{
			"insurance_paid_until": "2021-01-31",
			"insured_workers_fall": 10,
			"paused_contribution": 264_000_000,
		},
		264_000_000,
		on=(NQ126,),
		refused=({"insurance_paid_until": "2020-12-31"}, {"insured_workers_fall": 9.9}),
	),
]

TRAINING = PolicyCases(
	# QĐ 23 Điều 11–14: the real fee, at most 1,500,000 a worker and month, at most six months.
	# 20 workers for three months at 2,000,000 a month: 60 × 1,500,000, because the fee is higher
	"NQ68-03",
	{
		"insured_unemployment_months": 12,
		"structure_changed": "Yes",
		"revenue_fall": 10,
		"training_plan": "Yes",
		"training_months": 3,
		"trainee_months": 60,
		"tuition_total": 120_000_000,
	},
	90_000_000,
	given=(
		({"tuition_total": 90_000_001}, 90_000_000),
		({"tuition_total": 90_000_000}, 90_000_000),
		({"tuition_total": 89_999_999}, 89_999_999),
		({"tuition_total": 72_000_000}, 72_000_000),  # 60 × 1,200,000, the real fee
		({"tuition_total": 0}, 0),
		({"training_months": 6, "trainee_months": 120, "tuition_total": 240_000_000}, 180_000_000),
		({"training_months": 0.5, "trainee_months": 10, "tuition_total": 20_000_000}, 15_000_000),
		({"trainee_months": 0.5}, 750_000),  # one worker for half a month
		({"trainee_months": 0}, 0),  # nobody studied
	),
	refused=(
		{"insured_unemployment_months": 11},
		{"structure_changed": "No"},
		{"revenue_fall": 9.9},
		{"training_plan": "No"},
		{"training_months": 0},
		{"training_months": 6.5},
		{"trainee_months": None},
		{"tuition_total": None},
	),
)

# the minimum wage of the region (NĐ 90/2019: 4,420,000; 3,920,000; 3,430,000; 3,070,000) a worker and month
LOAN = {"insured_social": "Yes", "loan_months": 2, "wage_region": "II", "loan_worker_months": 20}
NO_DEBT = {"bad_debt": "No"}
TWENTY_WORKER_MONTHS = 78_400_000  # 3,920,000 × 20
LOAN_GIVEN = (
	({"wage_region": "I"}, 88_400_000),  # 4,420,000 × 20
	({"wage_region": "III", "loan_months": 3, "loan_worker_months": 30}, 102_900_000),  # 3,430,000 × 30
	({"wage_region": "IV", "loan_months": 1, "loan_worker_months": 1}, 3_070_000),
)
LOAN_REFUSED = (
	{"insured_social": "No"},
	{"loan_months": 0},
	{"loan_months": 4},
	{"wage_region": None},
)
WITH_BAD_DEBT = {"bad_debt": "Yes"}


def loan(code: str, person: dict, given: tuple, refused: tuple) -> list[PolicyCases]:
	"""Before NQ 126 a bad debt stood in the way; since then nobody asks."""
	given, refused = (*LOAN_GIVEN, *given), (*LOAN_REFUSED, *refused)
	return [
		PolicyCases(
			code,
			LOAN | NO_DEBT | person,
			TWENTY_WORKER_MONTHS,
			on=(QD23,),
			given=given,
			refused=(*refused, WITH_BAD_DEBT, {"bad_debt": None}),
		),
		PolicyCases(
			code,
			LOAN | person,
			TWENTY_WORKER_MONTHS,
			on=(NQ126,),
			given=(*given, (WITH_BAD_DEBT, TWENTY_WORKER_MONTHS)),
			refused=refused,
		),
	]


LOANS = [
	*loan(
		"NQ68-11A",
		{"idle_days": 15, "idle_from": "2021-05-01"},
		(({"idle_from": "2022-03-31"}, TWENTY_WORKER_MONTHS),),
		({"idle_days": 14}, {"idle_from": "2021-04-30"}, {"idle_from": "2022-04-01"}),
	),
	*loan(
		"NQ68-11B",
		{"employer_stopped": "Yes", "employer_stopped_from": "2021-05-01", "recovery_plan": "Yes"},
		(({"employer_stopped_from": "2022-03-31"}, TWENTY_WORKER_MONTHS),),
		(
			{"employer_stopped": "No"},
			{"employer_stopped_from": "2021-04-30"},
			{"employer_stopped_from": "2022-04-01"},
			{"recovery_plan": "No"},
		),
	),
	*loan(
		"NQ68-11C",
		{"employer_trade": "Vận tải", "recovery_plan": "Yes"},
		tuple(
			({"employer_trade": trade}, TWENTY_WORKER_MONTHS)
			for trade in (
				"Hàng không",
				"Du lịch",
				"Dịch vụ lưu trú",
				"Đưa người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng",
			)
		),
		({"employer_trade": "Lĩnh vực khác"}, {"recovery_plan": "No"}),
	),
]

CASES = [*CONTRIBUTIONS, TRAINING, *LOANS]
