"""The Cần Thơ story of 2021: employers' suspended workers, self-employed workers, lottery sellers in two rounds."""

import frappe

from covid_support import api, clock
from covid_support.core.money import format_vnd, scale_counts
from covid_support.policies import roles
from covid_support.scenarios import can_tho_2021_figures as figures
from covid_support.scenarios.acting import acting
from covid_support.scenarios.can_tho_2021_calendar import PROVINCE, REGISTRATION, SOCIAL_INSURANCE, WAVES
from covid_support.scenarios.can_tho_2021_people import CanThoPeople, Company, seller
from covid_support.scenarios.closing import Line, counted
from covid_support.scenarios.journey import Journey
from covid_support.scenarios.money import Money
from covid_support.scenarios.population import Group
from covid_support.scenarios.progress import Progress
from covid_support.scenarios.registering import make_list, register_group
from covid_support.scenarios.story import Story

WORKERS, SELF, DAILY = "NQ68-04", "CT21-LDTD", "CT21-VESO-NGAY"
FIRST, SECOND = "CT21-VESO-1", "CT21-VESO-2"
UNPAID_REASON = "Số tài khoản không đúng, ngân hàng trả lại"
COMMUNE_STATES = ("Draft", "Commune Signing", "Public Posting")
OFFICE_STATES = ("Draft", "Social Insurance Signing")
DISTRICT_STATES = ("District Appraisal", "District Signing")


class CanTho2021(Story):
	"""The scenario at one scale."""

	name = "can-tho-2021"
	province = PROVINCE
	waves = WAVES
	more_posts = SOCIAL_INSURANCE
	default_scale = 0.005
	source_title = "Báo chí, thành phố"
	notes_programme = "CT-2021"
	notes = (
		"Đến ngày 06/9/2021 thành phố báo cáo 3.655 đơn vị, 85.815/89.335 lượt lao động được duyệt (96,06%), trên 48,8 tỷ "
		"đồng. Số này gộp nhiều chính sách, có cả giảm đóng bảo hiểm tai nạn lao động, nên số tiền không suy ra được từ mức "
		"1.855.000 và 3.710.000 đồng; kịch bản lấy số đơn vị và số lao động, không lấy số tiền.",
		"Số lao động tự do (20.000), người bán vé số (6.000), thời gian nghỉ, số người mang thai và có con dưới 6 tuổi là giả "
		"định. Mức 2.000.000, 1.200.000 + 800.000 và 50.000 đồng/ngày: V2 bnews.vn.",
	)

	def __init__(self, scale: float, progress: Progress | None = None):
		super().__init__(scale, progress)
		self.plan = figures.plan(scale)
		self.journey = Journey(self)
		self.money = Money(self, self.needed(), {}, UNPAID_REASON)

	def steps(self):
		"""From the officials to the receipts, then the lottery sellers' second round."""
		first = [WAVES[key] for key in ("self", "daily", "first")]
		second = [WAVES["second"]]
		communes = [unit.name for unit in self.communes]
		return [
			("Lập tài khoản cán bộ của thành phố, quận, huyện, xã, phường, BHXH", lambda: self.officials.install()),
			("Người sử dụng lao động lập danh sách, BHXH xác nhận", self._confirm_companies),
			("Phường, xã đăng ký lao động tự do, người bán vé số", self._register_residents),
			("Phường, xã ký, niêm yết công khai", lambda: self.journey.walk(communes, COMMUNE_STATES, first)),
			("Quận, huyện thẩm định; Sở trình quyết định", lambda: self._appraise([WAVES["workers"], *first])),
			("Ban hành quyết định, chi trả", self._pay),
			("Đợt 2 cho người bán vé số: lập danh sách", self._second_round),
			("Đợt 2: ký, niêm yết", lambda: self.journey.walk(communes, COMMUNE_STATES, second)),
			("Đợt 2: thẩm định, trình quyết định", lambda: self._appraise(second)),
			("Đợt 2: ban hành quyết định, chi trả", self._pay),
		]  # fmt: skip

	def needed(self) -> dict[str, int]:
		"""{wave: VND} that the decisions will commit, from the plan."""
		sellers = self.plan.sellers
		return {
			"workers": self.plan.workers_amount,
			"self": self.plan.self_employed * figures.SELF_EMPLOYED_AMOUNT,
			"daily": sellers * figures.SELLER_DAYS * figures.DAY_AMOUNT,
			"first": sellers * figures.FIRST_ROUND,
			"second": sellers * figures.SECOND_ROUND,
		}

	def _people(self) -> CanThoPeople:
		districts = {district.name: [] for district in self.districts}
		for commune in self.communes:
			districts[commune.parent_administrative_unit].append(commune.name)
		return CanThoPeople(self.plan, districts)

	def _confirm_companies(self) -> None:
		people = self._people()
		done = set(frappe.get_all("Employer", pluck="tax_code"))
		for company in self.each(people.companies()):
			if company.columns["tax_code"] not in done:
				self._draw_up(company)
		self.journey.walk([unit.name for unit in self.districts], OFFICE_STATES, [WAVES["workers"]])

	def _draw_up(self, company: Company) -> None:
		day = WAVES["workers"].list_day
		with acting(self.officials.email(roles.SOCIAL_INSURANCE_OFFICER, company.district), day):
			employer = frappe.get_doc({"doctype": "Employer", **company.columns}).insert()
			application_list = frappe.get_doc(
				{
					"doctype": "Application List",
					"administrative_unit": company.district,
					"policy": WORKERS,
					"list_date": day,
					"employer": employer.name,
				}
			).insert()
			added = api.add_workers(application_list.name, company.workers)
		if added["refused"]:
			frappe.throw(f"{employer.name}: {added['refused'][:3]}")

	def _register_residents(self) -> None:
		people = self._people()
		people.companies()  # drawn first here too, so that everybody else stays the same
		waves = [WAVES[key].list_day for key in ("self", "daily", "first")]
		filters = {"list_date": ["in", waves]}
		done = set(frappe.get_all("Application List", filters, pluck="administrative_unit", distinct=True))
		for unit, groups in self.each(list(zip(people.sources, people.groups(), strict=True))):
			if unit not in done:
				self._register(unit, groups)

	def _register(self, unit: str, groups: list[Group]) -> None:
		with acting(self.officials.email(roles.COMMUNE_OFFICER, unit), REGISTRATION):
			for group in groups:
				if not group.rows:
					continue
				names = register_group(group, [], REGISTRATION.year)
				people = dict(zip(names, group.declared, strict=True))
				make_list(unit, group.policy, WAVES[group.kind].list_day, people)
				if group.policy == FIRST:
					make_list(unit, DAILY, WAVES["daily"].list_day, people)

	def _appraise(self, waves: list) -> None:
		self.journey.walk([unit.name for unit in self.districts], DISTRICT_STATES, waves)
		self.journey.walk([self.province], ("Province Appraisal",), waves)

	def _pay(self) -> None:
		self.money.decide()
		self.money.unpaid = self._unpaid()
		self.money.build_batches()
		self.money.pay()

	def _unpaid(self) -> dict[tuple[str, str], int]:
		"""Workers whose transfer comes back, shared over the districts by their approved workers."""
		rows = frappe.db.sql(
			"""select list.administrative_unit, count(*) from `tabSupport Application` application
			join `tabApplication List` list on list.name = application.application_list
			where application.policy = %s and application.status = 'Approved' group by list.administrative_unit""",
			WORKERS,
		)
		shares = scale_counts(dict(sorted(rows)), self.plan.unpaid)
		return {(district, WORKERS): count for district, count in shares.items()}

	def _second_round(self) -> None:
		"""Everybody who was paid in the first round stands on the second round's list."""
		done = set(frappe.get_all("Application List", {"policy": SECOND}, pluck="administrative_unit"))
		rows = frappe.get_all(
			"Support Application",
			filters={"policy": FIRST, "payment_status": "Paid"},
			fields=["commune", "beneficiary"],
			order_by="name",
		)
		homes: dict[str, dict] = {}
		for row in rows:
			homes.setdefault(row.commune, {})[row.beneficiary] = seller()
		for unit, people in self.each(sorted(homes.items())):
			if unit not in done:
				with (
					acting(self.officials.email(roles.COMMUNE_OFFICER, unit)),
					clock.living_on(WAVES["second"].list_day),
				):
					make_list(unit, SECOND, WAVES["second"].list_day, people)

	def closing_lines(self) -> list[Line]:
		"""The press's figures, the plan's at this scale, and what the database holds by its own count."""
		plan, needed = self.plan, self.needed()
		employers = frappe.db.sql(
			"select count(distinct employer) from `tabApplication List` where policy = %s and docstatus = 1",
			WORKERS,
		)[0][0]
		reported = (format_vnd(figures.WORKERS), figures.REPORTED_AMOUNT)
		lines = [
			Line("Đơn vị có lao động được hỗ trợ", format_vnd(figures.EMPLOYERS), plan.employers, employers),
			*counted("Lao động của đơn vị, duyệt", APPROVED, {"policy": WORKERS}, reported, (plan.workers, needed["workers"])),
			*counted("Lao động của đơn vị, đã chi", PAID, {"policy": WORKERS}, (format_vnd(figures.WORKERS_PAID), ""), (plan.workers - plan.unpaid, None)),
			*self._paid("Lao động tự do", SELF, plan.self_employed, needed["self"]),
			*self._paid("Người bán vé số, theo ngày", DAILY, plan.sellers, needed["daily"]),
			*self._paid("Người bán vé số, đợt 1", FIRST, plan.sellers, needed["first"]),
			*self._paid("Người bán vé số, đợt 2", SECOND, plan.sellers, needed["second"]),
		]  # fmt: skip
		return [*lines, *self._by_case(), self._two_rounds()]

	def _paid(self, title: str, policy: str, people: int, amount: int) -> list[Line]:
		return counted(title, PAID, {"policy": policy}, ("giả định", ""), (people, amount))

	def _by_case(self) -> list[Line]:
		"""People at each amount, which the plan knows from the law's figures."""
		planned: dict[int, int] = {}
		for case, count in self.plan.cases.items():
			planned[figures.case_amount(case)] = planned.get(figures.case_amount(case), 0) + count
		found = dict(
			frappe.db.sql(
				"""select approved_amount, count(*) from `tabSupport Application`
				where policy = %s and status = 'Approved' group by approved_amount""",
				WORKERS,
			)
		)
		amounts = sorted({*planned, *map(int, found)})  # an amount that nobody planned is shown too
		return [
			Line(
				f"Lao động mức {format_vnd(amount)} đồng",
				"giả định",
				planned.get(amount, 0),
				found.get(amount, 0),
			)
			for amount in amounts
		]

	def _two_rounds(self) -> Line:
		"""Sellers who have exactly 2,000,000 from both rounds."""
		found = frappe.db.sql(
			"""select count(*) from (select beneficiary from `tabSupport Application`
			where policy in %s and payment_status = 'Paid' group by beneficiary having sum(paid_amount) = %s) sellers""",
			((FIRST, SECOND), figures.FIRST_ROUND + figures.SECOND_ROUND),
		)[0][0]
		return Line("Người bán vé số đủ 2.000.000 đồng", "giả định", self.plan.sellers, found)


APPROVED = ("policy = %(policy)s and status = 'Approved'", "approved_amount")
PAID = ("policy = %(policy)s and payment_status = 'Paid'", "paid_amount")
