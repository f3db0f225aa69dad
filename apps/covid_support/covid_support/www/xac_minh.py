"""The public page /xac-minh: is this paper in the register, in force, and is this file the one that went out?"""

import frappe

from covid_support.core.money import format_vnd
from covid_support.documents import verification

no_cache = 1
no_sitemap = 1
LARGEST_FILE = 25 * 1024 * 1024
QUESTIONS, SECONDS = 120, 300  # of one address: an office behind one address may check a pile of papers
VERDICTS = {
	verification.AS_ISSUED: ("good", "The file is the paper as it was issued, unchanged."),
	verification.AS_SIGNED: (
		"good",
		"The file is the scan of the signed paper that the office keeps, unchanged.",
	),
	verification.CHANGED: (
		"bad",
		"The file is NOT the paper that was issued under this code: it has been changed, or it is another one. Do not rely on it, and tell the office.",
	),
}
STATES = {
	"Issued": ("good", "This paper was issued and is in force."),
	"Revoked": ("bad", "This paper was revoked on {0} and no longer counts."),
	"Replaced": ("bad", "This paper was revoked on {0} and replaced by number {1}."),
}


def get_context(context):
	"""Everything that the page shows; a question too many is told instead of answered."""
	code = str(frappe.form_dict.get("ma") or "")[:64]
	context.update(
		{
			"code": code,
			"found": None,
			"asked": bool(code.strip()),
			"verdict": None,
			"problem": "",
			"csrf": _csrf(),
		}
	)
	if not context.asked:
		return
	if _asks_too_much():
		context.problem = frappe._("Too many questions from your network. Please try again in five minutes.")
		return
	found = verification.look_up(code)
	if not found:
		return
	context.found = _shown(found)
	context.code = found.verification_code
	_look_at_file(context, found)


def _look_at_file(context, found: dict) -> None:
	file = frappe.request.files.get("tep") if frappe.request and frappe.request.method == "POST" else None
	if not file or not file.filename:
		return
	content = file.stream.read(LARGEST_FILE + 1)
	if len(content) > LARGEST_FILE:
		context.problem = frappe._(
			"The file is larger than any paper of the register: it is not the one issued."
		)
		return
	context.verdict = _told(*VERDICTS[verification.compare(found, content)])


def _shown(found: dict) -> dict:
	day = found.revoked_on and frappe.utils.formatdate(found.revoked_on, "dd/mm/yyyy")
	successor = found.get("successor") or frappe._dict()
	return frappe._dict(
		kind=frappe._(found.print_title),
		number=found.document_number,
		office=found.office_name,
		day=frappe.utils.formatdate(found.issue_date, "dd/mm/yyyy"),
		people=format_vnd(int(found.people or 0)),
		amount=format_vnd(int(found.amount or 0)),
		state=_told(*STATES[found.status], day, successor.document_number),
		digest=found.digest,
	)


def _told(tone: str, words: str, *values) -> dict:
	return frappe._dict(tone=tone, words=frappe._(words).format(*values))


def _asks_too_much() -> bool:
	key = f"covid_support|xac-minh|{frappe.local.request_ip}"
	if not frappe.cache.get(key):
		frappe.cache.setex(key, SECONDS, 0)
	return int(frappe.cache.incrby(key, 1)) > QUESTIONS


def _csrf() -> str:
	"""Somebody who is signed in to the Desk sends the form with their token, as the framework wants it."""
	return "" if frappe.session.user == "Guest" else frappe.sessions.get_csrf_token()
