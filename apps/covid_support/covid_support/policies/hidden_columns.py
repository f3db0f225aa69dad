"""Columns of permission level 1 (identity and account numbers, telephone) that a user's roles do not show."""

import frappe

PERSONAL_DOCTYPES = ("Beneficiary", "Employer", "Payment", "Person Merge")
IDENTITY = ("Beneficiary", "personal_id")
ACCOUNT = ("Payment", "account_number")
# papers attached to these show such numbers: reading one of the columns opens them
PERSONAL_PAPERS = {
	"Beneficiary": (IDENTITY,),
	"Household": (IDENTITY,),
	"Registry Import": (IDENTITY,),
	"Support Application": (IDENTITY,),
	"Application Paper": (IDENTITY,),
	"Support Waiver": (IDENTITY,),
	"Benefit Delivery": (IDENTITY,),
	"Issued Document": (IDENTITY,),
	"Payment Batch": (ACCOUNT,),
	"Payment": (ACCOUNT,),
	"Payment Result": (IDENTITY, ACCOUNT),
}


def hidden_columns(doctype: str, user: str | None = None) -> set[str]:
	"""Names of the columns of `doctype` that `user` may not read."""
	if doctype not in PERSONAL_DOCTYPES:
		return set()
	meta = frappe.get_meta(doctype)
	roles = set(frappe.get_roles(user or frappe.session.user))
	shown = {int(row.permlevel or 0) for row in meta.permissions if row.role in roles and row.read}
	return {
		field.fieldname
		for field in meta.fields
		if int(field.permlevel or 0) and int(field.permlevel) not in shown
	}


def hidden_anywhere(user: str | None = None) -> set[str]:
	"""Columns that are hidden from `user` in any DocType with personal data."""
	return set().union(*(hidden_columns(doctype, user) for doctype in PERSONAL_DOCTYPES))


def may_read(doctype: str, column: str, user: str | None = None) -> bool:
	"""Whether `user` may read `column` of `doctype`, as far as permission levels go."""
	return column not in hidden_columns(doctype, user)


def may_read_papers(doctype: str | None, user: str | None = None) -> bool:
	"""Whether `user` may open what is attached to documents of `doctype`: scans of identity papers, bank files."""
	columns = PERSONAL_PAPERS.get(doctype or "")
	return not columns or any(may_read(*column, user) for column in columns)
