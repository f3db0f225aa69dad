"""The doorkeeper: looks at every request before the framework carries it out (hook `auth_hooks`).

It runs after the user is known, by session or by key, and on this site only: other sites of the same bench
are not touched. What it lets through still meets the framework's and the product's own permission checks.
"""

import frappe

from covid_support.messages import forbid
from covid_support.policies.area import sees_everything
from covid_support.security import files, named_documents, query_shape, stored_definitions
from covid_support.security.closed_doors import CHANGING_FUNCTIONS, is_closed
from covid_support.security.commands import called_names, defined_name
from covid_support.security.download_log import log_download
from covid_support.security.pdf_options import close_meta_options
from covid_support.security.redirects import keep_redirect_on_site

CHANGING_METHODS = ("POST", "PUT", "DELETE", "PATCH")


def check_request() -> None:
	"""Refuse what nobody may do, then what officials may not do; raises frappe.PermissionError."""
	if not getattr(frappe.local, "request", None) or frappe.local.form_dict is None:
		return
	close_meta_options()
	keep_redirect_on_site()
	names = [(name, defined_name(name)) for name in called_names()]
	_refuse_changes_by_get(names)
	query_shape.check()
	if not sees_everything(frappe.session.user):
		_refuse_closed_doors(names)
		query_shape.check_hidden_columns()
		query_shape.check_linked_columns()
		stored_definitions.use_stored(names)
		named_documents.check()
		files.check_download()
		files.upload_privately(names)
	log_download(names)


def _refuse_changes_by_get(names: list[tuple]) -> None:
	if frappe.request.method in CHANGING_METHODS:
		return
	if any(defined in CHANGING_FUNCTIONS for _name, defined in names):
		forbid(
			"This function changes data and is only taken from a form of this site. Go back and press the button."
		)


def _refuse_closed_doors(names: list[tuple]) -> None:
	replaced = frappe.get_hooks("override_whitelisted_methods", {}, app_name="covid_support")
	for name, defined in names:
		alias_of_replaced = defined in replaced and name != defined
		if defined and (is_closed(defined) or alias_of_replaced):
			forbid("{0} is open to the system manager only. Use the pages of your role instead.", defined)
