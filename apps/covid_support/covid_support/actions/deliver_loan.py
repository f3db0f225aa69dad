"""Loans: the bank's contract, its result, what was repaid. The money is the bank's; the ledger is not touched."""

from covid_support import clock
from covid_support.actions.delivery_step import DeliveryStep
from covid_support.core.money import format_vnd
from covid_support.messages import refuse
from covid_support.rules.benefit_kinds import LOAN


class SignContract(DeliveryStep):
	"""The bank and the borrower have signed the loan contract."""

	action = "Sign Contract"
	kinds = (LOAN,)
	from_states = ("Approved",)
	to_state = "Contracted"
	paper = "contract_number"

	def check(self) -> None:
		"""Number and days of the contract; it is due after it was signed."""
		self.need("contract_number", "Contract Number")
		signed = self.day("contracted_on", "Contracted On")
		if self.day("due_on", "Due On", future=True) <= signed:
			refuse("The loan is due before its contract was signed. Correct one of the dates.")

	def columns(self, row: dict) -> dict:
		"""The contract."""
		return {
			"contract_number": self.text("contract_number"),
			"contracted_on": self.day("contracted_on", "Contracted On"),
			"due_on": self.day("due_on", "Due On", future=True),
		}


class RefuseLoan(DeliveryStep):
	"""The bank does not lend, or the borrower gives the loan up."""

	action = "Refuse Loan"
	kinds = (LOAN,)
	from_states = ("Approved", "Contracted")
	to_state = "Not Lent"

	def check(self) -> None:
		"""No refusal without a reason (I10)."""
		self.need("reason", "Reason")

	def columns(self, row: dict) -> dict:
		"""The reason."""
		return {"reason": self.text("reason")}


class Disburse(DeliveryStep):
	"""The bank's result: how much was paid out, never more than was approved."""

	action = "Disburse"
	kinds = (LOAN,)
	from_states = ("Contracted",)
	to_state = "Disbursed"
	paper = "bank_result_number"

	def check(self) -> None:
		"""The bank's paper, a day after the contract, an amount within the ceiling."""
		self.need("bank_result_number", "Number of the Bank's Result")
		day = self.day("disbursed_on", "Disbursed On")
		for row in self.rows:
			if day < row.contracted_on:
				refuse("{0}: money was paid out before the contract was signed.", row.recipient_name)
			if not 0 < self.amount(row) <= int(row.amount):
				refuse(
					"{0}: {1} đồng cannot be lent; the approved ceiling is {2} đồng.",
					row.recipient_name,
					format_vnd(self.amount(row)),
					format_vnd(int(row.amount)),
				)

	def amount(self, row: dict) -> int:
		"""The amount typed; the whole ceiling when none is."""
		return self.money("disbursed_amount") if self.text("disbursed_amount") else int(row.amount)

	def columns(self, row: dict) -> dict:
		"""The bank's result."""
		return {
			"bank_result_number": self.text("bank_result_number"),
			"disbursed_on": self.day("disbursed_on", "Disbursed On"),
			"disbursed_amount": self.amount(row),
		}


class RecordRepayment(DeliveryStep):
	"""What the borrower has repaid in all; the loan is repaid when that is the whole."""

	action = "Record Repayment"
	kinds = (LOAN,)
	from_states = ("Disbursed", "Overdue")
	to_state = "Repaid"

	def check(self) -> None:
		"""A sum that grows and does not exceed the loan."""
		day = self.day("repaid_on", "Repaid On")
		for row in self.rows:
			if day < row.disbursed_on:
				refuse("{0}: repaid before the loan was paid out.", row.recipient_name)
			if not int(row.repaid_amount) < self.amount(row) <= int(row.disbursed_amount):
				refuse(
					"{0}: {1} đồng repaid in all is not possible; {2} of {3} đồng were repaid before.",
					row.recipient_name,
					format_vnd(self.amount(row)),
					format_vnd(int(row.repaid_amount)),
					format_vnd(int(row.disbursed_amount)),
				)

	def amount(self, row: dict) -> int:
		"""The sum typed; the whole loan when none is."""
		return self.money("repaid_amount") if self.text("repaid_amount") else int(row.disbursed_amount)

	def columns(self, row: dict) -> dict:
		"""The repayment; in part, the loan keeps its status."""
		whole = self.amount(row) == int(row.disbursed_amount)
		return {
			"repaid_amount": self.amount(row),
			"repaid_on": self.day("repaid_on", "Repaid On"),
			"status": self.to_state if whole else self._still(row),
		}

	def _still(self, row: dict) -> str:
		return "Overdue" if row.due_on < clock.today() else row.status
