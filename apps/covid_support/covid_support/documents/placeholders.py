"""What a Document Template may hold: its placeholders and the values of its columns, each with its label."""

from collections.abc import Iterable

import frappe

from covid_support.core.money import format_number

# placeholder -> label; the texts come from the sources of the prints, the figures from their lines
PLACEHOLDERS = {
	"agency": "Agency",
	"parent_agency": "Parent Agency",
	"place": "Place",
	"subject": "Subject",
	"reference": "Reference to Another Paper",
	"authority": "Authority That Decides",
	"policy": "What Is Granted",
	"funding": "Funding",
	"execution": "Who Carries It Out",
	"people": "Number of People",
	"amount": "Total Amount (VND)",
	"amount_in_words": "Total Amount in Words",
}
# value of a line -> (label, kind, alignment)
LINE_VALUES = {
	"full_name": ("Full Name", "text", ""),
	"birth_date": ("Date of Birth", "text", "center"),
	"identity_number": ("Identity Number", "text", "center"),
	"address": ("Address", "text", ""),
	"unit": ("Commune", "text", ""),
	"group": ("Group", "text", ""),
	"rate": ("Rate (VND)", "money", ""),
	"quantity": ("Quantity", "text", "center"),
	"amount": ("Amount (VND)", "money", ""),
	"received_on": ("Received On", "text", "center"),
	"signature": ("Signature", "signature", ""),
	"note": ("Note", "text", ""),
}
KIND_OF_FIELD = {
	"money": "money",
	"number": "text",
	"date": "text",
	"text": "text",
	"choice": "text",
	"yes_no": "text",
}


# own fields of policies among the values of a column, so that none can take the place of the line's own
OWN = "own_"


def form_fields(policy: str | None, programme: str | None) -> list[dict]:
	"""Own form fields of the policy, or of all policies of the programme: fieldname, label, kind."""
	scope = {"name": policy} if policy else {"programme": programme} if programme else None
	policies = frappe.get_all("Support Policy", filters=scope, pluck="name") if scope else []
	rows = frappe.get_all(
		"Policy Form Field",
		filters={"parenttype": "Support Policy", "parent": ["in", policies]},
		fields=["fieldname", "label", "kind"],
		order_by="idx",
	)
	return list({row.fieldname: row for row in rows}.values())


def column_choices(policy: str | None, programme: str | None) -> dict[str, str]:
	"""{value: label} of everything that a column may show."""
	fixed = {key: frappe._(label) for key, (label, _kind, _align) in LINE_VALUES.items()}
	return {**fixed, **{OWN + field.fieldname: field.label for field in form_fields(policy, programme)}}


def fill_form_fields(lines: Iterable[dict], fields: list[dict]) -> None:
	"""Put the values of own form fields on `lines` (each with its `application`), one query a thousand lines."""
	lines = list(lines)
	for start in range(0, len(lines), 1000):
		part = lines[start : start + 1000]
		rows = frappe.get_all(
			"Support Application",
			filters={"name": ["in", [line["application"] for line in part]]},
			fields=["name", *(field.fieldname for field in fields)],
		)
		by_name = {row.name: row for row in rows}
		for line in part:
			found = by_name[line["application"]]
			line.update(
				{OWN + field.fieldname: _printed(found[field.fieldname], field.kind) for field in fields}
			)


def _printed(value, kind: str):
	if kind == "yes_no":
		return frappe._("Yes") if value in (1, "Yes") else ""
	if value in (None, ""):
		return ""
	if kind == "money":
		return int(value)
	if kind == "date":
		return value.strftime("%d/%m/%Y")
	return format_number(value) if kind == "number" else str(value)
