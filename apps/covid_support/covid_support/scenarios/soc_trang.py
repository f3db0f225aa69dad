"""The Sóc Trăng story of 2020, through the same actions that the officials' buttons call."""

from collections.abc import Iterator

import frappe

from covid_support.core.money import format_vnd
from covid_support.core.people import DemoPeople
from covid_support.policies import roles
from covid_support.scenarios import figures
from covid_support.scenarios.acting import acting
from covid_support.scenarios.closing import Line, counted
from covid_support.scenarios.journey import Journey
from covid_support.scenarios.money import Money
from covid_support.scenarios.population import Group, Population, spread
from covid_support.scenarios.progress import Progress
from covid_support.scenarios.registering import make_list, register_group
from covid_support.scenarios.soc_trang_calendar import PROVINCE, REGISTRATION, WAVES
from covid_support.scenarios.story import Story

SEED = "soc-trang-2020"
RETURN_REASON = "Đề nghị xã rà soát lại họ tên, ngày sinh trước khi trình thẩm định"
RETURN_DAYS = {"District Appraisal": 4, "Returned": 4, "Commune Signing": 4, "Public Posting": 9}
COMMUNE_STATES = ("Draft", "Commune Signing", "Public Posting")
DISTRICT_STATES = ("District Appraisal", "District Signing")
POVERTY_YEAR = 2019
LOTTERY_AMOUNT = 900_000
UNPAID_REASON = "Vắng mặt khi chi trả, hẹn nhận sau"


class SocTrang(Story):
	"""The scenario at one scale."""

	name = "soc-trang"
	province = PROVINCE
	waves = WAVES
	source_title = "Báo cáo của tỉnh"
	notes_programme = "NQ42-2020"
	notes = (
		"Báo cáo của tỉnh ghi đã chi trên 219,58 tỷ đồng cho 246.684 người. Mức hỗ trợ 1.500.000 và 750.000 đồng "
		"không cho ra số tiền đó: chi đủ cho cả 45.873 người mức 1.500.000 đồng thì được nhiều nhất 219.417.750.000 đồng.",
		"2.740 người lao động, 1.570.000.000 đồng: mức 1.000.000 đồng/tháng của Quyết định số 15/2020/QĐ-TTg không cho ra "
		"số tiền này, nên tính 2.340 người × 500.000 đồng (10 ngày × 50.000 đồng, chính sách địa phương minh họa) và "
		"400 người × 1.000.000 đồng.",
		"Số người giữa hai nhóm cùng mức (người có công với bảo trợ xã hội, hộ nghèo với hộ cận nghèo) và các đối tượng "
		"đang xem xét không có trong báo cáo; ở đây là giả định.",
	)

	def __init__(self, scale: float, progress: Progress | None = None):
		super().__init__(scale, progress)
		self.plan = figures.plan(scale)
		pairs = [(unit.name, unit.parent_administrative_unit.split("-")[0]) for unit in self.communes]
		self.shares = spread(self.plan, pairs, SEED)
		self.journey = Journey(self)
		self.money = Money(self, self.needed(), self.unpaid(), UNPAID_REASON)

	def steps(self):
		"""From the officials to the receipts."""
		return [
			("Lập tài khoản cán bộ của tỉnh, huyện, xã", lambda: self.officials.install()),
			("Cấp xã đăng ký đối tượng và lập danh sách", self._prepare_lists),
			("Chủ tịch UBND xã ký, niêm yết công khai", self._sign_and_post),
			("Cấp huyện thẩm định", self._appraise_in_districts),
			("Sở thẩm định, trình quyết định", self._appraise_in_province),
			("Phân bổ kinh phí, ban hành quyết định", lambda: self.money.decide()),
			("Lập đợt chi trả, tài chính duyệt", lambda: self.money.build_batches()),
			("Chi trả và ghi nhận kết quả", lambda: self.money.pay()),
		]

	def needed(self) -> dict[str, int]:
		"""{wave: VND} that the decisions will commit, from the plan."""
		listed = sum(figures.LIST_AMOUNTS[code] * count for code, count in self.plan.listed.items())
		return {"listed": listed, "lottery": self.plan.lottery * LOTTERY_AMOUNT}

	def unpaid(self) -> dict[tuple[str, str], int]:
		"""{(commune, policy): people} who do not come to receive."""
		return {(share.unit, code): count for share in self.shares for code, count in share.unpaid.items()}

	def _prepare_lists(self) -> None:
		done = set(frappe.get_all("Application List", pluck="administrative_unit", distinct=True))
		self.share(
			self._drawn(),
			lambda drawn: drawn[0].unit in done or self._prepare_commune(*drawn),
			len(self.shares),
		)

	def _drawn(self) -> Iterator[tuple[Population, list[Group]]]:
		"""The people of each commune, drawn for all of them, so that they are the same whoever registers them."""
		people = DemoPeople(SEED)
		for number, share in enumerate(self.shares):
			population = Population(share, number, people, SEED)
			yield population, population.groups()

	def _prepare_commune(self, population: Population, groups: list[Group]) -> None:
		unit = population.unit
		with acting(self.officials.email(roles.COMMUNE_OFFICER, unit), REGISTRATION):
			registered = [
				register_group(group, population.households(group), POVERTY_YEAR) for group in groups
			]
			for group, names in zip(groups, registered, strict=True):
				people = dict(zip(names, group.declared, strict=True))
				make_list(unit, group.policy, self.waves[group.kind].list_day, people)

	def _sign_and_post(self) -> None:
		self.journey.walk([share.unit for share in self.shares], COMMUNE_STATES, self.waves.values())

	def _appraise_in_districts(self) -> None:
		districts = [district.name for district in self.districts]
		self.share(districts, self._return_one)
		self.journey.walk(districts, DISTRICT_STATES, self.waves.values())

	def _return_one(self, district: str) -> None:
		self.journey.return_one(
			district, "District Appraisal", self.waves["listed"], RETURN_REASON, RETURN_DAYS
		)

	def _appraise_in_province(self) -> None:
		districts = [district.name for district in self.districts]
		self.journey.walk(districts, ("Province Appraisal",), self.waves.values())

	def closing_lines(self) -> list[Line]:
		"""The report's figures, the plan's at this scale, and what the database holds by its own count."""
		plan, needed = self.plan, self.needed()
		listed, workers = sum(plan.listed.values()), sum(plan.workers.values())
		review = plan.people - listed - plan.lottery - workers
		worker_amount, review_amount = figures.worker_amount(plan), figures.review_amount(plan)
		all_amount = sum(needed.values()) + worker_amount + review_amount
		paid = (listed - sum(plan.unpaid.values()), None)
		lines = [
			("Cần hỗ trợ", "live", (figures.NEEDED_PEOPLE, figures.NEEDED_AMOUNT), (plan.people, all_amount)),
			("Phê duyệt theo danh sách", "lists", (figures.APPROVED_PEOPLE, figures.APPROVED_AMOUNT), (listed, needed["listed"])),
			("Đã chi theo danh sách", "paid", (figures.PAID_PEOPLE, 0), paid),
			("Người bán vé số đã chi", "lottery", (figures.LOTTERY_PEOPLE, figures.LOTTERY_AMOUNT), (plan.lottery, needed["lottery"])),
			("Người lao động đã trình", "proposed", (figures.WORKER_PEOPLE, figures.WORKER_AMOUNT), (workers, worker_amount)),
			("Đang xem xét", "review", (figures.REVIEW_PEOPLE, figures.REVIEW_AMOUNT), (review, review_amount)),
		]  # fmt: skip
		values = {"lists": tuple(figures.LIST_POLICIES), "lottery": "NQ42-VESO"}
		return [
			line
			for title, what, source, planned in lines
			for line in counted(title, WHAT[what], values, tuple(map(format_vnd, source)), planned)
		]


_OTHERS = "policy not in %(lists)s and policy <> %(lottery)s"
WHAT = {
	"live": ("status not in ('Rejected', 'Withdrawn')", "proposed_amount"),
	"lists": ("policy in %(lists)s and status = 'Approved'", "approved_amount"),
	"paid": ("policy in %(lists)s and payment_status = 'Paid'", "paid_amount"),
	"lottery": ("policy = %(lottery)s and payment_status = 'Paid'", "paid_amount"),
	"proposed": (f"{_OTHERS} and status = 'Proposed'", "proposed_amount"),
	"review": (f"{_OTHERS} and status = 'Listed'", "proposed_amount"),
}
