"""Where and when the Cần Thơ story of 2024 happens, and from whose money."""

from datetime import date

from covid_support.policies import roles
from covid_support.scenarios.officials import Post
from covid_support.scenarios.story import Fund, Wave

PROVINCE = "92-2004"
ENTERED_ON = date(2024, 3, 1)
REGISTRATION = date(2024, 3, 4)
ALLOCATED_ON = date(2024, 3, 8)
BY_TWO_LEVELS = {
	"Draft": 0, "Commune Signing": 0, "Public Posting": 7, "Province Appraisal": 8, "Province Decision": 9,
}  # fmt: skip
POLICY_BANK = {
	"Province": (
		Post(roles.POLICY_BANK_OFFICER, "tindung.nhcsxh", "Cán bộ tín dụng", "Policy Bank"),
		Post(roles.POLICY_BANK_OFFICER, "giamdoc.nhcsxh", "Giám đốc", "Policy Bank", signs=True),
	)
}
NQ11, NQ12 = "CT-NQ11", "CT-NQ12"
# days after the decision
REPORTED, ACCEPTED, FINAL_BATCHES, FINAL_PAID = 60, 62, 63, 65
CONTRACTED, LENT, SETTLED, DEMANDED, RECOVERED = 7, 10, 150, 160, 170
LOAN_DAYS = 1095


def _fund(title: str, programme: str, shares: tuple, subject: str) -> Fund:
	return Fund(title, programme, shares, ALLOCATED_ON, subject)


CITY = (("NST", 100),)
# the bank lends its own capital
BANK = ()


WAVES = {
	"households": Wave(
		"households", date(2024, 3, 11), BY_TWO_LEVELS,
		_fund(
			"Kinh phí hỗ trợ hộ nghèo theo Nghị quyết số 12/2023/NQ-HĐND", NQ12, CITY,
			"Về việc hỗ trợ nhà ở, nước sinh hoạt, điện sinh hoạt, nhà tiêu hợp vệ sinh cho hộ nghèo trên địa bàn {0}",
		),
	),
	"students": Wave(
		"students", date(2024, 3, 12), BY_TWO_LEVELS,
		_fund(
			"Kinh phí hỗ trợ đào tạo nghề theo Nghị quyết số 11/2023/NQ-HĐND", NQ11, CITY,
			"Về việc hỗ trợ chi phí đào tạo nghề theo Nghị quyết số 11/2023/NQ-HĐND trên địa bàn {0}",
		),
	),
	"loans": Wave(
		"loans", date(2024, 3, 18), BY_TWO_LEVELS,
		_fund(
			"Vốn ủy thác cho vay đi làm việc ở nước ngoài", NQ11, BANK,
			"Về việc phê duyệt danh sách người lao động vay vốn đi làm việc ở nước ngoài trên địa bàn {0}",
		),
	),
}  # fmt: skip
