"""Cần Thơ 2024 after the decisions: works reported and accepted, instalments, loans, grants settled or recovered."""

import frappe

from covid_support.payments import api as payments
from covid_support.policies import roles
from covid_support.scenarios import can_tho_2024_calendar as calendar
from covid_support.scenarios import can_tho_2024_figures as figures
from covid_support.scenarios.acting import acting, later
from covid_support.scenarios.story import Story, Wave

FIELDS = ["name", "commune", "application", "instalment"]


class Deliveries:
	"""What happens to the approved supports of `story`, each step by the official who takes it."""

	def __init__(self, story: Story):
		self.story = story
		self.officials = story.officials

	def accept_works(self) -> None:
		"""The commune's officer reports finished works, its chair accepts them."""
		wave = self.story.waves["households"]
		waiting = {"benefit_kind": "In Kind", "needs_acceptance": 1}
		for commune, names in self._by_commune({**waiting, "status": "Planned"}):
			with acting(self.officials.email(roles.COMMUNE_OFFICER, commune), _day(wave, calendar.REPORTED)):
				minutes = {
					"minutes_number": f"{commune[:5]}/BB-NT",
					"minutes_on": str(_day(wave, calendar.REPORTED)),
				}
				payments.take_delivery_step(names, "Report Work", minutes)
		for commune, names in self._by_commune({**waiting, "status": "Reported"}):
			with acting(self.officials.email(roles.COMMUNE_CHAIR, commune), _day(wave, calendar.ACCEPTED)):
				payments.take_delivery_step(names, "Accept Work")

	def lend(self) -> None:
		"""The bank signs contracts and pays out: every fifth borrower takes less than the ceiling."""
		wave = self.story.waves["loans"]
		signed, paid_out = _day(wave, calendar.CONTRACTED), _day(wave, calendar.LENT)
		officer = self.officials.email(roles.POLICY_BANK_OFFICER, self.story.province)
		with acting(officer, signed):
			contract = {
				"contract_number": "01/2024/HĐTD-XKLĐ",
				"contracted_on": str(signed),
				"due_on": str(later(signed, calendar.LOAN_DAYS)),
			}
			self._step(self._names({"status": "Approved", "benefit_kind": "Loan"}), "Sign Contract", contract)
		borrowers = self._names({"benefit_kind": "Loan"})
		smaller = set(borrowers[: len(borrowers) // figures.SMALLER_EVERY])
		waiting = self._names({"status": "Contracted", "benefit_kind": "Loan"})
		for amount, names in (
			(figures.SMALLER_LOAN, [name for name in waiting if name in smaller]),
			(figures.LOAN_CEILING, [name for name in waiting if name not in smaller]),
		):
			with acting(officer, paid_out):
				result = {
					"bank_result_number": "15/KQGN-NHCSXH",
					"disbursed_on": str(paid_out),
					"disbursed_amount": amount,
				}
				self._step(names, "Disburse", result)

	def settle_grants(self) -> None:
		"""The department settles the courses; one trainee gave up and pays the grant back."""
		wave = self.story.waves["students"]
		officer = self.officials.email(roles.DEPARTMENT_OFFICER, self.story.province)
		with acting(officer, _day(wave, calendar.SETTLED)):
			settlement = {
				"settlement_number": "05/QT-SLĐTBXH",
				"settled_on": str(_day(wave, calendar.SETTLED)),
			}
			self._step(
				self._names({"status": "Granted", "benefit_kind": "Training Grant"}),
				"Settle Grant",
				settlement,
			)
		self._recover(officer, wave)

	def _recover(self, officer: str, wave: Wave) -> None:
		course = {"policy": figures.RECOVERED_COURSE, "benefit_kind": "Training Grant"}
		if frappe.db.exists("Benefit Delivery", {**course, "status": "Recovered"}):
			return
		demanded = self._names({**course, "status": "Recovering"})
		reason = "Tự ý thôi học khi chưa hoàn thành khóa đào tạo"
		if not demanded:
			demanded = self._names({**course, "status": "Settled"})[:1]
			with acting(officer, _day(wave, calendar.DEMANDED)):
				decision = {
					"recovery_decision": "09/QĐ-SLĐTBXH",
					"recovery_decided_on": str(_day(wave, calendar.DEMANDED)),
					"reason": reason,
				}
				self._step(demanded, "Demand Recovery", decision)
		for name in demanded:
			self._pay_back(name, _day(wave, calendar.RECOVERED), reason)

	def _pay_back(self, delivery: str, day, reason: str) -> None:
		application = frappe.db.get_value("Benefit Delivery", delivery, "application")
		payment = frappe.db.get_value(
			"Payment",
			{"application": application, "status": "Paid"},
			["name", "amount", "commune"],
			as_dict=True,
		)
		paying = self.officials.in_charge(roles.PAYING_OFFICER, payment.commune)
		with acting(paying, day):
			payments.recover_payment(payment.name, int(payment.amount), "01/PT-TH", str(day), reason)

	def _step(self, names: list[str], step: str, values: dict) -> None:
		if names:
			payments.take_delivery_step(names, step, values)

	def _names(self, filters: dict) -> list[str]:
		return frappe.get_all("Benefit Delivery", filters, pluck="name", order_by="application, instalment")

	def _by_commune(self, filters: dict) -> list[tuple[str, list[str]]]:
		rows = frappe.get_all("Benefit Delivery", filters, ["name", "commune"], order_by="commune, name")
		communes: dict[str, list[str]] = {}
		for row in rows:
			communes.setdefault(row.commune, []).append(row.name)
		return list(self.story.each(communes.items()))


def _day(wave: Wave, days: int):
	"""`days` after the wave's decisions."""
	return later(wave.list_day, wave.days_after["Province Decision"] + days)
