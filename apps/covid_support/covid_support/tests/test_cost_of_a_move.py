"""What one press of a button costs the database, and what it leaves on the timeline."""

from contextlib import contextmanager

import frappe

from covid_support.tests import factories as make
from covid_support.workflows.read_once import open_for_change

STATEMENTS = 23  # of one press by an official who has pressed nothing yet in this request
MORE_FOR_A_LIST = 23  # of issuing a decision, for each list that it holds


@contextmanager
def statements():
	"""The list of SQL statements that run inside the block."""
	run, ran = frappe.db.sql, []

	def noted(query, *args, **kwargs):
		ran.append(str(query))
		return run(query, *args, **kwargs)

	frappe.db.sql = noted
	try:
		yield ran
	finally:
		del frappe.db.sql


def pressed(name: str, action: str, by: str) -> list[str]:
	"""The statements of one press."""
	with make.acting_as(by), statements() as ran:
		make.api.act("Application List", name, action)
	return ran


def test_a_press_of_a_list_with_a_long_history_costs_no_more(who):
	short, long = (make.list_in("District Appraisal", who, count=3) for _ in range(2))
	for _ in range(2):
		make.act("Application List", long, "Return", who.district_officer, "Thiếu xác nhận của ấp")
		make.move_list(long, who, "District Appraisal")
	assert len(frappe.get_doc("Application List", long).steps) == 11
	pressed(make.list_in("District Appraisal", who), "Submit for Signature", who.district_officer)
	cost = len(pressed(short, "Submit for Signature", who.district_officer))
	assert len(pressed(long, "Submit for Signature", who.district_officer)) <= cost <= STATEMENTS


def test_a_press_of_a_long_list_costs_no_more_statements(who):
	few, many = make.list_in("Commune Signing", who, 1), make.list_in("Commune Signing", who, 12)
	pressed(make.list_in("Commune Signing", who), "Sign", who.commune_chair)
	cost = len(pressed(few, "Sign", who.commune_chair))
	assert len(pressed(many, "Sign", who.commune_chair)) <= cost <= STATEMENTS


def test_a_press_reads_the_list_once(who):
	name = make.list_in("Commune Signing", who, 1)
	ran = pressed(name, "Sign", who.commune_chair)
	assert sum("SELECT * FROM `tabApplication List`" in sql for sql in ran) == 1
	assert not [sql for sql in ran if "`tabList Step`" in sql and sql.endswith("FOR UPDATE")]


def test_conditions_of_a_button_see_the_list_as_it_is(who):
	name = make.list_in("Commune Signing", who, 1)
	document = open_for_change("Application List", name)
	plain = frappe.get_doc("Application List", name)
	assert document.as_dict() == plain.as_dict()
	document.next_state, plain.next_state = "Elsewhere", "Elsewhere"
	assert document.as_dict() == plain.as_dict()
	document.steps[0].reason = plain.steps[0].reason = "Khác"
	assert document.as_dict() == plain.as_dict()


def test_issuing_costs_little_for_each_list(who):
	issued = []
	for count in (1, 1, 2):  # the first fills the caches
		lists = [make.list_in("Province Decision", who, count=1) for _ in range(count)]
		name = make.decision(lists, who).name
		make.act("Decision", name, "Submit for Signature", who.department_officer)
		with make.acting_as(who.provincial_leader), statements() as ran:
			make.api.act("Decision", name, "Issue Decision")
		issued.append(len(ran))
		make.go_to("2020-05-04")
	assert issued[2] - issued[1] <= MORE_FOR_A_LIST


def test_issuing_holds_the_budget_and_the_numbers_at_its_end_alone(who):
	name = make.decision([make.list_in("Province Decision", who, count=1) for _ in range(2)], who).name
	make.act("Decision", name, "Submit for Signature", who.department_officer)
	with make.acting_as(who.provincial_leader), statements() as ran:
		make.api.act("Decision", name, "Issue Decision")
	last_line = max(
		place for place, sql in enumerate(ran) if sql.startswith("update `tabSupport Application`")
	)
	for shared in ("`tabBudget Allocation`", "`tabOffice`"):
		locks = [place for place, sql in enumerate(ran) if shared in sql and sql.endswith("FOR UPDATE")]
		assert locks and min(locks) > last_line


def test_nothing_waits_at_the_end_of_the_way(who):
	approved = make.approved_list(who)
	make.go_to("2020-05-04")
	rejected = make.list_in("District Signing", who)
	make.act("Application List", rejected, "Reject", who.district_chair, "Không đúng đối tượng")
	for name, state in ((approved, "Approved"), (rejected, "Rejected")):
		actions = frappe.get_all(
			"Workflow Action", {"reference_name": name}, ["workflow_state", "status"], as_list=True
		)
		assert {status for _state, status in actions} == {"Completed"}
		assert state in {row[0] for row in actions}


def test_approval_closes_the_whole_history(who):
	name = make.approved_list(who)
	steps = frappe.get_all("List Step", filters={"parent": name}, fields=["idx", "docstatus"], order_by="idx")
	assert [(row.idx, row.docstatus) for row in steps] == [(number, 1) for number in range(1, 8)]


def test_a_press_stands_on_the_timeline_as_frappe_writes_it(who, monkeypatch):
	name = make.draft_list(who)
	make.bring_papers(name, who.commune_officer)
	monkeypatch.setattr(frappe.flags, "in_test", False)  # Frappe writes no versions in tests
	make.act("Application List", name, "Submit for Signature", who.commune_officer)
	(version,) = frappe.get_all("Version", {"ref_doctype": "Application List", "docname": name}, pluck="name")
	version = frappe.get_doc("Version", version)
	assert ["workflow_state", "Draft", "Commune Signing"] in version.get_data()["changed"]
	assert [row[0] for row in version.get_data()["added"]] == ["steps"]
	assert version.owner == who.commune_officer
	(comment,) = frappe.get_all("Comment", {"reference_name": name, "comment_type": "Workflow"}, pluck="name")
	comment = frappe.get_doc("Comment", comment)
	assert (comment.reference_doctype, comment.comment_email) == ("Application List", who.commune_officer)
	assert comment.content == frappe._("Commune Signing")


def test_a_payment_batch_stands_on_the_timeline_as_frappe_writes_it(who, monkeypatch):
	name = make.batch(make.issued_decision([make.list_in("Province Decision", who)], who), who)
	monkeypatch.setattr(frappe.flags, "in_test", False)  # Frappe writes no versions in tests
	make.act("Payment Batch", name, "Submit for Approval", who.paying_officer)
	filter_of_batch = {"ref_doctype": "Payment Batch", "docname": name}
	_people, version = frappe.get_all("Version", filter_of_batch, pluck="name", order_by="creation")
	changed = frappe.get_doc("Version", version).get_data()["changed"]
	assert ["workflow_state", "Draft", "Pending Approval"] in changed
	(content,) = frappe.get_all(
		"Comment", {"reference_name": name, "comment_type": "Workflow"}, pluck="content"
	)
	assert content == frappe._("Pending Approval")


def test_a_press_reads_a_payment_batch_once(who):
	name = make.batch(make.issued_decision([make.list_in("Province Decision", who)], who), who)
	with make.acting_as(who.paying_officer), statements() as ran:
		make.api.act("Payment Batch", name, "Submit for Approval")
	assert sum("SELECT * FROM `tabPayment Batch`" in sql for sql in ran) == 1
