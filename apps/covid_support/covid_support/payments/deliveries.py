"""Benefit Deliveries of issued decisions: made in sets, and what they and the payments mean for the application."""

import frappe

from covid_support.applications.list_totals import store_totals
from covid_support.bulk.insert import chunks, insert_rows
from covid_support.core.record_name import record_names
from covid_support.programmes.versions import snapshot_of
from covid_support.rules.benefit_kinds import CASH, FIRST_STATUS, LENT, REACHED, handed_over_as
from covid_support.rules.instalments import Instalment, split

CHUNK = 2_000
COLUMNS = [
	"name", "application", "policy", "commune", "beneficiary", "household", "employer", "recipient_name", "search_key",
	"decision", "benefit_kind", "instalment", "title", "amount", "status", "needs_acceptance", "handed_over_as",
	"months_limit",
]  # fmt: skip
WHOLE = (Instalment("", 100),)


def is_delivered(snapshot) -> bool:
	"""Whether a policy's supports have deliveries: everything but cash paid at once."""
	return snapshot.benefit_kind != CASH or bool(snapshot.instalments)


def make_deliveries(application_list, decision: str) -> int:
	"""Make the deliveries of the approved lines of a list (a document); returns how many. Twice makes none twice."""
	snapshot = snapshot_of(application_list.policy_version)
	if not is_delivered(snapshot):
		return 0
	lines = frappe.db.sql(
		"""select application.name, application.policy, application.commune, application.beneficiary,
			application.household, if(application.applicant_kind = 'Employer', application.employer, null) employer,
			application.beneficiary_name, application.search_key, application.approved_amount
		from `tabSupport Application` application
		left join `tabBenefit Delivery` made on made.application = application.name
		where application.application_list = %s and application.status = 'Approved' and made.name is null""",
		application_list.name,
		as_dict=True,
	)
	return sum(_insert(part, snapshot, decision) for part in chunks(lines, CHUNK))


def _insert(lines: list[dict], snapshot, decision: str) -> int:
	instalments = snapshot.instalments or WHOLE
	rows = [
		_row(line, snapshot, decision, number, part, amount)
		for line in lines
		for number, (part, amount) in enumerate(
			zip(instalments, split(int(line.approved_amount), instalments), strict=True), 1
		)
	]
	names = record_names(len(rows))
	return insert_rows(
		"Benefit Delivery", COLUMNS, ((name, *row) for name, row in zip(names, rows, strict=True))
	)


def _row(line: dict, snapshot, decision: str, number: int, part: Instalment, amount: int) -> tuple:
	kind = snapshot.benefit_kind
	return (
		line.name,
		line.policy,
		line.commune,
		line.beneficiary,
		line.household,
		line.employer,
		line.beneficiary_name,
		line.search_key,
		decision,
		kind,
		number,
		part.title,
		amount,
		FIRST_STATUS[kind],
		int(part.needs_acceptance),
		handed_over_as(kind, bool(snapshot.instalments)),
		months_limit(snapshot),
	)


def months_limit(snapshot) -> int:
	"""The longest time of a contribution reduction: the most months that a component counts, 0 for no limit."""
	months = [
		c.maximum_quantity for c in snapshot.components if c.method == "Per Month" and c.maximum_quantity
	]
	return int(max(months, default=0))


def follow_payments(payments: list[str]) -> None:
	"""Set the deliveries that `payments` pay to what has become of the money, in one statement."""
	frappe.db.sql(
		"""update `tabBenefit Delivery` delivery
		join `tabPayment` payment on payment.application = delivery.application and payment.instalment = delivery.instalment
		set delivery.status = case
			when payment.status = 'Paid' then if(delivery.benefit_kind = 'Training Grant', 'Granted', 'Paid')
			when payment.status in ('Failed', 'Returned') and delivery.benefit_kind = 'Training Grant' then 'Approved'
			when payment.status in ('Failed', 'Returned') then if(delivery.needs_acceptance, 'Accepted', 'Planned')
			else delivery.status end
		where payment.name in %s""",
		(payments or [""],),
	)


def grants_followed_up(payments: list[str]) -> list[tuple[str, str]]:
	"""(payment, status) of those `payments` whose training grant has gone beyond the payment; locked."""
	return frappe.db.sql(
		"""select payment.name, delivery.status from `tabPayment` payment
		join `tabBenefit Delivery` delivery
			on delivery.application = payment.application and delivery.instalment = payment.instalment
		where payment.name in %s and delivery.benefit_kind = 'Training Grant'
			and delivery.status not in ('Approved', 'Granted') order by payment.name for update""",
		(payments or [""],),
	)


def store_outcomes(applications: list[str], status: str = "") -> None:
	"""Write on `applications` what has reached the receivers and what came back (VND), from payments and deliveries.

	An application counts as paid as soon as a part has arrived; before that it shows `status`, or what it showed.
	"""
	frappe.db.sql(
		f"""update `tabSupport Application` application
		left join (
			select payment.application,
				sum(if(payment.status in ('Paid', 'Recovered'), payment.amount - payment.recovered_amount, 0)) arrived,
				sum(payment.recovered_amount) recovered, sum(if(payment.status = 'Returned', payment.amount, 0)) returned,
				sum(payment.status = 'Recovered') recovered_times
			from `tabPayment` payment where payment.application in %(names)s group by payment.application
		) paid on paid.application = application.name
		left join (
			select delivery.application, sum(delivery.status in %(reached)s) times,
				sum(case when delivery.status in %(lent)s then delivery.disbursed_amount
					when delivery.status in %(reached)s then delivery.amount else 0 end) arrived
			from `tabBenefit Delivery` delivery where delivery.application in %(names)s group by delivery.application
		) given on given.application = application.name
		set application.payment_status = case
				when coalesce(paid.arrived, 0) > 0 or coalesce(given.times, 0) > 0 then 'Paid'
				when coalesce(paid.recovered_times, 0) > 0 then 'Recovered'
				else {"%(status)s" if status else "application.payment_status"} end,
			application.returned_amount = coalesce(paid.recovered, 0) + least(
				coalesce(paid.returned, 0),
				greatest(application.approved_amount - coalesce(paid.arrived, 0) - coalesce(paid.recovered, 0), 0)),
			application.paid_amount = coalesce(paid.arrived, 0) + coalesce(given.arrived, 0)
		where application.name in %(names)s""",
		{"names": applications or [""], "reached": REACHED, "lent": LENT, "status": status},
	)


def store_decision_totals(decision: str, lists: list[str]) -> None:
	"""Count what has arrived on `lists` of a decision, and add up all its lists as they stand now.

	Callers hold the decision (lock_decision), so that nobody else writes on its lists meanwhile.
	"""
	for application_list in lists:
		store_totals(application_list)
	totals = frappe.db.sql(
		"""select coalesce(sum(list.paid_people), 0), coalesce(sum(list.paid_amount), 0)
		from `tabApplication List` list where list.decision = %s lock in share mode""",
		decision,
	)[0]
	columns = {"paid_people": int(totals[0]), "paid_amount": int(totals[1])}
	frappe.db.set_value("Decision", decision, columns, update_modified=False)
