"""The report of papers asked for beyond the policy: by unit, official and policy; screen, area, rows behind, print."""

import io

import frappe
import pytest
from frappe.desk import query_report
from pypdf import PdfReader

from covid_support.applications.api import check_paper, request_extra_paper
from covid_support.policies import roles
from covid_support.reporting import papers
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

REPORT = "Extra Papers Requested"
BOOK = "Sổ hộ khẩu"
REASON = "Cần đối chiếu nơi thường trú của người dân"


@pytest.fixture
def officers():
	"""Two officers of the near commune and one of the far, with three, one and two demands."""
	frappe.db.delete("Application Paper")  # until the rollback
	near, second, far = make.officials(), make.officials(), make.officials(make.FAR_COMMUNE)
	for who, days in ((near, ("05-04", "05-04", "05-06")), (second, ("05-05",)), (far, ("05-05", "05-06"))):
		for day in days:
			make.go_to(f"2020-{day}")
			ask(who)
	return near, second, far


def ask(who: make.Officials) -> str:
	filed = make.application(make.person(who.commune).name, by=who.commune_officer)
	with make.acting_as(who.commune_officer):
		return request_extra_paper("Support Application", filed.name, BOOK, REASON, "Luật Cư trú")


def shown(user: str, **filters) -> list[dict]:
	with make.acting_as(user):
		return query_report.run(REPORT, filters=filters)["result"]


def figures(rows: list[dict]) -> list[tuple]:
	return [(row["unit"], row["official"], row["policy"], row["requests"], row["received"]) for row in rows]


def test_demands_are_counted_by_unit_official_and_policy(officers):
	near, second, far = officers
	row = frappe.get_all(
		"Application Paper", {"requested_by": near.commune_officer}, ["application"], limit=1
	)[0]
	with make.acting_as(near.commune_officer):
		check_paper("Support Application", row.application, BOOK, "Received")
	supervisor = make.official(roles.SUPERVISOR, make.PROVINCE)
	assert figures(shown(supervisor)) == [
		(make.COMMUNE, near.commune_officer, make.MERIT, 3, 1),
		(make.FAR_COMMUNE, far.commune_officer, make.MERIT, 2, 0),
		(make.COMMUNE, second.commune_officer, make.MERIT, 1, 0),
	]
	[first, *_rest] = shown(supervisor)
	assert (first["paper"], first["justification"], first["legal_ground"]) == (BOOK, REASON, "Luật Cư trú")


def test_filters_leave_what_they_say(officers):
	_near, second, _far = officers
	supervisor = make.official(roles.SUPERVISOR, make.PROVINCE)
	assert [row["requests"] for row in shown(supervisor, unit=make.OTHER_DISTRICT)] == [2]
	assert [row["requests"] for row in shown(supervisor, official=second.commune_officer)] == [1]
	assert [row["requests"] for row in shown(supervisor, from_date="2020-05-06")] == [1, 1]
	assert [row["requests"] for row in shown(supervisor, to_date="2020-05-04")] == [2]
	assert shown(supervisor, policy=make.POOR) == []


def test_the_superior_sees_the_own_area_only(officers):
	near, second, far = officers
	assert {row["official"] for row in shown(near.district_officer)} == {
		near.commune_officer,
		second.commune_officer,
	}
	assert {row["official"] for row in shown(far.district_chair)} == {far.commune_officer}
	assert shown(near.district_officer, unit=make.OTHER_DISTRICT) == []


def test_each_figure_opens_its_rows(officers):
	near, _second, _far = officers
	for row in shown(near.district_officer):
		with make.acting_as(near.district_officer):
			behind = frappe.get_list("Application Paper", filters=row["drill"], limit_page_length=0)
		assert len(behind) == row["requests"]


@pytest.mark.parametrize(
	("filters", "requests"),
	[
		({"from_date": "2020-05-05"}, [1, 1]),
		({"to_date": "2020-05-04"}, [2]),
		({"from_date": "2020-05-05", "to_date": "2020-05-06"}, [1, 1]),
	],
)
def test_a_figure_of_some_days_opens_the_rows_of_these_days(officers, filters, requests):
	"""The first officer asked twice on 04/05 and once on 06/05: each figure leaves the other days out."""
	near, _second, _far = officers
	rows = shown(near.district_officer, **filters)
	assert [row["requests"] for row in rows] == requests
	for row in rows:
		with make.acting_as(near.district_officer):
			behind = frappe.get_list("Application Paper", filters=row["drill"], limit_page_length=0)
		assert len(behind) == row["requests"]


def test_the_print_is_an_official_paper_of_the_area(officers):
	near, _second, _far = officers
	with make.acting_as(near.district_officer):
		papers.download(REPORT)
	pages = PdfReader(io.BytesIO(frappe.local.response.filecontent)).pages
	text = " ".join(" ".join(page.extract_text() for page in pages).split())
	assert "Giấy tờ yêu cầu ngoài quy định".lower() in text.lower()
	assert "Xã An Mỹ" in text and "Xã Đại Tâm" not in text and BOOK in text
	with make.acting_as(make.official(roles.SUPERVISOR, make.DISTRICT, enabled=0)):
		assert query_report.run(REPORT)["result"] == []


def test_who_may_not_open_the_report_may_not_print_it():
	user = make.official(roles.SUPERVISOR, make.DISTRICT)
	frappe.db.delete("Has Role", {"parent": user})
	with make.acting_as(user), refused(exception=frappe.PermissionError):
		papers.download(REPORT)
