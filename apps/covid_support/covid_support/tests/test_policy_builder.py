"""Building a policy: nonsense refused at its row, read back in words, tried out, activated only when its people pass."""

import frappe
import pytest

from covid_support import screens
from covid_support.policies import roles
from covid_support.programmes.activation import outcomes_that_differ
from covid_support.programmes.api import get_unconfirmed
from covid_support.programmes.read_back_frame import sentences_of
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

CODE = "THU-HO-TRO"


@pytest.fixture
def administrator():
	return make.official(roles.PROGRAMME_ADMINISTRATOR, make.PROVINCE)


def row(group: int, fact: str, operator: str, value: str = "", component: str = "") -> dict:
	values = {"group_number": group, "fact": fact, "operator": operator, "value": value}
	return {**values, "component_code": component}


def component(code: str = "A", amount: int = 500_000, **more) -> dict:
	values = {"component_code": code, "title": f"Khoản {code}", "method": "Fixed", "amount": amount}
	return {**values, **more}


def person(title: str, eligible: int, amount: int = 0, **facts) -> dict:
	values = {"title": title, "expected_eligible": eligible, "expected_amount": amount}
	return {**values, "facts": frappe.as_json(facts)}


OLD = person("Cụ 70 tuổi", 1, 500_000, age=70)
YOUNG = person("Người 30 tuổi", 0, age=30)


def policy(**values):
	"""A draft that gives 500,000 to everybody of 60 years and more."""
	pattern = frappe.get_doc("Support Policy", make.MERIT)
	same = (
		"programme",
		"application_from",
		"application_to",
		"effective_from",
		"effective_to",
		"approval_route",
	)
	return frappe.get_doc(
		{
			"doctype": "Support Policy",
			"policy_code": CODE,
			"title": "Hỗ trợ người cao tuổi",
			"short_title": "Người cao tuổi",
			"report_group": "Người cao tuổi",
			"confidence": "D",
			**{column: pattern.get(column) for column in same},
			"criteria": [row(1, "age", ">=", "60")],
			"components": [component()],
			**values,
		}
	)


# --- nonsense at its row ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
	("values", "said"),
	[
		({"criteria": [row(1, "age", ">=", "60"), row(2, "chieu_cao", ">", "1")]}, ("Dòng 2", "chieu_cao")),
		({"criteria": [row(1, "pregnant", ">", "1")]}, ("Dòng 1", "Đang mang thai")),
		({"criteria": [row(1, "age", "between", "60; 18")]}, ("Dòng 1", "Tuổi tròn năm")),
		({"criteria": [row(1, "age", ">=", "")]}, ("Dòng 1", "Tuổi tròn năm")),
		({"criteria": [row(0, "age", ">=", "60")]}, ("Dòng 1", "nhóm")),
		({"criteria": [row(1, "age", ">=", "{sex}")]}, ("Dòng 1", "Giới tính")),
		(
			{"criteria": [row(1, "age", ">=", "60"), row(1, "sex", "=", "Nam", "A")]},
			("Dòng 2", "Nam", "Giới tính"),
		),
		({"criteria": [row(1, "age", ">", "60", "KHONG-CO")]}, ("1", "KHONG-CO")),
		(
			{"components": [component(method="Percent With Cap", amount=0, percent=120, maximum_amount=9, quantity_fact="monthly_income")]},
			("dòng 1", "Tỷ lệ", "100"),
		),
		({"components": [component(method="Per Day", maximum_quantity=-1)]}, ("dòng 1", "nhỏ hơn 0")),
		(
			{"components": [component(method="Per Day", minimum_quantity=10, maximum_quantity=5)]},
			("dòng 1", "lớn hơn"),
		),
		({"components": [component(method="Per Unit", quantity_fact="sex")]}, ("Giới tính",)),
		({"components": [component(maximum_per_unit=-1, maximum_by_fact="months")]}, ("dòng 1", "nhỏ hơn 0")),
		({"components": [component(maximum_per_unit=9)]}, ("Khoản hỗ trợ A", "phải đi cùng")),
		({"components": [component(maximum_by_fact="months")]}, ("Khoản hỗ trợ A", "phải đi cùng")),
		(
			{"components": [component(maximum_per_unit=9, maximum_by_fact="sex")]},
			("Khoản hỗ trợ A", "Giới tính", "không phải dạng số"),
		),
		({"components": [component(maximum_per_unit=9, maximum_by_fact="so_thuyen")]}, ("so_thuyen",)),
		({"instalments": [{"title": "Đợt 1", "percent": 60}]}, ("60%", "100%")),
		({"instalments": [{"title": "Đợt 1", "percent": -10}]}, ("dòng 1",)),
		(
			{
				"funding": [
					{"source_kind": "Central Budget", "percent": 130},
					{"source_kind": "Provincial Budget", "percent": -30},
				]
			},
			("dòng 1",),
		),
		({"test_people": [{"title": "X", "facts": "[1]"}]}, ("dòng 1", "JSON")),
		({"test_people": [person("X", 1, chieu_cao=1)]}, ("dòng 1", "chieu_cao")),
		({"test_people": [person("X", 1, age="già")]}, ("dòng 1", "già", "Tuổi tròn năm")),
	],
)  # fmt: skip
def test_nonsense_is_refused_where_it_was_typed(values, said):
	with refused(*said):
		policy(**values).insert()
	assert not frappe.db.exists("Support Policy", CODE)


def test_the_tick_for_once_follows_the_period():
	"""Nobody has to untick anything to pay by the month or quarter; ticked then, it stays and is read back."""

	def said(document) -> list[str]:
		with make.acting_as("Administrator"):
			return [sentence.phrase.said(lambda text: text) for sentence in sentences_of(document)]

	once, by_quarter = (
		"Each person receives it only once.",
		"The support is given for each quarter that is applied for.",
	)
	document = policy(period_kind="Once").insert()
	assert (document.once_only, once in said(document)) == (1, True)
	document.period_kind = "Quarter"
	document.save()
	assert (document.once_only, once in said(document), by_quarter in said(document)) == (0, False, True)
	document.once_only = 1
	document.save()
	assert (document.once_only, once in said(document), by_quarter in said(document)) == (1, True, False)
	assert policy(policy_code="THU-2", period_kind="Month").insert().once_only == 0


def test_a_group_that_tops_up_takes_cash_alone_and_no_exclusions():
	group = frappe.get_doc(
		{
			"doctype": "Exclusive Group",
			"group_code": "THU-BU",
			"title": "Bù chênh lệch",
			"settlement": "Top Up to the Higher",
		}
	).insert()
	first = policy(policy_code="THU-1", exclusive_group=group.name).insert()
	with refused("chênh lệch", "bằng tiền"):
		policy(exclusive_group=group.name, benefit_kind="In Kind").insert()
	with refused("dòng 1", "cùng nhóm"):
		policy(exclusive_group=group.name, exclusions=[{"policy": first.name}]).insert()


# --- activation -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
	("people", "said"),
	[
		([], ("đủ điều kiện", "không đủ điều kiện")),
		([OLD], ("thêm một người thử không đủ điều kiện",)),
		([YOUNG], ("thêm một người thử đủ điều kiện",)),
		([{**OLD, "expected_amount": 600_000}, YOUNG], ("Cụ 70 tuổi: dự kiến 600.000 đồng", "500.000")),
		([OLD, {**YOUNG, "facts": '{"age": 65}'}], ("Người 30 tuổi: dự kiến không đủ", "500.000")),
		([{**OLD, "facts": "{}"}, YOUNG], ("Cụ 70 tuổi: dự kiến đủ",)),
	],
)
def test_a_policy_is_not_activated_before_its_people_pass(administrator, people, said):
	with make.acting_as(administrator):
		draft = policy(test_people=people).insert()
		draft.status = "Active"
		with refused("Chưa thể áp dụng", *said):
			draft.save()
	assert frappe.db.get_value("Support Policy", CODE, "status") == "Draft"
	assert not frappe.db.exists("Policy Version", {"policy": CODE})


def test_a_policy_whose_people_pass_is_activated_and_takes_files(administrator):
	with make.acting_as(administrator):
		draft = policy(test_people=[OLD, YOUNG]).insert()
		draft.status = "Active"
		draft.save()
	assert frappe.db.get_value("Support Policy", CODE, "current_version") == f"{CODE}-v1"
	filed = make.application(make.person(birth_date="01/01/1945", personal_id=None).name, CODE)
	assert (filed.eligible, int(filed.proposed_amount)) == (1, 500_000)


def test_inserting_an_active_policy_passes_the_same_gate():
	with refused("Chưa thể áp dụng"):
		policy(status="Active").insert()
	assert policy(status="Active", test_people=[OLD, YOUNG]).insert().current_version == f"{CODE}-v1"


def test_an_active_policy_is_only_remarked_upon():
	active = policy(status="Active", test_people=[OLD, YOUNG]).insert()
	active.components[0].amount = 700_000
	frappe.local.message_log = []
	active.save()
	said = " ".join(frappe.parse_json(message)["message"] for message in frappe.local.message_log)
	assert "Cụ 70 tuổi: dự kiến 500.000 đồng nhưng kết quả là 700.000 đồng" in said


# --- words and trials -------------------------------------------------------------------------------------


def test_the_policy_is_read_back_before_it_is_saved(administrator):
	with make.acting_as(administrator):
		told = screens.read_policy_back(policy().as_json())
		broken = screens.read_policy_back(policy(criteria=[row(1, "chieu_cao", ">", "1")]).as_json())
	assert told["sentences"][0] == {
		"about": "benefit",
		"text": "Người cao tuổi được hưởng 500.000 đồng khi: tuổi tròn năm từ 60 trở lên.",
	}
	assert told["problem"] == "" and broken["sentences"] == [] and "chieu_cao" in broken["problem"]


def test_a_trial_shows_every_condition_and_sum(administrator):
	rules = policy(
		criteria=[
			row(1, "age", ">=", "60"),
			row(2, "household_poverty", "=", "Poor"),
			row(2, "categories", "contains", "NCC"),
			row(1, "pregnant", "=", "Yes", "B"),
		],
		components=[
			component(),
			component("B", 200_000),
			component("C", 40_000, method="Per Day", maximum_quantity=10),
			component("D", 90_000, method="Per Day", maximum_per_unit=500_000, maximum_by_fact="months"),
		],
	)
	with make.acting_as(administrator):
		facts = {"age": 61, "categories": ["NCC"], "days": 12, "months": 2}
		tried = screens.try_policy(rules.as_json(), facts)
	assert (tried["eligible"], tried["amount"]) == (True, 500_000 + 10 * 40_000 + 2 * 500_000)
	assert [(group["number"], group["holds"]) for group in tried["groups"]] == [(1, True), (2, True)]
	alternatives = tried["groups"][1]["tests"]
	assert [(one["holds"], one["found"]) for one in alternatives] == [
		(None, "chưa rõ"),
		(True, _category("NCC")),
	]
	sums = [(one["code"], one["amount"], one["sum"]) for one in tried["components"]]
	assert sums == [
		("A", 500_000, "500.000 × 1 = 500.000"),
		("B", 0, ""),
		("C", 400_000, "40.000 × 10 = 400.000"),
		("D", 1_000_000, "90.000 × 12; ≤ 500.000 × 2 → 1.000.000"),
	]


def _category(code: str) -> str:
	return frappe.db.get_value("Beneficiary Category", code, "category_name")


def test_a_refused_trial_says_why(administrator):
	with make.acting_as(administrator):
		tried = screens.try_policy(policy().as_json(), {"age": 30})
	assert (tried["eligible"], tried["amount"]) == (False, 0)
	assert tried["groups"][0]["tests"][0] == {
		"text": "tuổi tròn năm từ 60 trở lên",
		"holds": False,
		"fact": "Tuổi tròn năm",
		"found": "30",
	}
	assert len(tried["reasons"]) == 1


def test_a_registered_person_is_tried_within_the_area_alone(administrator):
	near, far = make.person(birth_date="01/01/1940", personal_id=None), make.person(make.FAR_COMMUNE)
	with make.acting_as(administrator):
		tried = screens.try_policy(policy().as_json(), {}, near.name)
	assert tried["eligible"] and tried["facts"] == {"age": 80}
	officer = make.official(roles.COMMUNE_OFFICER, make.COMMUNE)
	saved = frappe.get_doc("Support Policy", make.MERIT).as_json()
	with make.acting_as(officer):
		assert screens.try_policy(saved, {}, near.name)["eligible"]
		with refused(exception=frappe.PermissionError):
			screens.try_policy(saved, {}, far.name)


def test_who_may_not_write_policies_tries_the_saved_one():
	officer = make.official(roles.COMMUNE_OFFICER, make.COMMUNE)
	mine = frappe.get_doc("Support Policy", make.MERIT)
	mine.components[0].amount = 9_000_000
	with make.acting_as(officer):
		said = screens.read_policy_back(mine.as_json())["sentences"][0]["text"]
	assert "1.500.000 đồng" in said


def test_opening_a_policy_shows_a_reader_no_empty_message():
	officer = make.official(roles.COMMUNE_OFFICER, make.COMMUNE)
	saved = frappe.get_doc("Support Policy", make.MERIT).as_json()
	frappe.local.message_log = []
	with make.acting_as(officer):
		screens.read_policy_back(saved)
		screens.get_trial_facts(saved)
		assert get_unconfirmed("Support Policy", make.MERIT)["may_confirm"] is False
	assert frappe.local.message_log == []


def test_the_lists_of_the_builder_speak_vietnamese():
	reader = make.official(roles.COMMUNE_OFFICER, make.COMMUNE)
	with make.acting_as(reader):
		words = screens.get_builder_words()
	facts = {fact["key"]: fact for fact in words["facts"]}
	assert facts["age"]["label"] == "Tuổi tròn năm" and facts["age"]["registered"]
	assert {"value": "Poor", "label": "Hộ nghèo"} in facts["household_poverty"]["choices"]
	assert {"value": "NCC", "label": _category("NCC")} in facts["categories"]["choices"]
	assert [one["label"] for one in words["operators"]["set"]] == ["có", "không có", "đã khai", "không khai"]
	assert {"value": ">=", "label": "từ ngày … trở đi"} in words["operators"]["date"]


def test_each_shipped_active_policy_passes_the_gate_it_was_shipped_past():
	wrong = {}
	for name in frappe.get_all(
		"Support Policy", {"status": "Active", "name": ["not like", "THU-%"]}, pluck="name"
	):
		shipped = frappe.get_doc("Support Policy", name)
		expected = {bool(row.expected_eligible) for row in shipped.test_people}
		differing = outcomes_that_differ(shipped)
		if differing or expected != {True, False}:
			wrong[name] = differing or "needs an eligible and a refused test person"
	assert not wrong
