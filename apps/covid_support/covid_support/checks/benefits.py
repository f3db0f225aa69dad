"""Invariants of the kinds of benefit: supports topped up, instalments, goods, loans, reductions, grants."""

from collections.abc import Iterator

from covid_support.checks.broken_rows import rows_of


def top_ups() -> Iterator[dict]:
	"""I1: in a group that tops up, a person has at most what the highest policy of the group gives."""
	yield from rows_of(
		"""select 'Support Application' doctype, min(part.name) name, min(part.beneficiary_name) person,
			sum(part.given) given, max(part.whole) taken
		from (
			select min(application.name) name, min(application.beneficiary_name) beneficiary_name, application.beneficiary,
				policy.exclusive_group, if(family.cycle = 'Period', application.period, '') cycle_period,
				sum(application.approved_amount
					- if(application.payment_status = 'Recovered', application.returned_amount, 0)) given,
				sum(application.proposed_amount + application.already_granted) whole
			from `tabSupport Application` application
			join `tabSupport Policy` policy on policy.name = application.policy
			join `tabExclusive Group` family on family.name = policy.exclusive_group
			where family.settlement = 'Top Up to the Higher' and application.status = 'Approved'
				and application.beneficiary is not null
			group by application.beneficiary, policy.exclusive_group, cycle_period, application.policy
		) part
		group by part.beneficiary, part.exclusive_group, part.cycle_period having given > taken""",
		"{0} has {1} đồng approved in a group of policies whose highest amount is {2} đồng.",
		("person", "given", "taken"),
	)


def supported_twice() -> Iterator[dict]:
	"""I1: one live application for a household or employer, policy and period."""
	for kind, column in (("Household", "household"), ("Employer", "employer")):
		yield from rows_of(
			f"""select 'Support Application' doctype, min(name) name, min(beneficiary_name) person, count(*) times
			from `tabSupport Application`
			where status not in ('Rejected', 'Withdrawn') and applicant_kind = '{kind}' and coalesce({column}, '') <> ''
			group by {column}, policy, coalesce(nullif(unique_period, ''), period) having count(*) > 1""",
			"{0} has {1} live applications for one policy and period.",
			("person", "times"),
		)


def instalments() -> Iterator[dict]:
	"""I3: the deliveries of an approved application add up to what was approved; none is missing."""
	yield from rows_of(
		"""select 'Support Application' doctype, application.name, application.beneficiary_name,
			application.approved_amount, sum(delivery.amount) given
		from `tabSupport Application` application
		join `tabBenefit Delivery` delivery on delivery.application = application.name
		group by application.name, application.beneficiary_name, application.approved_amount, application.status
		having given <> application.approved_amount or application.status <> 'Approved'""",
		"Application {0} of {1}: {2} đồng approved, its deliveries add up to {3} đồng.",
		("name", "beneficiary_name", "approved_amount", "given"),
	)
	yield from rows_of(
		"""select 'Support Application' doctype, application.name, application.beneficiary_name
		from `tabSupport Application` application
		join (
			select distinct name from `tabPolicy Version`
			where coalesce(json_value(snapshot, '$.benefit_kind'), 'Cash') <> 'Cash'
				or coalesce(json_length(snapshot, '$.instalments'), 0) > 0
		) version on version.name = application.policy_version
		left join `tabBenefit Delivery` delivery on delivery.application = application.name
		where application.status = 'Approved' and delivery.name is null""",
		"Application {0} of {1} is approved, but nothing plans its delivery.",
		("name", "beneficiary_name"),
	)


def loans() -> Iterator[dict]:
	"""I3: nobody was lent more than was approved, or repaid more than was lent."""
	yield from rows_of(
		"""select 'Benefit Delivery' doctype, name, recipient_name, disbursed_amount, amount, repaid_amount
		from `tabBenefit Delivery` where disbursed_amount > amount or repaid_amount > disbursed_amount""",
		"Loan {0} of {1}: {2} đồng paid out, {3} approved, {4} repaid.",
		("name", "recipient_name", "disbursed_amount", "amount", "repaid_amount"),
	)


def delivered_by_evidence() -> Iterator[dict]:
	"""I5: whatever was handed over, lent, applied, settled or demanded back has the number of its paper.

	A whole grant may come back before anybody demands it: the slip of its payment proves that.
	"""
	yield from rows_of(
		"""select 'Benefit Delivery' doctype, name, recipient_name from `tabBenefit Delivery`
		where (status = 'Delivered' and coalesce(handover_number, '') = '')
			or (status in ('Contracted', 'Disbursed', 'Repaid', 'Overdue') and coalesce(contract_number, '') = '')
			or (status in ('Disbursed', 'Repaid', 'Overdue') and coalesce(bank_result_number, '') = '')
			or (status in ('Applied', 'Ended') and coalesce(notice_number, '') = '')
			or (status = 'Settled' and coalesce(settlement_number, '') = '')
			or (status in ('Recovering', 'Recovered') and coalesce(recovery_decision, '') = ''
				and recovered_amount < amount)""",
		"Delivery {0} to {1} is recorded without the paper that proves it.",
		("name", "recipient_name"),
	)
	yield from rows_of(
		"""select 'Benefit Delivery' doctype, delivery.name, delivery.recipient_name from `tabBenefit Delivery` delivery
		left join `tabPayment` payment on payment.application = delivery.application
			and payment.instalment = delivery.instalment and payment.status in ('Paid', 'Recovered')
		where delivery.status in ('Paid', 'Granted', 'Settled', 'Recovering', 'Recovered') and payment.name is null""",
		"Delivery {0} to {1} counts as paid, but no payment paid it.",
		("name", "recipient_name"),
	)
	yield from rows_of(
		"""select 'Benefit Delivery' doctype, name, recipient_name from `tabBenefit Delivery`
		where needs_acceptance = 1 and status in ('Accepted', 'Paid', 'Delivered')
			and (coalesce(minutes_number, '') = '' or coalesce(accepted_by, prepared_by) <=> prepared_by)""",
		"Delivery {0} to {1} was not accepted by somebody else with minutes.",
		("name", "recipient_name"),
	)


BENEFIT_CHECKS = {
	"I1": (top_ups, supported_twice),
	"I3": (instalments, loans),
	"I5": (delivered_by_evidence,),
}
