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


BENEFIT_CHECKS = {"I1": (top_ups,)}
