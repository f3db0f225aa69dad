"""Estimates over registers too large to wait for: counted by a worker, a few communes at a time, with progress."""

from dataclasses import asdict

import frappe
from frappe import _

from covid_support.core.record_name import record_name
from covid_support.reporting.estimate import Wish, estimate

# up to a province's registry the answer is there at once; beyond, a worker counts
COUNTED_AT_ONCE = 400_000
KEPT_SECONDS = 3_600
EVENT = "covid_support_estimate"


def estimate_or_begin(policy, wish: Wish) -> dict:
	"""{"result"} of an estimate, or {"job"} when the register is so large that a worker counts it.

	`policy` is a Support Policy document, saved or not. The worker tells EVENT with job, done, of; then the result
	waits under `finished_estimate`.
	"""
	if _registered_about() <= COUNTED_AT_ONCE:
		return {"result": estimate(policy, wish)}
	job = record_name()
	worker = "covid_support.reporting.estimate_job.run"
	frappe.enqueue(worker, queue="long", job=job, policy=policy.as_json(), wish=asdict(wish))
	return {"job": job}


def run(job: str, policy: str, wish: dict) -> None:
	"""Count, telling the one who asked how far it is, and keep the answer for an hour."""
	user = frappe.session.user

	def say(done: int, of: int) -> None:
		frappe.publish_realtime(EVENT, {"job": job, "done": done, "of": of}, user=user)

	answer = {
		"problem": _("The estimate could not be made. Try again; if it fails again, tell the operator.")
	}
	try:
		document = frappe.get_doc(frappe.parse_json(policy))
		answer = {"result": estimate(document, Wish(**wish), say)}
	except frappe.ValidationError as refusal:
		answer = {"problem": str(refusal)}
	finally:
		frappe.cache().set_value(_key(job), answer, user=user, expires_in_sec=KEPT_SECONDS)
		say(1, 1)


def finished_estimate(job: str) -> dict:
	"""{"result"} or {"problem"} of the user's own job; {} while it is being counted or after an hour."""
	return frappe.cache().get_value(_key(job), user=frappe.session.user, expires=True) or {}


def _registered_about() -> int:
	"""The database's own estimate: to count everybody would take as long as a preview."""
	return frappe.db.sql(
		"""select coalesce(max(table_rows), 0) from information_schema.tables
		where table_schema = database() and table_name = 'tabBeneficiary'"""
	)[0][0]


def _key(job: str) -> str:
	return f"covid_support_estimate|{job}"
