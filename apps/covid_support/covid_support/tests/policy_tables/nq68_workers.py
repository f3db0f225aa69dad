"""NQ 68/NQ-CP and QĐ 23/2021/QĐ-TTg, the support for workers (policies 4, 5, 6); NQ 126/NQ-CP, QĐ 33/2021/QĐ-TTg."""

from covid_support.tests.policy_cases import PolicyCases

QD23, NQ126, QD33 = "2021-07-20", "2021-10-08", "2021-11-06"
ALIVE = {"life_status": "Alive"}
GONE = ({"life_status": "Dead"}, {"life_status": "Moved Away"})

ISOLATED = "Cách ly y tế"
SEALED = "Ở trong khu vực bị phong tỏa"
TREATED = "Điều trị COVID-19"
CUT_OFF = "Không thể đến nơi làm việc do yêu cầu phòng chống dịch"
EMPLOYER_STOPPED = "Đơn vị phải tạm dừng hoạt động theo yêu cầu phòng chống dịch"
DIRECTIVE_16 = "Đơn vị ở địa bàn áp dụng Chỉ thị 16"
REARRANGED = "Đơn vị bố trí lại sản xuất và lao động để phòng chống dịch"
OTHER = "Lý do khác"

INSURED = {"insured_social": "Yes", "children_under_6": 0, "pregnant": "No"} | ALIVE
# a child counts for one of mother, father and substitute carer, so the answer is asked for
COMMON_REFUSALS = (
	{"stop_reason": OTHER},
	{"stop_reason": None},
	{"insured_social": "No"},
	{"insured_social": None},
	{"children_under_6": 1, "child_support_elsewhere": None},
	*GONE,
)


def supplements(amount: int) -> tuple:
	"""With 1,000,000 for a pregnancy and 1,000,000 for each child under 6 that nobody else was supported for."""
	return (
		({"pregnant": "Yes"}, amount + 1_000_000),
		({"children_under_6": 1, "child_support_elsewhere": "No"}, amount + 1_000_000),
		({"children_under_6": 2, "child_support_elsewhere": "Yes"}, amount),
		({"pregnant": "Yes", "children_under_6": 2, "child_support_elsewhere": "No"}, amount + 3_000_000),
	)


def reasons(names: tuple[str, ...], amount: int) -> tuple:
	"""Each of these reasons gives the amount."""
	return tuple(({"stop_reason": name}, amount) for name in names)


def refused_reasons(*names: str) -> tuple:
	"""None of these reasons gives anything."""
	return tuple({"stop_reason": name} for name in names)


EXTENDED = (ISOLATED, SEALED, CUT_OFF, EMPLOYER_STOPPED, DIRECTIVE_16, REARRANGED)

SUSPENDED = INSURED | {
	"stop_reason": EMPLOYER_STOPPED,
	"employer_kind": "Enterprise",
	"contract_suspended_from": "2021-05-01",
	"days": 30,
}
# 1,855,000 from 15 days to under a month, 3,710,000 from a month (30 days)
SUSPENDED_GIVEN = (
	({"days": 15}, 1_855_000),
	({"days": 29}, 1_855_000),
	({"days": 90}, 3_710_000),
	({"contract_suspended_from": "2021-12-31"}, 3_710_000),
	({"days": 29, "pregnant": "Yes", "children_under_6": 1, "child_support_elsewhere": "No"}, 3_855_000),
	*supplements(3_710_000),
)
SUSPENDED_REFUSED = (
	*COMMON_REFUSALS,
	{"contract_suspended_from": "2021-04-30"},
	{"contract_suspended_from": "2022-01-01"},
	{"days": 14},
	{"days": None},
)

IDLE = INSURED | {"stop_reason": ISOLATED, "stopped_from": "2021-05-01", "days": 14}
IDLE_GIVEN = (  # pregnant and with one child: 1 + 1 + 1 million
	({"days": 60}, 1_000_000),
	({"stopped_from": "2021-12-31"}, 1_000_000),
	({"pregnant": "Yes", "children_under_6": 1, "child_support_elsewhere": "No"}, 3_000_000),
	*supplements(1_000_000),
)
IDLE_REFUSED = (
	*COMMON_REFUSALS,
	{"stopped_from": "2021-04-30"},
	{"stopped_from": "2022-01-01"},
	{"days": 13},
	{"days": None},
)

ENDED = INSURED | {
	"stop_reason": EMPLOYER_STOPPED,
	"contract_ended_on": "2021-05-01",
	"unemployment_benefit": "No",
	"ended_unlawfully": "No",
	"on_pension": "No",
}
ENDED_GIVEN = (({"contract_ended_on": "2021-12-31"}, 3_710_000), *supplements(3_710_000))
ENDED_REFUSED = (
	*COMMON_REFUSALS,
	{"contract_ended_on": "2021-04-30"},
	{"contract_ended_on": "2022-01-01"},
	{"unemployment_benefit": "Yes"},
	{"ended_unlawfully": "Yes"},
	{"on_pension": "Yes"},
)

CASES = [
	PolicyCases(
		"NQ68-04",
		SUSPENDED,
		3_710_000,
		on=(QD23,),
		given=(
			*SUSPENDED_GIVEN,
			({"employer_kind": "Cooperative"}, 3_710_000),
			({"employer_kind": "Public Unit"}, 3_710_000),
			({"employer_kind": "School"}, 3_710_000),
		),
		refused=(
			*SUSPENDED_REFUSED,
			*refused_reasons(ISOLATED, SEALED, CUT_OFF, DIRECTIVE_16, REARRANGED),
			{"employer_kind": "Household Business"},
			{"employer_kind": None},
		),
	),
	PolicyCases(
		"NQ68-04",
		SUSPENDED,
		3_710_000,
		on=(NQ126, QD33),
		given=(
			*SUSPENDED_GIVEN,
			*reasons(EXTENDED, 3_710_000),
			({"employer_kind": "Household Business"}, 3_710_000),
		),
		refused=SUSPENDED_REFUSED,
	),
	PolicyCases(
		"NQ68-05",
		IDLE,
		1_000_000,
		on=(QD23,),
		given=(*IDLE_GIVEN, *reasons((SEALED,), 1_000_000)),
		refused=(
			*IDLE_REFUSED,
			*refused_reasons(TREATED, CUT_OFF, EMPLOYER_STOPPED, DIRECTIVE_16, REARRANGED),
		),
	),
	PolicyCases(
		"NQ68-05",
		IDLE,
		1_000_000,
		on=(NQ126, QD33),
		given=(*IDLE_GIVEN, *reasons((*EXTENDED, TREATED), 1_000_000)),
		refused=IDLE_REFUSED,
	),
	PolicyCases(
		"NQ68-06",
		ENDED,
		3_710_000,
		on=(QD23,),
		given=ENDED_GIVEN,
		refused=(*ENDED_REFUSED, *refused_reasons(ISOLATED, SEALED, CUT_OFF, DIRECTIVE_16, REARRANGED)),
	),
	PolicyCases(
		"NQ68-06",
		ENDED,
		3_710_000,
		on=(NQ126, QD33),
		given=(*ENDED_GIVEN, *reasons(EXTENDED, 3_710_000)),
		refused=ENDED_REFUSED,
	),
]
