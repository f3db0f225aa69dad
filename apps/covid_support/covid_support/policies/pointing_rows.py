"""Rows of the framework that point to a document: attachments, comments, versions, assignments, shares.

Such a row may be read only by who may read the document that it points to.
"""

import frappe

from covid_support.policies.area import CHILD_PARENTS, UNIT_FIELDS, area_sql, sees_everything
from covid_support.policies.hidden_columns import may_read_papers

# DocType -> the two columns that point to a document
POINTERS = {
	"File": ("attached_to_doctype", "attached_to_name"),
	"Workflow Action": ("reference_doctype", "reference_name"),
	"ToDo": ("reference_type", "reference_name"),
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Version": ("ref_doctype", "docname"),
	"Activity Log": ("reference_doctype", "reference_name"),
	"Tag Link": ("document_type", "document_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"DocShare": ("share_doctype", "share_name"),
}
# what was printed shows the numbers that its starter may see; others of the area print for themselves
FILES_OF_STARTER = ("Bulk Operation",)


def pointing_condition(user: str | None = None, doctype: str | None = None) -> str:
	"""permission_query_conditions of the DocTypes in POINTERS: only rows that point into the user's area."""
	user = user or frappe.session.user
	if sees_everything(user):
		return ""
	type_column, name_column = (f"`tab{doctype}`.`{column}`" for column in POINTERS[doctype])
	limited = ", ".join(frappe.db.escape(name) for name in (*UNIT_FIELDS, *CHILD_PARENTS))
	branches = [f"ifnull({type_column}, '') not in ({limited})"]
	readable = [target for target in UNIT_FIELDS if _role_reads(target, user)]
	if doctype == "File":
		readable = [target for target in readable if may_read_papers(target, user)]
	for target in readable:
		branch = _branch(type_column, name_column, target, user)
		if doctype == "File" and target in FILES_OF_STARTER:
			branch = f"({branch} and `tabFile`.owner = {frappe.db.escape(user)})"
		branches.append(branch)
	return f"({' or '.join(branches)})"


def _branch(type_column: str, name_column: str, target: str, user: str) -> str:
	inside = area_sql(f"`tab{target}`.`{UNIT_FIELDS[target]}`", user)
	names = f"select `tab{target}`.name from `tab{target}` where {inside}"
	return f"({type_column} = {frappe.db.escape(target)} and {name_column} in ({names}))"


def _role_reads(doctype: str, user: str) -> bool:
	return bool(frappe.permissions.get_role_permissions(frappe.get_meta(doctype), user=user).get("read"))


def has_pointing_permission(
	doc, ptype: str | None = None, user: str | None = None, debug: bool = False
) -> bool:
	"""has_permission of the DocTypes in POINTERS: the framework's own answer, and the document must be readable."""
	user = user or frappe.session.user
	if not framework_allows(doc, ptype, user):
		return False
	if sees_everything(user):
		return True
	type_column, name_column = POINTERS[doc.doctype]
	return target_readable(doc.get(type_column), doc.get(name_column), user)


def framework_allows(doc, ptype: str | None, user: str) -> bool:
	"""What the framework's own hooks say: older versions ask only the last hook, which is ours."""
	methods = frappe.get_hooks("has_permission", {}, app_name="frappe").get(doc.doctype, [])
	answers = (frappe.call(frappe.get_attr(method), doc=doc, ptype=ptype, user=user) for method in methods)
	return all(answer is None or bool(answer) for answer in answers)


def target_readable(doctype: str | None, name: str | None, user: str) -> bool:
	"""Whether `user` may read the document that a row points to; rows that point to nothing limited pass."""
	if doctype in CHILD_PARENTS:
		doctype, name = frappe.db.get_value(doctype, name, ["parenttype", "parent"]) or (None, None)
	if doctype not in UNIT_FIELDS or not name:
		return True
	if not frappe.db.exists(doctype, name):
		return False
	return bool(frappe.has_permission(doctype, "read", doc=name, user=user))
