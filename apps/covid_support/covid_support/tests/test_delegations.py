"""Signing for somebody else: KT., TL., TUQ. within dates, area and programme; the paper and the history say so."""

import frappe
import pytest

from covid_support.documents.sources import decision as decision_paper
from covid_support.documents.sources import proposed_list
from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests.doors import call
from covid_support.tests.refusals import refused
from covid_support.workflows.api import get_delegation

NOT_NOW = "Thao tác này không có ở bước hiện tại"


def deputy(unit: str = make.COMMUNE, post: str = "Phó Chủ tịch") -> str:
	"""An official of the unit who has not got the chair's role."""
	return make.official(roles.SUPERVISOR, unit, position_title=post)


def delegated(delegator: str, delegate: str, role: str, unit: str = make.COMMUNE, form: str = "KT", **fields):
	values = {"signing_form": form, "delegator": delegator, "delegate": delegate, "role": role}
	values |= {"administrative_unit": unit, "valid_from": "2020-05-04", "valid_to": "2020-05-31"}
	with make.acting_as(fields.pop("by", "Administrator")):
		return frappe.get_doc({"doctype": "Signing Delegation", **values, **fields}).insert()


def sign(name: str, by: str) -> str:
	return make.act("Application List", name, "Sign", by)


def test_a_deputy_signs_for_the_chair_and_everything_says_so(who):
	name = make.list_in("Commune Signing", who)
	second = deputy()
	document = delegated(who.commune_chair, second, roles.COMMUNE_CHAIR)
	with make.acting_as(second):
		lent = get_delegation("Application List", name)
	assert (lent["form"], lent["actions"]) == ("KT", ["Sign", "Return"])
	assert sign(name, second) == "Public Posting"
	step = frappe.get_doc("Application List", name).steps[-1]
	assert (step.user, step.on_behalf_of, step.signing_delegation) == (
		second,
		who.commune_chair,
		document.name,
	)
	paper = proposed_list.collect(frappe.get_doc("Application List", name))["signer"]
	assert paper["authority"] == "TM. ỦY BAN NHÂN DÂN"
	assert paper["post"] == ["KT. CS COMMUNE CHAIR", "PHÓ CHỦ TỊCH"]


def test_who_gives_a_signature_away_can_choose_the_role(who):
	"""Leaders may not search the framework's roles, so the form itself lists them."""
	field = frappe.get_meta("Signing Delegation").get_field("role")
	assert (field.fieldtype, field.options.split()) == ("Select", " ".join(roles.ROLES).split())
	given = delegated(who.commune_chair, deputy(), roles.COMMUNE_CHAIR, by=who.commune_chair)
	assert frappe.db.exists("Signing Delegation", given.name)


def test_the_role_is_lent_for_this_press_alone(who):
	first, second = make.list_in("Commune Signing", who), deputy()
	delegated(who.commune_chair, second, roles.COMMUNE_CHAIR)
	sign(first, second)
	with make.acting_as(second):
		assert roles.COMMUNE_CHAIR not in frappe.get_roles()
	other = make.list_in("Commune Signing", who)
	form = {"doc": frappe.get_doc("Application List", other).as_json(), "action": "Sign"}
	assert call(second, "frappe.model.workflow.apply_workflow", **form).refusal
	assert make.state_of(other) == "Commune Signing"


@pytest.mark.parametrize(
	("day", "signs"), [("2020-05-03", False), ("2020-05-31", True), ("2020-06-01", False)]
)
def test_only_on_the_days_of_the_delegation(who, day, signs):
	name, second = make.list_in("Commune Signing", who), deputy()
	delegated(who.commune_chair, second, roles.COMMUNE_CHAIR)
	make.go_to(day)
	if signs:
		assert sign(name, second) == "Public Posting"
	else:
		with refused(NOT_NOW):
			sign(name, second)
		assert make.state_of(name) == "Commune Signing"


@pytest.mark.parametrize(
	("doctype", "key", "columns"),
	[
		("Official Assignment", "user", {"enabled": 0}),
		("Official Assignment", "user", {"valid_to": "2020-05-03"}),
		("Official Assignment", "user", {"administrative_unit": make.FAR_COMMUNE}),
		("Has Role", "parent", {"role": roles.SUPERVISOR}),
		("User", "name", {"enabled": 0}),
	],
)
def test_nobody_signs_for_who_has_left_office(who, doctype, key, columns):
	name, second = make.list_in("Commune Signing", who), deputy()
	delegated(who.commune_chair, second, roles.COMMUNE_CHAIR)
	frappe.db.set_value(doctype, {key: who.commune_chair}, columns)
	with make.acting_as(second):
		assert not (get_delegation("Application List", name) or {}).get("actions")
	with refused(NOT_NOW):
		sign(name, second)
	assert make.state_of(name) == "Commune Signing"


def test_only_in_the_area_and_programme_of_the_delegation(who):
	second = make.official(roles.SUPERVISOR, make.DISTRICT, position_title="Phó Chủ tịch")
	there = make.officials(make.SECOND_COMMUNE)
	delegated(who.commune_chair, second, roles.COMMUNE_CHAIR)
	elsewhere = make.list_in("Commune Signing", there)
	with refused(NOT_NOW):
		sign(elsewhere, second)
	other = next(name for name in frappe.get_all("Support Programme", pluck="name") if name != make.PROGRAMME)
	third, name = deputy(), make.list_in("Commune Signing", who)
	delegated(who.commune_chair, third, roles.COMMUNE_CHAIR, programme=other)
	with refused(NOT_NOW):
		sign(name, third)
	assert sign(name, second) == "Public Posting"


def test_nobody_signs_what_he_or_who_delegates_has_prepared(who):
	name = make.list_in("Commune Signing", who)
	delegated(who.commune_chair, who.commune_officer, roles.COMMUNE_CHAIR)
	with refused("đã tham gia lập hoặc thẩm định"):
		sign(name, who.commune_officer)
	corrected = make.list_in("District Signing", who)
	frappe.db.set_value("Application List", corrected, "prepared_by", who.district_chair)
	second = deputy(make.DISTRICT)
	delegated(who.district_chair, second, roles.DISTRICT_CHAIR, make.DISTRICT)
	with refused("nên không ai được ký thay người này"):
		sign(corrected, second)


@pytest.mark.parametrize(
	("form", "authority", "post"),
	[
		("KT", "", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
		("TL", "", ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
		("TUQ", "", ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ"]),
	],
)
def test_decisions_carry_the_authority_of_who_signs(who, form, authority, post):
	frappe.db.set_value("Official Assignment", {"user": who.provincial_leader}, "position_title", "Chủ tịch")
	name = make.decision([make.list_in("Province Decision", who)], who).name
	second = deputy(make.PROVINCE, post[1].capitalize())
	written = {"document_number": "12/GUQ-UBND", "document_date": "2020-05-04"}
	delegated(who.provincial_leader, second, roles.PROVINCIAL_LEADER, make.PROVINCE, form, **written)
	make.act("Decision", name, "Submit for Signature", who.department_officer)
	assert make.act("Decision", name, "Issue Decision", second) == "Issued"
	document = frappe.get_doc("Decision", name)
	assert document.signed_by == second
	signer = decision_paper.collect(document)["signer"]
	assert (signer["authority"], signer["post"]) == (authority, post)


def test_nonsense_is_refused(who):
	chair, second, role = who.commune_chair, deputy(), roles.COMMUNE_CHAIR
	with refused("Không thể tự giao ký cho chính mình"):
		delegated(chair, chair, role)
	with refused("không có vai trò Chủ tịch UBND cấp huyện"):
		delegated(chair, second, roles.DISTRICT_CHAIR)
	with refused("không được phân công tại"):
		delegated(chair, deputy(make.FAR_COMMUNE), role)
	with refused("ngày kết thúc sớm hơn ngày bắt đầu"):
		delegated(chair, second, role, valid_to="2020-05-03")
	with refused("Ủy quyền (TUQ.) phải bằng văn bản"):
		delegated(chair, second, role, form="TUQ")
	delegated(chair, second, role)
	with refused("đã được giao ký vai trò này"):
		delegated(chair, second, role, valid_from="2020-05-20", valid_to="2020-07-01")


def test_an_authorisation_cannot_be_passed_on(who):
	second = make.official(roles.COMMUNE_CHAIR, make.COMMUNE, position_title="Phó Chủ tịch")
	written = {"form": "TUQ", "document_number": "3/GUQ-UBND", "document_date": "2020-05-04"}
	delegated(who.commune_chair, second, roles.COMMUNE_CHAIR, **written)
	with refused("không được giao hoặc ủy quyền lại"):
		delegated(second, deputy(), roles.COMMUNE_CHAIR, **written)


def test_one_gives_away_ones_own_signature_only(who):
	chair, second = (
		who.commune_chair,
		make.official(roles.COMMUNE_CHAIR, make.COMMUNE, position_title="Phó Chủ tịch"),
	)
	with refused("Không được tự giao cho mình"):
		delegated(chair, second, roles.COMMUNE_CHAIR, by=second)
	with refused("hoặc quản trị chương trình được giao"):
		delegated(chair, deputy(), roles.COMMUNE_CHAIR, by=second)
	assert delegated(chair, second, roles.COMMUNE_CHAIR, by=chair).name


def test_a_delegation_that_has_begun_is_ended_not_deleted(who):
	document = delegated(who.commune_chair, deputy(), roles.COMMUNE_CHAIR)
	make.go_to("2020-05-20")
	with refused("Không xóa được việc giao ký đã bắt đầu"):
		document.delete()
	document.reload()
	document.valid_to = "2020-05-10"
	with refused("sớm nhất là hôm nay"):
		document.save()
	document.reload()
	document.valid_to = "2020-05-20"
	document.save()


def test_who_signs_for_another_does_not_lengthen_it(who):
	second = make.official(roles.COMMUNE_CHAIR, make.COMMUNE, position_title="Phó Chủ tịch")
	third = make.official(roles.COMMUNE_CHAIR, make.COMMUNE, position_title="Phó Chủ tịch")
	document = delegated(who.commune_chair, second, roles.COMMUNE_CHAIR)
	for by, said in (
		(second, "Không được tự giao cho mình"),
		(third, "hoặc quản trị chương trình được giao"),
	):
		with make.acting_as(by), refused(said):
			lasting(document.name, "2020-12-31")
	assert str(frappe.db.get_value("Signing Delegation", document.name, "valid_to")) == "2020-05-31"
	with make.acting_as(second):
		lasting(document.name, "2020-05-20")
	with make.acting_as(who.commune_chair):
		assert str(lasting(document.name, "2020-06-30").valid_to) == "2020-06-30"


def lasting(name: str, last_day: str):
	document = frappe.get_doc("Signing Delegation", name)
	document.valid_to = last_day
	return document.save()
