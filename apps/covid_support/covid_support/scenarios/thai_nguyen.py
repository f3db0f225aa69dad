"""The story of Thái Nguyên city, April and May 2020: 32 wards and communes, everybody paid."""

import random
from datetime import date

import frappe

from covid_support.core.money import format_vnd, scale_counts
from covid_support.core.people import DemoPeople
from covid_support.policies import roles
from covid_support.scenarios import thai_nguyen_figures as figures
from covid_support.scenarios.acting import acting
from covid_support.scenarios.closing import Line, counted
from covid_support.scenarios.journey import Journey
from covid_support.scenarios.money import Money
from covid_support.scenarios.officials import province_digits
from covid_support.scenarios.population import PeopleOfCommune
from covid_support.scenarios.progress import Progress
from covid_support.scenarios.registering import make_list, register_group
from covid_support.scenarios.story import Fund, Story, Wave

SEED = "thai-nguyen-2020"
REGISTRATION = date(2020, 4, 27)
POVERTY_YEAR = 2019
RETURN_REASON = "Đề nghị phường, xã đối chiếu lại danh sách chi trả trợ cấp tháng 4 năm 2020"
RETURN_DAYS = {"District Appraisal": 7, "Returned": 7, "Commune Signing": 7, "Public Posting": 12}
WAVE = Wave(
	"listed",
	date(2020, 4, 29),
	{
		"Draft": 0, "Commune Signing": 0, "Public Posting": 7, "District Appraisal": 12, "District Signing": 12,
		"Province Appraisal": 13, "Province Decision": 13,
	},
	Fund(
		title="Kinh phí hỗ trợ theo Nghị quyết số 42/NQ-CP tại thành phố Thái Nguyên",
		programme="NQ42-2020",
		shares=(("NSTW", 70), ("NST", 30)),  # mountain province: central budget 70 %
		allocated_on=date(2020, 5, 6),
		subject="Về việc phê duyệt danh sách và kinh phí hỗ trợ người có công với cách mạng, đối tượng bảo trợ xã hội, "
		"người thuộc hộ nghèo, hộ cận nghèo gặp khó khăn do đại dịch COVID-19 trên địa bàn {0}",
	),
)  # fmt: skip


class ThaiNguyen(Story):
	"""The scenario at one scale."""

	name = "thai-nguyen"
	province = "19-2004"
	district = "164-2004"
	waves = {"listed": WAVE}
	default_scale = 1.0
	source_title = "Báo cáo của thành phố"
	notes_programme = "NQ42-2020"
	notes = (
		"Thành phố Thái Nguyên báo cáo ngày 18/5/2020: 32 phường, xã; chi trả gần 17 tỷ đồng cho gần 13.000 người. Số "
		"chính xác không được nêu; ở đây giả định 12.950 người, 16.950.000.000 đồng (9.650 người mức 1.500.000 đồng, "
		"3.300 người mức 750.000 đồng). Số người của từng nhóm cũng là giả định.",
	)

	def __init__(self, scale: float, progress: Progress | None = None):
		super().__init__(scale, progress)
		self.plan = figures.plan(scale)
		chance = random.Random(SEED)
		weights = {unit.name: chance.randint(60, 140) for unit in self.communes}
		self.shares = {code: scale_counts(weights, count) for code, count in self.plan.items()}
		self.journey = Journey(self)
		self.money = Money(self, {"listed": figures.amount(self.plan)}, {}, "")

	def steps(self):
		"""From the officials to the receipts."""
		communes = [unit.name for unit in self.communes]
		walk = self._walk
		return [
			("Lập tài khoản cán bộ của tỉnh, thành phố, phường, xã", lambda: self.officials.install()),
			("32 phường, xã đăng ký đối tượng và lập danh sách", self._prepare_lists),
			("Chủ tịch UBND phường, xã ký, niêm yết công khai", lambda: walk(communes, ("Draft", "Commune Signing", "Public Posting"))),
			("UBND thành phố thẩm định", self._appraise_in_city),
			("Sở thẩm định, trình quyết định", lambda: walk([self.province], ("Province Appraisal",))),
			("Phân bổ kinh phí, ban hành quyết định", lambda: self.money.decide()),
			("Lập đợt chi trả, tài chính duyệt", lambda: self.money.build_batches()),
			("Chi trả và ghi nhận kết quả", lambda: self.money.pay()),
		]  # fmt: skip

	def _walk(self, units: list[str], states: tuple[str, ...]) -> None:
		self.journey.walk(units, states, [WAVE])

	def _prepare_lists(self) -> None:
		done = set(frappe.get_all("Application List", pluck="administrative_unit", distinct=True))
		people = DemoPeople(SEED)
		for number, unit in enumerate(self.each(unit.name for unit in self.communes)):
			source = PeopleOfCommune(unit, number, people, SEED, province_digits(self.province), "Tổ")
			groups = [source.listed(code, share[unit]) for code, share in self.shares.items() if share[unit]]
			if unit not in done:
				self._prepare_commune(unit, source, groups)

	def _prepare_commune(self, unit: str, source: PeopleOfCommune, groups: list) -> None:
		with acting(self.officials.email(roles.COMMUNE_OFFICER, unit), REGISTRATION):
			for group in groups:
				names = register_group(group, source.households(group), POVERTY_YEAR)
				people = dict(zip(names, group.declared, strict=True))
				make_list(unit, group.policy, WAVE.list_day, people)

	def _appraise_in_city(self) -> None:
		self.journey.return_one(self.district, "District Appraisal", WAVE, RETURN_REASON, RETURN_DAYS)
		self._walk([self.district], ("District Appraisal", "District Signing"))

	def closing_lines(self) -> list[Line]:
		"""The report's figures, the plan's at this scale, and what the database holds by its own count."""
		planned = (sum(self.plan.values()), figures.amount(self.plan))
		reported = (figures.REPORTED_PEOPLE, figures.REPORTED_AMOUNT)
		lines = [
			*counted("Phê duyệt", ("status = 'Approved'", "approved_amount"), {}, reported, planned),
			*counted("Đã chi", ("payment_status = 'Paid'", "paid_amount"), {}, reported, planned),
		]
		for code, people in self.plan.items():
			title = frappe.db.get_value("Support Policy", code, "short_title")
			what = ("payment_status = 'Paid' and policy = %(policy)s", "paid_amount")
			expected = (people, people * figures.AMOUNTS[code])
			assumed = (format_vnd(figures.POLICIES[code]), "")
			lines += counted(title, what, {"policy": code}, assumed, expected)
		communes = frappe.db.sql("select count(distinct commune) from `tabSupport Application`")[0][0]
		with_people = {unit for share in self.shares.values() for unit, count in share.items() if count}
		line = Line("Phường, xã có người được hỗ trợ", str(figures.COMMUNES), len(with_people), communes)
		return [*lines, line]
