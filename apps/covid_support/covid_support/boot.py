"""What the Desk knows about the official who has just logged in."""

import frappe

from covid_support.policies.area import assignment_of


def extend_bootinfo(bootinfo) -> None:
	"""Tell the forms the official's own unit, so that they can fill it in.

	A convenience only: what the official may see and do is judged by the server every time.
	"""
	_keep_own_workspaces(bootinfo)
	assignment = assignment_of(frappe.session.user) if frappe.session.user != "Guest" else None
	if not assignment:
		bootinfo.covid_support = {}
		return
	unit = assignment.administrative_unit
	level, title = frappe.get_cached_value("Administrative Unit", unit, ["level", "full_name"])
	bootinfo.covid_support = {"unit": unit, "level": level, "title": title, "office": assignment.office}


def _keep_own_workspaces(bootinfo) -> None:
	"""Let the way back above a form name a workspace that the reader has, not the module's first one."""
	own = {page["name"] for page in bootinfo.get("allowed_workspaces") or []}
	by_module = bootinfo.get("module_wise_workspaces") or {}
	kept = {module: [name for name in names if name in own] for module, names in by_module.items()}
	bootinfo.module_wise_workspaces = {module: names for module, names in kept.items() if names}
