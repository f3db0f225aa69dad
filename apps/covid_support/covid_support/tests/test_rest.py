"""The REST doors: they lead through the same actions, and around none of them."""

import frappe

from covid_support.tests import factories as make
from covid_support.tests.doors import call, resource
from covid_support.tests.test_tampering import (
	APPLICATION_COLUMNS,
	BATCH_COLUMNS,
	LIST_COLUMNS,
	everybody,
	stored,
)


def assert_put_changes_nothing(doctype: str, name: str, columns: dict, user: str) -> None:
	before = stored(doctype, name)
	for column, value in columns.items():
		frappe.clear_document_cache(doctype, name)
		resource(user, f"{doctype}/{name}", "PUT", **{column: value})
		assert stored(doctype, name) == before, f"PUT changed {column}"


def test_put_on_a_list(who):
	name = make.list_in("Public Posting", who)
	columns = {column: value for column, value in LIST_COLUMNS.items() if column != "steps"}
	assert_put_changes_nothing("Application List", name, columns, who.commune_officer)


def test_put_on_a_signed_application(who):
	name = make.lines(make.list_in("Public Posting", who))[0].name
	assert_put_changes_nothing("Support Application", name, APPLICATION_COLUMNS, who.commune_officer)


def test_put_on_a_sent_batch(who):
	name = make.sent_batch(make.issued_decision([make.list_in("Province Decision", who)], who), who)
	columns = {column: value for column, value in BATCH_COLUMNS.items() if column != "workflow_state"}
	assert_put_changes_nothing("Payment Batch", name, columns, who.paying_officer)


WRITTEN_BY_ACTIONS = (
	"Payment", "Payment Result", "Budget Ledger Entry", "Entitlement Claim", "Line Correction", "Policy Version",
)  # fmt: skip


def test_rows_of_the_actions_are_not_made_or_deleted_by_hand(who):
	name = make.list_in("District Appraisal", who)
	call(
		who.district_officer,
		"covid_support.api.take_out_line",
		application=make.lines(name)[0].name,
		reason="Trùng",
	)
	batch = make.sent_batch(make.issued_decision([make.move_list(name, who, "Province Decision")], who), who)
	make.pay(batch, who)
	users = everybody(who)
	for doctype in WRITTEN_BY_ACTIONS:
		row = stored(doctype, frappe.get_all(doctype, pluck="name", order_by="creation desc", limit=1)[0])
		count = frappe.db.count(doctype)
		copy = {key: value for key, value in frappe.parse_json(frappe.as_json(row)).items() if key != "name"}
		for user in users:
			assert resource(user, doctype, "POST", **copy).refusal
			assert resource(user, f"{doctype}/{row['name']}", "DELETE").refusal
		assert frappe.db.count(doctype) == count


def test_documents_on_their_way_are_not_deleted(who):
	name = make.list_in("Province Decision", who)
	decision = make.issued_decision([name], who)
	batch = make.sent_batch(decision, who)
	line = make.lines(name)[0].name
	rows = [
		("Application List", name),
		("Decision", decision),
		("Payment Batch", batch),
		("Support Application", line),
	]
	for doctype, row in rows:
		for user in everybody(who):
			resource(user, f"{doctype}/{row}", "DELETE")
		assert frappe.db.exists(doctype, row)


def test_buttons_through_the_door(who):
	name = make.draft_list(who)
	press = {"doctype": "Application List", "name": name}
	answer = call(who.commune_officer, "covid_support.api.act", **press, action="Submit for Signature")
	assert answer.message == "Commune Signing"
	refusal = call(who.commune_chair, "covid_support.api.act", **press, action="Return").refusal
	assert "Đề nghị ghi rõ lý do" in str(refusal)
	refusal = call(who.commune_officer, "covid_support.api.act", **press, action="Sign").refusal
	assert refusal
	assert make.state_of(name) == "Commune Signing"


def test_nothing_is_changed_by_a_link(who):
	"""GET changes nothing, so that no link in a message presses a button."""
	name = make.draft_list(who)
	press = {"doctype": "Application List", "name": name, "action": "Submit for Signature"}
	assert call(who.commune_officer, "covid_support.api.act", "GET", **press).refusal
	assert call(
		who.commune_officer, "covid_support.api.add_all_eligible", "GET", application_list=name
	).refusal
	assert make.state_of(name) == "Draft"


def test_only_routed_documents_have_buttons(who):
	person = make.person()
	refusal = call(
		who.commune_officer, "covid_support.api.act", doctype="Beneficiary", name=person.name, action="Sign"
	).refusal
	assert "không xử lý theo quy trình phê duyệt" in str(refusal)


def test_a_reader_leaves_no_reason_behind(who):
	"""Pressing a button that is not one's own leaves nothing on the document."""
	supervisor = make.official("CS Supervisor", make.PROVINCE)
	name = make.list_in("Commune Signing", who)
	press = {"doctype": "Application List", "name": name, "action": "Return", "reason": "x"}
	assert call(supervisor, "covid_support.api.act", **press).refusal
	assert frappe.db.get_value("Application List", name, "pending_reason") is None
