"""What the Desk knows about the official who has just logged in."""

import frappe

from covid_support.policies.area import assignment_of
from covid_support.policies.duplicate_rights import is_decider
from covid_support.policies.list_steps import may_fill_lists
from covid_support.workflows import words


def extend_bootinfo(bootinfo) -> None:
	"""Tell the forms the official's own unit and buttons, and the path above them the official's own workspace.

	A convenience only: what the official may see and do is judged by the server every time.
	"""
	bootinfo.covid_support = {**own_place(frappe.session.user), **offers()}
	_keep_own_workspaces(bootinfo)


def own_place(user: str) -> dict:
	"""{"unit", "level", "title", "office"} of the user's running assignment; empty without one."""
	assignment = assignment_of(user) if user != "Guest" else None
	if not assignment:
		return {}
	unit = assignment.administrative_unit
	level, title = frappe.get_cached_value("Administrative Unit", unit, ["level", "full_name"])
	return {"unit": unit, "level": level, "title": title, "office": assignment.office}


def offers() -> dict:
	"""Which buttons the screens show: {"decides_duplicates", "fills_lists"}, and {"sending_back"}: the workflow
	buttons that ask for a reason."""
	return {
		"decides_duplicates": is_decider(),
		"fills_lists": may_fill_lists(),
		"sending_back": words.SENDING_BACK,
	}


def _keep_own_workspaces(bootinfo) -> None:
	"""Let the way back above a form name a workspace that the reader has, not the module's first one."""
	own = {page["name"] for page in bootinfo.get("allowed_workspaces") or []}
	by_module = bootinfo.get("module_wise_workspaces") or {}
	kept = {module: [name for name in names if name in own] for module, names in by_module.items()}
	bootinfo.module_wise_workspaces = {module: names for module, names in kept.items() if names}
