"""The Sóc Trăng story from the allocation to the receipts."""

from collections import defaultdict
from datetime import date

import frappe

from covid_support import api
from covid_support.policies import roles
from covid_support.scenarios import figures
from covid_support.scenarios.acting import acting, later
from covid_support.scenarios.soc_trang_calendar import LIST_DAYS, PROVINCE

FUNDS = {
	"listed": (
		"Kinh phí hỗ trợ theo Nghị quyết số 42/NQ-CP",
		(("NSTW", 50), ("NST", 50)),
		figures.APPROVED_AMOUNT,
	),
	"lottery": (
		"Kinh phí của Công ty xổ số kiến thiết hỗ trợ người bán lẻ vé số",
		(("XSKT", 100),),
		figures.LOTTERY_AMOUNT,
	),
}
SUBJECTS = {
	"listed": "Về việc phê duyệt danh sách và kinh phí hỗ trợ người có công với cách mạng, đối tượng bảo trợ xã hội, "
	"người thuộc hộ nghèo, hộ cận nghèo gặp khó khăn do đại dịch COVID-19 trên địa bàn {0}",
	"lottery": "Về việc phê duyệt danh sách và kinh phí hỗ trợ người bán lẻ vé số lưu động gặp khó khăn do đại dịch "
	"COVID-19 trên địa bàn {0}",
}
UNPAID_REASON = "Vắng mặt khi chi trả, hẹn nhận sau"


class SocTrangMoney:
	"""The steps that move money; `story` is the SocTrang that they belong to."""

	def __init__(self, story):
		self.story = story

	def decide(self) -> None:
		"""Allocate the money, then issue one decision for each district and kind."""
		allocations = {kind: self._allocation(kind) for kind in FUNDS}
		work = [(kind, district) for kind in FUNDS for district in self.story.districts]
		for kind, district in self.story.each(work):
			self._issue_decision(kind, district, allocations[kind])

	def _allocation(self, kind: str) -> str:
		title, shares, amount = FUNDS[kind]
		standing = frappe.db.get_value("Budget Allocation", {"title": title, "docstatus": 1})
		if standing:
			return standing
		needed = sum(figures.LIST_AMOUNTS[code] * count for code, count in self.story.plan.listed.items())
		amount = needed if kind == "listed" else self.story.plan.lottery * 900_000
		first = amount * shares[0][1] // 100
		parts = [first, amount - first] if len(shares) > 1 else [amount]
		with acting(self.story.officials.email(roles.FINANCE_OFFICER, PROVINCE), date(2020, 5, 11)):
			allocation = frappe.get_doc(
				{
					"doctype": "Budget Allocation",
					"title": title,
					"programme": "NQ42-2020",
					"administrative_unit": PROVINCE,
					"fiscal_year": 2020,
					"legal_document": "Dự toán minh họa năm 2020",
					"allocated_on": "2020-05-11",
					"sources": [
						{"funding_source": source, "amount": part}
						for (source, _share), part in zip(shares, parts, strict=True)
					],
				}
			).insert()
			allocation.submit()
		frappe.db.commit()  # money is there before the first decision
		return allocation.name

	def _issue_decision(self, kind: str, district: dict, allocation: str) -> None:
		names = self.story.waiting("Province Decision", kind)[district.name]
		if not names:
			return
		office = frappe.db.get_value(
			"Office", {"administrative_unit": PROVINCE, "office_kind": "People's Committee"}
		)
		day = later(LIST_DAYS[kind], 15)
		with acting(self.story.officials.email(roles.DEPARTMENT_OFFICER, PROVINCE), day):
			decision = frappe.get_doc(
				{
					"doctype": "Decision",
					"subject": SUBJECTS[kind].format(f"{district.unit_type.lower()} {district.unit_name}"),
					"programme": "NQ42-2020",
					"administrative_unit": PROVINCE,
					"office": office,
					"budget_allocation": allocation,
					"lists": [{"application_list": name} for name in names],
				}
			).insert()
			api.act("Decision", decision.name, "Submit for Signature")
		with acting(self.story.officials.email(roles.PROVINCIAL_LEADER, PROVINCE), day):
			api.act("Decision", decision.name, "Issue Decision")

	def build_batches(self) -> None:
		"""Build and have approved the payment batches of every decision."""
		decisions = frappe.get_all(
			"Decision", filters={"docstatus": 1}, fields=["name", "issued_on"], order_by="name"
		)
		for decision in self.story.each(decisions):
			day = later(decision.issued_on, 1)
			district = self._district_of(decision.name)
			user = self.story.officials.email(roles.PAYING_OFFICER, district)
			for unit, channel in self._missing_batches(decision.name, district):
				with acting(user, day):
					batch = frappe.get_doc(
						{
							"doctype": "Payment Batch",
							"decision": decision.name,
							"administrative_unit": unit,
							"channel": channel,
						}
					).insert()
					api.act("Payment Batch", batch.name, "Submit for Approval")
			self._approve_batches(decision.name, district, day)

	def _district_of(self, decision: str) -> str:
		unit = frappe.db.get_value("Application List", {"decision": decision}, "administrative_unit")
		return frappe.db.get_value("Administrative Unit", unit, "parent_administrative_unit")

	def _missing_batches(self, decision: str, district: str) -> list[tuple[str, str]]:
		"""(unit, channel) still to be paid: cash commune by commune, transfers once for the district."""
		rows = frappe.db.sql(
			"""select distinct application.commune, person.preferred_channel
			from `tabSupport Application` application
			join `tabApplication List` list on list.name = application.application_list
			join `tabBeneficiary` person on person.name = application.beneficiary
			where list.decision = %s and application.status = 'Approved' and coalesce(application.payment_status, '') = ''
			order by 1, 2""",
			decision,
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

	def pay(self) -> None:
		"""Send every batch out and record the receipts, with those who did not come."""
		unpaid = {
			(share.unit, code): count for share in self.story.shares for code, count in share.unpaid.items()
		}
		filters = {"workflow_state": ["in", ["Approved for Payment", "Sent"]]}
		fields = ["name", "administrative_unit", "channel", "decision", "workflow_state", "due_date"]
		for batch in self.story.each(
			frappe.get_all("Payment Batch", filters=filters, fields=fields, order_by="name")
		):
			self._pay_batch(batch, unpaid)

	def _pay_batch(self, batch: dict, unpaid: dict) -> None:
		user = self.story.officials.email(roles.PAYING_OFFICER, self._district_of(batch.decision))
		day = frappe.db.get_value("Decision", batch.decision, "issued_on")
		with acting(user, later(day, 3)):
			if batch.workflow_state == "Approved for Payment":
				api.act("Payment Batch", batch.name, "Send to Pay")
			absent = self._absent(batch, unpaid)
			kind = "BN" if batch.channel == "Cash" else "GBC"
			paid_on = str(later(day, 3))
			if frappe.db.exists("Payment", {"payment_batch": batch.name, "status": "Sent"}):
				api.record_receipt_sheet(batch.name, f"{batch.name[-5:]}/{kind}", paid_on, absent)
			api.act("Payment Batch", batch.name, "Complete")

	def _absent(self, batch: dict, unpaid: dict) -> dict[str, str]:
		if batch.channel != "Cash":
			return {}
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
			for name in all_names[: unpaid.get((batch.administrative_unit, policy), 0)]
		]
		return dict.fromkeys(names, UNPAID_REASON)
