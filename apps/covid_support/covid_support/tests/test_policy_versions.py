"""A policy in use is frozen: lists keep the rules that they began with (design §3.5)."""

import frappe
import pytest

from covid_support import api
from covid_support.applications.judging import recomputed_amount
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused


def change_amount(amount: int) -> str:
	"""Let the programme administrator raise the support; returns the version that holds from now on."""
	administrator = make.official("CS Programme Administrator", make.PROVINCE)
	with make.acting_as(administrator):
		policy = frappe.get_doc("Support Policy", make.MERIT)
		policy.components[0].amount = amount
		policy.save()
	return frappe.db.get_value("Support Policy", make.MERIT, "current_version")


def test_a_changed_policy_makes_a_further_version(who):
	first = frappe.db.get_value("Support Policy", make.MERIT, "current_version")
	second = change_amount(2_000_000)
	assert (first, second) == (f"{make.MERIT}-v1", f"{make.MERIT}-v2")
	amounts = [
		frappe.parse_json(frappe.db.get_value("Policy Version", name, "snapshot"))["components"][0]["amount"]
		for name in (first, second)
	]
	assert amounts == [1_500_000, 2_000_000]


def test_saving_without_a_change_of_the_rules_keeps_the_version(who):
	policy = frappe.get_doc("Support Policy", make.MERIT)
	policy.short_title = "Người có công"
	policy.save()
	assert policy.current_version == f"{make.MERIT}-v1"
	assert frappe.db.count("Policy Version", {"policy": make.MERIT}) == 1


def test_a_running_list_keeps_its_version_and_amounts(who):
	running = make.draft_list(who, count=1)
	change_amount(2_000_000)
	make.add_people(running, make.people(1), who.commune_officer)
	assert {row.policy_version for row in make.lines(running)} == {f"{make.MERIT}-v1"}
	make.move_list(running, who, "Province Decision")
	make.issued_decision([running], who)
	assert [int(row.approved_amount) for row in make.lines(running)] == [1_500_000, 1_500_000]
	assert all(
		recomputed_amount(row.policy_version, row.entitlement) == 1_500_000 for row in make.lines(running)
	)

	later = make.draft_list(who, count=1)
	assert [(row.policy_version, int(row.proposed_amount)) for row in make.lines(later)] == [
		(f"{make.MERIT}-v2", 2_000_000)
	]
	assert (
		recomputed_amount(make.lines(later)[0].policy_version, make.lines(later)[0].entitlement) == 2_000_000
	)


def test_a_running_list_keeps_its_criteria(who):
	"""The new rule asks for poverty; who came on the list before is judged by the old one."""
	running = make.draft_list(who, count=1)
	policy = frappe.get_doc("Support Policy", make.MERIT)
	policy.append(
		"criteria", {"group_number": 9, "fact": "household_poverty", "operator": "=", "value": "Poor"}
	)
	policy.save()
	person, other = make.people(2)
	assert make.add_people(running, [person], who.commune_officer)["people"] == 1
	told = make.add_people(make.empty_list(who.commune_officer), [other], who.commune_officer)
	assert told["people"] == 0


def test_a_single_application_keeps_its_version_when_it_is_saved_again(who):
	filed = make.application(make.person().name, by=who.commune_officer)
	change_amount(2_000_000)
	with make.acting_as(who.commune_officer):
		filed.note = "Đã bổ sung giấy tờ"
		filed.save()
	assert (filed.policy_version, int(filed.proposed_amount)) == (f"{make.MERIT}-v1", 1_500_000)


def test_an_application_of_an_older_version_keeps_it_on_a_newer_list(who):
	filed = make.application(make.person().name, by=who.commune_officer)
	change_amount(2_000_000)
	name = make.empty_list(who.commune_officer)
	with make.acting_as(who.commune_officer):
		api.attach_application(filed.name, name)
	make.add_people(name, make.people(1), who.commune_officer)
	assert sorted(int(row.proposed_amount) for row in make.lines(name)) == [1_500_000, 2_000_000]


def test_a_version_is_neither_changed_nor_deleted():
	version = frappe.get_doc("Policy Version", f"{make.MERIT}-v1")
	version.snapshot = "{}"
	with refused("Phiên bản chính sách đã chốt, không sửa được"):
		version.save()
	with refused():
		frappe.delete_doc("Policy Version", version.name)


def test_a_name_that_comes_back_with_other_rules_is_read_anew(who):
	"""After a rollback the same version name may hold other rules; nobody is judged by the lost ones."""
	frappe.db.savepoint("lost")
	change_amount(9_000_000)
	assert make.application(make.person().name).proposed_amount == 9_000_000
	frappe.db.rollback(save_point="lost")
	frappe.clear_document_cache("Support Policy", make.MERIT)
	change_amount(2_000_000)
	assert make.application(make.person().name).proposed_amount == 2_000_000


@pytest.mark.parametrize(
	("change", "said"),
	[
		({"application_to": "2020-04-01"}, "sớm hơn"),
		({"funding": [{"source_kind": "Central Budget", "percent": 90}]}, "90%, không phải 100%"),
	],
)
def test_rules_that_make_no_sense_are_refused(change, said):
	policy = frappe.get_doc("Support Policy", make.MERIT)
	for field, value in change.items():
		policy.set(field, value)
	with refused(said):
		policy.save()


def test_two_components_with_one_code_are_refused():
	policy = frappe.get_doc("Support Policy", make.MERIT)
	policy.append("components", {**policy.components[0].as_dict(), "name": None})
	with refused("Mã khoản hỗ trợ", "bị trùng"):
		policy.save()
