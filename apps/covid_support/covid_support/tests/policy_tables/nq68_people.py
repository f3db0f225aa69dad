"""NQ 68/NQ-CP and QĐ 23/2021/QĐ-TTg: F0 and F1, artists, guides, household businesses, the frame for provinces."""

from covid_support.tests.policy_cases import PolicyCases

QD23, NQ126, QD33 = "2021-07-20", "2021-10-08", "2021-11-06"
ALIVE = {"life_status": "Alive"}
GONE = ({"life_status": "Dead"}, {"life_status": "Moved Away"})

ISOLATED = {
	"f0_days": None,
	"f1_days": 14,
	"isolation_from": "2021-04-27",
	"isolation_decision": "Yes",
} | ALIVE
ISOLATED_REFUSED = (
	{"f1_days": 0},
	{"f1_days": None},
	{"isolation_from": "2021-04-26"},
	{"isolation_from": "2022-01-01"},
	{"isolation_decision": "No"},
	*GONE,
)
CHILD = ISOLATED | {"age": 15, "categories": set()}
CHILD_GIVEN = (
	({"age": 0}, 1_000_000),
	({"f1_days": None, "f0_days": 3, "isolation_from": "2021-12-31"}, 1_000_000),
)
ELDERLY_AND_DISABLED = (
	"BTXH_NCT_NGHEO",
	"BTXH_NCT_75",
	"BTXH_NCT_80",
	"BTXH_KT_DAC_BIET_NANG",
	"BTXH_KT_NANG",
)
SICK = [
	PolicyCases(
		"NQ68-07",  # 1,000,000 once for a child under 16
		CHILD,
		1_000_000,
		on=(QD23,),
		given=CHILD_GIVEN,
		refused=(*ISOLATED_REFUSED, {"age": 16}, {"age": 82, "categories": {"BTXH_NCT_80"}}),
	),
	PolicyCases(
		"NQ68-07",  # QĐ 33: elderly people and people with severe disabilities too
		CHILD,
		1_000_000,
		on=(QD33,),
		given=(
			*CHILD_GIVEN,
			*(({"age": 77, "categories": {code}}, 1_000_000) for code in ELDERLY_AND_DISABLED),
		),
		refused=(*ISOLATED_REFUSED, {"age": 16}, {"age": 77, "categories": {"BTXH_CHAM_SOC"}}),
	),
	PolicyCases(
		"NQ68-08",  # 80,000 đồng a day: F1 up to 21 days, F0 up to 45
		ISOLATED,
		1_120_000,  # 14 days
		given=(
			({"f1_days": 1}, 80_000),
			({"f1_days": 21}, 1_680_000),
			({"f1_days": 22}, 1_680_000),
			({"f1_days": None, "f0_days": 45}, 3_600_000),
			({"f1_days": None, "f0_days": 46}, 3_600_000),
			({"f1_days": 7, "f0_days": 20, "isolation_from": "2021-12-31"}, 2_160_000),  # 560,000 + 1,600,000
		),
		refused=ISOLATED_REFUSED,
	),
]

STOPPED = {"stopped_from": "2021-05-01", "days": 15}
STOPPED_REFUSED = (
	{"stopped_from": "2021-04-30"},
	{"stopped_from": "2022-01-01"},
	{"days": 14},
)
CULTURE = [
	PolicyCases(
		"NQ68-09A",
		{"artist_position": "Diễn viên", "artist_grade_4": "Yes", "public_art_unit": "Yes"} | STOPPED | ALIVE,
		3_710_000,
		given=(
			({"artist_position": "Đạo diễn nghệ thuật"}, 3_710_000),
			({"artist_position": "Họa sĩ", "stopped_from": "2021-12-31"}, 3_710_000),
		),
		refused=(
			*STOPPED_REFUSED,
			{"artist_position": "Chức danh khác"},
			{"artist_grade_4": "No"},
			{"public_art_unit": "No"},
			*GONE,
		),
	),
	PolicyCases(
		"NQ68-09B",
		{
			"guide_card": "Yes",
			"guide_basis": "Hợp đồng lao động với doanh nghiệp lữ hành",
			"other_support_2021": "No",
		}
		| ALIVE,
		3_710_000,
		given=(
			({"guide_basis": "Hội viên tổ chức xã hội - nghề nghiệp về hướng dẫn du lịch"}, 3_710_000),
			(
				{"guide_basis": "Phân công hướng dẫn của tổ chức quản lý khu du lịch, điểm du lịch"},
				3_710_000,
			),
		),
		refused=(
			{"guide_card": "No"},
			{"guide_basis": "Không có"},
			{"guide_basis": None},
			{"other_support_2021": "Yes"},
			{"other_support_2021": None},
			*GONE,
		),
	),
]

HOUSEHOLD = {
	"business_registered": "Yes",
	"tax_registered": "Yes",
	"stopped_by_order": "Yes",
	"all_trades_stopped": "Yes",
} | STOPPED
HOUSEHOLD_REFUSED = (
	*STOPPED_REFUSED,
	{"business_registered": "No"},
	{"tax_registered": "No"},
	{"all_trades_stopped": "No"},  # one of several trades went on: MOLISA's answer
)
BUSINESSES = [
	PolicyCases(
		"NQ68-10",
		HOUSEHOLD,
		3_000_000,
		on=(QD23,),
		given=(({"days": 120}, 3_000_000), ({"stopped_from": "2021-12-31"}, 3_000_000)),
		refused=(*HOUSEHOLD_REFUSED, {"stopped_by_order": "No", "restricted_area": "Yes"}),
	),
	PolicyCases(
		"NQ68-10",
		HOUSEHOLD,
		3_000_000,
		on=(NQ126, QD33),
		given=(({"stopped_by_order": "No", "restricted_area": "Yes"}, 3_000_000),),
		refused=(*HOUSEHOLD_REFUSED, {"stopped_by_order": "No", "restricted_area": "No"}),
	),
	PolicyCases(
		"NQ68-10B",
		{"exempt_trade": "Kinh doanh thời vụ"} | STOPPED,
		3_000_000,
		on=(QD33,),
		given=(
			({"days": 3, "restricted_area": "Yes"}, 3_000_000),
			({"stopped_from": "2021-12-31"}, 3_000_000),
		),
		refused=(
			{"exempt_trade": None},
			{"stopped_from": "2021-04-30"},
			{"stopped_from": "2022-01-01"},
			{"days": 14, "restricted_area": "No"},
		),
	),
]

FREE_LANCE = {
	"permanent_or_temporary_resident": "Temporary",
	"has_labour_contract": "No",
	"days": 15,
} | ALIVE
FREE_LANCE_REFUSED = (
	{"permanent_or_temporary_resident": None},
	{"has_labour_contract": "Yes"},
	{"days": 0},
	*GONE,
)
FRAMES = [  # the least that NQ 68 allows: 1,500,000 a time or 50,000 a day
	PolicyCases("NQ68-12A", FREE_LANCE, 1_500_000, refused=FREE_LANCE_REFUSED),
	PolicyCases(
		"NQ68-12B", FREE_LANCE, 750_000, given=(({"days": 30}, 1_500_000),), refused=FREE_LANCE_REFUSED
	),
]

CASES = [*SICK, *CULTURE, *BUSINESSES, *FRAMES]
