"""Pages of lines for the screen: small, ordered, searched by name without diacritics."""

import frappe

from covid_support.applications.declared_fields import own_form
from covid_support.core.names import search_key
from covid_support.policies.area import area_sql
from covid_support.programmes.route_places import DECIDING_STATES

PAGE_LENGTH = 50
# more columns do not fit beside the fixed ones; the others are read on the application
OWN_COLUMNS = 4


def list_lines(application_list: str, start: int, search: str = "", status: str = "") -> dict:
	"""{"total", "rows", "own_fields"} of the list's lines from `start`; callers have checked the permission on the list."""
	own = own_columns(application_list)
	filters = {"application_list": application_list}
	if status:
		filters["status"] = status
	if search_key(search):
		filters["search_key"] = ["like", f"%{search_key(search)}%"]
	rows = frappe.get_all(
		"Support Application",
		filters=filters,
		fields=[
			"name", "beneficiary", "beneficiary_name", "birth_date", "proposed_amount", "approved_amount", "status",
			"payment_status", "reason", "months", "days", *(column["fieldname"] for column in own),
		],
		order_by="search_key, name",
		limit_start=start,
		limit_page_length=PAGE_LENGTH,
	)  # fmt: skip
	return {
		"total": frappe.db.count("Support Application", filters),
		"rows": rows,
		"page_length": PAGE_LENGTH,
		"own_fields": own,
	}


def own_columns(application_list: str) -> list[dict]:
	"""The first fields (fieldname, label, kind) of the form by which the list is judged that the user may read."""
	policy, version = frappe.db.get_value("Application List", application_list, ["policy", "policy_version"])
	permitted = set(frappe.get_meta("Support Application").get_permitted_fieldnames(permission_type="read"))
	shown = [row for row in own_form(policy, version) if row["fieldname"] in permitted]
	return [{key: row[key] for key in ("fieldname", "label", "kind")} for row in shown[:OWN_COLUMNS]]


def ready_lists(programme: str) -> list[dict]:
	"""Lists of `programme` within the user's area that wait for a decision and stand on none."""
	area = area_sql("list.administrative_unit")
	return frappe.db.sql(
		f"""select list.name, list.title, list.administrative_unit, list.policy, list.approved_people, list.approved_amount
		from `tabApplication List` list join `tabSupport Policy` policy on policy.name = list.policy
		where policy.programme = %s and list.workflow_state in %s and list.decision is null
		{"and " + area if area else ""}
		order by list.title""",
		(programme, DECIDING_STATES),
		as_dict=True,
	)
