"""The checks panel: each check with its result and the row it found, as far as the reader may see it."""

import frappe

from covid_support import api, screens
from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests.areas_world import attach
from covid_support.tests.own_policies import policy, top_up_group
from covid_support.tests.refusals import refused

MET, NOT_MET, TO_CHECK = "Met", "Not Met", "To Check"
CRITERIA = [
	{"group_number": 1, "fact": "categories", "operator": "contains", "value": "NCC"},
	{"group_number": 2, "fact": "months", "operator": ">=", "value": "2"},
]


def checks(name: str, by: str) -> dict[str, dict]:
	"""{kind: check} of an application as `by` sees them; of criteria the last."""
	with make.acting_as(by):
		return {check["kind"]: check for check in screens.get_checks(name)}


def criteria(name: str, by: str) -> list[tuple]:
	with make.acting_as(by):
		found = [check for check in screens.get_checks(name) if check["kind"] == "criterion"]
	return [(check["title"], check["result"], check["detail"]) for check in found]


def test_a_clean_file_meets_every_check(who):
	own = policy(exclusions=[{"policy": make.POOR}])
	filed = make.application(make.person().name, own, by=who.commune_officer)
	found = checks(filed.name, who.commune_officer)
	kinds = {
		"once",
		"exclusion",
		"waiver",
		"life",
		"residence",
		"relatives",
		"elsewhere",
		"duplicate",
		"papers",
	}
	assert set(found) == kinds
	assert {check["result"] for check in found.values()} == {MET}
	assert not any(check["row"] for check in found.values())


def test_conditions_are_shown_one_by_one_with_what_was_found(who):
	own = policy(criteria=CRITERIA)
	filed = make.application(make.person().name, own, by=who.commune_officer)
	first, second = criteria(filed.name, who.commune_officer)
	assert first[:2] == ("Nhóm đối tượng", MET) and "Người có công" in first[2]
	assert second[1] == TO_CHECK  # nobody has said for how many months
	with make.acting_as(who.commune_officer):
		filed.months = 1
		filed.save()
	_title, result, detail = criteria(filed.name, who.commune_officer)[1]
	assert result == NOT_MET and "từ 2 trở lên, hồ sơ ghi 1" in detail
	with make.acting_as(who.commune_officer):
		filed.months = 2
		filed.save()
	assert criteria(filed.name, who.commune_officer)[1][1:] == (MET, "2")


def test_each_line_is_looked_at_on_its_own_day(who):
	"""One held the category until 05/05, when the list did not stand yet; the other holds it from then on."""
	paper = {"paper": "Bản sao giấy chứng nhận", "mandatory": 1}
	held = {"fact": "categories", "operator": "contains", "value": "NCC"}
	own = policy(criteria=[{"group_number": 1, **held}], dossier=[{**paper, **held}])
	early = make.person(
		category=None, categories=[{"category": "NCC", "from_date": "2015-01-01", "to_date": "2020-05-05"}]
	)
	late = make.person(category=None, categories=[{"category": "NCC", "from_date": "2020-05-06"}])
	filed = make.application(early.name, own, by=who.commune_officer)
	make.go_to("2020-05-06")
	name = make.empty_list(who.commune_officer, policy=own)
	make.add_people(name, [late], who.commune_officer)
	with make.acting_as(who.commune_officer):
		api.attach_application(filed.name, name)
		counted = screens.get_line_checks(name, [row.name for row in make.lines(name)])
	assert [row["failed"] for row in counted.values()] == [1, 1]  # the paper alone
	with refused("2 người", f"{early.full_name}: {paper['paper']}", f"{late.full_name}: {paper['paper']}"):
		make.act("Application List", name, "Submit for Signature", who.commune_officer)


def test_another_policy_of_the_group_is_found_and_linked(who):
	person = make.person()
	first = make.application(person.name, by=who.commune_officer)
	group = frappe.db.get_value("Support Policy", make.MERIT, "exclusive_group")
	filed = make.application(person.name, policy(), by=who.commune_officer)
	version = frappe.get_doc("Policy Version", filed.policy_version)
	snapshot = {**frappe.parse_json(version.snapshot), "exclusive_group": group}
	text = frappe.as_json(snapshot)
	frappe.db.set_value("Policy Version", version.name, {"snapshot": text, "digest": frappe.generate_hash()})
	check = checks(filed.name, who.commune_officer)["group"]
	assert (check["result"], check["doctype"], check["row"]) == (NOT_MET, "Support Application", first.name)
	assert "Người có công" in check["detail"]


def test_a_group_counted_by_periods_looks_at_the_same_period(who):
	group = top_up_group(settlement="One Only", cycle="Period")
	first, second = (policy(period_kind="Month", exclusive_group=group) for _policy in range(2))
	person = make.person()
	make.application(person.name, first, by=who.commune_officer, period="2020-04")
	filed = make.application(person.name, second, by=who.commune_officer, period="2020-05")
	assert checks(filed.name, who.commune_officer)["group"]["result"] == MET
	filed.db_set("period", "2020-04")
	assert checks(filed.name, who.commune_officer)["group"]["result"] == NOT_MET


def test_an_excluding_application_is_to_check_and_once_approved_not_met(who):
	first = policy()
	own = policy(exclusions=[{"policy": first}])
	person = make.person()
	filed = make.application(person.name, own, by=who.commune_officer)
	other = make.application(person.name, first, by=who.commune_officer)
	check = checks(filed.name, who.commune_officer)["exclusion"]
	assert (check["result"], check["row"]) == (TO_CHECK, other.name)
	other.db_set("status", "Approved")
	assert checks(filed.name, who.commune_officer)["exclusion"]["result"] == NOT_MET


def test_a_row_of_another_area_has_no_link_and_no_personal_data(who):
	first = policy()
	own = policy(exclusions=[{"policy": first}])
	person = make.person()
	filed = make.application(person.name, own, by=who.commune_officer)
	other = make.application(person.name, first)
	other.db_set("commune", make.FAR_COMMUNE)
	check = checks(filed.name, who.commune_officer)["exclusion"]
	assert (check["doctype"], check["row"]) == ("", "")
	assert "thuộc địa bàn khác: Xã Đại Tâm" in check["detail"]
	for secret in (person.full_name, person.personal_id, other.name):
		assert secret not in check["detail"]
	province = make.official(roles.DEPARTMENT_OFFICER, make.PROVINCE)
	assert checks(filed.name, province)["exclusion"]["row"] == other.name


def test_waiver_death_move_and_support_elsewhere(who):
	person = make.person()
	filed = make.application(person.name, policy(exclusions=[{"policy": make.POOR}]), by=who.commune_officer)
	waiver = frappe.get_doc(
		{
			"doctype": "Support Waiver", "beneficiary": person.name, "policy": filed.policy, "commune": person.commune,
			"manner": "In Person", "declared_on": "2020-05-04",
			"statement": attach("Beneficiary", person.name).file_url,
		}
	).insert()  # fmt: skip
	filed.db_set("other_policy_elsewhere", 1)
	person.db_set({"life_status": "Dead", "death_date": "2020-05-01"})
	found = checks(filed.name, who.commune_officer)
	assert (found["waiver"]["result"], found["waiver"]["row"]) == (NOT_MET, waiver.name)
	assert found["life"]["result"] == NOT_MET and "01/05/2020" in found["life"]["detail"]
	assert found["elsewhere"]["result"] == NOT_MET
	person.db_set({"life_status": "Alive", "death_date": None, "commune": make.SECOND_COMMUNE})
	moved = checks(filed.name, who.commune_officer)["residence"]
	assert moved["result"] == TO_CHECK and "Xã Đại Hải" in moved["detail"]


def test_relatives_of_officials_are_pointed_out(who):
	person = make.person()
	filed = make.application(person.name, policy(), by=who.commune_officer)
	frappe.get_doc(
		{"doctype": "Conflict Declaration", "user": who.district_officer, "beneficiary": person.name,
		"relationship": "Em ruột", "declared_on": "2020-05-01"}
	).insert()  # fmt: skip
	check = checks(filed.name, who.commune_officer)["relatives"]
	assert check["result"] == TO_CHECK
	assert "District Officer" in check["detail"] and "Em ruột" in check["detail"]


def test_one_person_under_two_numbers_is_suspected(who):
	"""Hóc Môn 2021 (legal-facts H3): the CMND in one place, the CCCD in another."""
	person = make.person()
	twin = make.person()
	twin.db_set({"search_key": person.search_key, "birth_date": person.birth_date})
	own = policy()
	filed = make.application(person.name, own, by=who.commune_officer)
	assert checks(filed.name, who.commune_officer)["duplicate"]["result"] == MET
	second = make.application(twin.name, own, by=who.commune_officer)
	check = checks(filed.name, who.commune_officer)["duplicate"]
	assert (check["result"], check["row"]) == (TO_CHECK, second.name)


def test_once_per_person_and_papers(who):
	own = policy(period_kind="Month", dossier=[{"paper": "Mẫu 07", "mandatory": 1}])
	person = make.person()
	filed = make.application(person.name, own, by=who.commune_officer, period="2020-04")
	other = make.application(person.name, own, by=who.commune_officer, period="2020-05")
	found = checks(filed.name, who.commune_officer)
	assert found["once"]["result"] == MET
	assert (found["papers"]["result"], found["papers"]["detail"]) == (NOT_MET, "còn thiếu: Mẫu 07")
	frappe.db.set_value("Support Policy", own, "once_only", 1)
	frappe.clear_document_cache("Support Policy", own)
	check = checks(filed.name, who.commune_officer)["once"]
	assert (check["result"], check["row"]) == (NOT_MET, other.name)


def test_lines_of_a_list_are_counted_in_sets(who):
	own = policy(dossier=[{"paper": "Mẫu 07", "mandatory": 1}])
	name = make.empty_list(who.commune_officer, policy=own)
	make.add_people(name, make.people(6), who.commune_officer)
	names = [row.name for row in make.lines(name)]
	with make.acting_as(who.commune_officer):
		counted = screens.get_line_checks(name, names)
		few = queries_of(lambda: screens.get_line_checks(name, names[:1]))
		many = queries_of(lambda: screens.get_line_checks(name, names))
	assert counted == {line: {"failed": 1, "unsure": 0} for line in names}
	assert many <= few + 2
	stranger = make.official(roles.COMMUNE_OFFICER, make.FAR_COMMUNE)
	for door in (lambda: screens.get_line_checks(name, names), lambda: screens.get_checks(names[0])):
		with make.acting_as(stranger), refused(exception=frappe.PermissionError):
			door()


def queries_of(act) -> int:
	"""How many statements `act` sends to the database."""
	sent, sql = [], frappe.db.sql
	frappe.db.sql = lambda *values, **options: (sent.append(1), sql(*values, **options))[1]
	try:
		act()
	finally:
		frappe.db.sql = sql
	return len(sent)
