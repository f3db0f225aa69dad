"""What tests are made of: officials, people, lists in any state, money, decisions, payment batches.

Plain functions that go the way of the officials: through the documents and covid_support.api. They act as the
right official and put the session's user back. The day is the one that `go_to` set last.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import frappe
from frappe.utils import getdate

from covid_support import api, clock
from covid_support.applications.api import receive_papers_of_all
from covid_support.core.people import DemoPeople
from covid_support.core.record_name import record_name
from covid_support.policies import roles

PROVINCE = "94-2004"  # Tỉnh Sóc Trăng
DISTRICT = "943-2004"  # Huyện Kế Sách
COMMUNE = "31564-2004"  # Xã An Mỹ
SECOND_COMMUNE = "31561-2004"  # Xã Đại Hải, the same district
OTHER_DISTRICT = "947-2004"  # Huyện Mỹ Xuyên
FAR_COMMUNE = "31690-2004"  # Xã Đại Tâm, the other district
OTHER_PROVINCE = "92-2004"  # Thành phố Cần Thơ

PROGRAMME = "NQ42-2020"
MERIT = "NQ42-NCC"  # people with merit: 1,500,000 VND
ASSISTANCE = "NQ42-BTXH"  # social assistance: 1,500,000 VND
POOR = "NQ42-HN"  # members of poor households: 750,000 VND
WORKER = "NQ42-LDTD"  # workers without a contract: 1,000,000 VND a month

# numbers of a province that the demonstration does not use, so that no test meets its people
_people = DemoPeople(record_name())
BIRTH_PLACE = "004"

LIST_WAY = (
	"Draft", "Commune Signing", "Public Posting", "District Appraisal", "District Signing",
	"Province Appraisal", "Province Decision",
)  # fmt: skip


# --- days and users ---------------------------------------------------------------------------------------


def go_to(day: date | str) -> None:
	"""Let it be `day` until the test ends or goes to another."""
	frappe.flags.covid_support_day = getdate(day)
	frappe.local.covid_support_calendar = None


@contextmanager
def acting_as(user: str):
	"""Let `user` be the session's user inside the block."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)


def official(role: str, unit: str, **assignment) -> str:
	"""A new user with `role` who works for `unit`; returns the user's name.

	Written past the controller of User, which would queue e-mails, contacts and cache clearing.
	"""
	email = f"{record_name()}@example.com"
	user = {
		"name": email,
		"email": email,
		"first_name": role.removeprefix("CS "),
		"full_name": role.removeprefix("CS "),
	}
	_row("User", **user, enabled=1, user_type="System User", language="vi")
	_row("Has Role", parent=email, parenttype="User", parentfield="roles", role=role)
	values = {"user": email, "position_title": role, "administrative_unit": unit, "valid_from": "2020-01-01"}
	with acting_as("Administrator"):
		frappe.get_doc({"doctype": "Official Assignment", **values, **assignment}).insert(
			ignore_permissions=True
		)
	return email


def _row(doctype: str, **columns) -> None:
	document = frappe.get_doc({"doctype": doctype, **columns})
	document.name = columns.get("name") or record_name()
	document.db_insert()


@dataclass
class Officials:
	"""One official for each post that a list of `commune` passes."""

	commune: str
	commune_officer: str
	commune_chair: str
	district_officer: str
	district_chair: str
	department_officer: str
	provincial_leader: str
	finance_officer: str
	paying_officer: str


def officials(commune: str = COMMUNE) -> Officials:
	"""New officials for the whole way of a list of `commune`."""
	district = frappe.db.get_value("Administrative Unit", commune, "parent_administrative_unit")
	province = frappe.db.get_value("Administrative Unit", district, "parent_administrative_unit")
	return Officials(
		commune=commune,
		commune_officer=official(roles.COMMUNE_OFFICER, commune),
		commune_chair=official(roles.COMMUNE_CHAIR, commune),
		district_officer=official(roles.DISTRICT_OFFICER, district),
		district_chair=official(roles.DISTRICT_CHAIR, district),
		department_officer=official(roles.DEPARTMENT_OFFICER, province),
		provincial_leader=official(roles.PROVINCIAL_LEADER, province),
		finance_officer=official(roles.FINANCE_OFFICER, province),
		paying_officer=official(roles.PAYING_OFFICER, province),
	)


# --- people -----------------------------------------------------------------------------------------------


def person_values(commune: str = COMMUNE, **fields) -> dict:
	"""The values of a made-up person as one would type them; `fields` replace some."""
	made = _people.person(BIRTH_PLACE, born_between=(1940, 1999))
	values = {field: made[field] for field in ("full_name", "sex", "birth_date", "personal_id", "phone")}
	return {"doctype": "Beneficiary", "commune": commune, **values, **fields}


def person(commune: str = COMMUNE, category: str | None = "NCC", **fields):
	"""A registered person of `commune` who holds `category` since 2015."""
	categories = [{"category": category, "from_date": "2015-01-01"}] if category else []
	with acting_as("Administrator"):
		return frappe.get_doc({"categories": categories, **person_values(commune, **fields)}).insert()


def people(count: int, commune: str = COMMUNE, category: str | None = "NCC", **fields) -> list:
	"""`count` registered people."""
	return [person(commune, category, **fields) for _ in range(count)]


def household(commune: str = COMMUNE, status: str = "Poor", year: int = 2019):
	"""A household with a poverty status in `year`."""
	values = {"head_name": _people.person(BIRTH_PLACE)["full_name"], "commune": commune}
	with acting_as("Administrator"):
		return frappe.get_doc(
			{"doctype": "Household", **values, "poverty_statuses": [{"year": year, "status": status}]}
		).insert()


# --- applications and lists -------------------------------------------------------------------------------


def application(beneficiary: str, policy: str = MERIT, by: str = "Administrator", **declared):
	"""A single application, filed by `by` today."""
	values = {"policy": policy, "beneficiary": beneficiary, "application_date": clock.today()}
	commune = frappe.db.get_value("Beneficiary", beneficiary, "commune")
	with acting_as(by):
		return frappe.get_doc(
			{"doctype": "Support Application", "commune": commune, **values, **declared}
		).insert()


def empty_list(by: str, commune: str = COMMUNE, policy: str = MERIT, **fields) -> str:
	"""A new list without lines, drawn up today."""
	values = {"administrative_unit": commune, "policy": policy, "list_date": clock.today()}
	with acting_as(by):
		return frappe.get_doc({"doctype": "Application List", **values, **fields}).insert().name


def draft_list(who: Officials, count: int = 2, policy: str = MERIT, category: str = "NCC") -> str:
	"""A list in preparation with `count` new people of the commune."""
	name = empty_list(who.commune_officer, who.commune, policy)
	add_people(name, people(count, who.commune, category), who.commune_officer)
	return name


def add_people(application_list: str, persons: list, by: str, **declared) -> dict:
	"""Put `persons` on the list, as api.add_people tells it."""
	with acting_as(by):
		return api.add_people(application_list, {row.name: declared for row in persons})


def act(doctype: str, name: str, action: str, by: str, reason: str = "") -> str:
	"""Press a workflow button as `by`; returns the new state."""
	with acting_as(by):
		return api.act(doctype, name, action, reason)


def move_list(name: str, who: Officials, state: str) -> str:
	"""Let the officials carry the list forward until it stands in `state`; posting days pass on the way."""
	moves = {
		"Draft": ("Submit for Signature", who.commune_officer),
		"Returned": ("Submit for Signature", who.commune_officer),
		"Commune Signing": ("Sign", who.commune_chair),
		"Public Posting": ("Close Posting", who.commune_officer),
		"District Appraisal": ("Submit for Signature", who.district_officer),
		"District Signing": ("Sign", who.district_chair),
		"Province Appraisal": ("Propose Decision", who.department_officer),
	}
	while (current := state_of(name)) != state:
		if current == "Public Posting":
			after_posting(name)
		action, official_name = moves[current]
		if current in ("Draft", "Returned"):
			bring_papers(name, official_name)
		act("Application List", name, action, official_name)
	return name


def bring_papers(name: str, by: str) -> int:
	"""Everybody on the list has brought the papers that the policy requires; `by` checks them off."""
	with acting_as(by):
		return receive_papers_of_all(name)


def after_posting(name: str) -> None:
	"""Go to the first day after the list's posting, when that lies ahead."""
	posted_to = getdate(frappe.db.get_value("Application List", name, "posted_to"))
	if posted_to >= clock.today():
		go_to(posted_to + timedelta(days=1))


def list_in(state: str, who: Officials, count: int = 2, policy: str = MERIT, category: str = "NCC") -> str:
	"""A new list with `count` people that the officials have carried to `state` of LIST_WAY."""
	return move_list(draft_list(who, count, policy, category), who, state)


def state_of(name: str, doctype: str = "Application List") -> str:
	"""The workflow state as it stands in the database."""
	return frappe.db.get_value(doctype, name, "workflow_state")


def lines(application_list: str) -> list[dict]:
	"""All columns of the list's lines, ordered by name."""
	return frappe.get_all(
		"Support Application", filters={"application_list": application_list}, fields=["*"], order_by="name"
	)


# --- money ------------------------------------------------------------------------------------------------


def allocation(
	amount: int = 100_000_000, by: str = "Administrator", programme: str = PROGRAMME, unit: str = PROVINCE
):
	"""A submitted budget allocation of `amount` VND."""
	values = {"title": f"Kinh phí {record_name()}", "programme": programme, "administrative_unit": unit}
	values.update({"fiscal_year": 2020, "legal_document": "QĐ kinh phí", "allocated_on": clock.today()})
	values["sources"] = [{"funding_source": funding_source(), "amount": amount}]
	with acting_as(by):
		document = frappe.get_doc({"doctype": "Budget Allocation", **values}).insert()
		document.submit()
	return document


def funding_source() -> str:
	"""Any funding source of the site."""
	return frappe.get_all("Funding Source", pluck="name", order_by="name", limit=1)[0]


def office(unit: str = PROVINCE) -> str:
	"""A new office of `unit` that issues documents."""
	values = {"office_name": f"Ủy ban nhân dân {record_name()}", "office_kind": "People's Committee"}
	values.update({"administrative_unit": unit, "agency_symbol": "UBND", "place_name": "Sóc Trăng"})
	with acting_as("Administrator"):
		return frappe.get_doc({"doctype": "Office", **values}).insert().name


def decision(lists: list[str], who: Officials, budget: str | None = None, programme: str = PROGRAMME):
	"""A decision in draft over `lists`, which stand in Province Decision."""
	values = {"subject": "Hỗ trợ người dân gặp khó khăn", "programme": programme, "office": office()}
	values["administrative_unit"] = PROVINCE
	values["budget_allocation"] = budget or allocation(programme=programme).name
	values["lists"] = [{"application_list": name} for name in lists]
	with acting_as(who.department_officer):
		return frappe.get_doc({"doctype": "Decision", **values}).insert()


def issued_decision(
	lists: list[str], who: Officials, budget: str | None = None, programme: str = PROGRAMME
) -> str:
	"""A decision over `lists` that the provincial leader has issued."""
	name = decision(lists, who, budget, programme).name
	act("Decision", name, "Submit for Signature", who.department_officer)
	act("Decision", name, "Issue Decision", who.provincial_leader)
	return name


def approved_list(who: Officials, count: int = 2, **kinds) -> str:
	"""A list that an issued decision has approved."""
	name = list_in("Province Decision", who, count, **kinds)
	issued_decision([name], who)
	return name


def batch(decision_name: str, who: Officials, channel: str = "Cash", unit: str | None = None) -> str:
	"""A draft payment batch with everybody who is due."""
	values = {"decision": decision_name, "administrative_unit": unit or who.commune, "channel": channel}
	with acting_as(who.paying_officer):
		return frappe.get_doc({"doctype": "Payment Batch", **values}).insert().name


def sent_batch(decision_name: str, who: Officials, **kinds) -> str:
	"""A payment batch that finance approved and the paying officer sent out."""
	name = batch(decision_name, who, **kinds)
	act("Payment Batch", name, "Submit for Approval", who.paying_officer)
	act("Payment Batch", name, "Approve Payment", who.finance_officer)
	act("Payment Batch", name, "Send to Pay", who.paying_officer)
	return name


def pay(batch_name: str, who: Officials, unpaid: dict[str, str] | None = None, number: str = "01/PC") -> str:
	"""Record the receipt sheet: everybody but `unpaid` ({payment: reason}) was paid today."""
	with acting_as(who.paying_officer):
		return api.record_receipt_sheet(batch_name, number, str(clock.today()), unpaid or {})


def payments(batch_name: str) -> list[dict]:
	"""All columns of the batch's payments, ordered by name."""
	return frappe.get_all("Payment", filters={"payment_batch": batch_name}, fields=["*"], order_by="name")
