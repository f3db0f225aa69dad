"""What an official's browser asks the server for each screen, as recorded from the Desk; values drawn from the own area."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

import frappe
from frappe.utils import today

from covid_support.policies.area import area_ranges
from covid_support.scenarios.desk.history import LONG_LIST, LONG_LIST_LINES
from covid_support.setup.workspace_seed import CHART
from covid_support.setup.workspaces import CARDS, DESKS, TODAY

LIST, SEARCH, FORM, WORKSPACE, REPORT = "Danh sách", "Tìm kiếm", "Biểu mẫu", "Bàn làm việc", "Báo cáo"
KINDS = (LIST, SEARCH, FORM, WORKSPACE, REPORT)
PAGE = 20
SAMPLE = 25
ALWAYS_SHOWN = (
	"name", "owner", "creation", "modified", "modified_by", "_user_tags", "_comments", "_assign", "_liked_by", "docstatus", "idx",
)  # fmt: skip
# DocType -> filters of its list page that are measured besides the plain page
LISTS: dict[str, tuple[dict, ...]] = {
	"Application List": ({"workflow_state": ["=", "Draft"]},),
	"Support Application": ({"status": ["=", "Approved"]}, {"payment_status": ["=", "Failed"]}),
	"Beneficiary": ({"life_status": ["=", "Alive"]},),
	"Payment": ({"status": ["=", "Failed"]},),
	"Payment Batch": (),
	"Decision": (),
	"Budget Ledger Entry": (),
}
REPORTS = {
	"Support Results": {"level": "District"},
	"Overdue Steps": {},
	"Budget Use": {},
	"Extra Papers Requested": {},
}
COUNT_METHOD, ROWS_METHOD = "frappe.desk.reportview.get_count", "frappe.desk.reportview.get"
DOCUMENT_METHOD = "frappe.desk.form.load.getdoc"


@dataclass(frozen=True)
class Ask:
	"""One request: the kind of screen, what it is for, the server's method and its values."""

	kind: str
	title: str
	method: str
	values: dict
	by_post: bool = True

	@property
	def form(self) -> dict[str, str]:
		"""The values as the browser sends them."""
		return {
			key: value if isinstance(value, str) else json.dumps(value) for key, value in self.values.items()
		}


@dataclass(frozen=True)
class Area:
	"""What an official has in reach: people (name, search key, number), names of applications, lists and the like."""

	people: list[dict]
	names: dict[str, list[str]]
	readable: frozenset[str]


def area_of(user: str, chance: random.Random) -> Area:
	"""Rows of the official's area, drawn by chance."""
	frappe.set_user(user)
	try:
		doctypes = ("Beneficiary", *LISTS, *(row["ref"] for row in _reports().values()))
		readable = frozenset(doctype for doctype in doctypes if frappe.has_permission(doctype, "read"))
		inside = " or ".join(f"lft between {low} and {high}" for low, high in area_ranges(user))
		communes = frappe.db.sql(
			f"select name from `tabAdministrative Unit` where level = 'Commune' and ({inside})", pluck=True
		)
		commune = chance.choice(communes)
		columns = ["name", "search_key", "personal_id", "identity_card"]
		people = frappe.get_all(
			"Beneficiary",
			{"commune": commune, "life_status": "Alive"},
			columns,
			limit=SAMPLE,
			order_by="search_key",
		)
		names = {
			doctype: frappe.get_list(doctype, pluck="name", limit=SAMPLE, order_by=default_order(doctype))
			for doctype in LISTS
			if doctype in readable
		}
		names["Beneficiary"] = [row.name for row in people] if "Beneficiary" in readable else []
		if "Application List" in readable and frappe.get_list("Application List", {"name": LONG_LIST}):
			names["long list"] = [LONG_LIST]
		return Area(people, names, readable)
	finally:
		frappe.set_user("Administrator")


def asks_of(role: str, area: Area, chance: random.Random) -> list[Ask]:
	"""Everything that is measured for an official of `role`, with values drawn anew."""
	return [
		*_lists(area),
		*_searches(area, chance),
		*_forms(area, chance),
		*_workspace(role),
		*_run_reports(area),
	]


def _lists(area: Area) -> Iterator[Ask]:
	for doctype, filters in LISTS.items():
		if doctype not in area.readable:
			continue
		for chosen in ({}, *filters):
			words = ", ".join(f"{column} {operator} {value}" for column, (operator, value) in chosen.items())
			yield from list_page(LIST, doctype, chosen, f"{doctype} {words}".strip())


def list_page(kind: str, doctype: str, filters: dict, title: str) -> Iterator[Ask]:
	"""A page of a list and the count beside it."""
	conditions = [[doctype, column, *condition] for column, condition in filters.items()]
	values = {
		"doctype": doctype, "fields": list_fields(doctype), "filters": conditions,
		"order_by": default_order(doctype), "start": "0", "page_length": str(PAGE), "view": "List",
		"group_by": "", "with_comment_count": "1",
	}  # fmt: skip
	yield Ask(kind, f"{title}: trang đầu", ROWS_METHOD, values)
	count = {"doctype": doctype, "filters": conditions, "fields": [], "distinct": "false"}
	yield Ask(kind, f"{title}: đếm", COUNT_METHOD, count)


def default_order(doctype: str) -> str:
	"""The order in which the list page comes."""
	meta = frappe.get_meta(doctype)
	return f"`tab{doctype}`.`{meta.sort_field}` {meta.sort_order.lower()}"


def list_fields(doctype: str) -> list[str]:
	"""The columns that the list page asks for."""
	meta = frappe.get_meta(doctype)
	shown = [
		field.fieldname for field in meta.fields if field.in_list_view or field.fieldname == meta.title_field
	]
	return [f"`tab{doctype}`.`{column}`" for column in dict.fromkeys((*ALWAYS_SHOWN, *shown))]


def _searches(area: Area, chance: random.Random) -> Iterator[Ask]:
	if "Beneficiary" not in area.readable or not area.people:
		return
	person = chance.choice(area.people)
	number = person.personal_id or person.identity_card or "094200000000"
	part = " ".join(person.search_key.split()[:2])
	link = {"doctype": "Beneficiary", "reference_doctype": "Support Application", "page_length": "10"}
	method = "frappe.desk.search.search_link"
	yield Ask(SEARCH, "Người, đủ tên không dấu", method, {**link, "txt": person.search_key})
	yield Ask(SEARCH, "Người, họ và tên đệm không dấu", method, {**link, "txt": part})
	yield Ask(SEARCH, "Người, số giấy tờ", method, {**link, "txt": number})
	of_application = {**link, "doctype": "Support Application", "reference_doctype": "Payment"}
	if "Support Application" in area.readable:
		yield Ask(SEARCH, "Hồ sơ, tên không dấu", method, {**of_application, "txt": person.search_key})
	by_name = {"full_name": ["like", f"%{person.search_key}%"]}
	yield from list_page(SEARCH, "Beneficiary", by_name, "Trang danh sách người, tên không dấu")
	for name in area.names.get("long list", ()):
		values = {"application_list": name, "start": "0", "search": part}
		yield Ask(
			SEARCH,
			f"Trong danh sách {LONG_LIST_LINES} người",
			"covid_support.api.get_list_lines",
			values,
			False,
		)


def _forms(area: Area, chance: random.Random) -> Iterator[Ask]:
	for doctype in LISTS:
		if area.names.get(doctype):
			yield from _form(doctype, chance.choice(area.names[doctype]), doctype)
	for name in area.names.get("long list", ()):
		yield from _form("Application List", name, f"Danh sách {LONG_LIST_LINES} người")


def _form(doctype: str, name: str, title: str) -> Iterator[Ask]:
	place = {"doctype": doctype, "name": name}
	yield Ask(FORM, f"{title}: mở", DOCUMENT_METHOD, place, False)
	if doctype in ("Beneficiary", "Support Application", "Application List"):
		yield Ask(FORM, f"{title}: số liên kết", "frappe.desk.notifications.get_open_count", place, False)
	if doctype in ("Support Application", "Application List"):
		yield Ask(FORM, f"{title}: giấy tờ", "covid_support.screens.get_papers", place, False)
	if doctype == "Support Application":
		yield Ask(
			FORM, f"{title}: kiểm tra", "covid_support.screens.get_checks", {"application": name}, False
		)
		policy = frappe.db.get_value(doctype, name, "policy")
		wanted = {"policy": policy, "application": name}
		yield Ask(
			FORM, f"{title}: mẫu của chính sách", "covid_support.screens.get_policy_form", wanted, False
		)
	if doctype == "Application List":
		yield from _lines(name, title)


def _lines(name: str, title: str) -> Iterator[Ask]:
	this = {"application_list": name}
	yield Ask(
		FORM,
		f"{title}: bản in",
		"covid_support.documents.api.get_prints",
		{"doctype": "Application List", "name": name},
		False,
	)
	yield Ask(FORM, f"{title}: quyền", "covid_support.screens.get_list_rights", this, False)
	starts = {"trang đầu": 0, "trang cuối": LONG_LIST_LINES - 50} if name == LONG_LIST else {"trang đầu": 0}
	for words, start in starts.items():
		page = {**this, "start": str(start)}
		yield Ask(FORM, f"{title}: {words} các dòng", "covid_support.api.get_list_lines", page, False)
	lines = frappe.get_all("Support Application", this, pluck="name", order_by="search_key, name", limit=50)
	if lines:
		checks = {**this, "names": lines}
		yield Ask(FORM, f"{title}: kiểm tra 50 dòng", "covid_support.screens.get_line_checks", checks, False)


def _workspace(role: str) -> Iterator[Ask]:
	desk = next(desk for desk in DESKS if desk.role == role)
	page = {"name": desk.title, "title": desk.title, "public": 1, "for_user": "", "parent_page": None}
	yield Ask(WORKSPACE, "Trang", "frappe.desk.desktop.get_desktop_page", {"page": page})
	for tile in desk.waiting:
		if not tile.filters:
			continue
		filters = {
			column: [operator, today() if value == TODAY else value]
			for column, operator, value in tile.filters
		}
		count = {"doctype": tile.link_to, "filters": filters, "fields": [], "distinct": "false"}
		yield Ask(WORKSPACE, f"Ô việc: {tile.label}", COUNT_METHOD, count)
	for key in desk.cards:
		card = CARDS[key]
		doc = frappe.get_cached_doc("Number Card", card.label).as_dict()
		filters = [[card.document_type, *condition, False] for condition in card.filters]
		values = {"doc": json.loads(frappe.as_json(doc)), "filters": filters}
		place = "frappe.desk.doctype.number_card.number_card"
		yield Ask(WORKSPACE, f"Thẻ số: {card.label}", f"{place}.get_result", values)
		yield Ask(
			WORKSPACE,
			f"Thẻ số: {card.label}, so kỳ trước",
			f"{place}.get_percentage_difference",
			{**values, "result": "1"},
		)
	if desk.chart:
		values = {"report_name": "Support Results", "filters": {}, "ignore_prepared_report": "1"}
		yield Ask(WORKSPACE, f"Biểu đồ: {CHART}", "frappe.desk.query_report.run", values)


def _reports() -> dict:
	return {
		name: {"filters": filters, "ref": frappe.get_cached_value("Report", name, "ref_doctype")}
		for name, filters in REPORTS.items()
	}


def _run_reports(area: Area) -> Iterator[Ask]:
	for name, report in _reports().items():
		if report["ref"] in area.readable:
			values = {"report_name": name, "filters": report["filters"], "are_default_filters": "true"}
			yield Ask(REPORT, name, "frappe.desk.query_report.run", values, False)
