"""Values of the law that nobody has read are shown as such until a named person confirms them."""

import frappe
import pytest

from covid_support.programmes import api
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

SOURCE = "QĐ 15/2020/QĐ-TTg, Điều 9 khoản 1"


@pytest.fixture
def administrator():
	user = make.official("CS Programme Administrator", make.PROVINCE)
	frappe.set_user(user)
	return user


def policy():
	return frappe.get_doc("Support Policy", make.MERIT)


def doubted(**changes) -> str:
	"""Mark the component and the papers of the policy as they come from no source; the row of the component."""
	document = policy()
	for row in [*document.criteria, *document.funding, *document.components]:
		row.confidence = "V2"
	document.components[0].update({"confidence": "M", **changes})
	document.dates_confidence = "M"
	document.confidence = "V2"
	document.save()
	return document.components[0].name


def confirm(row: str, prefix: str = "", confidence: str = "V1", source: str = SOURCE) -> None:
	api.confirm_value("Support Policy", make.MERIT, row, prefix, confidence, source)


def open_values() -> list[dict]:
	return api.get_unconfirmed("Support Policy", make.MERIT)["values"]


def test_unconfirmed_values_are_listed_with_place_words_and_source(administrator):
	row = doubted(source="Chưa đối chiếu")
	days, component = sorted(open_values(), key=lambda value: value["row"])
	assert (component["row"], component["confidence"], component["source"]) == (row, "M", "Chưa đối chiếu")
	assert "Các khoản hỗ trợ" in component["where"] and "HO-TRO" in component["says"]
	assert (days["prefix"], days["says"]) == ("dates_", "24/04/2020 – 31/07/2020")
	assert policy().unconfirmed_values == 2


def test_a_condition_is_told_in_words(administrator):
	document = policy()
	document.criteria[0].confidence = "M"
	document.save()
	(value,) = [value for value in open_values() if "Điều kiện" in value["where"]]
	assert "categories" not in value["says"] and "người có công" in value["says"].lower()


def test_who_confirms_a_row_answers_for_it_by_name_and_day(administrator):
	row = doubted()
	confirm(row)
	component = policy().components[0]
	assert (component.confidence, component.source) == ("V1", SOURCE)
	assert (component.confirmed_by, str(component.confirmed_on)) == (administrator, "2020-05-04")
	assert [value["prefix"] for value in open_values()] == ["dates_"]
	confirm("", "dates_")
	assert open_values() == []
	assert (policy().dates_confirmed_by, policy().unconfirmed_values) == (administrator, 0)


def test_confirming_changes_no_rule_and_makes_no_version(administrator):
	row = doubted()
	before = policy().current_version
	confirm(row)
	assert policy().current_version == before


def test_the_name_cannot_be_written_by_hand(administrator):
	doubted()
	document = policy()
	document.components[0].update({"confirmed_by": "Guest", "confirmed_on": "2020-01-01"})
	document.criteria[0].confirmed_by = "Guest"
	document.save()
	document.reload()
	assert document.components[0].confirmed_by is None
	assert document.criteria[0].confirmed_by is None


def test_a_doubt_takes_the_name_away(administrator):
	row = doubted()
	confirm(row)
	document = policy()
	document.components[0].confidence = "M"
	document.save()
	assert (document.components[0].confirmed_by, document.components[0].confirmed_on) == (None, None)


def test_a_confirmed_row_is_not_confirmed_twice(administrator):
	row = doubted()
	confirm(row)
	with refused("đã được xác nhận"):
		confirm(row, source="Nguồn khác")
	assert policy().components[0].source == SOURCE


@pytest.mark.parametrize(
	("values", "said"),
	[({"source": "  "}, "Ghi rõ"), ({"confidence": "M"}, "V1, V2, D"), ({"confidence": "XX"}, "V1, V2, D")],
)
def test_a_confirmation_needs_its_source_and_kind(administrator, values, said):
	row = doubted()
	with refused(said):
		confirm(row, **values)
	assert policy().components[0].confidence == "M"


@pytest.mark.parametrize("source", ["", "  "])
def test_a_row_confirmed_in_the_grid_needs_its_source_too(administrator, source):
	doubted()
	document = policy()
	document.components[0].update({"confidence": "V1", "source": source})
	with refused("Các khoản hỗ trợ", "Ghi rõ"):
		document.save()
	assert policy().components[0].confidence == "M"
	document = policy()
	document.components[0].update({"confidence": "V1", "source": SOURCE})
	document.save()
	assert policy().components[0].confirmed_by == administrator


def test_a_row_that_is_put_in_anew_as_confirmed_bears_a_name(administrator):
	doubted()
	document = policy()
	row = {**document.components[0].as_dict(no_default_fields=True), "confidence": "V1", "source": ""}
	document.set("components", [])
	document.append("components", row)
	with refused("Ghi rõ"):
		document.save()
	document = policy()
	document.set("components", [])
	document.append("components", {**row, "source": SOURCE})
	document.save()
	component = policy().components[0]
	assert (component.confirmed_by, str(component.confirmed_on)) == (administrator, "2020-05-04")


def test_an_amount_that_nobody_entered_is_not_confirmed(administrator):
	change = policy()
	change.status = "Draft"
	change.components[0].update({"amount": 0, "confidence": "NF"})
	change.save()
	with refused("chưa có mức tiền"):
		confirm(change.components[0].name)


@pytest.mark.parametrize("role", ["CS Department Officer", "CS Commune Officer"])
def test_others_see_what_is_not_confirmed_but_do_not_confirm(role):
	row = doubted()
	with make.acting_as(make.official(role, make.PROVINCE)):
		found = api.get_unconfirmed("Support Policy", make.MERIT)
		assert (len(found["values"]), found["may_confirm"]) == (2, False)
		with refused():
			confirm(row)
	assert policy().components[0].confidence == "M"


@pytest.mark.parametrize(
	("doctype", "name"),
	[
		("Approval Route", "BA-CAP-LAO-DONG"),
		("Exclusive Group", "NQ42-2020"),
		("Legal Document", "QD-59-2015"),
	],
)
def test_routes_groups_and_documents_are_confirmed_too(administrator, doctype, name):
	value = api.get_unconfirmed(doctype, name)["values"][0]
	api.confirm_value(doctype, name, value["row"], value["prefix"], "V2", SOURCE)
	document = frappe.get_doc(doctype, name)
	holder = next((row for row in document.get("steps") or () if row.name == value["row"]), document)
	assert (holder.confidence, holder.source, holder.confirmed_by) == ("V2", SOURCE, administrator)


def test_nothing_else_is_read_through_this_door(administrator):
	with refused("không chứa"):
		api.get_unconfirmed("User", "Administrator")


def test_a_confirmation_travels_by_full_name(administrator):
	from covid_support.programmes.pack_export import export_programme

	row = doubted()
	confirm(row)
	text = export_programme(make.PROGRAMME)
	name = frappe.db.get_value("User", administrator, "full_name")
	assert f'"by": "{name}"' in text and administrator not in text
