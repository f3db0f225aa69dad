"""What applications show of money follows from their payments and deliveries (payments/deliveries.store_outcomes)."""

from collections.abc import Iterator

from covid_support.checks.broken_rows import rows_of


def arrived_and_returned() -> Iterator[dict]:
	"""I5: the amounts paid and returned of every application are those of its payments and deliveries."""
	yield from rows_of(
		"""select 'Support Application' doctype, application.name, application.beneficiary_name, application.paid_amount,
			coalesce(paid.amount, 0) + coalesce(given.amount, 0) paid
		from `tabSupport Application` application
		left join (
			select application, sum(if(status in ('Paid', 'Recovered'), amount - recovered_amount, 0)) amount
			from `tabPayment` group by application
		) paid on paid.application = application.name
		left join (
			select application, sum(case when status in ('Disbursed', 'Repaid', 'Overdue') then disbursed_amount
				when status in ('Delivered', 'Applied', 'Ended') then amount else 0 end) amount
			from `tabBenefit Delivery` group by application
		) given on given.application = application.name
		where application.paid_amount <> coalesce(paid.amount, 0) + coalesce(given.amount, 0)""",
		"Application {0} of {1} shows {2} đồng paid, its payments give {3}.",
		("name", "beneficiary_name", "paid_amount", "paid"),
	)
	yield from rows_of(
		"""select 'Support Application' doctype, shown.name, shown.beneficiary_name, shown.returned_amount, shown.back
		from (
			select application.name, application.beneficiary_name, application.returned_amount,
				coalesce(paid.recovered, 0) + least(coalesce(paid.returned, 0), greatest(
					application.approved_amount - coalesce(paid.arrived, 0) - coalesce(paid.recovered, 0), 0)) back
			from `tabSupport Application` application
			left join (
				select application, sum(recovered_amount) recovered, sum(if(status = 'Returned', amount, 0)) returned,
					sum(if(status in ('Paid', 'Recovered'), amount - recovered_amount, 0)) arrived
				from `tabPayment` group by application
			) paid on paid.application = application.name
		) shown where shown.returned_amount <> shown.back""",
		"Application {0} of {1} shows {2} đồng returned, its payments give {3}.",
		("name", "beneficiary_name", "returned_amount", "back"),
	)
