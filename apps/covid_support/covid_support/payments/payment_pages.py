"""Pages of payments for the screen."""

import frappe

from covid_support.core.names import search_key

PAGE_LENGTH = 50


def batch_payments(payment_batch: str, start: int, search: str = "", status: str = "") -> dict:
	"""{"total", "rows"} of the batch's payments from `start`; callers have checked the permission on the batch."""
	payment = frappe.qb.DocType("Payment")
	application = frappe.qb.DocType("Support Application")
	query = (
		frappe.qb.from_(payment)
		.join(application)
		.on(application.name == payment.application)
		.where(payment.payment_batch == payment_batch)
	)
	if status:
		query = query.where(payment.status == status)
	if search_key(search):
		query = query.where(application.search_key.like(f"%{search_key(search)}%"))
	total = query.select(frappe.query_builder.functions.Count("*")).run()[0][0]
	rows = (
		query.select(
			payment.name, payment.beneficiary, payment.beneficiary_name, application.birth_date, payment.amount,
			payment.status, payment.paid_on, payment.failure_reason, payment.payment_result,
		)
		.orderby(application.search_key, payment.name)
		.limit(PAGE_LENGTH)
		.offset(start)
		.run(as_dict=True)
	)  # fmt: skip
	return {"total": total, "rows": rows, "page_length": PAGE_LENGTH}
