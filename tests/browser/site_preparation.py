"""Puts on the test site what the browser story needs before it begins: officials with passwords, an office,
money. Works on the site's database directly, so it runs beside the web server."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from dataclasses import dataclass, field

import frappe
from frappe.desk.doctype.notification_settings.notification_settings import create_notification_settings
from frappe.utils.password import update_password

from covid_support import api
from covid_support.core.people import DemoPeople
from covid_support.core.record_name import record_name
from covid_support.policies import roles
from covid_support.registry.duplicate_cases import cases_for
from covid_support.tests import factories

PROVINCE = "94-2004"  # Tỉnh Sóc Trăng
DISTRICT = "943-2004"  # Huyện Kế Sách
COMMUNE = "31564-2004"  # Xã An Mỹ
BULK_COMMUNE = "31561-2004"  # Xã Đại Hải: no other browser test has lists there
OTHER_DISTRICT = "947-2004"  # Huyện Mỹ Xuyên
COMMUNE_TODAY = "31561-2025"  # Xã Đại Hải since 01/07/2025: people are imported into communes of today
PROGRAMME = "NQ42-2020"
POLICY = "NQ42-NCC"
MERIT_AMOUNT = 1_500_000  # NQ 42/NQ-CP: people with merit, once
LIST_DATE = "04/05/2020"  # within the weeks in which the policy took applications

POSTS = {
	"commune_officer": (roles.COMMUNE_OFFICER, COMMUNE, "Công chức xã"),
	"commune_chair": (roles.COMMUNE_CHAIR, COMMUNE, "Chủ tịch UBND xã"),
	"commune_deputy": (roles.SUPERVISOR, COMMUNE, "Phó Chủ tịch UBND xã"),
	"bulk_officer": (roles.COMMUNE_OFFICER, BULK_COMMUNE, "Công chức xã Đại Hải"),
	"bulk_chair": (roles.COMMUNE_CHAIR, BULK_COMMUNE, "Chủ tịch UBND xã Đại Hải"),
	"officer_today": (roles.COMMUNE_OFFICER, COMMUNE_TODAY, "Công chức xã Đại Hải mới"),
	"district_officer": (roles.DISTRICT_OFFICER, DISTRICT, "Chuyên viên huyện"),
	"district_chair": (roles.DISTRICT_CHAIR, DISTRICT, "Chủ tịch UBND huyện"),
	"department_officer": (roles.DEPARTMENT_OFFICER, PROVINCE, "Chuyên viên Sở"),
	"provincial_leader": (roles.PROVINCIAL_LEADER, PROVINCE, "Chủ tịch UBND tỉnh"),
	"finance_officer": (roles.FINANCE_OFFICER, PROVINCE, "Chuyên viên tài chính"),
	"paying_officer": (roles.PAYING_OFFICER, PROVINCE, "Cán bộ chi trả"),
	"programme_administrator": (roles.PROGRAMME_ADMINISTRATOR, PROVINCE, "Quản trị chương trình"),
	"other_district_officer": (roles.DISTRICT_OFFICER, OTHER_DISTRICT, "Chuyên viên huyện khác"),
}


@dataclass(frozen=True)
class Account:
	"""An official who can log in."""

	user: str
	name: str
	password: str = field(repr=False)


def run_on_site(site: str, sites_path: str, work: Callable, *values):
	"""Do `work(*values)` as Administrator on the site, commit, and return its result.

	In a thread of its own: the framework keeps its state by thread, and other tests of this process may be on
	the site too.
	"""
	with ThreadPoolExecutor(1) as threads, chdir(sites_path):
		return threads.submit(_work_on_site, site, sites_path, work, values).result()


def _work_on_site(site: str, sites_path: str, work: Callable, values: tuple):
	frappe.init(site, sites_path=sites_path)
	frappe.connect()
	try:
		frappe.set_user("Administrator")
		frappe.flags.mute_emails = True
		result = work(*values)
		frappe.db.commit()
		return result
	finally:
		frappe.destroy()


def make_officials() -> dict[str, Account]:
	"""{post: Account}, new ones for every run, so that no earlier run is in the way."""
	return {post: _official(*values) for post, values in POSTS.items()}


def _official(role: str, unit: str, name: str) -> Account:
	since = frappe.db.get_value("Administrative Unit", unit, "valid_from")
	account = Account(
		factories.official(role, unit, valid_from=since), name, f"Mot-mat-khau-{secrets.token_urlsafe(12)}"
	)
	frappe.db.set_value("User", account.user, {"first_name": name, "full_name": name})
	update_password(account.user, account.password)
	create_notification_settings(account.user)
	return account


def make_office(unit: str = PROVINCE, name: str = "UBND tỉnh Sóc Trăng", place: str = "Sóc Trăng") -> str:
	"""The People's Committee of a unit, which issues its papers; the province's, which issues decisions."""
	values = {"office_kind": "People's Committee", "administrative_unit": unit}
	found = frappe.db.get_value("Office", values)
	if found:
		return found
	office = {"office_name": name, "agency_symbol": "UBND", "place_name": place}
	return frappe.get_doc({"doctype": "Office", **values, **office}).insert().name


def make_allocation(finance_officer: str, title: str, programme: str = PROGRAMME) -> str:
	"""Money for the programme, allocated by the finance officer."""
	frappe.set_user(finance_officer)
	allocation = frappe.get_doc(
		{
			"doctype": "Budget Allocation",
			"title": title,
			"programme": programme,
			"administrative_unit": PROVINCE,
			"fiscal_year": 2020,
			"legal_document": "QĐ 01/QĐ-UBND",
			"allocated_on": "2020-05-01",
			"sources": [{"funding_source": "NSTW", "amount": 100_000_000}],
		}
	).insert()
	allocation.submit()
	frappe.set_user("Administrator")
	return allocation.name


def made_up_person() -> dict:
	"""A person as one types them into the form; the numbers belong to nobody and to no other test."""
	made = DemoPeople(record_name()).person("004", born_between=(1940, 1990))
	return {column: made[column] for column in ("full_name", "sex", "birth_date", "personal_id", "phone")}


def let_posting_days_pass(application_list: str) -> None:
	"""As if the public posting had ended the day before yesterday."""
	ended = frappe.utils.add_days(frappe.utils.nowdate(), -2)
	frappe.db.set_value("Application List", application_list, "posted_to", ended, update_modified=False)


def make_submitted_list(commune_officer: str) -> dict[str, str]:
	"""A list with one person that waits for the chair: {"list", "person", "name"}."""
	frappe.set_user(commune_officer)
	values = {
		**made_up_person(),
		"commune": COMMUNE,
		"categories": [{"category": "NCC", "from_date": "2015-01-01"}],
	}
	person = frappe.get_doc({"doctype": "Beneficiary", **values}).insert()
	application_list = frappe.get_doc(
		{
			"doctype": "Application List",
			"administrative_unit": COMMUNE,
			"policy": POLICY,
			"list_date": "2020-05-04",
		}
	).insert()
	api.add_people(application_list.name, {person.name: {}})
	api.act("Application List", application_list.name, "Submit for Signature")
	frappe.set_user("Administrator")
	return {"list": application_list.name, "person": person.name, "name": person.full_name}


def register_merit(commune: str) -> str:
	"""Somebody of `commune` with merit, who has no application yet; returns the name as it is spoken."""
	category = {"category": "NCC", "from_date": "2015-01-01"}
	values = {**made_up_person(), "commune": commune, "categories": [category]}
	return frappe.get_doc({"doctype": "Beneficiary", **values}).insert().full_name


def register_twice() -> dict[str, str]:
	"""Somebody with a CMND who was registered again with a CCCD: {"name", "case"}, the case of duplicates."""
	person = made_up_person()
	common = {"doctype": "Beneficiary", "commune": COMMUNE}
	number = f"36{secrets.randbelow(10**7):07}"
	card = {"personal_id": None, "identity_card": number, "hamlet": "Ấp An Ninh"}
	first = frappe.get_doc({**common, **person, **card}).insert()
	again = {"full_name": person["full_name"].upper(), "phone": None, "address": "12 Quốc lộ 1"}
	second = frappe.get_doc({**common, **person, **again}).insert()
	cases_for([second.name])
	one, other = sorted((first.name, second.name))
	case = frappe.db.get_value("Duplicate Case", {"one": one, "other": other})
	return {"name": first.full_name, "case": case}


def register_person(commune_officer: str) -> str:
	"""A person of the commune without any category; returns the record's name."""
	frappe.set_user(commune_officer)
	person = frappe.get_doc({"doctype": "Beneficiary", **made_up_person(), "commune": COMMUNE}).insert()
	frappe.set_user("Administrator")
	return person.name


def register_poor_family() -> dict[str, str]:
	"""A household on the poor list of 2020, with its head: {"household", "head"}."""
	household = factories.household(COMMUNE, "Poor", 2020)
	head = frappe.get_doc(
		{"doctype": "Beneficiary", **made_up_person(), "commune": COMMUNE, "household": household.name}
	).insert()
	household.db_set("head", head.name)
	return {"household": household.name, "head": head.name}
