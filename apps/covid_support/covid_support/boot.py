"""What the Desk knows about the official who has just logged in."""

import frappe

from covid_support.policies.area import assignment_of


def extend_bootinfo(bootinfo) -> None:
	"""Tell the forms the official's own unit, and the path above them the official's own workspace.

	A convenience only: what the official may see and do is judged by the server every time.
	"""
	bootinfo.covid_support = own_place(frappe.session.user)
	_lead_back_to_own_workspace(bootinfo)


def own_place(user: str) -> dict:
	"""{"unit", "level", "title", "office"} of the user's running assignment; empty without one."""
	assignment = assignment_of(user) if user != "Guest" else None
	if not assignment:
		return {}
	unit = assignment.administrative_unit
	level, title = frappe.get_cached_value("Administrative Unit", unit, ["level", "full_name"])
	return {"unit": unit, "level": level, "title": title, "office": assignment.office}


def _lead_back_to_own_workspace(bootinfo) -> None:
	"""The framework leads back to the first workspace of a form's module, which may be another role's."""
	allowed = [page["name"] for page in bootinfo.get("allowed_workspaces") or []]
	known = bootinfo.get("module_wise_workspaces")
	if not allowed or known is None:
		return
	for module in frappe.get_module_list("covid_support"):
		own = [name for name in known.get(module, ()) if name in allowed]
		known[module] = own or allowed[:1]
