"""What the forms ask the server in order to draw themselves. Everything here only reads."""

import frappe
from frappe.utils.nestedset import get_ancestors_of

from covid_support.actions.add_applications import EDITABLE_STATES
from covid_support.actions.correct_line import corrector_of
from covid_support.actions.dossier import dossier_page
from covid_support.actions.not_added import not_added_page
from covid_support.applications.candidates import candidates
from covid_support.applications.checks import checks_of, counts_of
from covid_support.applications.declared_fields import declared_fields, own_form
from covid_support.applications.line_pages import PAGE_LENGTH
from covid_support.applications.policy_trial import asked_of, trial_of
from covid_support.core.problem import Problem
from covid_support.messages import problems_shown, text_of
from covid_support.payments.transfer_file import may_make_file
from covid_support.policies.estimates import require_estimator
from covid_support.policies.list_steps import draws_up
from covid_support.policies.may import may
from covid_support.programmes.builder_words import builder_words
from covid_support.programmes.read_back_frame import sentences_of
from covid_support.reporting.estimate import wish_of
from covid_support.reporting.estimate_job import estimate_or_begin, finished_estimate


@frappe.whitelist()
def get_policy_form(policy: str, application: str = "") -> dict:
	"""What the application form needs to know of a policy: the facts to declare, period and dates.

	An `application` that has begun keeps the form of the wording by which it is judged.
	"""
	frappe.has_permission("Support Policy", "read", policy, throw=True)
	version = None
	if application:
		document = frappe.get_doc("Support Application", application)
		document.check_permission("read")
		version = document.policy_version
	columns = [
		"short_title", "period_kind", "application_from", "application_to", "reference_date", "status", "filed_by",
		"applicant_kind", "benefit_kind",
	]  # fmt: skip
	return {
		**frappe.db.get_value("Support Policy", policy, columns, as_dict=True),
		"fields": declared_fields(policy, version),
		"own_fields": own_form(policy, version),
	}


@frappe.whitelist()
def get_list_rights(application_list: str) -> dict[str, bool]:
	"""Which line buttons the user gets on a list in its present state."""
	document = frappe.get_doc("Application List", application_list)
	document.check_permission("read")
	writes = may(document, "write")
	role = corrector_of(document)
	return {
		"prepare": bool(writes and document.workflow_state in EDITABLE_STATES and draws_up(document)),
		"correct": bool(writes and role and role in frappe.get_roles()),
	}


@frappe.whitelist()
def get_candidates(application_list: str, search: str = "", start: int = 0) -> dict:
	"""One page of the people who may be chosen for a list."""
	document = frappe.get_doc("Application List", application_list)
	document.check_permission("write")
	return candidates(document, search, int(start))


@frappe.whitelist()
def get_open_lists(application: str) -> list[dict]:
	"""Lists in preparation that this application could be put on."""
	document = frappe.get_doc("Support Application", application)
	document.check_permission("read")
	if document.employer and document.applicant_kind == "Person":
		place = {"employer": document.employer}
	else:
		units = [document.commune, *get_ancestors_of("Administrative Unit", document.commune)]
		place = {"administrative_unit": ["in", units]}
	return frappe.get_list(
		"Application List",
		filters={
			**place,
			"policy": document.policy,
			"period": document.period,
			"workflow_state": ["in", EDITABLE_STATES],
		},
		fields=["name", "title", "list_date", "people", "proposed_amount"],
		order_by="creation desc",
	)


@frappe.whitelist()
def get_batch_rights(payment_batch: str) -> dict[str, bool]:
	"""Which buttons the user gets on a payment batch in its present state."""
	batch = frappe.get_doc("Payment Batch", payment_batch)
	batch.check_permission("read")
	pays = "CS Paying Officer" in frappe.get_roles()
	return {
		"build": bool(
			pays and batch.docstatus == 0 and batch.workflow_state == "Draft" and may(batch, "write")
		),
		"record": bool(pays and batch.workflow_state in ("Sent", "Completed")),
		"transfer_file": may_make_file(batch),
	}


@frappe.whitelist()
def get_checks(application: str) -> list[dict]:
	"""The checks of one application, each with its result and the row it found."""
	document = frappe.get_doc("Support Application", application)
	document.check_permission("read")
	return checks_of([document])[document.name]


@frappe.whitelist()
def get_line_checks(application_list: str, names: list | str) -> dict[str, dict]:
	"""{application: {"failed", "unsure"}} for one page of lines of a list."""
	frappe.get_doc("Application List", application_list).check_permission("read")
	rows = frappe.get_all(
		"Support Application",
		filters={"application_list": application_list, "name": ["in", frappe.parse_json(names)]},
		fields=["*"],
		limit_page_length=PAGE_LENGTH,
	)
	return {name: counts_of(checks) for name, checks in checks_of(rows).items()} if rows else {}


@frappe.whitelist()
def get_papers(doctype: str, name: str) -> dict:
	"""The papers of an application or of a list as a whole, and whether the reader may check them off."""
	return dossier_page(doctype, name)


@frappe.whitelist()
def get_not_added(application_list: str, start: int = 0, search: str = "", status: str = "") -> dict:
	"""One page of those whom “add everybody eligible” leaves out, with the reasons; `status` is a heading."""
	return not_added_page(application_list, int(start), search, status)


@frappe.whitelist()
def get_builder_words() -> dict:
	"""Facts, operators and values under their names: for the builder's lists, and for whoever reads a policy."""
	frappe.has_permission("Support Policy", "read", throw=True)
	return builder_words()


@frappe.whitelist(methods=["POST"])
def read_policy_back(policy: dict | str) -> dict:
	"""A policy as it stands on the screen, told in words: {"sentences": [{about, text}], "problem": text}."""
	document = _policy_on_screen(policy)
	try:
		sentences = sentences_of(document)
	except Problem as problem:
		return {"sentences": [], "problem": text_of(problem)}
	return {
		"sentences": [{"about": row.about, "text": row.phrase.said(frappe._)} for row in sentences],
		"problem": "",
	}


@frappe.whitelist(methods=["POST"])
def get_trial_facts(policy: dict | str) -> list[dict]:
	"""The facts that decide over a policy as it stands on the screen; nothing while its rules make no sense."""
	document = _policy_on_screen(policy)
	try:
		return asked_of(document)
	except Problem:
		return []


@frappe.whitelist(methods=["POST"])
def try_policy(policy: dict | str, facts: dict | str = "{}", beneficiary: str = "") -> dict:
	"""Try a policy as it stands on the screen on typed facts, or on a person of the user's area."""
	document = _policy_on_screen(policy)
	if beneficiary:
		frappe.get_doc("Beneficiary", beneficiary).check_permission("read")
	with problems_shown():
		return trial_of(document, frappe.parse_json(facts) or {}, beneficiary or None)


@frappe.whitelist(methods=["POST"])
def estimate_policy(policy: dict | str, wish: dict | str = "{}") -> dict:
	"""What a policy as it stands on the screen would do in the user's area: {"result"}, or {"job"} for a long count.

	`wish` holds part, level, against_version, against_policy and assumptions (reporting/estimate.py).
	"""
	require_estimator()
	wanted = wish_of(frappe.parse_json(wish) or {})
	for doctype, name in (
		("Policy Version", wanted.against_version),
		("Support Policy", wanted.against_policy),
	):
		if name:
			frappe.get_doc(doctype, name).check_permission("read")
	return estimate_or_begin(_policy_on_screen(policy), wanted)


@frappe.whitelist()
def get_estimate(job: str) -> dict:
	"""The answer of a long count that the user has begun; {} while it goes on."""
	require_estimator()
	return finished_estimate(job)


def _policy_on_screen(policy: dict | str):
	"""What the user types for those who may write policies; everybody else gets the saved one."""
	sent = frappe.parse_json(policy)
	if frappe.has_permission("Support Policy", "write"):
		typed = {field: value for field, value in sent.items() if value is not None}
		return frappe.new_doc("Support Policy").update(typed)
	document = frappe.get_doc("Support Policy", sent.get("name"))
	document.check_permission("read")
	return document
