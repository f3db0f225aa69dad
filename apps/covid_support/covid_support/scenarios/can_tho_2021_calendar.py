"""Where and when the Cần Thơ story of 2021 happens, and from whose money."""

from datetime import date

from covid_support.policies import roles
from covid_support.scenarios.officials import Post
from covid_support.scenarios.story import Fund, Wave

PROVINCE = "92-2004"
REGISTRATION = date(2021, 7, 19)
ALLOCATED_ON = date(2021, 7, 26)
BY_COMMUNE = {
	"Draft": 0, "Commune Signing": 0, "Public Posting": 7, "District Appraisal": 8, "District Signing": 8,
	"Province Appraisal": 9, "Province Decision": 10,
}  # fmt: skip
BY_SOCIAL_INSURANCE = {
	"Draft": 0, "Social Insurance Signing": 1, "District Appraisal": 2, "District Signing": 2,
	"Province Appraisal": 3, "Province Decision": 4,
}  # fmt: skip
SOCIAL_INSURANCE = {
	"District": (
		Post(roles.SOCIAL_INSURANCE_OFFICER, "chuyenvien.bhxh", "Chuyên viên", "Social Insurance"),
		Post(roles.SOCIAL_INSURANCE_OFFICER, "giamdoc.bhxh", "Giám đốc", "Social Insurance", signs=True),
	)
}
LOCAL = "CT-2021"
NATIONAL = "NQ68-2021"


def _fund(title: str, programme: str, shares: tuple, allocated_on: date, whom: str) -> Fund:
	subject = f"Về việc phê duyệt danh sách và kinh phí hỗ trợ {whom} gặp khó khăn do đại dịch COVID-19 trên địa bàn {{0}}"
	return Fund(title, programme, shares, allocated_on, subject)


CITY, LOTTERY = (("NST", 100),), (("XSKT", 100),)
WAVES = {
	"workers": Wave(
		"workers", date(2021, 7, 26), BY_SOCIAL_INSURANCE,
		_fund(
			"Kinh phí hỗ trợ người lao động tạm hoãn hợp đồng, nghỉ việc không hưởng lương", NATIONAL,
			(("NSTW", 60), ("NST", 40)), ALLOCATED_ON,
			"người lao động tạm hoãn thực hiện hợp đồng lao động, nghỉ việc không hưởng lương",
		),
	),
	"self": Wave(
		"self", date(2021, 7, 27), BY_COMMUNE,
		_fund("Kinh phí hỗ trợ lao động tự do năm 2021", LOCAL, CITY, ALLOCATED_ON, "lao động tự do"),
	),
	"daily": Wave(
		"daily", date(2021, 8, 2), BY_COMMUNE,
		_fund(
			"Kinh phí của Công ty xổ số kiến thiết theo ngày ngừng bán", LOCAL, LOTTERY, ALLOCATED_ON,
			"người bán lẻ vé số lưu động theo ngày ngừng bán",
		),
	),
	"first": Wave(
		"first", date(2021, 8, 3), BY_COMMUNE,
		_fund(
			"Kinh phí hỗ trợ người bán lẻ vé số, đợt 1", LOCAL, LOTTERY, ALLOCATED_ON,
			"người bán lẻ vé số lưu động (đợt 1)",
		),
	),
	"second": Wave(
		"second", date(2021, 9, 13), BY_COMMUNE,
		_fund(
			"Kinh phí hỗ trợ bổ sung người bán lẻ vé số, đợt 2", LOCAL, CITY, date(2021, 9, 13),
			"người bán lẻ vé số lưu động (đợt 2)",
		),
	),
}  # fmt: skip
