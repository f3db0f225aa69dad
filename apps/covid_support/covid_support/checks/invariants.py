"""The invariants of the product as queries: each returns the rows that break it (design §4).

A row is a dict with doctype, name and message (Vietnamese, via translations). An empty list is a clean site.
"""

import json
from collections.abc import Callable, Iterator

import frappe
from frappe import _

from covid_support.actions.build_payment_batch import batch_digest
from covid_support.applications.judging import deduction_of, recomputed_amount
from covid_support.applications.list_totals import TOTAL_FIELDS, signed_digest, totals_of
from covid_support.checks.application_amounts import arrived_and_returned
from covid_support.checks.benefits import BENEFIT_CHECKS
from covid_support.checks.broken_rows import broken, rows_of
from covid_support.core.money import format_vnd
from covid_support.core.problem import Problem
from covid_support.payments.ledger import balance_from_entries
from covid_support.programmes.route_places import PREPARING_STATES
from covid_support.reporting.results import results_by_group


def paid_twice() -> Iterator[dict]:
	"""I1: one live payment for an application and instalment, one support for a person, policy and period."""
	yield from rows_of(
		"""select 'Payment' doctype, min(name) name, application, instalment, count(*) times from `tabPayment`
		where status not in ('Failed', 'Returned', 'Cancelled') group by application, instalment having count(*) > 1""",
		"Payment {0}: the application is paid {1} times.",
		("name", "times"),
	)
	yield from rows_of(
		"""select 'Support Application' doctype, min(name) name, min(beneficiary_name) person, count(*) times
		from `tabSupport Application`
		where status not in ('Rejected', 'Withdrawn') and coalesce(beneficiary, '') <> ''
		group by beneficiary, policy, coalesce(nullif(unique_period, ''), period) having count(*) > 1""",
		"{0} has {1} live applications for one policy and period.",
		("person", "times"),
	)
	yield from rows_of(
		"""select 'Support Application' doctype, min(application.name) name, min(application.beneficiary_name) person,
			count(distinct application.policy) times
		from `tabSupport Application` application
		join `tabSupport Policy` policy on policy.name = application.policy
		join `tabExclusive Group` family on family.name = policy.exclusive_group
		where application.status not in ('Rejected', 'Withdrawn') and family.settlement <> 'Top Up to the Higher'
			and application.beneficiary is not null
		group by application.beneficiary, policy.exclusive_group, if(family.cycle = 'Period', application.period, '')
		having count(distinct application.policy) > 1""",
		"{0} takes part in {1} policies of one exclusive group.",
		("person", "times"),
	)


def filed_for_merged() -> Iterator[dict]:
	"""I1: nothing live hangs on a record that was merged into another one, where nobody would look for it."""
	yield from rows_of(
		"""select 'Support Application' doctype, application.name, application.beneficiary_name
		from `tabSupport Application` application
		join `tabBeneficiary` person on person.name = application.beneficiary and person.life_status = 'Merged'
		where application.status not in ('Rejected', 'Withdrawn')""",
		"Application {0} of {1} stands under a record that was merged into another one.",
		("name", "beneficiary_name"),
	)


def ledger_balances() -> Iterator[dict]:
	"""I2: the totals of every allocation equal its entries, and allocated ≥ committed ≥ paid."""
	for row in frappe.get_all(
		"Budget Allocation",
		filters={"docstatus": 1},
		fields=["name", "title", "amount", "committed_amount", "paid_amount"],
	):
		balance = balance_from_entries(row.name)
		for field, total in balance.items():
			if int(row[field]) != total:
				yield broken("Budget Allocation", row.name, "{0}: {1} is {2}, its ledger entries give {3}.",
					row.title, _(field), format_vnd(int(row[field])), format_vnd(total))  # fmt: skip
		if not balance["amount"] >= balance["committed_amount"] >= balance["paid_amount"] >= 0:
			yield broken(
				"Budget Allocation", row.name, "{0}: more is committed or paid than was allocated.", row.title
			)


def ledger_matches_documents() -> Iterator[dict]:
	"""I2: committed money equals the issued decisions, paid money equals the paid payments."""
	paid = dict(frappe.db.sql(
		"""select spent.budget_allocation, sum(spent.amount) from (
			select batch.budget_allocation, payment.amount - payment.recovered_amount amount from `tabPayment` payment
			join `tabPayment Batch` batch on batch.name = payment.payment_batch
			where payment.status in ('Paid', 'Recovered')
			union all
			select decision.budget_allocation, delivery.amount from `tabBenefit Delivery` delivery
			join `tabDecision` decision on decision.name = delivery.decision
			where delivery.status = 'Delivered'
		) spent group by spent.budget_allocation"""
	))  # fmt: skip
	decided = dict(
		frappe.db.sql(
			"select budget_allocation, sum(budget_amount) from `tabDecision` where docstatus = 1 group by budget_allocation"
		)
	)
	for name in frappe.get_all("Budget Allocation", filters={"docstatus": 1}, pluck="name"):
		balance = balance_from_entries(name)
		pairs = (
			(
				"committed_amount",
				decided,
				"Allocation {0}: the ledger has {1} committed, the decisions add up to {2}.",
			),
			("paid_amount", paid, "Allocation {0}: the ledger has {1} paid, the payments add up to {2}."),
		)
		for field, documents, template in pairs:
			if balance[field] != int(documents.get(name) or 0):
				amounts = (format_vnd(balance[field]), format_vnd(int(documents.get(name) or 0)))
				yield broken("Budget Allocation", name, template, name, *amounts)


def decision_amounts() -> Iterator[dict]:
	"""I3: decision = its lists = their approved applications."""
	yield from rows_of(
		"""select 'Decision' doctype, decision.name, decision.amount, coalesce(sum(application.approved_amount), 0) lines_amount
		from `tabDecision` decision
		join `tabDecision List` row on row.parent = decision.name
		left join `tabSupport Application` application on application.application_list = row.application_list
			and application.status = 'Approved'
		where decision.docstatus = 1 group by decision.name, decision.amount having decision.amount <> lines_amount""",
		"Decision {0} approves {1} đồng, its lines add up to {2}.",
		("name", "amount", "lines_amount"),
	)
	for name in frappe.get_all("Application List", pluck="name"):
		stored = frappe.db.get_value("Application List", name, TOTAL_FIELDS, as_dict=True)
		for field, value in totals_of(name).items():
			if int(stored[field] or 0) != value:
				yield broken(
					"Application List",
					name,
					"List {0}: {1} is {2}, its lines give {3}.",
					name,
					_(field),
					int(stored[field] or 0),
					value,
				)


def entitlements() -> Iterator[dict]:
	"""I3: every amount follows again from the frozen policy version; equal ones are computed once."""
	groups = frappe.db.sql(
		"""select policy_version, entitlement, proposed_amount, already_granted, min(name) name, count(*) times
		from `tabSupport Application` where eligible = 1
		group by policy_version, entitlement, proposed_amount, already_granted""",
		as_dict=True,
	)
	for row in groups:
		try:
			amount = recomputed_amount(row.policy_version, row.entitlement)
		except (Problem, KeyError, ValueError):
			amount = None
		if amount != int(row.proposed_amount):
			yield broken("Support Application", row.name, "Application {0}: {1} đồng proposed, the policy version gives {2}.",
				row.name, format_vnd(int(row.proposed_amount)), "?" if amount is None else format_vnd(amount))  # fmt: skip
		elif deduction_of(json.loads(row.entitlement or "[]")) != int(row.already_granted):
			yield broken(
				"Support Application",
				row.name,
				"Application {0}: {1} đồng already granted are shown, its lines take off another amount.",
				row.name,
				format_vnd(int(row.already_granted)),
			)
	yield from rows_of(
		"""select 'Support Application' doctype, name, approved_amount, proposed_amount from `tabSupport Application`
		where status = 'Approved' and approved_amount <> proposed_amount""",
		"Application {0}: {1} đồng approved, {2} proposed.",
		("name", "approved_amount", "proposed_amount"),
	)


def sealed_lists() -> Iterator[dict]:
	"""I4: the digest of every signed list still verifies."""
	for row in frappe.db.sql(
		"""select name, signed_digest from `tabApplication List`
		where signed_digest is not null and workflow_state not in %(preparing)s
			and workflow_state <> substring_index(substring_index(route_states, '\n', 2), '\n', -1)""",
		{"preparing": PREPARING_STATES},
		as_dict=True,
	):
		if signed_digest(row.name) != row.signed_digest:
			yield broken(
				"Application List",
				row.name,
				"List {0} differs from what the commune's chair signed.",
				row.name,
			)


def paid_by_evidence() -> Iterator[dict]:
	"""I5: paid and returned payments have evidence; amounts equal the approval and what finance sealed."""
	yield from rows_of(
		"""select 'Payment' doctype, payment.name, payment.beneficiary_name from `tabPayment` payment
		left join `tabPayment Result` result on result.name = payment.payment_result
		where payment.status in ('Paid', 'Returned', 'Recovered') and result.name is null""",
		"Payment {0} to {1} is recorded as paid without evidence.",
		("name", "beneficiary_name"),
	)
	yield from rows_of(
		"""select 'Payment' doctype, payment.name, payment.beneficiary_name, payment.amount,
			coalesce(delivery.amount, application.approved_amount) approved_amount
		from `tabPayment` payment join `tabSupport Application` application on application.name = payment.application
		left join `tabBenefit Delivery` delivery on delivery.application = payment.application
			and delivery.instalment = payment.instalment
		where payment.status not in ('Cancelled')
			and payment.amount <> coalesce(delivery.amount, application.approved_amount)""",
		"Payment {0} to {1}: {2} đồng, but {3} were approved.",
		("name", "beneficiary_name", "amount", "approved_amount"),
	)
	yield from arrived_and_returned()
	for row in frappe.get_all("Payment Batch", filters={"docstatus": 1}, fields=["name", "digest"]):
		if batch_digest(row.name) != row.digest:
			yield broken(
				"Payment Batch", row.name, "Payment batch {0} differs from what finance approved.", row.name
			)


def report_rows() -> Iterator[dict]:
	"""I8: the figures of the results report equal the rows that they open to."""
	rows = frappe.db.sql(
		"""select policy.report_group, count(*) people, sum(application.approved_amount) amount
		from `tabSupport Application` application join `tabSupport Policy` policy on policy.name = application.policy
		where application.status = 'Approved' group by policy.report_group""",
		as_dict=True,
	)
	reported = results_by_group()
	for row in rows:
		figure = reported[row.report_group]["approved"]
		if (figure["people"], figure["amount"]) != (row.people, int(row.amount)):
			yield broken(
				"Support Policy",
				row.report_group,
				"Report: {0} approved people of {1}, the rows give {2}.",
				figure["people"],
				row.report_group,
				row.people,
			)


def returned_with_reason() -> Iterator[dict]:
	"""I10: whatever was returned or refused has a reason, a responsible person and a due date."""
	yield from rows_of(
		"""select 'Application List' doctype, name from `tabApplication List` where workflow_state in ('Returned', 'Rejected')
		and (coalesce(return_reason, '') = '' or coalesce(responsible_user, '') = '' or due_date is null)""",
		"List {0} was given back without a reason, a responsible person or a due date.",
		("name",),
	)
	yield from rows_of(
		"""select 'Support Application' doctype, name, beneficiary_name from `tabSupport Application`
		where status in ('Rejected', 'Withdrawn') and coalesce(reason, '') = ''""",
		"Application {0} of {1} was refused without a reason.",
		("name", "beneficiary_name"),
	)


INVARIANTS: dict[str, tuple[Callable[[], Iterator[dict]], ...]] = {
	"I1": (paid_twice, filed_for_merged),
	"I2": (ledger_balances, ledger_matches_documents),
	"I3": (decision_amounts, entitlements),
	"I4": (sealed_lists,),
	"I5": (paid_by_evidence,),
	"I8": (report_rows,),
	"I10": (returned_with_reason,),
}


def check_all() -> dict[str, list[dict]]:
	"""{invariant: rows that break it} for the whole site."""
	return {
		name: [row for check in (*checks, *BENEFIT_CHECKS.get(name, ())) for row in check()]
		for name, checks in INVARIANTS.items()
	}
