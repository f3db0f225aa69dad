"""A province's own programme is offered and filed in that province alone; the country's everywhere."""

import frappe
import pytest

from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.doors import call, resource

QUERY = "covid_support.programmes.local_area.policies"
SEARCH = "frappe.desk.search.search_link"


def local_policy(area: str) -> str:
	"""An active policy of a programme that `area` alone has."""
	code = own.policy()
	with make.acting_as("Administrator"):
		values = {"programme_code": f"P{code}", "title": code, "status": "Active", "confidence": "D"}
		frappe.get_doc(
			{"doctype": "Support Programme", **values, "starts_on": "2020-01-01", "administrative_unit": area}
		).insert()
	frappe.db.set_value("Support Policy", code, "programme", f"P{code}")
	frappe.clear_document_cache("Support Policy", code)
	return code


@pytest.fixture
def policies() -> dict[str, str]:
	areas = {"home": make.PROVINCE, "district": make.DISTRICT, "other": make.OTHER_PROVINCE}
	return {key: local_policy(area) for key, area in areas.items()} | {"country": own.policy()}


def offered(user: str, policies: dict[str, str], **filters) -> set[str]:
	"""Which of `policies` the link field offers."""
	found = set()
	for key, code in policies.items():
		answer = call(
			user, SEARCH, doctype="Support Policy", txt=code, query=QUERY, filters=frappe.as_json(filters)
		)
		assert not answer.refusal
		found |= {key for row in answer.response["results"] if row["value"] == code}
	return found


def test_the_link_field_offers_what_may_be_filed_here(who, policies):
	at_home = {"home", "district", "country"}
	assert offered(who.commune_officer, policies) == at_home
	assert offered(who.commune_officer, policies, unit=make.COMMUNE) == at_home
	assert offered(who.commune_officer, policies, unit="nowhere") == {"country"}
	assert offered(who.department_officer, policies) == at_home
	assert offered(who.department_officer, policies, unit=make.FAR_COMMUNE) == {"home", "country"}
	stranger = make.official("CS Commune Officer", make.OTHER_PROVINCE)
	assert offered(stranger, policies) == {"other", "country"}
	assert offered("Administrator", policies) == set(policies)


def test_only_the_kind_of_filing_that_is_asked_for(who, policies):
	assert offered(who.commune_officer, policies, filed_by="Employer") == set()
	frappe.db.set_value("Support Policy", policies["home"], "filed_by", "Employer")
	assert offered(who.commune_officer, policies, filed_by="Employer") == {"home"}


def test_a_list_for_another_provinces_policy_is_refused(who, policies):
	values = {"administrative_unit": make.COMMUNE, "list_date": "2020-05-04"}
	answer = resource(
		who.commune_officer, "Application List", "POST", **values, policy=policies["other"], period="once"
	)
	assert "Cần Thơ" in str(answer.refusal)
	assert not frappe.db.exists("Application List", {"policy": policies["other"]})
	for key in ("home", "district", "country"):
		assert not resource(
			who.commune_officer, "Application List", "POST", **values, policy=policies[key], period="once"
		).refusal


def test_an_application_for_another_provinces_policy_is_refused(who, policies):
	person = make.person().name
	values = {"beneficiary": person, "application_date": "2020-05-04"}
	answer = resource(who.commune_officer, "Support Application", "POST", **values, policy=policies["other"])
	assert "Cần Thơ" in str(answer.refusal)
	assert not frappe.db.exists("Support Application", {"beneficiary": person})
	assert not resource(
		who.commune_officer, "Support Application", "POST", **values, policy=policies["home"]
	).refusal


def test_a_programme_goes_on_in_the_units_that_follow(who, policies):
	"""A unit that takes a part of a commune over files for the programme of the province where that lay."""
	link = {"parent": make.OTHER_PROVINCE, "parenttype": "Administrative Unit", "parentfield": "predecessors"}
	frappe.get_doc(
		{"doctype": "Unit Predecessor", **link, "predecessor": make.COMMUNE, "extent": "Part"}
	).db_insert()
	everywhere = {"home", "district", "other", "country"}
	assert offered("Administrator", policies, unit=make.OTHER_PROVINCE) == everywhere
