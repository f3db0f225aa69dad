"""The lines of people as prints need them, read in one query; identity numbers only for those who may see them."""

import json

import frappe

from covid_support.documents.sources.offices import unit_in_full
from covid_support.documents.sources.wording import upper_first
from covid_support.policies.hidden_columns import may_read

QUANTITIES = {"Per Month": "Số tháng", "Per Day": "Số ngày"}
ADDRESS = "coalesce(firm.address, nullif(person.hamlet, ''), person.address, '')"
NUMBERS = ("personal_id", "identity_card", "social_insurance_number", "passport_number")


def identity_column() -> str:
	"""SQL of the identity number of `person`: whole for readers of permission level 1, else masked."""
	if not all(may_read("Beneficiary", column) for column in NUMBERS):
		return "person.identity_masked"
	return "coalesce({}, '')".format(", ".join(f"nullif(person.{column}, '')" for column in NUMBERS))


def list_lines(condition: str, values: dict) -> list[dict]:
	"""Lines of lists of people, as `proposed_list` prints them, with `policy`, `commune` and `application_list`.

	`condition` is SQL of our own over `application`, `person` and `list`; `values` are its values.
	"""
	rows = frappe.db.sql(
		f"""select application.name as application, application.beneficiary_name as full_name, person.sex, application.birth_date,
			coalesce(firm.tax_code, {identity_column()}) as identity_number, {ADDRESS} as address,
			if(application.status = 'Approved', application.approved_amount, application.proposed_amount) as amount,
			application.entitlement, application.policy, application.commune, application.application_list
		from `tabSupport Application` application
		join `tabApplication List` list on list.name = application.application_list
		left join `tabBeneficiary` person on person.name = application.beneficiary
		left join `tabEmployer` firm on firm.name = application.employer and application.applicant_kind = 'Employer'
		where {condition}
		order by application.policy, application.commune, application.search_key, application.name""",
		values,
		as_dict=True,
	)
	return [_line(row) for row in rows]


def quantity_title(lines: list[dict]) -> str:
	"""Heading of the column of quantities: months, unless the lines count days."""
	return next((line["quantity_title"] for line in lines if line["quantity_title"]), "Số tháng")


def payment_lines(payment_batch: str) -> list[dict]:
	"""Lines of a payment batch, as `payment_list` prints them; results stand on them once they are recorded."""
	rows = frappe.db.sql(
		f"""select payment.application, payment.beneficiary_name as full_name, application.birth_date, payment.amount, payment.status,
			payment.paid_on, payment.failure_reason, payment.commune,
			coalesce(firm.tax_code, {identity_column()}) as identity_number, {ADDRESS} as address
		from `tabPayment` payment
		join `tabSupport Application` application on application.name = payment.application
		left join `tabBeneficiary` person on person.name = payment.beneficiary
		left join `tabEmployer` firm on firm.name = payment.employer
		where payment.payment_batch = %s and payment.status <> 'Cancelled'
		order by payment.commune, application.search_key, payment.name""",
		payment_batch,
		as_dict=True,
	)
	several = len({row.commune for row in rows}) > 1
	return [_payment(row, several) for row in rows]


def _line(row: dict) -> dict:
	method, rate, quantity = _rate(row.entitlement)
	return {
		**row,
		"amount": int(row.amount),
		"rate": rate,
		"quantity": quantity,
		"quantity_title": QUANTITIES.get(method, ""),
	}


def _rate(entitlement: str | None) -> tuple[str, int | None, str | None]:
	"""Method, rate (VND) and quantity of an entitlement that one rate times one quantity gives."""
	components = json.loads(entitlement or "[]")
	if len(components) != 1 or components[0]["method"] not in QUANTITIES:
		return "", None, None
	return components[0]["method"], int(components[0]["rate"]), str(components[0]["quantity"])


def _payment(row: dict, several_communes: bool) -> dict:
	address = row.address
	if several_communes:
		unit = upper_first(unit_in_full(row.commune).split(",")[0])
		address = f"{address}, {unit}" if address else unit
	paid = row.status in ("Paid", "Recovered")
	return {
		"application": row.application,
		"full_name": row.full_name,
		"birth_date": row.birth_date,
		"identity_number": row.identity_number,
		"address": address,
		"amount": int(row.amount),
		"received_on": row.paid_on.strftime("%d/%m/%Y") if paid and row.paid_on else "",
		"note": row.failure_reason or "",
	}
