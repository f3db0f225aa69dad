"""How a refusal of the pure modules becomes a Vietnamese message on the screen."""

from contextlib import contextmanager

import frappe
from frappe import _

from covid_support.core.problem import Problem, format_message


def refuse(template: str, *values, title: str | None = None) -> None:
	"""Stop with `template` in the reader's language. Raises frappe.ValidationError."""
	frappe.throw(_(template).format(*values), title=_(title) if title else None)


def forbid(template: str, *values) -> None:
	"""Stop because the reader may not do this. Raises frappe.PermissionError."""
	frappe.throw(_(template).format(*values), frappe.PermissionError)


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
