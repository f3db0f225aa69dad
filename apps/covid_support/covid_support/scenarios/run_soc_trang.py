"""Run the Sóc Trăng scenario and set its figures beside the directive's."""

import sys
from dataclasses import dataclass

import frappe

from covid_support.core.money import format_vnd
from covid_support.reporting.results import results_by_group
from covid_support.scenarios import figures
from covid_support.scenarios.progress import Progress
from covid_support.scenarios.sample_documents import write_samples
from covid_support.scenarios.soc_trang import STEPS, SocTrang, loaded

STAGES = ("needed", "proposed", "approved", "paid")
LIST_GROUPS = tuple(figures.LIST_POLICIES)
LOTTERY_POLICY = "NQ42-VESO"
NOTES = (
	"Báo cáo của tỉnh ghi đã chi trên 219,58 tỷ đồng cho 246.684 người. Mức hỗ trợ 1.500.000 và 750.000 đồng "
	"không cho ra số tiền đó: chi đủ cho cả 45.873 người mức 1.500.000 đồng thì được nhiều nhất 219.417.750.000 đồng.",
	"2.740 người lao động, 1.570.000.000 đồng: mức 1.000.000 đồng/tháng của Quyết định số 15/2020/QĐ-TTg không cho ra "
	"số tiền này, nên tính 2.340 người × 500.000 đồng (10 ngày × 50.000 đồng, chính sách địa phương minh họa) và "
	"400 người × 1.000.000 đồng.",
	"Số người giữa hai nhóm cùng mức (người có công với bảo trợ xã hội, hộ nghèo với hộ cận nghèo) và các đối tượng "
	"đang xem xét không có trong báo cáo; ở đây là giả định.",
)


@dataclass(frozen=True)
class Line:
	"""One line of the closing table: what, the directive's figure at full scale, the plan's and the system's."""

	title: str
	directive: int
	planned: int
	found: int

	@property
	def exact(self) -> bool:
		"""The system has what was planned; at full scale the plan is the directive's figure."""
		return self.planned == self.found


@dataclass(frozen=True)
class Result:
	"""Figures by stage and group, the closing table, whether every line is exact."""

	figures: dict
	lines: list[Line]
	seconds: float

	@property
	def exact(self) -> bool:
		"""Every line is exact."""
		return all(line.exact for line in self.lines)


def run(scale: float, output: str | None = None, quiet: bool = False) -> Result | None:
	"""Run (or go on with, or verify) the scenario at `scale`; None when the site holds another scale.

	`output` is a folder for the printed documents and the report.
	"""
	standing = loaded()
	if standing and standing[1] != scale:
		return None
	progress = Progress(STEPS, quiet)
	story = SocTrang(scale, progress)
	story.run()
	_store_notes()
	if output:
		write_samples(output, story.officials)
	result = Result(by_stage(), closing_table(story.plan), progress.seconds)
	if not quiet:
		print_table(result, scale)
	return result


def by_stage() -> dict:
	"""{stage: {group: {people, amount}, "total": …}} from the results report."""
	groups = results_by_group()
	stages = {}
	for stage in STAGES:
		rows = {group: row[stage] for group, row in groups.items()}
		total = {key: sum(row[key] for row in rows.values()) for key in ("people", "amount")}
		stages[stage] = {**rows, "total": total}
	return stages


def closing_table(plan: figures.Plan) -> list[Line]:
	"""The directive's figures, the plan's at this scale, and what the database holds by its own count."""
	listed = sum(plan.listed.values())
	listed_amount = sum(figures.LIST_AMOUNTS[code] * count for code, count in plan.listed.items())
	workers = sum(plan.workers.values())
	worker_amount = (
		plan.workers["day"] * figures.WORKER_DAYS * figures.DAY_AMOUNT
		+ plan.workers["month"] * figures.MONTH_AMOUNT
	)
	review_amount = sum(months * count * figures.MONTH_AMOUNT for months, count in plan.review_months.items())
	review_amount += sum(days * count * figures.DAY_AMOUNT for days, count in plan.review_days.items())
	lottery_amount = plan.lottery * 900_000
	needed_amount = listed_amount + lottery_amount + worker_amount + review_amount
	unpaid = sum(plan.unpaid.values())
	live = "status not in ('Rejected', 'Withdrawn')"
	lists = ("policy in %(lists)s and status = 'Approved'", "approved_amount")
	paid = ("policy in %(lists)s and payment_status = 'Paid'", "paid_amount")
	lottery = ("policy = %(lottery)s and payment_status = 'Paid'", "paid_amount")
	proposed = (
		"policy not in %(lists)s and policy <> %(lottery)s and status = 'Proposed'",
		"proposed_amount",
	)
	review = ("policy not in %(lists)s and policy <> %(lottery)s and status = 'Listed'", "proposed_amount")
	return [
		*_pair("Cần hỗ trợ", figures.NEEDED_PEOPLE, figures.NEEDED_AMOUNT, plan.people, needed_amount, (live, "proposed_amount")),
		*_pair("Phê duyệt theo danh sách", figures.APPROVED_PEOPLE, figures.APPROVED_AMOUNT, listed, listed_amount, lists),
		*_pair("Đã chi theo danh sách", figures.PAID_PEOPLE, None, listed - unpaid, None, paid),
		*_pair("Người bán vé số đã chi", figures.LOTTERY_PEOPLE, figures.LOTTERY_AMOUNT, plan.lottery, lottery_amount, lottery),
		*_pair("Người lao động đã trình", figures.WORKER_PEOPLE, figures.WORKER_AMOUNT, workers, worker_amount, proposed),
		*_pair("Đang xem xét", figures.REVIEW_PEOPLE, figures.REVIEW_AMOUNT, plan.people - listed - plan.lottery - workers, review_amount, review),
	]  # fmt: skip


def _pair(
	title: str,
	people: int,
	amount: int | None,
	plan_people: int,
	plan_amount: int | None,
	count: tuple[str, str],
) -> list[Line]:
	condition, column = count
	found = frappe.db.sql(
		f"select count(*), coalesce(sum({column}), 0) from `tabSupport Application` where {condition}",
		{"lists": LIST_GROUPS, "lottery": LOTTERY_POLICY},
	)[0]
	lines = [Line(f"{title}, người", people, plan_people, int(found[0]))]
	if amount is not None:
		lines.append(Line(f"{title}, đồng", amount, plan_amount, int(found[1])))
	return lines


def print_table(result: Result, scale: float) -> None:
	"""The closing table on the command line."""
	head = f"{'':<38}{'Báo cáo của tỉnh':>20}{f'× {scale:g}':>20}{'Hệ thống':>20}"
	rows = [
		f"{line.title:<38}{format_vnd(line.directive):>20}{format_vnd(line.planned):>20}{format_vnd(line.found):>20}  "
		+ ("đúng" if line.exact else "SAI")
		for line in result.lines
	]
	verdict = "Mọi số liệu khớp." if result.exact else "Có số liệu không khớp."
	text = "\n".join(
		[
			"",
			head,
			*rows,
			"",
			*(f"Ghi chú: {note}" for note in NOTES),
			"",
			f"{verdict} {result.seconds:.0f} giây.",
		]
	)
	sys.stdout.write(text + "\n")


def _store_notes() -> None:
	"""The notes stand under the results report (Support Programme.notes)."""
	text = "\n".join(NOTES)
	standing = frappe.db.get_value("Support Programme", "NQ42-2020", "notes") or ""
	if NOTES[0] not in standing:
		frappe.db.set_value("Support Programme", "NQ42-2020", "notes", f"{standing}\n{text}".strip())
		frappe.db.commit()  # the notes belong to the finished scenario
