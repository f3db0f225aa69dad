"""NQ 42/NQ-CP and QĐ 15/2020/QĐ-TTg; NQ 154/NQ-CP and QĐ 32/2020/QĐ-TTg from 19/10/2020."""

from covid_support.tests.policy_cases import PolicyCases

QD15, NQ154 = "2020-05-04", "2020-11-02"
ALIVE = {"life_status": "Alive"}
GONE = ({"life_status": "Dead"}, {"life_status": "Moved Away"}, {"life_status": None})

# 500,000 đồng × 3 months, and 250,000 × 3 for members of poor and near-poor households
LISTS = [
	PolicyCases(
		"NQ42-NCC",
		{"categories": {"NCC"}} | ALIVE,
		1_500_000,
		given=(({"categories": {"NCC", "NCC_THUONG_BINH"}}, 1_500_000),),
		refused=({"categories": {"BTXH"}}, {"categories": None}, *GONE),
	),
	PolicyCases(
		"NQ42-BTXH",
		{"categories": {"BTXH"}} | ALIVE,
		1_500_000,
		given=(({"categories": {"BTXH", "BTXH_NCT_80"}}, 1_500_000),),
		refused=({"categories": {"NCC"}}, {"categories": set()}, *GONE),
	),
	PolicyCases(
		"NQ42-HN",
		{"household_poverty": "Poor"} | ALIVE,
		750_000,
		refused=({"household_poverty": "Near Poor"}, {"household_poverty": None}, *GONE),
	),
	PolicyCases(
		"NQ42-HCN",
		{"household_poverty": "Near Poor"} | ALIVE,
		750_000,
		refused=({"household_poverty": "Poor"}, {"household_poverty": "Not Poor"}, *GONE),
	),
]

STREET_TRADER = {
	"has_labour_contract": "No",
	"permanent_or_temporary_resident": "Permanent",
	"job_family": "STREET_TRADE",
	"monthly_income": 999_999,
	"near_poor_line": 1_000_000,  # rural; 1,300,000 in towns
	"stopped_from": "2020-04-01",
	"stopped_to": "2020-04-22",
	"months": 1,
} | ALIVE
SELF_EMPLOYED = [
	PolicyCases(
		"NQ42-LDTD",  # 1,000,000 đồng a month
		STREET_TRADER,
		1_000_000,
		given=(
			({"months": 3}, 3_000_000),
			({"months": 2, "stopped_to": None}, 2_000_000),
			({"monthly_income": 0, "permanent_or_temporary_resident": "Temporary"}, 1_000_000),
			({"near_poor_line": 1_300_000, "monthly_income": 1_299_999}, 1_000_000),
			({"stopped_from": "2020-06-30", "stopped_to": None}, 1_000_000),
			({"stopped_from": "2020-03-16", "stopped_to": "2020-04-01"}, 1_000_000),
		),
		refused=(
			{"has_labour_contract": "Yes"},
			{"permanent_or_temporary_resident": None},
			{"job_family": "OTHER_LOCAL"},
			{"monthly_income": 1_000_000},
			{"monthly_income": None},
			{"near_poor_line": 1_300_000, "monthly_income": 1_300_000},
			{"stopped_from": "2020-07-01", "stopped_to": None},
			{"stopped_from": "2020-02-01", "stopped_to": "2020-03-31"},
			{"months": 0},
			{"months": 4},
			*GONE,
		),
	),
	PolicyCases(
		"NQ42-VESO",  # 60,000 đồng × 15 days
		{"job_family": "LOTTERY_RETAIL", "permanent_or_temporary_resident": "Temporary"} | ALIVE,
		900_000,
		refused=({"job_family": "PORTERAGE"}, {"permanent_or_temporary_resident": None}, *GONE),
	),
]

SUSPENDED = {
	"employer_kind": "Enterprise",
	"insured_social": "Yes",
	"contract_suspended_from": "2020-04-15",
	"months": 1,
	"employer_without_revenue": "Yes",
} | ALIVE
SUSPENDED_REFUSED = (
	{"insured_social": "No"},
	{"contract_suspended_from": "2020-03-31"},
	{"months": 0},
	{"months": 4},
	{"employer_without_revenue": "No"},
	*GONE,
)
WORKERS = [
	PolicyCases(
		"NQ42-TH",  # 1,800,000 đồng a month, at most three
		SUSPENDED,
		1_800_000,
		on=(QD15,),
		given=(
			({"months": 3}, 5_400_000),
			({"contract_suspended_from": "2020-04-01", "months": 2}, 3_600_000),
			({"contract_suspended_from": "2020-06-01"}, 1_800_000),
		),
		refused=(
			*SUSPENDED_REFUSED,
			{"employer_kind": "School"},
			{"contract_suspended_from": "2020-06-02"},
		),
	),
	PolicyCases(
		"NQ42-TH",  # staff of schools from NQ 154 on (group 4b), and suspensions that began later
		SUSPENDED,
		1_800_000,
		on=(NQ154,),
		given=(
			({"employer_kind": "School", "months": 3}, 5_400_000),
			({"contract_suspended_from": "2020-06-02"}, 1_800_000),
		),
		refused=(*SUSPENDED_REFUSED, {"employer_kind": "Household Business"}),
	),
	PolicyCases(
		"NQ42-CDHD",  # 1,000,000 đồng a month
		{
			"contract_started_on": "2019-03-01",
			"insured_social": "Yes",
			"contract_ended_on": "2020-05-15",
			"unemployment_benefit": "No",
			"monthly_income": 0,
			"near_poor_line": 1_000_000,
			"months": 1,
		}
		| ALIVE,
		1_000_000,
		given=(
			({"months": 3}, 3_000_000),
			({"contract_started_on": "2020-03-31", "contract_ended_on": "2020-04-01"}, 1_000_000),
			({"contract_ended_on": "2020-06-15", "monthly_income": 999_999}, 1_000_000),
		),
		refused=(
			{"contract_started_on": "2020-04-01"},
			{"insured_social": "No"},
			{"contract_ended_on": "2020-03-31"},
			{"contract_ended_on": "2020-06-16"},
			{"unemployment_benefit": "Yes"},
			{"monthly_income": 1_000_000},
			{"monthly_income": None},
			{"months": 0},
			{"months": 4},
			*GONE,
		),
	),
]

HOUSEHOLD_BUSINESS = PolicyCases(
	"NQ42-HKD",  # 1,000,000 đồng a household and month
	{"taxable_turnover": 99_999_999, "stopped_from": "2020-04-01", "stopped_by_order": "Yes", "months": 1},
	1_000_000,
	given=(({"months": 3, "taxable_turnover": 0}, 3_000_000), ({"stopped_from": "2020-06-30"}, 1_000_000)),
	refused=(
		{"taxable_turnover": 100_000_000},
		{"taxable_turnover": None},
		{"stopped_from": "2020-03-31"},
		{"stopped_from": "2020-07-01"},
		{"stopped_by_order": "No"},
		{"months": 0},
		{"months": 4},
	),
)

# half the minimum wage of the region (NĐ 90/2019: 4,420,000; 3,920,000; 3,430,000; 3,070,000) a worker and month
LOAN = {
	"idle_months": 1,
	"idle_from": "2020-04-10",
	"bad_debt_2019": "No",
	"loan_months": 3,
	"wage_region": "III",
	"loan_worker_months": 30,
}
LOAN_GIVEN = (
	({"wage_region": "I"}, 66_300_000),  # 2,210,000 × 30
	({"wage_region": "II"}, 58_800_000),  # 1,960,000 × 30
	({"wage_region": "IV", "loan_months": 1, "loan_worker_months": 7}, 10_745_000),  # 1,535,000 × 7
)
LOAN_REFUSED = (
	{"idle_months": 0.9},
	{"idle_from": "2020-03-31"},
	{"bad_debt_2019": "Yes"},
	{"loan_months": 0},
	{"loan_months": 4},
	{"wage_region": None},
)
LOANS = [
	PolicyCases(
		"NQ42-VAY",
		LOAN
		| {
			"idle_workers": 8,
			"idle_workers_percent": 20,
			"advance_paid_percent": 50,
			"wage_fund_used_up": "Yes",
		},
		51_450_000,  # 1,715,000 × 30
		on=(QD15,),
		given=(
			*LOAN_GIVEN,
			({"idle_workers": 30, "idle_workers_percent": 3}, 51_450_000),
			({"idle_from": "2020-06-30"}, 51_450_000),
		),
		refused=(
			*LOAN_REFUSED,
			{"idle_workers": 29, "idle_workers_percent": 19.9},
			{"idle_from": "2020-07-01"},
			{"advance_paid_percent": 49},
			{"wage_fund_used_up": "No"},
		),
	),
	PolicyCases(
		"NQ42-VAY",  # QĐ 32: no payment in advance any more; revenue down by a fifth instead
		LOAN | {"revenue_fall": 20},
		51_450_000,
		on=(NQ154,),
		given=(*LOAN_GIVEN, ({"idle_from": "2020-12-31"}, 51_450_000)),
		refused=(*LOAN_REFUSED, {"idle_from": "2021-01-01"}, {"revenue_fall": 19}, {"revenue_fall": None}),
	),
]

CASES = [*LISTS, *SELF_EMPLOYED, *WORKERS, HOUSEHOLD_BUSINESS, *LOANS]
