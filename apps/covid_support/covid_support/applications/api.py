"""The doors to papers, refusals of support, and who was not added: permission first, then the action."""

import frappe
from frappe.utils.xlsxutils import make_xlsx

from covid_support import clock
from covid_support.actions.check_papers import CheckPaper, ReceivePapersOfAll
from covid_support.actions.not_added import NotAdded
from covid_support.actions.request_paper import RequestExtraPaper
from covid_support.actions.withdraw_waiver import WithdrawWaiver


@frappe.whitelist(methods=["POST"])
def check_paper(doctype: str, name: str, paper: str, status: str, scan: str = "", note: str = "") -> str:
	"""Set `paper` of an application or list to Received, Missing or Not Needed; `scan` is a file attached to it."""
	return CheckPaper(doctype, name, paper, status, scan, note).run()


@frappe.whitelist(methods=["POST"])
def receive_papers_of_all(application_list: str, paper: str = "") -> int:
	"""Everybody on the list has brought `paper`, or every required paper when it is empty; returns how many."""
	return ReceivePapersOfAll(application_list, paper).run()


@frappe.whitelist(methods=["POST"])
def request_extra_paper(doctype: str, name: str, paper: str, justification: str, legal_ground: str) -> str:
	"""Ask for a paper that the policy does not require; recorded and reported."""
	return RequestExtraPaper(doctype, name, paper, justification, legal_ground).run()


@frappe.whitelist(methods=["POST"])
def withdraw_waiver(waiver: str, reason: str) -> None:
	"""Take a refusal of support back at the person's wish."""
	WithdrawWaiver(waiver, reason).run()


@frappe.whitelist(methods=["GET"])
def download_not_added(application_list: str) -> None:
	"""Answer with a spreadsheet of those whom “add everybody eligible” leaves out, with the reasons."""
	labels = ("Full Name", "Date of Birth", "Hamlet", "Reason", "Detail")
	columns = ("full_name", "birth_date", "hamlet", "heading", "reason")
	rows = [[row[column] or "" for column in columns] for row in NotAdded(application_list).run()]
	content = make_xlsx([[frappe._(label) for label in labels], *rows], "Danh sách")
	frappe.local.response.filename = f"khong-du-dieu-kien-{clock.today():%Y%m%d}.xlsx"
	frappe.local.response.filecontent = content.getvalue()
	frappe.local.response.type = "binary"
