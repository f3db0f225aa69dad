"""Two districts with everything in them, and one official of each role in the first: made for tests of areas."""

from dataclasses import dataclass, field

import frappe

from covid_support.actions.flag_life_status import FlagLifeStatus
from covid_support.actions.merge_people import MergePeople
from covid_support.applications.api import request_extra_paper
from covid_support.policies.area import CHILD_PARENTS, UNIT_FIELDS
from covid_support.policies.roles import COMMUNE_CHAIR, COMMUNE_OFFICER, ROLES
from covid_support.registry.duplicate_cases import cases_for
from covid_support.tests import factories as make

NEAR_UNIT = {COMMUNE_OFFICER: make.COMMUNE, COMMUNE_CHAIR: make.COMMUNE}
SCAN = b"%PDF-1.4 test"


@dataclass
class World:
	"""What stands in the near district and in the far one, and who works in the near one."""

	officials: dict[str, str] = field(default_factory=dict)
	near: dict[str, str] = field(default_factory=dict)
	far: dict[str, str] = field(default_factory=dict)

	def unit_of(self, role: str) -> str:
		"""The unit for which the official of `role` works."""
		return NEAR_UNIT.get(role, make.DISTRICT)


def build() -> World:
	"""Officials of all roles in the near district; a paid list in each district."""
	world = World()
	world.near = everything_in(make.COMMUNE)
	world.far = everything_in(make.FAR_COMMUNE)
	for role in ROLES:
		world.officials[role] = make.official(role, world.unit_of(role))
	return world


def everything_in(commune: str) -> dict[str, str]:
	"""One document of every DocType with an area, in `commune` (decisions and money in its province)."""
	make.go_to("2020-05-04")
	who = make.officials(commune)
	names = {"Household": make.household(commune).name, "Employer": employer(commune)}
	listed = make.list_in("Province Appraisal", who, 3)
	line = make.lines(listed)[0]
	with make.acting_as(who.department_officer):
		make.api.take_out_line(line.name, "Trùng đối tượng")
	make.move_list(listed, who, "Province Decision")
	decision = make.issued_decision([listed], who)
	batch = make.sent_batch(decision, who)
	make.pay(batch, who)
	names |= {"Application List": listed, "Decision": decision, "Payment Batch": batch}
	names["Support Application"] = make.lines(listed)[1].name
	names["Beneficiary"] = make.lines(listed)[1].beneficiary
	names["Payment"] = make.payments(batch)[0].name
	allocation = frappe.db.get_value("Decision", decision, "budget_allocation")
	names["Budget Allocation"] = allocation
	single = {
		"Line Correction": {"application_list": listed},
		"Entitlement Claim": {"application": names["Support Application"]},
		"Budget Ledger Entry": {"budget_allocation": allocation},
		"Payment Result": {"payment_batch": batch},
		"Official Assignment": {"user": who.commune_officer},
	}
	names["Benefit Delivery"] = delivery(names["Support Application"], commune)
	names |= {doctype: frappe.db.get_value(doctype, filters) for doctype, filters in single.items()}
	names |= of_the_route(commune, who) | duplicates_in(commune) | imported_in(commune)
	return names | papers_of(make.person(commune), who)


def of_the_route(commune: str, who: make.Officials) -> dict[str, str]:
	"""A delegation, a freeze that lies ahead, a hand-over of the commune, an operation that has ended."""
	deputy = make.official(COMMUNE_CHAIR, commune)
	delegation = {
		"signing_form": "KT",
		"delegator": who.commune_chair,
		"delegate": deputy,
		"role": COMMUNE_CHAIR,
	}
	days = {"valid_from": "2021-01-04", "valid_to": "2021-01-05"}
	hand_over = {"title": "Chuyển giao", "handover_date": "2025-07-01", "reason": "Sắp xếp đơn vị hành chính"}
	values = {
		"Signing Delegation": {**delegation, **days},
		"Freeze Period": {"reason": "Bầu cử", **days},
		"Unit Hand Over": {**hand_over, "units": [{"old_unit": commune}]},
		"Bulk Operation": {"kind": "Move Lists", "title": "Chuyển danh sách", "status": "Completed"},
		"Issued Document": issued_paper(commune),
	}
	return {doctype: _of_unit(doctype, commune, fields) for doctype, fields in values.items()}


def issued_paper(commune: str) -> dict:
	"""Columns of a paper that the commune has issued."""
	return {
		"document_number": "01/DS-UBND",
		"print_title": "Proposed list",
		"issue_date": "2020-05-04",
		"office": make.office(commune),
		"reference_doctype": "Administrative Unit",
		"reference_name": commune,
	}


def duplicates_in(commune: str) -> dict[str, str]:
	"""A person registered twice, whose case has been merged, and one who stands on a list of the dead."""
	written = {"full_name": "Trần Thị Thử Gộp", "sex": "Female", "birth_date": "05/06/1971"}
	first, second = (make.person(commune, personal_id=None, **written) for _ in range(2))
	cases_for([first.name, second.name])
	case = {"one": min(first.name, second.name), "other": max(first.name, second.name)}
	dead = make.person(commune)
	line = f"{dead.personal_id};{dead.full_name};{dead.birth_date};01/05/2020"
	FlagLifeStatus(line, "Dead", "Trích lục khai tử").run()
	return {
		"Life Status Flag": frappe.db.get_value("Life Status Flag", {"beneficiary": dead.name}),
		"Duplicate Case": frappe.db.get_value("Duplicate Case", case),
		"Person Merge": MergePeople(first.name, second.name, "Ghi hai lần").run(),
	}


def imported_in(commune: str) -> dict[str, str]:
	"""A list on its way into the registry, with a row to correct."""
	name = _of_unit("Registry Import", commune, {"sender": "UBND xã thử"})
	for table in ("sheets", "columns"):
		frappe.get_doc("Registry Import", name).append(table, {}).db_insert()
	row = frappe.get_doc(
		{
			"doctype": "Registry Import Row",
			"registry_import": name,
			"administrative_unit": commune,
			"state": "To Correct",
		}
	)
	row.name = f"{name}-1"
	row.db_insert()
	return {"Registry Import": name, "Registry Import Row": row.name}


def _of_unit(doctype: str, commune: str, fields: dict) -> str:
	document = frappe.get_doc({"doctype": doctype, "administrative_unit": commune, **fields})
	document.flags.by_engine = document.flags.by_register = True
	return document.insert().name


def papers_of(person, who: make.Officials) -> dict[str, str]:
	"""A person's draft with a paper asked for, and a refusal of another support."""
	filed = make.application(person.name, by=who.commune_officer)
	with make.acting_as(who.commune_officer):
		paper = request_extra_paper(
			"Support Application", filed.name, "Sổ hộ khẩu", "Cần đối chiếu nơi thường trú", "Luật Cư trú"
		)
	columns = {"beneficiary": person.name, "policy": make.ASSISTANCE, "commune": person.commune}
	statement = attach("Beneficiary", person.name).file_url
	declared = {"manner": "In Person", "declared_on": "2020-05-04", "statement": statement}
	waiver = frappe.get_doc({"doctype": "Support Waiver", **columns, **declared}).insert()
	return {"Application Paper": paper, "Support Waiver": waiver.name}


def delivery(application: str, commune: str) -> str:
	"""A delivery of an approved application, with one step, as the actions write it."""
	values = {"application": application, "commune": commune, "instalment": 1, "status": "Reported"}
	values |= {"recipient_name": "Nguyễn Thị Thử", "search_key": "nguyen thi thu", "benefit_kind": "In Kind"}
	values["steps"] = [{"action": "Report Work", "to_status": "Reported"}]
	return frappe.get_doc({"doctype": "Benefit Delivery", **values}).insert(ignore_permissions=True).name


def employer(commune: str) -> str:
	"""An employer of `commune`, whose tax code is valid and free."""
	taken = set(frappe.get_all("Employer", pluck="tax_code"))
	code = next(
		code
		for number in range(200_345_000, 200_345_999)
		if (code := with_check_digit(number)) and code not in taken
	)
	values = {
		"employer_name": "Hợp tác xã Thử nghiệm",
		"tax_code": code,
		"commune": commune,
		"employer_kind": "Cooperative",
	}
	return frappe.get_doc({"doctype": "Employer", **values}).insert().name


def with_check_digit(number: int) -> str | None:
	"""The ten-digit tax code that begins with the nine digits of `number` (weights of Thông tư 105/2020)."""
	digits = [int(digit) for digit in f"{number:09d}"]
	check = 10 - sum(a * b for a, b in zip(digits, (31, 29, 23, 19, 17, 13, 7, 5, 3), strict=True)) % 11
	return None if check == 10 else f"{number:09d}{check}"


def attach(doctype: str, name: str, file_name: str = "giay-to.pdf", **values):
	"""A private file attached to a document by the system."""
	with make.acting_as("Administrator"):
		return frappe.get_doc(
			{
				"doctype": "File",
				"file_name": file_name,
				"attached_to_doctype": doctype,
				"attached_to_name": name,
				"is_private": 1,
				"content": SCAN + name.encode(),
				**values,
			}
		).insert()


def inside(unit: str | None, area: str) -> bool:
	"""Whether `unit` is `area` or lies in it, walking up parent by parent."""
	while unit:
		if unit == area:
			return True
		unit = frappe.db.get_value("Administrative Unit", unit, "parent_administrative_unit")
	return False


def expected_names(doctype: str, area: str) -> set[str]:
	"""Names of all rows of `doctype` in `area`, found without the product's own area code."""
	if doctype in CHILD_PARENTS:
		parents = expected_names(CHILD_PARENTS[doctype], area)
		rows = frappe.db.sql(f"select name, parent from `tab{doctype}`")
		return {name for name, parent in rows if parent in parents}
	rows = frappe.db.sql(f"select name, `{UNIT_FIELDS[doctype]}` from `tab{doctype}`")
	known = {unit: inside(unit, area) for unit in {row[1] for row in rows}}
	return {name for name, unit in rows if known[unit]}


def role_reads(role: str, doctype: str) -> bool:
	"""Whether the role may read the DocType at all, by its JSON definition."""
	rows = frappe.get_meta(CHILD_PARENTS.get(doctype, doctype)).permissions
	return any(row.role == role and row.read and not row.permlevel for row in rows)
