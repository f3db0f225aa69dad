"""Many lists by one button: each as if it had been opened and pressed, refused alone, within the area."""

import frappe
import pytest

from covid_support.actions.move_lists import MoveLists
from covid_support.applications.movable_lists import possible_moves
from covid_support.bulk import api as bulk
from covid_support.bulk.runner import work
from covid_support.bulk.start import run_now, start
from covid_support.policies import roles
from covid_support.remembered import forget_everything
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused
from covid_support.workflows.written_together import may_be_written_together

KIND = "Move Lists"
HEARD = "Một danh sách đã chuyển bước"
UP = (
	("commune_officer", "Submit for Signature"),
	("commune_chair", "Sign"),
	("commune_officer", "Close Posting"),
	("district_officer", "Submit for Signature"),
	("district_chair", "Sign"),
	("department_officer", "Propose Decision"),
)
# what no two lists have in common, and the reason that a single press hands over on the list itself
OWN = (
	"name", "title", "creation", "modified", "parent", "digest", "signed_digest", "taken_at", "signed_on", "decision",
	"pending_reason",
)  # fmt: skip
LINE = [
	"status",
	"approved_amount",
	"proposed_amount",
	"payment_status",
	"reason",
	"modified_by",
	"policy_version",
]
pytestmark = pytest.mark.usefixtures("uncommitted")


def move(by: str, **parameters):
	"""Run the operation as `by`; returns its record."""
	with make.acting_as(by):
		return frappe.get_doc("Bulk Operation", run_now(KIND, parameters))


def said(operation) -> dict[str, str]:
	"""{list: words} of what was left alone."""
	return {row["name"]: row["message"] for row in bulk.get_exceptions(operation.name)["rows"]}


def steps(name: str) -> list[tuple]:
	return [
		(step.action, step.to_state, step.user, step.people)
		for step in frappe.get_doc("Application List", name).steps
	]


def test_every_list_of_the_officer_moves_as_by_its_button(who):
	lists = [make.list_in("Commune Signing", who, count) for count in (1, 2)]
	alone = make.list_in("Commune Signing", who, 2)
	with make.acting_as(who.commune_chair):
		make.api.act("Application List", alone, "Sign")
	operation = move(who.commune_chair, action="Sign", state="Commune Signing")
	assert (operation.status, operation.rows_done, operation.amount) == ("Completed", 3, 4_500_000)
	assert operation.administrative_unit == make.COMMUNE
	for name in lists:
		assert make.state_of(name) == "Public Posting"
		assert steps(name)[-1][:3] == steps(alone)[-1][:3]
		of_both = frappe.get_all(
			"Application List", {"name": ["in", [name, alone]]}, ["due_date", "posted_to"]
		)
		assert of_both[0] == of_both[1]
		document = frappe.get_doc("Application List", name)
		assert len(document.signed_digest) == 64 and document.signed_by == who.commune_chair
		assert {line.status for line in make.lines(name)} == {"Proposed"}


def as_written(name: str) -> tuple:
	"""All that stands of a list, without names and times of day."""
	document = frappe.get_doc("Application List", name).as_dict(no_nulls=True)
	steps = [{**step, **dict.fromkeys(OWN)} for step in document.pop("steps")]
	actions = frappe.get_all(
		"Workflow Action",
		{"reference_name": name},
		["workflow_state", "status", "completed_by", "reference_doctype"],
		order_by="name",
	)
	permitted = frappe.get_all(
		"Workflow Action Permitted Role",
		{"parent": ["in", frappe.get_all("Workflow Action", {"reference_name": name}, pluck="name")]},
		["role", "parenttype", "parentfield"],
		order_by="name",
	)
	comments = frappe.get_all(
		"Comment",
		{"reference_name": name},
		["comment_type", "content", "comment_email", "owner"],
		order_by="name",
	)
	versions = frappe.get_all("Version", {"docname": name}, ["data", "owner"], order_by="name")
	lines = frappe.get_all("Support Application", {"application_list": name}, LINE, order_by="name")
	return (
		{**document, **dict.fromkeys(OWN), "signed_on": bool(document.get("signed_on"))},
		steps,
		(actions, permitted),
		comments,
		[(told(version.data), version.owner) for version in versions],
		lines,
	)


def differences(one, other, place: str = "") -> list[tuple]:
	"""(place, value of the one, value of the other) wherever they differ."""
	if isinstance(one, dict) and isinstance(other, dict):
		keys = sorted({*one, *other})
		return [row for key in keys for row in differences(one.get(key), other.get(key), f"{place}.{key}")]
	if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
		pairs = zip(one, other, strict=True)
		return [row for at, pair in enumerate(pairs) for row in differences(*pair, f"{place}[{at}]")]
	return [] if one == other else [(place, one, other)]


def told(data: str) -> tuple:
	"""What a version tells to have changed, but for what differs from list to list."""
	version = frappe.parse_json(data)
	own = {key for key in OWN if key not in ("digest", "signed_digest")}
	rows = [
		(table, {**row, **{key: bool(row.get(key)) for key in own}, "digest": ""})
		for table, row in version.pop("added")
	]
	return sorted(change for change in version.pop("changed") if change[0] not in OWN), rows, version


def drafts(who, *counts: int) -> list[str]:
	"""Lists in preparation, with the papers that they need."""
	names = [make.draft_list(who, count) for count in counts]
	for name in names:
		make.bring_papers(name, who.commune_officer)
	return names


@pytest.mark.parametrize("back", [False, True])
def test_what_is_written_together_reads_as_if_each_list_had_been_pressed(who, back, monkeypatch):
	pressed, together = drafts(who, 1, 2), drafts(who, 1, 2)
	monkeypatch.setattr(frappe.flags, "in_test", False)  # Frappe writes no versions in tests
	for by, action in (*UP[:4], ("district_chair", "Return")) if back else UP:
		user, reason = (
			getattr(who, by),
			"Thiếu <b>giấy tờ</b><script>x</script>" if action == "Return" else "",
		)
		if action == "Close Posting":
			make.after_posting(pressed[0])
		for name in pressed:
			make.act("Application List", name, action, user, reason)
		assert move(user, action=action, lists=together, reason=reason).status == "Completed"
		for first, second in zip(pressed, together, strict=True):
			assert differences(as_written(first), as_written(second)) == []


@pytest.fixture
def hear_of_lists():
	"""To be called when an administrator has somebody told whenever a list changes its state; again to end it."""
	heard = []

	def hear() -> None:
		if heard:
			frappe.delete_doc("Notification", heard.pop(), force=True)
		else:
			heard.append(make_notification())
		forget_everything()

	yield hear
	frappe.cache.delete_key("notifications")


def make_notification() -> str:
	return (
		frappe.get_doc(
			{
				"doctype": "Notification",
				"name": HEARD,
				"subject": HEARD,
				"document_type": "Application List",
				"event": "Value Change",
				"value_changed": "workflow_state",
				"channel": "System Notification",
				"recipients": [{"receiver_by_role": roles.DISTRICT_CHAIR}],
				"enabled": 1,
			}
		)
		.insert(ignore_permissions=True)
		.name
	)


def test_what_a_decision_approves_together_reads_as_if_each_list_had_been_approved(
	who, hear_of_lists, monkeypatch
):
	lists = drafts(who, 2, 2, 2, 2)
	for by, action in UP:
		if action == "Close Posting":
			make.after_posting(lists[0])
		for name in lists:
			make.act("Application List", name, action, getattr(who, by))
	monkeypatch.setattr(frappe.flags, "in_test", False)
	for names, alone in ((lists[:2], True), (lists[2:], False)):
		if alone:
			hear_of_lists()
		assert may_be_written_together("Application List") != alone
		decision = make.issued_decision(names, who)
		assert frappe.db.get_value("Decision", decision, "amount") == 4 * 1_500_000
		make.go_to("2020-05-14")  # as it stood when the first lists were approved
		if alone:
			hear_of_lists()
	for first, second in zip(lists[:2], lists[2:], strict=True):
		assert differences(as_written(first), as_written(second)) == []


def test_lists_of_which_somebody_is_told_are_saved_one_by_one(who, hear_of_lists):
	lists = [make.list_in("District Appraisal", who, 1) for _ in range(2)]
	assert MoveLists(KIND).together > 1
	hear_of_lists()
	assert MoveLists(KIND).together == 1
	move(who.district_officer, action="Submit for Signature", lists=lists)
	told_of = frappe.get_all("Notification Log", {"document_name": ["in", lists]}, pluck="document_name")
	assert set(told_of) == set(lists)


def test_a_refused_list_stays_with_its_reason_and_the_others_move(who):
	ready, empty = make.draft_list(who, 1), make.empty_list(who.commune_officer)
	make.bring_papers(ready, who.commune_officer)
	operation = move(who.commune_officer, action="Submit for Signature", policy=make.MERIT)
	assert (make.state_of(ready), make.state_of(empty)) == ("Commune Signing", "Draft")
	assert (operation.status, operation.exceptions) == ("Completed with Exceptions", 1)
	assert list(said(operation)) == [empty]
	assert "chưa có" in said(operation)[empty]


def test_returning_many_lists_writes_the_same_reason_on_each(who):
	lists = [make.list_in("District Appraisal", who, 1) for _ in range(2)]
	with make.acting_as(who.district_officer), refused("lý do"):
		start(KIND, {"action": "Return", "lists": lists})
	move(who.district_officer, action="Return", lists=lists, reason="Thiếu giấy tờ")
	for name in lists:
		document = frappe.get_doc("Application List", name)
		assert (document.workflow_state, document.return_reason) == ("Returned", "Thiếu giấy tờ")
		assert document.responsible_user == who.commune_officer


def test_lists_of_another_area_are_not_even_found(who):
	name = make.list_in("District Appraisal", who, 1)
	stranger = make.official(roles.DISTRICT_OFFICER, make.OTHER_DISTRICT)
	with make.acting_as(stranger):
		assert possible_moves({}) == []
		for parameters in ({"lists": [name]}, {"administrative_unit": make.COMMUNE}, {}):
			with refused("Không có hồ sơ nào"):
				start(KIND, {"action": "Confirm", **parameters})
	assert make.state_of(name) == "District Appraisal"


def test_who_prepared_a_list_does_not_sign_it_by_the_hundred_either(who):
	name = make.list_in("District Signing", who, 1)
	frappe.db.set_value(
		"List Step", {"parent": name, "from_state": "District Appraisal"}, "user", who.district_chair
	)
	operation = move(who.district_chair, action="Sign")
	assert make.state_of(name) == "District Signing"
	assert operation.status == "Unsuccessful"
	assert name in said(operation)


def test_a_list_that_went_on_meanwhile_is_left_alone(who):
	name = make.list_in("Commune Signing", who, 1)
	with make.acting_as(who.commune_chair):
		planned = start(KIND, {"action": "Sign"})
		make.api.act("Application List", name, "Sign")
		before = steps(name)
		work(planned)
	assert steps(name) == before
	assert "Chưa chuyển" in bulk.get_exceptions(planned)["rows"][0]["message"]


def test_what_may_be_pressed_is_counted_with_people_and_money(who):
	for count in (1, 2):
		make.list_in("Commune Signing", who, count)
	with make.acting_as(who.commune_chair):
		found = {row["action"]: row for row in possible_moves({"administrative_unit": make.COMMUNE})}
		assert possible_moves({"policy": make.POOR}) == []
	assert found["Sign"] == {
		"action": "Sign", "state": "Commune Signing", "target": "Public Posting", "lists": 2, "people": 3,
		"amount": 4_500_000,
	}  # fmt: skip
	assert set(found) == {"Sign", "Return"}


def test_a_decision_alone_approves(who):
	with make.acting_as(who.provincial_leader), refused("không phải nút bấm cho nhiều hồ sơ"):
		start(KIND, {"action": "Approve"})
