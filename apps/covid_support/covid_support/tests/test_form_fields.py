"""A policy's own form fields: columns without code, kept while anybody needs them, written for one and for many.

Making a column commits, so each test makes its policy first, while nothing else has been written, and the
fixture takes the columns away again.
"""

import json

import frappe
import pytest

from covid_support import api, screens
from covid_support.policies import roles
from covid_support.programmes import form_columns
from covid_support.programmes.pack_export import export_programme
from covid_support.programmes.pack_import import ProgrammeImport
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

POLICY = "TFF-TIEN-DIEN"
FORM = "Support Application"
PRICE = 1_806  # VND for a kWh, an amount of this test


def form_field(fieldname="thu_kwh", label="Số kWh tiêu thụ", kind="number", **more) -> dict:
	return {"fieldname": fieldname, "label": label, "kind": kind, **more}


SOURCES = form_field("thu_nguon_dien", "Nguồn điện", "choice", choices="Công tơ riêng\nDùng chung")


def policy(code: str = POLICY, form_fields=(), **values):
	"""A draft policy that pays PRICE for each kWh, at most 46, to users of a meter of their own."""
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
			"policy_code": code,
			"title": "Hỗ trợ tiền điện",
			"short_title": f"Hỗ trợ tiền điện {code}",
			"report_group": "Hộ nghèo",
			"confidence": "D",
			**{column: pattern.get(column) for column in same},
			"form_fields": list(form_fields) or [form_field(mandatory=1), SOURCES],
			"criteria": [
				{"group_number": 1, "fact": "thu_nguon_dien", "operator": "=", "value": "Công tơ riêng"}
			],
			"components": [
				{
					"component_code": "DIEN",
					"title": "Tiền điện",
					"method": "Per Unit",
					"amount": PRICE,
					"quantity_fact": "thu_kwh",
					"maximum_quantity": 46,
				}
			],
			**values,
		}
	)


def test_person(title: str, eligible: int, amount: int, **facts) -> dict:
	values = {"title": title, "expected_eligible": eligible, "expected_amount": amount}
	return {**values, "facts": frappe.as_json(facts)}


test_person.__test__ = False
PEOPLE = (
	test_person("Dùng công tơ riêng", 1, 46 * PRICE, thu_kwh=100, thu_nguon_dien="Công tơ riêng"),
	test_person("Dùng chung công tơ", 0, 0, thu_kwh=100, thu_nguon_dien="Dùng chung"),
)


@pytest.fixture(autouse=True)
def columns_taken_away():
	yield
	frappe.db.rollback()
	for doctype in ("Policy Form Field", "Policy Criterion", "Benefit Component", "Policy Test Person"):
		frappe.db.delete(doctype, {"parent": ["like", "TFF-%"]})
	frappe.db.delete("Support Policy", {"name": ["like", "TFF-%"]})
	for name in ("thu_kwh", "thu_nguon_dien", "thu_ghi_chu"):
		frappe.db.delete("Custom Field", {"name": f"{FORM}-{name}"})
		form_columns._settle_after_commit(name)
	frappe.db.commit()  # the columns were committed when they were made
	frappe.clear_cache(doctype=FORM)


@pytest.fixture
def in_force():
	return policy(status="Active", test_people=list(PEOPLE)).insert()


def custom(name: str):
	return frappe.db.get_value("Custom Field", {"dt": FORM, "fieldname": name}, "*", as_dict=True)


def column_type(name: str) -> str:
	return form_columns._column_type(name)


def test_fields_become_columns_shown_for_their_policy_alone():
	policy().insert()
	kwh, source = custom("thu_kwh"), custom("thu_nguon_dien")
	assert (kwh.fieldtype, kwh.label, kwh.insert_after) == ("Float", "Số kWh tiêu thụ", "sec_policy_fields")
	assert (source.fieldtype, source.options) == ("Select", "\nCông tơ riêng\nDùng chung")
	assert kwh.depends_on == f'eval:["{POLICY}"].includes(doc.policy)'
	assert frappe.get_meta(FORM).has_field("thu_kwh") and frappe.db.has_column(FORM, "thu_kwh")


def test_another_policy_shares_the_column_and_its_choices():
	policy().insert()
	other = {**SOURCES, "choices": "Điện mặt trời"}
	policy("TFF-DIEN-2", [form_field(), other], criteria=[]).insert()
	assert custom("thu_nguon_dien").options == "\nĐiện mặt trời\nCông tơ riêng\nDùng chung"
	assert custom("thu_kwh").depends_on == 'eval:["TFF-DIEN-2", "TFF-TIEN-DIEN"].includes(doc.policy)'


def test_another_kind_under_the_same_name_is_refused():
	policy().insert()
	with refused("dòng 1", "Hỗ trợ tiền điện TFF-TIEN-DIEN", "thu_kwh"):
		policy("TFF-DIEN-2", [form_field(kind="text")], criteria=[], components=fixed(5)).insert()
	assert custom("thu_kwh").fieldtype == "Float"


def test_a_draft_may_change_its_mind_about_a_kind():
	draft = policy().insert()
	draft.form_fields[1].update({"kind": "text", "choices": ""})
	draft.criteria[0].value = "Điện lưới"
	draft.save()
	assert custom("thu_nguon_dien").fieldtype == "Data"
	draft.form_fields[0].kind = "date"
	draft.update({"components": fixed(5)})
	draft.save()
	assert column_type("thu_kwh") == "decimal(21,9)"
	frappe.db.commit()
	assert (custom("thu_kwh").fieldtype, column_type("thu_kwh")) == ("Date", "date")


def test_a_dropped_field_goes_only_when_nobody_knows_it():
	draft = policy().insert()
	draft.update({"form_fields": [draft.form_fields[0]], "criteria": []})
	draft.save()
	frappe.db.commit()  # a column cannot be brought back, so that it goes last
	assert not custom("thu_nguon_dien") and not frappe.db.has_column(FORM, "thu_nguon_dien")
	assert custom("thu_kwh")


def test_a_save_that_comes_to_nothing_takes_no_column_away():
	draft = policy().insert()
	frappe.db.commit()
	draft.update({"form_fields": [draft.form_fields[0]], "criteria": []})
	draft.save()
	frappe.db.rollback()
	frappe.db.commit()
	assert custom("thu_nguon_dien") and frappe.db.has_column(FORM, "thu_nguon_dien")
	assert [row.fieldname for row in frappe.get_doc("Support Policy", POLICY).form_fields] == [
		"thu_kwh",
		"thu_nguon_dien",
	]


def test_an_import_that_is_refused_midway_leaves_nothing_behind():
	pack = json.loads(export_programme("CT-NQ12"))
	first, second, *_others, last = pack["policies"]
	first["versions"][-1]["title"] = "Tên mới"
	second["versions"][-1].setdefault("form_fields", []).append(form_field())
	last["versions"][-1]["application_to"] = "2000-01-01"
	found = ProgrammeImport(json.dumps(pack))
	with pytest.raises(frappe.ValidationError, match="sớm hơn"):
		found.run(found.digest)
	frappe.db.rollback()
	assert frappe.db.get_value("Support Policy", first["code"], "title") != "Tên mới"
	assert not frappe.db.exists("Policy Form Field", {"fieldname": "thu_kwh"})


def test_a_field_that_is_left_and_taken_up_again_keeps_its_column():
	draft = policy().insert()
	frappe.db.commit()
	draft.update({"form_fields": [draft.form_fields[0]], "criteria": []})
	draft.save()
	policy(
		"TFF-DIEN-2", [form_field("thu_nguon_dien", kind="date")], criteria=[], components=fixed(5)
	).insert()
	frappe.db.commit()
	assert (custom("thu_nguon_dien").fieldtype, column_type("thu_nguon_dien")) == ("Date", "date")


def test_a_dropped_field_of_a_frozen_wording_stays(in_force):
	in_force.update({"form_fields": [in_force.form_fields[0]], "criteria": [], "test_people": []})
	in_force.save()
	assert custom("thu_nguon_dien").depends_on == f'eval:["{POLICY}"].includes(doc.policy)'


def fixed(amount: int) -> list[dict]:
	return [{"component_code": "A", "title": "A", "method": "Fixed", "amount": amount}]


@pytest.mark.parametrize(
	("field", "said"),
	[
		(form_field("status", kind="text"), "dùng cho biểu mẫu"),
		(form_field("age"), "danh bạ"),
		(form_field("Số kWh"), "tên trường"),
		(form_field("months", kind="text"), "kiểu"),
	],
)
def test_names_that_cannot_be_are_refused(field, said):
	with refused("dòng 1", said):
		policy(form_fields=[field], criteria=[], components=fixed(5)).insert()
	assert not frappe.db.exists("Support Policy", POLICY)


def test_one_application_is_judged_by_its_own_fields(in_force):
	officer = make.official(roles.COMMUNE_OFFICER, make.COMMUNE)
	person = make.person()
	answers = {"thu_kwh": 30, "thu_nguon_dien": "Công tơ riêng"}
	filed = make.application(person.name, POLICY, officer, **answers)
	assert (filed.eligible, int(filed.proposed_amount)) == (1, 30 * PRICE)
	filed.thu_kwh = 60
	filed.save()
	assert int(frappe.db.get_value(FORM, filed.name, "proposed_amount")) == 46 * PRICE
	filed.thu_nguon_dien = "Dùng chung"
	filed.save()
	assert not filed.eligible and "Nguồn điện" in filed.judgement


@pytest.mark.parametrize(
	("answers", "said"),
	[
		({"thu_nguon_dien": "Công tơ riêng"}, "Chưa có thông tin “Số kWh tiêu thụ”"),
		({"thu_kwh": -5, "thu_nguon_dien": "Công tơ riêng"}, "-5"),
		({"thu_kwh": 5, "thu_nguon_dien": "Máy phát"}, "Máy phát"),
	],
)
def test_answers_that_cannot_be_are_refused(in_force, answers, said):
	person = make.person()
	with refused(said):
		make.application(person.name, POLICY, **answers)
	assert not frappe.db.exists(FORM, {"policy": POLICY})


def test_many_are_put_on_a_list_with_their_answers(in_force):
	who = make.officials()
	name = make.empty_list(who.commune_officer, policy=POLICY)
	people = make.people(3)
	answers = {"thu_kwh": 20, "thu_nguon_dien": "Công tơ riêng"}
	with make.acting_as(who.commune_officer):
		told = api.add_people(
			name, {people[0].name: answers, people[1].name: {**answers, "thu_kwh": ""}, people[2].name: {}}
		)
	assert (told["people"], told["amount"]) == (1, 20 * PRICE)
	assert {row["reason"] for row in told["refused"]} == {
		"Chưa có thông tin “Số kWh tiêu thụ”. Đề nghị bổ sung."
	}
	line = make.lines(name)[0]
	assert (line.thu_kwh, line.thu_nguon_dien) == (20, "Công tơ riêng")
	with make.acting_as(who.commune_officer):
		page = api.get_list_lines(name)
	assert [(row["fieldname"], row["label"]) for row in page["own_fields"]] == [
		("thu_kwh", "Số kWh tiêu thụ"),
		("thu_nguon_dien", "Nguồn điện"),
	]
	assert (page["rows"][0].thu_kwh, page["rows"][0].thu_nguon_dien) == (20, "Công tơ riêng")
	frappe.db.set_value("Custom Field", {"fieldname": "thu_nguon_dien"}, "permlevel", 1)
	frappe.clear_cache(doctype="Support Application")
	with make.acting_as(who.commune_officer):
		page = api.get_list_lines(name)
	assert [row["fieldname"] for row in page["own_fields"]] == ["thu_kwh"]
	assert "thu_nguon_dien" not in page["rows"][0]


def test_the_form_asks_for_them(in_force):
	officer = make.official(roles.COMMUNE_OFFICER, make.COMMUNE)
	with make.acting_as(officer):
		form = screens.get_policy_form(POLICY)
	assert form["fields"] == ["thu_kwh", "thu_nguon_dien"]
	assert [(row["fieldname"], row["label"], row["mandatory"]) for row in form["own_fields"]] == [
		("thu_kwh", "Số kWh tiêu thụ", 1),
		("thu_nguon_dien", "Nguồn điện", 0),
	]


def test_a_quarter_is_a_period(in_force):
	in_force.period_kind = "Quarter"
	in_force.save()
	person = make.person()
	answers = {"thu_kwh": 30, "thu_nguon_dien": "Công tơ riêng"}
	with refused("2021-Q3"):
		make.application(person.name, POLICY, period="2020-05", **answers)
	assert make.application(person.name, POLICY, period="2020-q2", **answers).period == "2020-Q2"
