"""Where and when the Sóc Trăng story happens, and from whose money."""

from datetime import date

from covid_support.scenarios.story import Fund, Wave

PROVINCE = "94-2004"
REGISTRATION = date(2020, 4, 27)
ALLOCATED_ON = date(2020, 5, 11)
UP_TO_DECISION = {
	"Draft": 0, "Commune Signing": 0, "Public Posting": 3, "District Appraisal": 10, "District Signing": 10,
	"Province Appraisal": 14, "Province Decision": 15,
}  # fmt: skip
LISTED_FUND = Fund(
	title="Kinh phí hỗ trợ theo Nghị quyết số 42/NQ-CP",
	programme="NQ42-2020",
	shares=(("NSTW", 50), ("NST", 50)),
	allocated_on=ALLOCATED_ON,
	subject="Về việc phê duyệt danh sách và kinh phí hỗ trợ người có công với cách mạng, đối tượng bảo trợ xã hội, "
	"người thuộc hộ nghèo, hộ cận nghèo gặp khó khăn do đại dịch COVID-19 trên địa bàn {0}",
)
LOTTERY_FUND = Fund(
	title="Kinh phí của Công ty xổ số kiến thiết hỗ trợ người bán lẻ vé số",
	programme="NQ42-2020",
	shares=(("XSKT", 100),),
	allocated_on=ALLOCATED_ON,
	subject="Về việc phê duyệt danh sách và kinh phí hỗ trợ người bán lẻ vé số lưu động gặp khó khăn do đại dịch "
	"COVID-19 trên địa bàn {0}",
)
WAVES = {
	"listed": Wave("listed", date(2020, 5, 4), UP_TO_DECISION, LISTED_FUND),
	"lottery": Wave("lottery", date(2020, 5, 5), UP_TO_DECISION, LOTTERY_FUND),
	"proposed": Wave("proposed", date(2020, 5, 18), UP_TO_DECISION),
	"review": Wave("review", date(2020, 5, 25), {}),
}
