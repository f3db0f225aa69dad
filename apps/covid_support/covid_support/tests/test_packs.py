"""Programme packs on a site: what ships is exported to the byte, a file shows its difference and is imported."""

import json

import frappe
import pytest

from covid_support.programmes import api
from covid_support.programmes.pack_export import export_programme
from covid_support.programmes.pack_load import FOLDER, load_pack, shipped_packs
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

PROGRAMME, POLICY = "ST-2020", "ST2020-NGAY"  # the smallest: one policy, 50,000 VND a day
FILES = sorted(FOLDER.glob("*/programme.json"))


@pytest.fixture
def administrator():
	user = make.official("CS Programme Administrator", make.PROVINCE)
	frappe.set_user(user)
	return user


def file_of(programme: str) -> dict:
	return json.loads(export_programme(programme))


def policy_in(pack: dict, code: str) -> dict:
	return next(policy for policy in pack["policies"] if policy["code"] == code)


def compare(pack: dict) -> dict:
	return api.compare_programme(json.dumps(pack))


def bring_in(pack: dict) -> dict:
	found = compare(pack)
	api.import_programme(json.dumps(pack), found["digest"])
	return found


def forget_policy(code: str) -> None:
	frappe.db.delete("Policy Version", {"policy": code})
	frappe.delete_doc("Support Policy", code, force=True, ignore_permissions=True)


def forget_programme(code: str) -> None:
	"""Take a programme and its policies off the site, as if it had never been there."""
	for policy in frappe.get_all("Support Policy", {"programme": code}, pluck="name"):
		forget_policy(policy)
	frappe.delete_doc("Support Programme", code, force=True, ignore_permissions=True)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_what_ships_is_exported_to_the_byte(path):
	text = path.read_text(encoding="utf-8")
	assert export_programme(json.loads(text)["programme"]["code"]) == text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_a_file_brings_the_same_programme_to_a_site_without_it(path, administrator):
	text = path.read_text(encoding="utf-8")
	code = json.loads(text)["programme"]["code"]
	forget_programme(code)
	found = bring_in(json.loads(text))
	assert found["programme"] == code
	assert export_programme(code) == text


def test_an_unchanged_file_changes_nothing(administrator):
	assert compare(file_of(PROGRAMME))["changes"] == []


def test_loading_adds_what_is_missing_and_overwrites_nothing(administrator):
	policy = frappe.get_doc("Support Policy", make.MERIT)
	policy.components[0].amount = 1_600_000
	policy.save()
	forget_policy(make.POOR)
	for pack in shipped_packs():
		load_pack(pack)
	assert frappe.db.get_value("Benefit Component", {"parent": make.MERIT}, "amount") == 1_600_000
	assert frappe.db.get_value("Support Policy", make.POOR, "current_version") == f"{make.POOR}-v1"


MAXIMUM_PER_UNIT = {
	"Mức tối đa cho mỗi đơn vị (đồng)": "900.000",
	"Số đơn vị của mức tối đa lấy từ": "Số tháng đề nghị hỗ trợ",
}


def test_the_difference_is_told_value_by_value_and_nothing_is_written(administrator):
	pack = file_of(PROGRAMME)
	wording = policy_in(pack, POLICY)["versions"][0]
	wording["components"][0] |= {"amount": 60_000, "maximum_per_unit": 900_000, "maximum_by_fact": "months"}
	wording["criteria"].pop()
	wording["once_only"] = False
	rows = {row["where"].split(" › ")[-1]: row for row in compare(pack)["changes"]}
	assert {where: rows.pop(where)["new"] for where in MAXIMUM_PER_UNIT} == MAXIMUM_PER_UNIT
	assert set(rows) == {"Số tiền (đồng)", "Điều kiện hưởng 4 · Tình trạng", "Mỗi người một lần"}
	changed = rows["Số tiền (đồng)"]
	assert (changed["old"], changed["new"]) == ("50.000", "60.000")
	assert changed["where"].startswith(f"Chính sách hỗ trợ {POLICY} › hiệu lực từ 24/04/2020")
	criterion = rows["Điều kiện hưởng 4 · Tình trạng"]
	assert (criterion["old"], criterion["new"]) == ("Nhóm: 4; tình trạng là còn sống", "")
	assert frappe.db.get_value("Benefit Component", {"parent": POLICY}, "amount") == 50_000


def test_an_imported_amendment_is_a_new_version_from_its_day(administrator):
	pack = file_of(PROGRAMME)
	versions = policy_in(pack, POLICY)["versions"]
	row = {**versions[0]["components"][0], "amount": 70_000}
	versions.append({"in_force_from": "2020-06-01", "components": [row]})
	(change,) = bring_in(pack)["changes"]
	assert "01/06/2020" in change["where"]
	assert frappe.db.get_value("Support Policy", POLICY, "current_version") == f"{POLICY}-v2"
	days = frappe.get_all(
		"Policy Version",
		{"policy": POLICY},
		["name", "in_force_from"],
		order_by="version_number",
		as_list=True,
	)
	assert [(name, str(day)) for name, day in days] == [
		(f"{POLICY}-v1", "2020-04-24"),
		(f"{POLICY}-v2", "2020-06-01"),
	]
	assert file_of(PROGRAMME) == pack
	assert compare(pack)["changes"] == []


def test_an_earlier_wording_that_the_file_knows_is_added_behind_the_newest(administrator):
	pack = file_of(PROGRAMME)
	versions = policy_in(pack, POLICY)["versions"]
	newer = {"in_force_from": versions[0]["in_force_from"], "short_title": versions[0]["short_title"]}
	versions[0].update(in_force_from="2020-04-10", short_title="Người có công (NQ 42)")
	versions.append(newer)
	bring_in(pack)
	assert file_of(PROGRAMME) == pack
	assert frappe.db.get_value("Support Policy", POLICY, "short_title") == newer["short_title"]


def test_a_later_text_of_the_site_stays(administrator):
	old = file_of(PROGRAMME)
	policy = frappe.get_doc("Support Policy", POLICY)
	policy.update({"in_force_from": "2020-06-01", "effective_to": "2020-07-31"})
	policy.save()
	old["programme"]["title"] += " (bản của tỉnh)"
	changes = bring_in(old)["changes"]
	assert {row["kind"] for row in changes} == {"Changed", "Only Here"}
	policy.reload()
	assert str(policy.effective_to) == "2020-07-31"
	assert frappe.db.get_value("Support Programme", PROGRAMME, "title").endswith("(bản của tỉnh)")


def test_what_was_changed_is_kept_row_by_row(administrator, monkeypatch):
	monkeypatch.setitem(frappe.flags, "in_test", False)  # in tests the framework keeps no history
	pack = file_of(PROGRAMME)
	policy_in(pack, POLICY)["versions"][0]["components"][0]["amount"] = 60_000
	bring_in(pack)
	(version,) = frappe.get_all("Version", {"docname": POLICY, "owner": administrator}, pluck="data")
	(row,) = frappe.parse_json(version)["row_changed"]
	assert row[0] == "components"
	(change,) = row[3]
	assert [change[0], *("".join(filter(str.isdigit, value)) for value in change[1:])] == [
		"amount",
		"50000",
		"60000",
	]


def test_a_difference_that_is_out_of_date_is_not_imported(administrator):
	pack = file_of(PROGRAMME)
	pack["programme"]["title"] = "Chương trình mới"
	found = compare(pack)
	frappe.db.set_value("Support Programme", PROGRAMME, "status", "Closed")
	with refused("đã thay đổi"):
		api.import_programme(json.dumps(pack), found["digest"])
	assert frappe.db.get_value("Support Programme", PROGRAMME, "title") != "Chương trình mới"


def break_status(pack):
	policy_in(pack, POLICY)["status"] = "Open"


def break_key(pack):
	policy_in(pack, POLICY)["versions"][0]["components"][0]["maximun_amount"] = 1


def break_date(pack):
	policy_in(pack, POLICY)["versions"][0]["application_to"] = "31/07/2020"


def break_amount(pack):
	policy_in(pack, POLICY)["versions"][0]["components"][0]["amount"] = -5


def break_exclusion(pack):
	policy_in(pack, POLICY)["versions"][0]["exclusions"] = [{"policy": "NQ99-1"}]


def break_route(pack):
	policy_in(pack, POLICY)["versions"][0]["route"] = "BON-CAP"


def break_order(pack):
	policy_in(pack, POLICY)["versions"].append({"in_force_from": "2020-01-01", "notes": "x"})


def break_owner(pack):
	pack["programme"]["code"] = "ST-KHAC"


def break_fact(pack):
	policy_in(pack, POLICY)["versions"][0]["criteria"][0]["fact"] = "height"


def break_field_of_an_earlier_wording(pack):
	versions = policy_in(pack, POLICY)["versions"]
	versions[0]["form_fields"] = [{"fieldname": "x` int, drop `y", "label": "Số", "kind": "number"}]
	versions.append({"in_force_from": "2020-06-01", "form_fields": []})


@pytest.mark.parametrize(
	("damage", "said"),
	[
		(break_status, (f"policies[{POLICY}].status", "Open")),
		(break_key, ("components[HO-TRO]", "maximun_amount")),
		(break_date, ("application_to", "31/07/2020")),
		(break_amount, ("components[HO-TRO].amount", "-5")),
		(break_exclusion, ("NQ99-1",)),
		(break_route, ("route", "BON-CAP")),
		(break_order, (f"policies[{POLICY}].versions[2]",)),
		(break_owner, (PROGRAMME,)),
		(break_fact, ("height",)),
		(break_field_of_an_earlier_wording, (f"policies[{POLICY}]", "x` int")),
	],
)
def test_a_faulty_file_is_refused_at_its_place(administrator, damage, said):
	pack = file_of(PROGRAMME)
	damage(pack)
	with refused(*said):
		bring_in(pack)
	assert not frappe.db.exists("Support Programme", "ST-KHAC")


@pytest.mark.parametrize(
	("text", "said"),
	[
		("", "Không đọc được tệp theo định dạng JSON"),
		("xin chào", "Không đọc được tệp theo định dạng JSON"),
		("[]", "không phải là tệp chương trình định dạng 2"),
		('{"format": 1}', "không phải là tệp chương trình định dạng 2"),
		('{"format": 2}', "Thiếu programme"),
		(" " * 2_000_001, "Tệp dài hơn 2,000,000 ký tự"),
	],
)
def test_what_is_no_programme_is_refused(administrator, text, said):
	with refused(said):
		api.compare_programme(text)


@pytest.mark.parametrize("role", ["CS Department Officer", "CS Provincial Leader", "CS Auditor"])
def test_only_the_programme_administrator_exports_and_imports(role):
	pack = file_of(PROGRAMME)
	pack["programme"]["title"] = "Chương trình mới"
	text = json.dumps(pack)
	digest = compare(pack)["digest"]
	with make.acting_as(make.official(role, make.PROVINCE)):
		with refused("Chỉ quản trị chương trình", exception=frappe.PermissionError):
			api.compare_programme(text)
		with refused("Chỉ quản trị chương trình", exception=frappe.PermissionError):
			api.import_programme(text, digest)
		with refused(exception=frappe.PermissionError):
			api.download_programme(PROGRAMME)
	assert frappe.db.get_value("Support Programme", PROGRAMME, "title") != "Chương trình mới"


def test_the_download_is_the_file(administrator):
	api.download_programme(PROGRAMME)
	assert frappe.response.filecontent.decode() == export_programme(PROGRAMME)
	assert frappe.response.filename == "st_2020.json"
