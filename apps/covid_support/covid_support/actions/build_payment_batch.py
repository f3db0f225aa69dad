"""Build the payments of a batch from the approved applications of an issued decision, in one set."""

import frappe

from covid_support.bulk.insert import insert_rows
from covid_support.core.digest import digest_encoded, row_sql, text_sql, whole_sql
from covid_support.core.record_name import record_names
from covid_support.messages import lost_races_told, refuse

COLUMNS = [
	"name", "payment_batch", "application", "instalment", "beneficiary", "employer", "beneficiary_name", "policy", "commune",
	"amount", "status", "channel", "bank", "account_number", "account_holder",
]  # fmt: skip

CHANNEL = """coalesce(nullif(person.preferred_channel, ''),
	if(coalesce(firm.account_number, '') = '', 'Cash', 'Bank Transfer'))"""
MAY_BE_PAID = """(delivery.handed_over_as = 'Money' and delivery.amount > 0 and (delivery.status = 'Accepted'
	or (delivery.status = 'Planned' and delivery.needs_acceptance = 0)
	or (delivery.status = 'Approved' and delivery.benefit_kind = 'Training Grant')))"""
HAS_NO_DELIVERY = (
	"not exists (select 1 from `tabBenefit Delivery` other where other.application = application.name)"
)
# who is due; asked with the values `instalment` and whatever narrows it down
DUE_FROM = """`tabApplication List` list
	join `tabSupport Application` application on application.application_list = list.name
	left join `tabBeneficiary` person on person.name = application.beneficiary
	left join `tabEmployer` firm on firm.name = application.employer and application.applicant_kind = 'Employer'
	left join `tabBenefit Delivery` delivery on delivery.application = application.name
		and delivery.instalment = %(instalment)s
	left join `tabPayment` live on live.application = application.name
		and live.status not in ('Failed', 'Returned', 'Cancelled')
		and (delivery.name is null or live.instalment = delivery.instalment)"""
DUE = f"""(application.status = 'Approved' and application.approved_amount > 0 and live.name is null
	and coalesce(person.life_status, 'Alive') <> 'Dead'
	and ({MAY_BE_PAID} or (delivery.name is null and {HAS_NO_DELIVERY})))"""

APPROVED = row_sql(
	text_sql("name"),
	text_sql("application"),
	text_sql("coalesce(nullif(filed_as, ''), beneficiary, employer)"),
	whole_sql("amount"),
	text_sql("channel"),
	text_sql("bank"),
	text_sql("account_number"),
)


class BuildPaymentBatch:
	"""Fill a draft Payment Batch with everybody who is due through its channel.

	Due is an approved application of the batch's decision and area: one paid at once that has no live payment at
	all, or one paid in parts whose delivery of the batch's instalment may be paid (accepted, where that is needed)
	and has no live payment. Running it twice adds nobody twice; the lock on the applications and the unique key
	`live_payment` guard against races (I1).
	"""

	def __init__(self, batch):
		self.batch = batch

	def run(self) -> int:
		"""Check and insert the payments; returns how many were added."""
		self.check()
		with lost_races_told():
			lock_decision(self.batch.decision)
			due = self._due()
			names = record_names(len(due))
			insert_rows(
				"Payment", COLUMNS, (self._row(name, row) for name, row in zip(names, due, strict=True))
			)
		self._mark_listed(len(due))
		return len(due)

	def check(self) -> None:
		"""A draft batch of an issued decision, which the user may write."""
		self.batch.check_permission("write")
		if self.batch.docstatus != 0 or self.batch.workflow_state not in (None, "", "Draft"):
			refuse("Payment batch {0} is already on its way and takes no more payments.", self.batch.name)
		if frappe.db.get_value("Decision", self.batch.decision, "docstatus") != 1:
			refuse("Decision {0} has not been issued, so nothing can be paid from it.", self.batch.decision)

	def _due(self) -> list[dict]:
		"""Approved, alive, through the batch's channel, without a live payment; locked until the end.

		An employer that has an account is paid by bank transfer.
		"""
		return frappe.db.sql(
			f"""select application.name, application.beneficiary, application.beneficiary_name, application.policy,
				application.commune, firm.name as employer,
				coalesce(delivery.amount, application.approved_amount) as amount,
				coalesce(person.bank, firm.bank) as bank,
				coalesce(person.account_number, firm.account_number) as account_number,
				coalesce(person.account_holder, firm.account_holder) as account_holder
			from {DUE_FROM}
			join `tabAdministrative Unit` unit on unit.name = application.commune
			join `tabAdministrative Unit` area on area.name = %(area)s
			where list.decision = %(decision)s and unit.lft between area.lft and area.rgt
				and {CHANNEL} = %(channel)s and {DUE}
			order by application.commune, application.search_key, application.name
			for update""",
			{
				"area": self.batch.administrative_unit,
				"decision": self.batch.decision,
				"channel": self.batch.channel,
				"instalment": int(self.batch.instalment or 1),
			},
			as_dict=True,
		)

	def _row(self, name: str, due: dict) -> tuple:
		transfer = self.batch.channel == "Bank Transfer"
		return (
			name,
			self.batch.name,
			due.name,
			self.batch.instalment,
			due.beneficiary,
			due.employer,
			due.beneficiary_name,
			due.policy,
			due.commune,
			due.amount,
			"Listed",
			self.batch.channel,
			due.bank if transfer else None,
			due.account_number if transfer else None,
			due.account_holder if transfer else None,
		)

	def _mark_listed(self, count: int) -> None:
		if count:
			mark_applications(self.batch.name, "Listed", "Listed")


def lock_decision(decision: str) -> None:
	"""Let one transaction at a time build or record payments of `decision`.

	Everybody takes this lock first, before series, batches and applications, so that nobody waits in a circle.
	"""
	frappe.db.get_value("Decision", decision, "name", for_update=True)


def mark_applications(batch: str, payment_status: str, application_status: str) -> None:
	"""Show on the applications how their payments of `batch` in `payment_status` stand, in one statement.

	An application that has been paid in part goes on counting as paid.
	"""
	frappe.db.sql(
		"""update `tabSupport Application` application
		join `tabPayment` payment on payment.application = application.name
		set application.payment_status = %s
		where payment.payment_batch = %s and payment.status = %s and application.paid_amount = 0""",
		(application_status, batch, payment_status),
	)


def batch_totals(batch: str) -> dict:
	"""People and VND of the batch, counted from its payments as they stand now."""
	row = frappe.db.sql(
		"""select count(*) people, coalesce(sum(amount), 0) amount,
			coalesce(sum(status = 'Paid'), 0) paid_people,
			coalesce(sum(if(status in ('Paid', 'Recovered'), amount - recovered_amount, 0)), 0) paid_amount,
			coalesce(sum(status in ('Failed', 'Returned')), 0) failed_people
		from `tabPayment` where payment_batch = %s lock in share mode""",
		batch,
		as_dict=True,
	)[0]
	return {field: int(value) for field, value in row.items()}


def batch_digest(batch: str) -> str:
	"""SHA-256 over the batch's payments as finance approves them: person, amount, account."""
	rows = frappe.db.sql(f"select {APPROVED} from `tabPayment` where payment_batch = %s order by name", batch)
	return digest_encoded(row[0] for row in rows)
