"""Whether a list is signed, by whom and when, and which of its lines that signature covers."""

from datetime import date

import frappe
from frappe.utils import getdate

from covid_support.applications.list_route import PLACE_FIELDS, standing_of, states_of
from covid_support.programmes.route_places import PREPARING_STATES
from covid_support.programmes.routes import comes_before

DISTRICT_SIGNING = "District Signing"

# the lines that the commune sends up: its own list without what it took out itself, before signing or while
# the list was posted; what a higher level takes out later stays on the paper that the commune has signed
SENT_LINES = """application.application_list = %(list)s and application.status <> 'Withdrawn' and (
	application.status <> 'Rejected'
	or exists (
		select 1 from `tabLine Correction` correction
		where correction.application = application.name and correction.application_list = list.name
			and correction.correction = 'Taken Out' and correction.state <> 'Public Posting'
			and correction.corrected_at >= list.signed_on)
	or (list.workflow_state = 'Rejected' and not exists (
		select 1 from `tabLine Correction` correction
		where correction.application = application.name and correction.application_list = list.name)))"""


def commune_signature(application_list) -> tuple[str | None, date | None]:
	"""(user, day) of the commune chair's signature that holds now; (None, None) before it."""
	standing = standing_of(application_list)
	if (standing and standing.step_number == 1) or not application_list.signed_by:
		return None, None
	return application_list.signed_by, getdate(application_list.signed_on)


def sent_on(application_list) -> date | None:
	"""The day on which the commune sends the list up: when the posting is closed, else with the signature."""
	signed_by, signed_on = commune_signature(application_list)
	if not signed_by or application_list.workflow_state == "Public Posting":
		return None
	closed = [
		step.taken_at
		for step in application_list.steps
		if step.from_state == "Public Posting" and step.action == "Close Posting"
	]
	return max(signed_on, getdate(closed[-1])) if closed else signed_on


def preparer_of(application_list) -> str | None:
	"""The official who handed the list up for signature; None while it is being prepared."""
	return None if application_list.workflow_state in PREPARING_STATES else application_list.prepared_by


def district_signature(application_list: str) -> dict | None:
	"""user, taken_at, people, amount of the district chair's signature that holds now, or None."""
	row = frappe.db.get_value("Application List", application_list, PLACE_FIELDS, as_dict=True)
	if row.workflow_state == DISTRICT_SIGNING or comes_before(
		states_of(row), row.workflow_state, DISTRICT_SIGNING
	):
		return None
	rows = frappe.get_all(
		"List Step",
		filters={"parent": application_list, "from_state": DISTRICT_SIGNING, "action": "Sign"},
		fields=["user", "taken_at", "people", "amount", "signing_delegation"],
		order_by="idx desc",
		limit=1,
	)
	return rows[0] if rows else None
