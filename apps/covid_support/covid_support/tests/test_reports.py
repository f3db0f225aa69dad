"""Reports: the figures against a count over the rows, their areas, what opens behind them, spreadsheet and print."""

import io
from collections import defaultdict
from datetime import date

import frappe
import pytest
from frappe.desk import query_report
from openpyxl import load_workbook
from pypdf import PdfReader

from covid_support.core.money import format_vnd
from covid_support.policies import roles
from covid_support.reporting import papers
from covid_support.reporting.results import area_condition, results, results_by_group
from covid_support.reporting.stages import STAGE_BY_KEY, STAGES
from covid_support.tests import factories as make
from covid_support.tests.conftest import begin, undo
from covid_support.tests.doors import call
from covid_support.tests.refusals import refused
from covid_support.tests.reports_world import build

# what a stage means, in words of its own
REACHED = {
	"needed": lambda row: row.status not in ("Rejected", "Withdrawn"),
	"proposed": lambda row: row.status in ("Proposed", "Approved"),
	"approved": lambda row: row.status == "Approved",
	"paid": lambda row: row.payment_status == "Paid",
	"returned": lambda row: row.returned_amount > 0,
}
AMOUNT = {
	"needed": "proposed_amount",
	"proposed": "proposed_amount",
	"approved": "approved_amount",
	"paid": "paid_amount",
	"returned": "returned_amount",
}


@pytest.fixture(scope="module")
def world(site):
	"""Made once; each test goes back to it."""
	begin()
	yield build()
	undo()


@pytest.fixture(autouse=True)
def transaction(world):
	"""Undo what a test did, and keep the world."""
	frappe.set_user("Administrator")
	frappe.local.lang = "vi"
	make.go_to("2020-05-08")
	frappe.db.savepoint("report")
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback(save_point="report")


def counted(rows, unit_of) -> dict:
	"""{(group, unit): {figure: number}} counted one by one."""
	groups = dict(frappe.get_all("Support Policy", fields=["name", "report_group"], as_list=True))
	found = defaultdict(lambda: defaultdict(int))
	for row in rows:
		for stage, reached in REACHED.items():
			if reached(row):
				place = found[groups[row.policy], unit_of(row.commune)]
				place[f"{stage}_people"] += 1
				place[f"{stage}_amount"] += int(row[AMOUNT[stage]])
	return found


def all_applications(**filters) -> list:
	return frappe.get_all("Support Application", filters=filters, fields=["*"])


def parent(unit: str) -> str:
	return frappe.db.get_value("Administrative Unit", unit, "parent_administrative_unit")


def figures(rows) -> dict:
	return {
		(row.report_group, row.unit): {
			key: row[key] for key in row if key.endswith(("_people", "_amount")) and row[key]
		}
		for row in rows
	}


def shown(user: str, **filters) -> list[dict]:
	"""The rows that `user` sees on the screen."""
	with make.acting_as(user):
		return query_report.run("Support Results", filters=filters)["result"]


def total(user: str, **filters) -> dict:
	return shown(user, **filters)[-1]


# --- the figures ------------------------------------------------------------------------------------------


def test_results_by_district_equal_a_count_over_the_rows(world):
	assert figures(results({}, "")) == counted(all_applications(), parent)


def test_results_by_commune_equal_a_count_over_the_rows(world):
	assert figures(results({"level": "Commune"}, "")) == counted(all_applications(), lambda commune: commune)


def test_results_of_the_world_that_was_made(world):
	row = total(world.near.district_officer)
	assert [row[f"{stage.key}_people"] for stage in STAGES] == [7, 7, 5, 4, 0]
	assert [row[f"{stage.key}_amount"] for stage in STAGES] == [
		10_500_000,
		10_500_000,
		7_500_000,
		6_000_000,
		0,
	]
	assert row.paid_percent == 80.0


@pytest.mark.parametrize(
	("report_filters", "row_filters"),
	[
		({"programme": make.PROGRAMME}, {"policy": ["like", "NQ42-%"]}),
		({"policy": make.ASSISTANCE}, {"policy": make.ASSISTANCE}),
		({"from_date": "2020-05-05"}, {"application_date": [">=", "2020-05-05"]}),
		({"to_date": "2020-05-05"}, {"application_date": ["<=", "2020-05-05"]}),
		({"from_date": "2020-05-04", "to_date": "2020-05-04"}, {"application_date": "2020-05-04"}),
	],
)
def test_filters_leave_what_they_say(world, report_filters, row_filters):
	assert figures(results(report_filters, "")) == counted(all_applications(**row_filters), parent)


def test_a_chosen_unit_takes_its_whole_subtree(world):
	communes = frappe.get_all(
		"Administrative Unit", {"parent_administrative_unit": make.OTHER_DISTRICT}, pluck="name"
	)
	expected = counted(all_applications(commune=["in", communes]), parent)
	assert figures(results({"unit": make.OTHER_DISTRICT}, "")) == expected


def test_results_by_group_add_up_to_the_rows(world):
	found = results_by_group(make.PROGRAMME)
	expected = counted(all_applications(policy=["like", "NQ42-%"]), lambda commune: "")
	assert {group for group, _unit in expected} == set(found)
	for (group, _unit), numbers in expected.items():
		for stage in STAGES:
			assert found[group][stage.key]["people"] == numbers[f"{stage.key}_people"]
			assert found[group][stage.key]["amount"] == numbers[f"{stage.key}_amount"]


# --- areas ------------------------------------------------------------------------------------------------


def test_a_district_sees_its_own_figures_only(world):
	assert {row["label"] for row in shown(world.near.district_officer) if row["indent"]} == {"Huyện Kế Sách"}
	assert {row["label"] for row in shown(world.far.district_officer) if row["indent"]} == {"Huyện Mỹ Xuyên"}


def test_a_commune_sees_itself_and_never_its_districts_name_over_its_own_figures(world):
	rows = shown(world.near.commune_officer)
	assert {row["label"] for row in rows if row["indent"]} == {"Xã An Mỹ"}


def test_choosing_a_foreign_unit_shows_nothing(world):
	assert shown(world.near.district_officer, unit=make.OTHER_DISTRICT) == []
	assert shown(world.near.commune_officer, unit=make.SECOND_COMMUNE) == []


def test_an_official_without_an_assignment_sees_nothing(world):
	frappe.db.set_value("Official Assignment", {"user": world.near.district_officer}, "enabled", 0)
	assert shown(world.near.district_officer) == []


def test_whoever_has_no_role_of_the_product_is_refused(world):
	stranger = make.official("Newsletter Manager", make.PROVINCE)
	answer = call(stranger, "frappe.desk.query_report.run", report_name="Support Results", filters={})
	assert isinstance(answer.refusal, frappe.PermissionError)
	answer = call(stranger, "covid_support.reporting.papers.download", http="GET", report="Support Results")
	assert isinstance(answer.refusal, frappe.PermissionError)


# --- what opens behind a figure ---------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["supervisor", "district", "commune"])
@pytest.mark.parametrize(
	"filters", [{}, {"level": "Commune", "programme": make.PROGRAMME, "to_date": "2020-05-05"}]
)
def test_every_figure_opens_exactly_its_rows(world, who, filters):
	user = {
		"supervisor": world.supervisor,
		"district": world.far.district_officer,
		"commune": world.near.commune_officer,
	}[who]
	rows = shown(user, **filters)
	assert rows
	for row in rows:
		for stage in STAGES:
			behind = {**row["drill"], **stage.list_filters}
			conditions = [["Support Application", key, *value] for key, value in behind.items()]
			answer = call(
				user, "frappe.desk.reportview.get_count", doctype="Support Application", filters=conditions
			)
			assert answer.message == row[f"{stage.key}_people"], (row["label"], stage.key)
			with make.acting_as(user):
				amounts = frappe.get_list(
					"Support Application", filters=behind, pluck=stage.amount, limit_page_length=0
				)
			assert sum(map(int, amounts)) == row[f"{stage.key}_amount"], (row["label"], stage.key)


def test_the_columns_carry_the_filters_of_their_stage(world):
	with make.acting_as(world.supervisor):
		columns = query_report.run("Support Results")["columns"]
	drills = {column["fieldname"]: column["drill"] for column in columns if column.get("drill")}
	assert drills["paid_people"] == drills["paid_amount"] == {"payment_status": ["in", ["Paid"]]}
	assert set(drills) == {f"{key}_{kind}" for key in STAGE_BY_KEY for kind in ("people", "amount")}


# --- refusals, notes, spreadsheet, print ------------------------------------------------------------------


def test_wrong_filters_are_answered_in_vietnamese(world):
	with pytest.raises(frappe.ValidationError, match="huyện hoặc xã, không phải Nation"):
		results({"level": "Nation"}, "")
	with pytest.raises(frappe.ValidationError, match="Không có đơn vị hành chính 00-1900"):
		results({"unit": "00-1900"}, "")


def test_the_programmes_notes_stand_under_the_figures_as_text(world):
	frappe.db.set_value("Support Programme", make.PROGRAMME, "notes", "Mức <b>tạm tính</b>")
	with make.acting_as(world.near.district_officer):
		message = query_report.run("Support Results")["message"]
	assert "Mức &lt;b&gt;tạm tính&lt;/b&gt;" in message
	assert "số người được phê duyệt" in message


def spreadsheet(user: str, report: str, **filters) -> list[tuple]:
	"""The rows of the exported workbook, heading first."""
	with make.acting_as(user):
		form = {
			"report_name": report,
			"filters": frappe.as_json(filters),
			"file_format_type": "Excel",
			"visible_idx": "[]",
		}
		before, frappe.local.form_dict = frappe.local.form_dict, frappe._dict(form, include_indentation=1)
		frappe.local.response = frappe._dict({"docs": []})
		rows = len(query_report.run(report, filters=filters)["result"])
		frappe.local.form_dict.visible_idx = frappe.as_json(list(range(rows)))
		query_report.export_query()
		frappe.local.form_dict = before
	return list(load_workbook(io.BytesIO(frappe.local.response.filecontent)).active.values)


def test_the_spreadsheet_holds_the_readers_area_only(world):
	rows = spreadsheet(world.far.district_officer, "Support Results")
	text = str(rows)
	assert "Huyện Mỹ Xuyên" in text
	assert "Kế Sách" not in text
	assert rows[0][0] == "Nhóm đối tượng, đơn vị"
	assert rows[-1][0] == "Tổng cộng"
	assert rows[-1][1:9] == (5, 7_500_000, 3, 4_500_000, 3, 4_500_000, 0, 0)


def test_the_print_holds_the_readers_area_and_is_logged(world):
	user = world.near.district_officer
	with make.acting_as(user):
		papers.download("Support Results", frappe.as_json({"programme": make.PROGRAMME}))
		response = frappe.local.response
	text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.filecontent)).pages)
	assert response.type == "pdf"
	assert response.filename == f"ket-qua-ho-tro-{frappe.flags.covid_support_day:%Y%m%d}.pdf"
	assert "BÁO CÁO" in text and "Huyện Kế Sách" in text and "10.500.000" in text
	assert "Mỹ Xuyên" not in text
	assert frappe.db.exists(
		"Access Log", {"user": user, "report_name": "Support Results", "file_type": "PDF"}
	)


def test_the_condition_of_the_area_reaches_the_query(world):
	with make.acting_as(world.far.commune_officer):
		assert {row.unit for row in results({"level": "Commune"}, area_condition())} == {make.FAR_COMMUNE}


# --- overdue steps ----------------------------------------------------------------------------------------


def late(user: str, **filters) -> list[dict]:
	with make.acting_as(user):
		return query_report.run("Overdue Steps", filters=filters)["result"]


def make_late(world) -> str:
	"""The near list in appraisal was due on Wednesday 29/04/2020; it is Wednesday 06/05/2020."""
	name = frappe.db.get_value(
		"Application List", {"administrative_unit": make.COMMUNE, "workflow_state": "District Appraisal"}
	)
	frappe.db.set_value("Application List", name, "due_date", "2020-04-29")
	make.go_to(date(2020, 5, 6))
	return name


def test_working_days_late_leave_out_holidays_and_weekends(world):
	name = make_late(world)
	row = next(row for row in late(world.near.district_officer) if row["document"] == name)
	# 30/4 and 1/5 are holidays, 2/5 and 3/5 a weekend: Monday, Tuesday and Wednesday count
	assert row["days_late"] == 3
	assert row["responsible_role"] == "Công chức cấp huyện"
	assert row["workflow_state"] == "Cấp huyện thẩm định"
	assert (row["people"], row["amount"]) == (2, 3_000_000)


def test_overdue_lists_of_another_district_stay_hidden(world):
	name = make_late(world)
	assert name not in {row["document"] for row in late(world.far.district_officer)}
	assert name not in {
		row["document"] for row in late(world.near.district_officer, unit=make.SECOND_COMMUNE)
	}
	assert name in {
		row["document"] for row in late(world.supervisor, unit=make.DISTRICT, role="CS District Officer")
	}
	assert name not in {row["document"] for row in late(world.supervisor, role="CS Commune Officer")}


def test_finished_lists_are_never_overdue_and_batches_are_while_they_wait(world):
	make.go_to("2020-09-01")
	rows = late(world.supervisor)
	states = {row["document"]: row["workflow_state"] for row in rows}
	assert "Đã phê duyệt" not in states.values()
	frappe.db.set_value("Payment Batch", world.batch, "due_date", "2020-08-28")
	batch = next(
		row for row in late(world.supervisor, document_type="Payment Batch") if row["document"] == world.batch
	)
	assert (batch["days_late"], batch["responsible_role"]) == (
		2,
		"Cán bộ chi trả",
	)  # Monday 31/8 and Tuesday 1/9
	frappe.db.set_value("Payment Batch", world.batch, "workflow_state", "Completed")
	assert world.batch not in {row["document"] for row in late(world.supervisor)}


# --- budget use -------------------------------------------------------------------------------------------


def budget(user: str, **filters) -> list[dict]:
	with make.acting_as(user):
		return query_report.run("Budget Use", filters=filters)["result"]


def test_budget_use_follows_the_ledger(world):
	row = next(row for row in budget(world.near.finance_officer) if row.get("allocation") == world.allocation)
	assert [row[key] for key in ("allocated", "committed", "available", "paid", "unpaid")] == [
		20_000_000, 7_500_000, 12_500_000, 6_000_000, 1_500_000,
	]  # fmt: skip
	assert (row["committed_percent"], row["paid_percent"]) == (37.5, 30.0)
	assert row["sources"].endswith(": 20.000.000")


def test_budget_figures_open_their_ledger_entries(world):
	with make.acting_as(world.near.finance_officer):
		columns = query_report.run("Budget Use")["columns"]
		entries = {column["fieldname"]: column["entries"] for column in columns if column.get("entries")}
		signs = {"Released": -1, "Returned": -1}
		for name, kinds in entries.items():
			rows = frappe.get_list(
				"Budget Ledger Entry",
				filters={"budget_allocation": world.allocation, "entry_type": ["in", kinds]},
				fields=["entry_type", "amount"],
			)
			found = sum(signs.get(row.entry_type, 1) * int(row.amount) for row in rows)
			assert found == {"allocated": 20_000_000, "committed": 7_500_000, "paid": 6_000_000}[name]


def test_budgets_of_the_province_are_hidden_from_a_district(world):
	assert world.allocation not in {row.get("allocation") for row in budget(world.near.district_officer)}


@pytest.mark.parametrize(
	("filters", "found"),
	[
		({"fiscal_year": 2020}, True),
		({"fiscal_year": 2019}, False),
		({"programme": make.PROGRAMME}, True),
		({"programme": "ST-2020"}, False),
		({"unit": make.PROVINCE}, True),
		({"unit": make.DISTRICT}, False),
	],
)
def test_budget_filters(world, filters, found):
	rows = budget(world.supervisor, **filters)
	assert (world.allocation in {row.get("allocation") for row in rows}) == found


# --- prints of the other reports ----------------------------------------------------------------------------


def printed(user: str, report: str) -> str:
	"""The text of the report's PDF, as `user` prints it."""
	with make.acting_as(user):
		papers.download(report)
		content = frappe.local.response.filecontent
	return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_budget_print_holds_the_ledgers_sums(world):
	user = make.official(roles.FINANCE_OFFICER, make.PROVINCE)
	with make.acting_as(user):
		rows = frappe.get_list("Budget Allocation", filters={"docstatus": 1}, fields=["name", "amount"])
	posted = sum(
		int(amount)
		for amount in frappe.get_all(
			"Budget Ledger Entry",
			filters={"entry_type": "Allocated", "budget_allocation": ["in", [row.name for row in rows]]},
			pluck="amount",
		)
	)
	text = printed(user, "Budget Use")
	assert "Tình hình phân bổ và sử dụng kinh phí" in " ".join(text.split())
	assert format_vnd(posted) in text
	assert frappe.db.exists("Access Log", {"user": user, "report_name": "Budget Use", "file_type": "PDF"})


def test_the_print_of_overdue_steps_holds_the_readers_area_only(world):
	make.go_to("2020-06-30")
	near = printed(world.near.district_officer, "Overdue Steps")
	assert "quá hạn xử lý" in near
	assert "Huyện Kế Sách" in near
	assert "Mỹ Xuyên" not in near


def test_a_report_without_a_print_is_refused(world):
	with refused("không có mẫu in"):
		papers.download("ToDo")
