"""The public doors of the product: what buttons, scripts and other systems call.

Every function here checks that the caller may read the document and hands over to an action; the rules live
in the actions. Functions that change anything accept POST only.
"""

import frappe

from covid_support.actions.add_applications import AddAllEligible, AddApplications, Added
from covid_support.actions.add_workers import AddWorkers
from covid_support.actions.attach_application import AttachApplication, DetachApplication
from covid_support.actions.build_payment_batch import BuildPaymentBatch, batch_totals
from covid_support.actions.correct_line import PutBackLine, TakeOutLine
from covid_support.actions.not_added import counted
from covid_support.actions.press_button import press
from covid_support.actions.record_payment_results import Evidence, RecordPaymentResults, RecordReceiptSheet
from covid_support.actions.withdraw_application import WithdrawApplication
from covid_support.applications.line_pages import list_lines, ready_lists
from covid_support.messages import lost_races_told, problems_shown, refuse
from covid_support.payments.payment_pages import batch_payments
from covid_support.payments.transfer_file import MakeTransferFile

NAME_COLUMNS = {"Beneficiary": "full_name", "Household": "head_name", "Employer": "employer_name"}
ROUTED_DOCTYPES = ("Application List", "Decision", "Payment Batch")


@frappe.whitelist(methods=["POST"])
def act(doctype: str, name: str, action: str, reason: str = "") -> str:
	"""Press the workflow button `action`; `reason` goes with returns and refusals. Returns the new state."""
	if doctype not in ROUTED_DOCTYPES:
		refuse("{0} has no workflow buttons.", frappe._(doctype))
	with problems_shown(), lost_races_told():
		return press(doctype, name, action, reason)


@frappe.whitelist(methods=["POST"])
def add_all_eligible(application_list: str) -> dict:
	"""Put everyone of the commune who fits the policy on the list; counts the others by reason.

	Returns {"people", "amount", "headings": [{heading, count}]}; `screens.get_not_added` names the others.
	"""
	added = AddAllEligible(application_list).run()
	return {"people": added.people, "amount": added.amount, "headings": counted(added.headings.values())}


@frappe.whitelist(methods=["POST"])
def add_people(application_list: str, people: dict | str) -> dict:
	"""Put chosen applicants on the list: {beneficiary, household or employer: what the application states}."""
	return _told(AddApplications(application_list, frappe.parse_json(people)).run())


@frappe.whitelist(methods=["POST"])
def add_workers(application_list: str, workers: list | str) -> dict:
	"""Put workers on an employer's list: [{"person": columns of a Beneficiary, "declared": facts}]."""
	return _told(AddWorkers(application_list, frappe.parse_json(workers)).run())


@frappe.whitelist(methods=["POST"])
def attach_application(application: str, application_list: str) -> None:
	"""Put one draft application on a list."""
	AttachApplication(application, application_list).run()


@frappe.whitelist(methods=["POST"])
def detach_application(application: str) -> None:
	"""Take one application off a list in preparation."""
	DetachApplication(application).run()


@frappe.whitelist(methods=["POST"])
def take_out_line(application: str, reason: str) -> None:
	"""Refuse one person on a list under appraisal."""
	TakeOutLine(application, reason).run()


@frappe.whitelist(methods=["POST"])
def put_back_line(application: str, reason: str) -> None:
	"""Take a refusal back while the list is under appraisal."""
	PutBackLine(application, reason).run()


@frappe.whitelist(methods=["POST"])
def withdraw_application(application: str, reason: str) -> None:
	"""Withdraw one draft application."""
	WithdrawApplication(application, reason).run()


@frappe.whitelist()
def get_list_lines(application_list: str, start: int = 0, search: str = "", status: str = "") -> dict:
	"""One page of the lines of a list: {"total": int, "rows": [...]}."""
	frappe.get_doc("Application List", application_list).check_permission("read")
	return list_lines(application_list, int(start), search, status)


@frappe.whitelist()
def get_ready_lists(programme: str) -> list[dict]:
	"""Lists of `programme` in the user's area that wait for a decision and stand on none."""
	frappe.has_permission("Decision", "create", throw=True)
	return ready_lists(programme)


@frappe.whitelist(methods=["POST"])
def build_batch(payment_batch: str) -> int:
	"""Add to a draft batch whoever is due by now; returns how many were added."""
	batch = frappe.get_doc("Payment Batch", payment_batch)
	added = BuildPaymentBatch(batch).run()
	batch.db_set(batch_totals(batch.name))
	return added


@frappe.whitelist()
def get_batch_payments(payment_batch: str, start: int = 0, search: str = "", status: str = "") -> dict:
	"""One page of the payments of a batch: {"total": int, "rows": [...]}."""
	frappe.get_doc("Payment Batch", payment_batch).check_permission("read")
	return batch_payments(payment_batch, int(start), search, status)


@frappe.whitelist(methods=["POST"])
def record_receipt_sheet(
	payment_batch: str, number: str, paid_on: str, unpaid: dict | str, file: str = ""
) -> str:
	"""Everybody waiting has signed the receipt sheet, except `unpaid` ({payment: reason})."""
	evidence = Evidence(number, frappe.utils.getdate(paid_on), file or None)
	return RecordReceiptSheet(payment_batch, evidence, frappe.parse_json(unpaid)).run()


@frappe.whitelist(methods=["POST"])
def record_payment_results(
	payment_batch: str, number: str, paid_on: str, outcomes: dict | str, file: str = ""
) -> str:
	"""Record results one by one: {payment: [Paid | Failed | Returned, reason]}."""
	evidence = Evidence(number, frappe.utils.getdate(paid_on), file or None)
	pairs = {name: tuple(pair) for name, pair in frappe.parse_json(outcomes).items()}
	return RecordPaymentResults(payment_batch, pairs, evidence).run()


@frappe.whitelist(methods=["POST"])
def make_transfer_file(payment_batch: str, kind: str = "xlsx") -> str:
	"""Make the bank's file ("xlsx" or "csv") of an approved Bank Transfer batch; returns its private address."""
	return MakeTransferFile(payment_batch, kind).run()


def _told(added: Added) -> dict:
	names = _names_in_area(list(added.refused))
	return {
		"people": added.people,
		"amount": added.amount,
		"refused": [
			{"beneficiary": key, "full_name": names.get(key, key), "reason": reason}
			for key, reason in added.refused.items()
		],
	}


def _names_in_area(keys: list[str]) -> dict[str, str]:
	"""{key: name} of applicants in the user's area only: a name guessed by its key must not be told."""
	names: dict[str, str] = {}
	readable = {key: column for key, column in NAME_COLUMNS.items() if frappe.has_permission(key, "read")}
	for doctype, column in readable.items():
		rows = frappe.get_list(
			doctype,
			filters={"name": ["in", keys]},
			fields=["name", column],
			limit_page_length=0,
			as_list=True,
		)
		names.update(dict(rows))
	return names
