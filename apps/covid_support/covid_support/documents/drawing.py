"""Which Document Template draws a paper, and the paper itself.

The template of the policy comes before that of the programme, and that before one for all; among them the
latest that was valid on the paper's day. Without any, the print's own layout in kit/templates draws it.
"""

from datetime import date

import frappe
from frappe.utils import getdate

from covid_support.documents import placeholders
from covid_support.documents.kit import block_rows
from covid_support.documents.kit.blocks import Column
from covid_support.documents.kit.blocks import Document as Paper
from covid_support.documents.kit.templates.shared_parts import document_date


def paper_of(document, wanted, data: dict | None = None) -> Paper:
	"""The paper of `document` as `wanted` (a Print) collects its `data` and the template of its day lays it out."""
	data = data or wanted.collect(document)
	template = template_for(wanted.title, *scope_of(document), document_date(data))
	return (
		draw(frappe.get_cached_doc("Document Template", template), data) if template else wanted.build(data)
	)


def draw(template, data: dict) -> Paper:
	"""The paper that `template` (a Document Template) makes of `data`. Raises Problem naming the part at fault."""
	fields = {
		placeholders.OWN + field.fieldname: field
		for field in placeholders.form_fields(template.policy, template.programme)
	}
	used = [fields[row.source] for row in template.columns if row.source in fields]
	if used:
		placeholders.fill_form_fields(block_rows.all_lines(data), used)
	columns = [_column(row, fields) for row in template.columns]
	return block_rows.build(
		[row.as_dict() for row in template.blocks], columns, data, bool(template.landscape)
	)


def scope_of(document) -> tuple[str | None, str | None]:
	"""(policy, programme) that a list, decision or payment batch belongs to."""
	if document.doctype == "Application List":
		return document.policy, frappe.get_cached_value("Support Policy", document.policy, "programme")
	if document.doctype == "Payment Batch":
		return None, frappe.db.get_value("Decision", document.decision, "programme")
	return _only_policy(document), document.programme


def template_for(print_title: str, policy: str | None, programme: str | None, day: date) -> str | None:
	"""Name of the template for a paper of `day`, or None."""
	rows = frappe.get_all(
		"Document Template",
		filters={"print_title": print_title, "status": ("!=", "Draft"), "valid_from": ("<=", day)},
		fields=["name", "policy", "programme", "valid_to"],
		order_by="valid_from desc",
	)
	valid = [row for row in rows if not row.valid_to or getdate(row.valid_to) >= day]
	scopes = ((policy, programme), (None, programme), (None, None))
	fitting = [row.name for scope in scopes for row in valid if _fits(row, *scope)]
	return fitting[0] if fitting else None


def _fits(row, policy: str | None, programme: str | None) -> bool:
	if row.policy or policy:
		return row.policy == policy
	return (row.programme or None) == programme


def _only_policy(decision) -> str | None:
	policies = {row.policy for row in decision.lists}
	return policies.pop() if len(policies) == 1 else None


def _column(row, fields: dict) -> Column:
	if row.source in fields:
		kind, align = placeholders.KIND_OF_FIELD[fields[row.source].kind], ""
	else:
		_label, kind, align = placeholders.LINE_VALUES[row.source]
	total = bool(row.total) if kind in ("money", "integer") else False
	return Column(row.source, row.title, row.width or 25, align, kind, total)


def earliest_start(template) -> date | None:
	"""The day from which the template that this one takes the place of is in use, or None."""
	rows = frappe.get_all(
		"Document Template",
		filters={
			"print_title": template.print_title,
			"policy": template.policy or ("is", "not set"),
			"programme": template.programme or ("is", "not set"),
			"status": "Active",
			"name": ("!=", template.name),
		},
		pluck="valid_from",
		order_by="valid_from desc",
		limit=1,
	)
	return getdate(rows[0]) if rows else None
