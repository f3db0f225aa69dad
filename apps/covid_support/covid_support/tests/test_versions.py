"""A file is judged by the wording that was in force on its day; days of wordings do not overlap."""

import frappe
import pytest
from frappe.utils import getdate

from covid_support.programmes.version_dates import version_on
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

FIRST, AMENDED = "2020-04-24", "2020-06-01"


def policy():
	return frappe.get_doc("Support Policy", make.MERIT)


def change(**values):
	"""Save the policy with new values; `amount` is that of its one component."""
	document = policy()
	amount = values.pop("amount", None)
	if amount:
		document.components[0].amount = amount
	document.update(values)
	document.save()
	return document


def amend(amount: int = 1_800_000, day: str = AMENDED):
	return change(amount=amount, in_force_from=day)


def live_versions() -> list[tuple[int, str]]:
	rows = frappe.get_all(
		"Policy Version",
		{"policy": make.MERIT, "withdrawn": 0},
		["version_number", "in_force_from"],
		order_by="version_number",
	)
	return [(row.version_number, str(row.in_force_from)) for row in rows]


def told() -> str:
	return " ".join(str(message) for message in frappe.get_message_log())


@pytest.mark.parametrize(
	("day", "number"),
	[
		("2020-04-24", 1),
		("2020-05-31", 1),
		("2020-06-01", 2),
		("2020-06-30", 2),
		("2020-07-01", 3),
		("2021-01-01", 3),
	],
)
def test_the_latest_wording_on_or_before_the_day_holds(day, number):
	amend()
	amend(1_900_000, "2020-07-01")
	assert version_on(make.MERIT, day) == f"{make.MERIT}-v{number}"


def test_no_wording_holds_before_the_first():
	with refused("Ngày 23/04/2020", "có hiệu lực từ 24/04/2020"):
		version_on(make.MERIT, "2020-04-23")


def test_an_application_of_the_time_before_is_judged_by_the_text_then_in_force(who):
	amend()
	make.go_to("2020-06-15")
	early = make.application(make.person().name, by=who.commune_officer, application_date="2020-05-29")
	late = make.application(make.person().name, by=who.commune_officer, application_date="2020-06-02")
	assert (early.policy_version, int(early.proposed_amount)) == (f"{make.MERIT}-v1", 1_500_000)
	assert (late.policy_version, int(late.proposed_amount)) == (f"{make.MERIT}-v2", 1_800_000)


def test_a_corrected_date_of_application_is_judged_by_the_wording_of_that_day(who):
	amend()
	make.go_to("2020-06-15")
	filed = make.application(make.person().name, by=who.commune_officer, application_date="2020-06-02")
	filed.application_date = "2020-05-29"
	filed.save()
	assert (filed.policy_version, int(filed.proposed_amount)) == (f"{make.MERIT}-v1", 1_500_000)


def test_a_list_is_judged_by_the_wording_of_its_date(who):
	amend()
	make.go_to("2020-06-15")
	amounts = {}
	for day in ("2020-05-29", "2020-06-01"):
		name = make.empty_list(who.commune_officer, list_date=day)
		make.add_people(name, make.people(1), who.commune_officer)
		amounts[day] = [(row.policy_version, int(row.proposed_amount)) for row in make.lines(name)]
	assert amounts == {
		"2020-05-29": [(f"{make.MERIT}-v1", 1_500_000)],
		"2020-06-01": [(f"{make.MERIT}-v2", 1_800_000)],
	}


def test_files_under_way_keep_their_version_after_an_amendment(who):
	running = make.draft_list(who, count=1)
	amend(day="2020-05-01")
	make.add_people(running, make.people(1), who.commune_officer)
	assert {(row.policy_version, int(row.proposed_amount)) for row in make.lines(running)} == {
		(f"{make.MERIT}-v1", 1_500_000)
	}


def test_an_edit_of_the_same_day_says_what_running_files_keep(who):
	make.draft_list(who, count=1)
	change(amount=1_600_000)
	assert live_versions() == [(1, FIRST), (2, FIRST)]
	assert "Hồ sơ đã lập giữ nguyên phiên bản 1. Hồ sơ mới xét theo phiên bản 2" in told()
	assert version_on(make.MERIT, "2020-05-04") == f"{make.MERIT}-v2"


def test_an_edit_that_touches_no_file_says_nothing():
	change(amount=1_600_000)
	assert "giữ nguyên phiên bản" not in told()


def test_a_wording_before_one_by_which_files_are_judged_is_refused(who):
	amend(day="2020-05-01")
	make.draft_list(who, count=1)  # of 04/05/2020: judged by version 2
	with refused("có hiệu lực từ 01/05/2020 (phiên bản 2)", "từ 28/04/2020 sẽ chồng lấn"):
		change(in_force_from="2020-04-28", amount=1_700_000)
	assert live_versions() == [(1, FIRST), (2, "2020-05-01")]


def test_a_later_wording_that_judged_nobody_gives_way():
	amend()
	change(in_force_from="2020-05-15")
	assert live_versions() == [(1, FIRST), (3, "2020-05-15")]
	assert version_on(make.MERIT, "2020-06-20") == f"{make.MERIT}-v3"


def test_a_day_moved_forward_while_nobody_was_judged_leaves_one_wording():
	amend(day="2020-05-15")
	change(in_force_from="2020-05-20")
	assert live_versions() == [(1, FIRST), (3, "2020-05-20")]
	assert version_on(make.MERIT, "2020-05-16") == f"{make.MERIT}-v1"


def test_the_wording_of_a_version_is_kept_in_full():
	amend()
	wording = frappe.parse_json(frappe.db.get_value("Policy Version", f"{make.MERIT}-v1", "wording"))
	assert wording["components"][0]["amount"] == 1_500_000
	assert wording["dossier"][0]["paper"]
	assert getdate(wording["in_force_from"]) == getdate(FIRST)


def test_a_policy_that_was_never_active_judges_nobody():
	draft = frappe.copy_doc(policy())
	draft.update({"policy_code": "NHAP-1", "status": "Draft", "current_version": None})
	draft.insert()
	with refused("chưa có văn bản nào được áp dụng"):
		version_on("NHAP-1", "2020-05-04")


# --- days of application ----------------------------------------------------------------------------------


def test_days_of_application_are_those_of_the_wording_of_the_day(who):
	"""As NQ 154/2020 did with NQ 42: files until 31/07, none in between, again from 19/10 until 31/12."""
	change(application_to="2020-07-31")
	change(in_force_from="2020-10-19", application_to="2020-12-31")
	person = make.person().name
	make.go_to("2020-12-31")
	for day, last in (
		("2020-08-01", "31/07/2020"),
		("2020-10-18", "31/07/2020"),
		("2020-04-23", "24/04/2020"),
	):
		with refused(last):
			make.application(person, by=who.commune_officer, application_date=day)
		with refused(last):
			make.empty_list(who.commune_officer, list_date=day)
	assert not frappe.db.exists("Support Application", {"beneficiary": person})
	for day, number in (("2020-07-31", 1), ("2020-10-19", 2), ("2020-12-31", 2)):
		filed = make.application(make.person().name, by=who.commune_officer, application_date=day)
		assert filed.policy_version == f"{make.MERIT}-v{number}"
	make.go_to("2021-01-01")
	with refused("31/12/2020"):
		make.application(person, by=who.commune_officer, application_date="2021-01-01")
