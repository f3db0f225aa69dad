"""A province begins its own programme from the template: a draft without any amount."""

import frappe
import pytest

from covid_support.programmes import api
from covid_support.programmes.pack_export import export_programme
from covid_support.programmes.pack_file import parse_pack
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

ANSWERS = {
	"province": make.OTHER_PROVINCE,
	"code": "CT-2026",
	"title": "Hỗ trợ người lao động thành phố Cần Thơ năm 2026",
	"document_number": "05/2026/NQ-HĐND",
	"document_title": "Quy định chính sách hỗ trợ người lao động",
	"issuer": "Hội đồng nhân dân thành phố Cần Thơ",
	"issued_on": "2026-03-10",
	"route": "HAI-CAP",
}


@pytest.fixture
def administrator():
	user = make.official("CS Programme Administrator", make.PROVINCE)
	frappe.set_user(user)
	return user


def test_the_template_becomes_a_programme_of_drafts(administrator):
	assert api.create_local_programme(**ANSWERS) == "CT-2026"
	programme = frappe.get_doc("Support Programme", "CT-2026")
	assert (programme.title, programme.status) == (ANSWERS["title"], "Draft")
	assert programme.administrative_unit == make.OTHER_PROVINCE
	policies = frappe.get_all(
		"Support Policy",
		{"programme": "CT-2026"},
		["name", "status", "approval_route", "in_force_from", "unconfirmed_values"],
	)
	assert {policy.name for policy in policies} == {
		"CT-2026-LDTD",
		"CT-2026-NGAY",
		"CT-2026-VESO",
		"CT-2026-HONGHEO",
	}
	for policy in policies:
		assert (policy.status, policy.approval_route, str(policy.in_force_from)) == (
			"Draft",
			"HAI-CAP",
			"2026-03-10",
		)
		assert policy.unconfirmed_values > 0
	assert not frappe.db.exists("Policy Version", {"policy": ["like", "CT-2026-%"]})
	amounts = frappe.get_all("Benefit Component", {"parent": ["like", "CT-2026-%"]}, pluck="amount")
	assert len(amounts) == 4 and not any(amounts)


def test_its_text_is_the_one_the_administrator_named(administrator):
	api.create_local_programme(**ANSWERS)
	text = frappe.get_doc("Legal Document", "CT-2026-VB")
	assert (text.document_number, text.issuer) == (ANSWERS["document_number"], ANSWERS["issuer"])
	assert str(text.issued_on) == "2026-03-10"
	assert frappe.db.get_value("Support Policy", "CT-2026-LDTD", "legal_basis") == "CT-2026-VB"


def test_it_travels_like_any_other(administrator):
	api.create_local_programme(**ANSWERS)
	text = export_programme("CT-2026")
	assert parse_pack(text)["programme"]["code"] == "CT-2026"
	assert "MAU" not in text


def test_it_cannot_be_put_into_force_without_an_amount(administrator):
	api.create_local_programme(**ANSWERS)
	policy = frappe.get_doc("Support Policy", "CT-2026-LDTD")
	policy.status = "Active"
	with refused("HO-TRO"):
		policy.save()


@pytest.mark.parametrize(
	("answer", "said"),
	[
		({"code": "ct 2026"}, "ct 2026"),
		({"code": make.PROGRAMME}, make.PROGRAMME),
		({"province": make.COMMUNE}, "Xã An Mỹ"),
		({"route": "BON-CAP"}, "BON-CAP"),
		({"title": "<b>x"}, "Chương trình hỗ trợ"),
		({"title": "<b>x"}, "HTML"),
	],
)
def test_unfit_answers_are_refused(administrator, answer, said):
	before = frappe.db.count("Support Programme")
	with refused(said):
		api.create_local_programme(**{**ANSWERS, **answer})
	assert frappe.db.count("Support Programme") == before


def test_a_commune_officer_begins_no_programme():
	with make.acting_as(make.official("CS Commune Officer", make.COMMUNE)), refused():
		api.create_local_programme(**ANSWERS)
	assert not frappe.db.exists("Support Programme", "CT-2026")
