"""Documents with templates or code in them are written by the system manager only.

The framework renders them with functions that read and write the database, so whoever writes one could do
anything. Role permissions forbid it already; this holds even when somebody widens those. hooks.py lists the
DocTypes.
"""

import frappe

from covid_support.messages import forbid
from covid_support.policies.area import sees_everything


def refuse_officials(document, _event: str | None = None) -> None:
	"""Refuse to save such a document for anyone but a system manager."""
	if frappe.flags.in_install or frappe.flags.in_migrate or sees_everything(frappe.session.user):
		return
	forbid(
		"{0} can be changed by the system manager only. Send the wish to the administrator.",
		frappe._(document.doctype),
	)
