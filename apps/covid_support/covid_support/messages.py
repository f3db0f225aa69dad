"""How a refusal of the pure modules becomes a Vietnamese message on the screen."""

from contextlib import contextmanager

import frappe
from frappe import _
from pymysql.err import IntegrityError

from covid_support.core.problem import Problem, format_message


def refuse(template: str, *values, title: str | None = None) -> None:
	"""Stop with `template` in the reader's language. Raises frappe.ValidationError."""
	frappe.throw(_(template).format(*values), title=_(title) if title else None)


def forbid(template: str, *values) -> None:
	"""Stop because the reader may not do this. Raises frappe.PermissionError."""
	frappe.throw(_(template).format(*values), frappe.PermissionError)


def label_of(document, field: str) -> str:
	"""The name of a field in the reader's language, for the places of a message."""
	return _(document.meta.get_label(field))


def text_of(problem: Problem) -> str:
	"""The Vietnamese text of a Problem."""
	return format_message(problem.template, problem.values, _)


@contextmanager
def problems_shown(place: str | None = None):
	"""Turn a Problem raised inside into a message; `place` (a translated label) says where it was typed."""
	try:
		yield
	except Problem as problem:
		text = text_of(problem)
		frappe.throw(f"{place}: {text}" if place else text)


@contextmanager
def lost_races_told():
	"""Say in plain words that somebody else wrote the same records first; the unique keys of the database decide."""
	try:
		yield
	except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
		refuse(
			"Somebody else is writing the same records right now, so nothing was saved. Wait a moment and try again."
		)
	except IntegrityError as error:
		if not frappe.db.is_duplicate_entry(error):
			raise
		_tell_lost_race()
	except frappe.UniqueValidationError:
		frappe.clear_last_message()  # the framework names the key, which nobody has seen before
		_tell_lost_race()


def _tell_lost_race() -> None:
	refuse(
		"Somebody else has just written the same records, so nothing was saved. Reload the page and try again."
	)


def remark(template: str, *values) -> None:
	"""Tell the reader something that does not stop the work, once for each request."""
	text = _(template).format(*values)
	if all(text != row.get("message") for row in frappe.get_message_log()):
		frappe.msgprint(text, alert=True, indicator="orange")
