"""The Cần Thơ story of 2024: NQ 11 and NQ 12/2023/NQ-HĐND, from the commune to the city."""

import frappe

from covid_support.actions.register_people import RegisterHouseholds
from covid_support.core.money import format_vnd, scale_counts
from covid_support.policies import roles
from covid_support.scenarios import can_tho_2024_calendar as calendar
from covid_support.scenarios import can_tho_2024_figures as figures
from covid_support.scenarios.acting import acting
from covid_support.scenarios.assumptions import enter_amounts
from covid_support.scenarios.can_tho_2024_delivery import Deliveries
from covid_support.scenarios.can_tho_2024_people import MONTHS, NEEDS, groups_of_communes
from covid_support.scenarios.closing import Line, counted
from covid_support.scenarios.journey import Journey
from covid_support.scenarios.money import Money
from covid_support.scenarios.population import Group
from covid_support.scenarios.progress import Progress
from covid_support.scenarios.registering import make_list, register_group
from covid_support.scenarios.story import Story

COMMUNE_STATES = ("Draft", "Commune Signing", "Public Posting")
POVERTY_YEAR = 2023
REFERENCE = "Quyết định phê duyệt kết quả rà soát năm 2023"


class CanTho2024(Story):
	"""The scenario at one scale."""

	name = "can-tho-2024"
	province = calendar.PROVINCE
	waves = calendar.WAVES
	more_posts = calendar.POLICY_BANK
	default_scale = 0.05
	source_title = "Nguồn công khai"
	notes_programme = "CT-NQ12"
	notes = (
		"Mức hỗ trợ của Nghị quyết 12 và mức đào tạo nghề của Nghị quyết 11 không có trong nguồn công khai: kịch bản nhập mức "
		"giả định như người quản trị chương trình sẽ nhập. Chỉ mức vay tối đa 100.000.000 đồng (V2 vnbiznews.com) và 764 hộ "
		"nghèo đầu năm 2024 (V2 baocantho.com.vn) là số liệu có nguồn.",
		"Số hộ, số người học, số người vay, số tiền giải ngân và trường hợp thu hồi đều là giả định.",
	)

	def __init__(self, scale: float, progress: Progress | None = None):
		self.journey = Journey(self)  # the steps are counted at once and name its ways
		super().__init__(scale, progress)
		self.plan = figures.plan(scale)
		self.money = Money(self, self.needed(), {}, "")
		self.deliveries = Deliveries(self)

	def steps(self):
		"""From the amounts to the last instalment."""
		communes = [unit.name for unit in self.communes]
		waves = list(self.waves.values())
		walk = self.journey.walk
		return [
			("Lập tài khoản cán bộ của thành phố, quận, huyện, xã, phường, NHCSXH", lambda: self.officials.install()),
			("Người quản trị nhập mức giả định, áp dụng chính sách", self._enter_amounts),
			("Phường, xã đăng ký hộ nghèo, người học nghề, người vay; lập danh sách", self._register),
			("Phường, xã ký, niêm yết công khai", lambda: walk(communes, COMMUNE_STATES, waves)),
			("Sở thẩm định, trình quyết định", lambda: walk([self.province], ("Province Appraisal",), waves)),
			("Ban hành quyết định", lambda: self.money.decide()),
			("Chi tạm ứng, chi hỗ trợ học nghề", self._pay_first),
			("Báo cáo, nghiệm thu công trình; chi sau nghiệm thu", self._pay_works),
			("Ngân hàng ký hợp đồng, giải ngân", lambda: self.deliveries.lend()),
			("Quyết toán, thu hồi hỗ trợ học nghề", lambda: self.deliveries.settle_grants()),
		]  # fmt: skip

	def needed(self) -> dict[str, int]:
		"""{wave: VND} that the decisions will commit, from the plan."""
		return {
			"households": self.plan.amount(self.plan.households),
			"students": self.plan.amount(self.plan.students),
		}

	def _enter_amounts(self) -> None:
		person = {"permanent_or_temporary_resident": "Permanent", "age": 22, "life_status": "Alive"}
		with acting(self.officials.email(roles.PROGRAMME_ADMINISTRATOR, self.province), calendar.ENTERED_ON):
			for code, needs in NEEDS.items():
				enter_amounts(code, figures.AMOUNTS[code], {"household_poverty": "Poor", **needs})
			for code, months in MONTHS.items():
				facts = {**person, "training_months": months}
				enter_amounts(code, figures.AMOUNTS[code], facts)
			for code in figures.LOANS:
				enter_amounts(code, figures.AMOUNTS[code], person)

	def _register(self) -> None:
		done = set(frappe.get_all("Application List", pluck="administrative_unit", distinct=True))
		groups = groups_of_communes(self.plan, [unit.name for unit in self.communes])
		others = self.plan.registered - sum(self.plan.households.values())
		spare = scale_counts({unit: len(rows) + 1 for unit, rows in groups.items()}, others)
		for unit, own in self.each(list(groups.items())):
			if unit not in done:
				with acting(self.officials.email(roles.COMMUNE_OFFICER, unit), calendar.REGISTRATION):
					self._register_commune(unit, own, spare[unit])

	def _register_commune(self, unit: str, groups: list[Group], spare: int) -> None:
		for group in groups:
			names = (
				self._households(group) if group.policy in NEEDS else register_group(group, [], POVERTY_YEAR)
			)
			people = dict(zip(names, group.declared, strict=True))
			make_list(unit, group.policy, self.waves[group.kind].list_day, people)
		homes = [{"head_name": "Hộ nghèo chưa đề nghị", "commune": unit, "status": "Poor"}] * spare
		if homes:
			RegisterHouseholds(homes, POVERTY_YEAR, REFERENCE).run()

	def _households(self, group: Group) -> list[str]:
		"""Register the heads of `group` with a household around each; returns the households."""
		homes = [
			{"head_name": row["full_name"], "commune": row["commune"], "status": "Poor"} for row in group.rows
		]
		households = RegisterHouseholds(homes, POVERTY_YEAR, REFERENCE).run()
		for row, household in zip(group.rows, households, strict=True):
			row.update({"household": household, "household_role": "Head"})
		register_group(group, [], POVERTY_YEAR)
		return households

	def _pay_first(self) -> None:
		self.money.build_batches()
		self.money.pay()

	def _pay_works(self) -> None:
		self.deliveries.accept_works()
		for instalment in (1, 2):
			self.money.build_batches(instalment, calendar.FINAL_BATCHES)
		self.money.pay(calendar.FINAL_PAID)

	def closing_lines(self) -> list[Line]:
		"""The few public figures, the plan's at this scale, and what the database holds by its own count."""
		plan = self.plan
		poor = frappe.db.sql(
			"select count(*) from `tabHousehold Poverty Status` where status = 'Poor' and year = %s",
			POVERTY_YEAR,
		)[0][0]
		lines = [Line("Hộ nghèo đã đăng ký", format_vnd(figures.POOR_HOUSEHOLDS), plan.registered, poor)]
		for code, cases in plan.cases.items():
			title = frappe.db.get_value("Support Policy", code, "short_title")
			planned = (cases, cases * figures.AMOUNTS[code])
			unit = "hộ" if code in NEEDS else "người"
			lines += counted(
				f"{title}, duyệt", APPROVED, {"policies": (code,)}, ("giả định", ""), planned, unit
			)
		works, grants = plan.amount(plan.households), plan.amount(plan.students)
		lines += [
			Line("Đã chi theo Nghị quyết 12, đồng", "", works, _paid(plan.households)),
			Line(
				"Đã chi học nghề, còn lại sau thu hồi, đồng",
				"",
				grants - plan.recovered,
				_paid(plan.students),
			),
			Line("Ngân hàng đã giải ngân, đồng", "tối đa 100 triệu/người", plan.lent, _paid(plan.loans)),
			Line("Đã thu hồi, đồng", "giả định", plan.recovered, _ledger("Returned")),
			Line("Chi từ ngân sách theo sổ, đồng", "", works + grants, _ledger("Paid")),
		]
		return lines


APPROVED = ("policy in %(policies)s and status = 'Approved'", "approved_amount")


def _paid(policies: dict[str, int]) -> int:
	amount = frappe.db.sql(
		"select coalesce(sum(paid_amount), 0) from `tabSupport Application` where policy in %s",
		(tuple(policies),),
	)[0][0]
	return int(amount)


def _ledger(kind: str) -> int:
	amount = frappe.db.sql(
		"select coalesce(sum(amount), 0) from `tabBudget Ledger Entry` where entry_type = %s", kind
	)[0][0]
	return int(amount)
