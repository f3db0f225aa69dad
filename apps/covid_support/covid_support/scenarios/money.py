"""A story's money, from the allocation to the receipts."""

from collections import defaultdict
from datetime import date

import frappe

from covid_support import api
from covid_support.actions.build_payment_batch import HAS_NO_DELIVERY, MAY_BE_PAID
from covid_support.policies import roles
from covid_support.scenarios.acting import acting, later
from covid_support.scenarios.story import Story, Wave

TO_BE_PAID = ("Approved for Payment", "Sent")


class Money:
	"""The steps that move money, for the waves of `story` that have a fund.

	`needed` is {wave: VND} by the story's plan; `unpaid` is {(unit of the batch, policy): people} who are not
	reached, for `unpaid_reason`.
	"""

	def __init__(
		self, story: Story, needed: dict[str, int], unpaid: dict[tuple[str, str], int], unpaid_reason: str
	):
		self.story = story
		self.needed = needed
		self.unpaid = unpaid
		self.unpaid_reason = unpaid_reason

	def decide(self) -> None:
		"""Allocate the money, draw one decision up for each district and wave, then have them issued."""
		waves = [wave for wave in self.story.waves.values() if wave.fund]
		allocations = {wave.key: self._allocation(wave) for wave in waves}
		work = [(wave, district) for wave in waves for district in self.story.districts]
		for wave, district in self.story.each(work):
			self._draw_up(wave, district, allocations[wave.key])
		self.story.share(work, lambda place: self._issue(*place))

	def _allocation(self, wave: Wave) -> str | None:
		"""The wave's allocation; none for what no support budget pays, such as a bank's loans."""
		fund = wave.fund
		if not fund.shares:
			return None
		amount = self.needed[wave.key]
		standing = frappe.db.get_value("Budget Allocation", {"title": fund.title, "docstatus": 1})
		if standing:
			return standing
		parts = [amount * percent // 100 for _source, percent in fund.shares[:-1]]
		parts.append(amount - sum(parts))
		province = self.story.province
		with acting(self.story.officials.email(roles.FINANCE_OFFICER, province), fund.allocated_on):
			allocation = frappe.get_doc(
				{
					"doctype": "Budget Allocation",
					"title": fund.title,
					"programme": fund.programme,
					"administrative_unit": province,
					"fiscal_year": fund.allocated_on.year,
					"legal_document": f"Dự toán minh họa năm {fund.allocated_on.year}",
					"allocated_on": fund.allocated_on,
					"sources": [
						{"funding_source": source, "amount": part}
						for (source, _percent), part in zip(fund.shares, parts, strict=True)
					],
				}
			).insert()
			allocation.submit()
		frappe.db.commit()  # money is there before the first decision
		return allocation.name

	def _draw_up(self, wave: Wave, district: dict, allocation: str | None) -> None:
		"""The department hands a decision up; one process at a time, because they are named in their order."""
		province = self.story.province
		names = [row.name for row in self._appraised(wave, district) if not row.decision]
		if not names:
			return
		office = frappe.db.get_value(
			"Office", {"administrative_unit": province, "office_kind": "People's Committee"}
		)
		with acting(self.story.officials.email(roles.DEPARTMENT_OFFICER, province), _decided_on(wave)):
			decision = frappe.get_doc(
				{
					"doctype": "Decision",
					"subject": wave.fund.subject.format(f"{district.unit_type.lower()} {district.unit_name}"),
					"programme": wave.fund.programme,
					"administrative_unit": province,
					"office": office,
					"budget_allocation": allocation,
					"lists": [{"application_list": name} for name in names],
				}
			).insert()
			api.act("Decision", decision.name, "Submit for Signature")

	def _issue(self, wave: Wave, district: dict) -> None:
		leader = self.story.officials.email(roles.PROVINCIAL_LEADER, self.story.province)
		with acting(leader, _decided_on(wave)):
			for name in dict.fromkeys(row.decision for row in self._appraised(wave, district)):
				api.act("Decision", name, "Issue Decision")

	def _appraised(self, wave: Wave, district: dict) -> list[dict]:
		"""The lists of the wave in the district that wait for a decision, with the one they stand on."""
		return self.story.journey.standing(district.name, "Province Decision", wave)

	def build_batches(self, instalment: int = 1, days: int = 1) -> None:
		"""Build and have approved the batches of what may be paid of `instalment`, `days` after each decision."""
		decisions = frappe.get_all(
			"Decision", filters={"docstatus": 1}, fields=["name", "issued_on"], order_by="name"
		)
		self.story.share(decisions, lambda decision: self._build_batches(decision, instalment, days))

	def _build_batches(self, decision: dict, instalment: int, days: int) -> None:
		day = later(decision.issued_on, days)
		district = self._district_of(decision.name)
		user = self.story.officials.email(roles.PAYING_OFFICER, district)
		for unit, channel in self._missing_batches(decision.name, district, instalment):
			with acting(user, day):
				batch = frappe.get_doc(
					{
						"doctype": "Payment Batch",
						"decision": decision.name,
						"administrative_unit": unit,
						"channel": channel,
						"instalment": instalment,
					}
				).insert()
				api.act("Payment Batch", batch.name, "Submit for Approval")
		self._approve_batches(decision.name, district, day)

	def _district_of(self, decision: str) -> str:
		unit = frappe.db.get_value("Application List", {"decision": decision}, "administrative_unit")
		return unit if self.story.officials.levels[unit] == "District" else self.story.officials.parents[unit]

	def _missing_batches(self, decision: str, district: str, instalment: int) -> list[tuple[str, str]]:
		"""(unit, channel) still to be paid for the first time: cash commune by commune, transfers once for the district.

		What has failed stays failed, as it did in the story.
		"""
		rows = frappe.db.sql(
			f"""select distinct application.commune, person.preferred_channel
			from `tabSupport Application` application
			join `tabApplication List` list on list.name = application.application_list
			join `tabBeneficiary` person on person.name = application.beneficiary
			left join `tabBenefit Delivery` delivery on delivery.application = application.name
				and delivery.instalment = %(instalment)s
			left join `tabPayment` live on live.application = application.name and live.instalment = %(instalment)s
				and live.status not in ('Failed', 'Returned', 'Cancelled')
			where list.decision = %(decision)s and application.status = 'Approved' and live.name is null
				and ({MAY_BE_PAID}
					or (coalesce(application.payment_status, '') = '' and delivery.name is null and {HAS_NO_DELIVERY}))
			order by 1, 2""",
			{"decision": decision, "instalment": instalment},
		)
		wanted = dict.fromkeys(
			(district if channel == "Bank Transfer" else commune, channel) for commune, channel in rows
		)
		return list(wanted)

	def _approve_batches(self, decision: str, district: str, day: date) -> None:
		names = frappe.get_all(
			"Payment Batch",
			filters={"decision": decision, "workflow_state": "Pending Approval"},
			pluck="name",
			order_by="name",
		)
		with acting(self.story.officials.email(roles.FINANCE_OFFICER, district), day):
			for name in names:
				api.act("Payment Batch", name, "Approve Payment")

	def pay(self, days: int = 3) -> None:
		"""Send every batch out and record the receipts `days` after the decision, with those who did not come."""
		filters = {"workflow_state": ["in", TO_BE_PAID]}
		fields = ["name", "administrative_unit", "channel", "decision"]
		batches = frappe.get_all("Payment Batch", filters=filters, fields=fields, order_by="name")
		groups = defaultdict(list)
		for batch in batches:
			groups[batch.decision].append(batch)
		self.story.share(list(groups.values()), lambda group: self._pay_batches(group, days))

	def _pay_batches(self, batches: list[dict], days: int) -> None:
		"""The batches of one decision, which one process at a time may pay; each is committed for itself."""
		for batch in batches:
			self._pay_batch(batch, days)
			frappe.db.commit()  # others wait for the money of the allocation

	def _pay_batch(self, batch: dict, days: int) -> None:
		user = self.story.officials.email(roles.PAYING_OFFICER, self._district_of(batch.decision))
		paid_on = later(frappe.db.get_value("Decision", batch.decision, "issued_on"), days)
		state = frappe.db.get_value("Payment Batch", batch.name, "workflow_state")
		if state not in TO_BE_PAID:
			return  # the group is gone through again after a lost race
		with acting(user, paid_on):
			if state == "Approved for Payment":
				api.act("Payment Batch", batch.name, "Send to Pay")
			absent = self._absent(batch)
			kind = "BN" if batch.channel == "Cash" else "GBC"
			if frappe.db.exists("Payment", {"payment_batch": batch.name, "status": "Sent"}):
				api.record_receipt_sheet(batch.name, f"{batch.name[-5:]}/{kind}", str(paid_on), absent)
			api.act("Payment Batch", batch.name, "Complete")

	def _absent(self, batch: dict) -> dict[str, str]:
		rows = frappe.get_all(
			"Payment",
			filters={"payment_batch": batch.name, "status": "Sent"},
			fields=["name", "policy"],
			order_by="name",
		)
		waiting = defaultdict(list)
		for row in rows:
			waiting[row.policy].append(row.name)
		names = [
			name
			for policy, all_names in waiting.items()
			for name in all_names[: self.unpaid.get((batch.administrative_unit, policy), 0)]
		]
		return dict.fromkeys(names, self.unpaid_reason)


def _decided_on(wave: Wave) -> date:
	return later(wave.list_day, wave.days_after["Province Decision"])
