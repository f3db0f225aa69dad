"""Papers of many documents in one go: which files there are, what stands in them, who may open them, how long."""

import shutil
from io import BytesIO
from pathlib import Path

import frappe
import pytest
from pypdf import PdfReader

from covid_support import clock
from covid_support.bulk import api as bulk
from covid_support.bulk.runner import Worker
from covid_support.bulk.start import record, run_now, start
from covid_support.documents import print_many
from covid_support.documents.api import count_papers, get_prints_of_many
from covid_support.policies import roles
from covid_support.security.files import has_permission
from covid_support.tests import factories as make
from covid_support.tests.printed import BATCH, LIST, money, text
from covid_support.tests.pure.document_reader import flat, text_of
from covid_support.tests.refusals import refused

pytestmark = pytest.mark.usefixtures("uncommitted", "tidy")


@pytest.fixture
def tidy():
	"""The rows go with the transaction; the files have to be taken away."""
	before = set(results())
	yield
	shutil.rmtree(print_many.work_folder(), ignore_errors=True)
	for file in set(results()) - before:
		file.unlink()


def results() -> list[Path]:
	return list(Path(frappe.get_site_path("private", "files")).glob("*-XL-*"))


def printed(by: str, **parameters) -> tuple:
	"""(the operation's record, {name of the file: PDF})."""
	given = {"doctype": LIST, "print_name": "proposed_list", "grouping": "Commune", **parameters}
	with make.acting_as(by):
		operation = frappe.get_doc("Bulk Operation", run_now(print_many.KIND, given))
	return operation, print_many.contents(operation.result_file)


def words(content: bytes) -> str:
	return flat(" ".join(text_of(page) for page in PdfReader(BytesIO(content)).pages))


def pages(content: bytes) -> int:
	return len(PdfReader(BytesIO(content)).pages)


@pytest.fixture
def lists(who):
	"""Two lists of one commune and one of its neighbour, 2, 1 and 3 people, waiting for the district."""
	neighbour = make.officials(make.SECOND_COMMUNE)
	return (
		make.list_in("District Appraisal", who, 2),
		make.list_in("District Appraisal", who, 1),
		make.list_in("District Appraisal", neighbour, 3),
	)


def test_each_commune_has_a_file_of_its_own(who, lists):
	operation, files = printed(who.district_officer, names=lists)
	assert (operation.status, operation.rows_done, operation.parts_done) == ("Completed", 6, 2)
	assert operation.result_file.endswith(".zip")
	mine, neighbours = f"xa-an-my-{make.COMMUNE}", f"xa-dai-hai-{make.SECOND_COMMUNE}"
	assert set(files) == {f"danh-sach-de-nghi-{place}.pdf" for place in (mine, neighbours)}
	of_commune, of_neighbour = (
		words(files[f"danh-sach-de-nghi-{place}.pdf"]) for place in (mine, neighbours)
	)
	for name, whole in zip(lists, (of_commune, of_commune, of_neighbour), strict=True):
		for row in make.lines(name):
			assert row.beneficiary_name in whole
	assert of_commune.count("TỔNG CỘNG") == 2
	assert f"TỔNG CỘNG (3 người) {money(4_500_000)}" in of_neighbour


def test_a_district_in_one_file_holds_the_papers_as_they_are_printed_singly(who, lists):
	operation, files = printed(who.district_officer, names=lists, grouping="District")
	assert operation.result_file.endswith(".pdf")
	(content,) = files.values()
	singly = [text(LIST, name, "proposed_list", who.district_officer) for name in lists]
	whole = words(content)
	assert all(paper in whole for paper in singly)
	assert len(whole) == sum(map(len, singly)) + len(singly) - 1


def test_the_letter_of_a_district_is_printed_once_for_all_its_lists(who, lists):
	for name in lists:
		make.act(LIST, name, "Submit for Signature", who.district_officer)
	_operation, files = printed(
		who.district_officer, names=lists, print_name="district_letter", grouping="District"
	)
	(content,) = files.values()
	assert words(content) == text(LIST, lists[0], "district_letter", who.district_officer)


def test_what_fits_is_counted_before(who):
	given = {"doctype": LIST, "administrative_unit": make.COMMUNE, "policy": make.MERIT}

	def counted(by: str, **parameters) -> tuple[int, int]:
		with make.acting_as(by):
			found = count_papers({**given, **parameters})
		return found["documents"], found["people"]

	documents, people = counted(who.district_officer)
	lists = [make.list_in("District Appraisal", who, count) for count in (2, 1)]
	assert counted(who.district_officer) == (documents + 2, people + 3)
	assert counted(who.district_officer, names=lists) == (2, 3)
	assert counted(who.district_officer, names=lists, policy=make.POOR) == (0, 0)
	stranger = make.official(roles.DISTRICT_OFFICER, make.OTHER_DISTRICT)
	assert counted(stranger) == (0, 0)
	with make.acting_as(stranger), refused("Không có hồ sơ nào"):
		start(print_many.KIND, {**given, "print_name": "proposed_list", "grouping": "Commune"})
	with make.acting_as(who.district_officer):
		titles = {row["name"]: row["title"] for row in get_prints_of_many(LIST)}
	assert titles["proposed_list"] == "Danh sách đề nghị hỗ trợ"


def test_what_cannot_be_printed_is_named_and_the_others_are(who, lists):
	row = make.lines(lists[0])[0]
	frappe.db.set_value("Support Application", row.name, "beneficiary_name", "Trần 漢")
	operation, files = printed(who.district_officer, names=lists)
	assert (operation.status, operation.exceptions, operation.rows_done) == (
		"Completed with Exceptions",
		1,
		4,
	)
	(left,) = bulk.get_exceptions(operation.name)["rows"]
	assert left["name"] == lists[0] and "漢" in left["message"]
	of_commune = words(next(content for name, content in files.items() if make.COMMUNE in name))
	assert make.lines(lists[1])[0].beneficiary_name in of_commune


def test_the_file_is_its_starters_alone(who, lists):
	operation, _files = printed(who.district_officer, names=lists)
	file = frappe.get_doc("File", {"attached_to_name": operation.name})
	assert file.is_private and file.owner == who.district_officer
	colleague = make.official(roles.DISTRICT_OFFICER, make.DISTRICT)
	for user, may in ((who.district_officer, True), (colleague, False), (who.commune_officer, False)):
		assert has_permission(file, "read", user) is may
		with make.acting_as(user):
			assert bool(frappe.get_list("File", {"name": file.name})) is may
	with make.acting_as(colleague):
		assert frappe.get_doc("Bulk Operation", operation.name).has_permission("read")


def test_identity_numbers_are_those_that_the_starter_may_see(who, lists):
	number = frappe.db.get_value("Beneficiary", make.lines(lists[2])[0].beneficiary, "personal_id")
	supervisor = make.official(roles.SUPERVISOR, make.DISTRICT)
	for user, shown in ((who.district_officer, True), (supervisor, False)):
		_operation, files = printed(user, names=lists, grouping="District")
		assert (number in words(next(iter(files.values())))) is shown


def test_every_paper_is_in_the_access_log(who, lists):
	printed(who.district_officer, names=lists)
	logged = frappe.get_all(
		"Access Log",
		{"user": who.district_officer, "method": "Official Print", "file_type": "PDF"},
		["reference_document", "export_from", "report_name"],
	)
	assert sorted(row.reference_document for row in logged) == sorted(lists)
	assert {(row.export_from, row.report_name) for row in logged} == {(LIST, "Danh sách đề nghị hỗ trợ")}


def test_a_part_that_is_begun_again_gives_the_same_file(who, lists):
	with make.acting_as(who.district_officer):
		given = {"doctype": LIST, "print_name": "proposed_list", "grouping": "Commune"}
		worker = Worker(frappe.get_doc("Bulk Operation", record(print_many.KIND, given)))
		key = [make.COMMUNE, list(lists[:2])]
		first = worker.operation.run_chunk(key, worker.parameters)
		(file,) = (print_many.work_folder() / worker.name).iterdir()
		before = file.read_bytes()
		assert worker.operation.run_chunk(key, worker.parameters) == first
		assert file.read_bytes() == before


def test_receipt_sheets_of_many_batches(who, monkeypatch):
	decision = make.issued_decision([make.list_in("Province Decision", who, 2)], who)
	batch = make.batch(decision, who)
	_operation, files = printed(
		who.paying_officer, doctype=BATCH, print_name="payment_list", decision=decision
	)
	(content,) = files.values()
	assert words(content) == text(BATCH, batch, "payment_list", who.paying_officer)


def test_results_are_kept_for_a_week(who, lists):
	operation, _files = printed(who.district_officer, names=lists)
	path = Path(frappe.get_site_path(operation.result_file.lstrip("/")))
	never_ended = print_many.work_folder() / operation.name
	never_ended.mkdir(parents=True, exist_ok=True)
	created = frappe.utils.getdate(operation.creation)
	for days, kept in ((print_many.DAYS_KEPT, True), (print_many.DAYS_KEPT + 1, False)):
		with clock.living_on(frappe.utils.add_days(created, days)):
			print_many.remove_old_results()
		assert path.exists() is kept and never_ended.exists() is kept
	assert not frappe.db.get_value("Bulk Operation", operation.name, "result_file")
	assert not frappe.db.exists("File", {"attached_to_name": operation.name})


def test_nothing_is_left_in_the_work_folder(who, lists):
	operation, files = printed(who.district_officer, names=lists)
	frappe.db.after_commit.run()
	assert files and not (print_many.work_folder() / operation.name).exists()


def test_who_does_not_print_starts_nothing(who, lists):
	given = {"doctype": LIST, "print_name": "proposed_list"}
	with make.acting_as(who.district_officer):
		with refused("từng đơn vị cấp xã hay cấp huyện"):
			start(print_many.KIND, given)
		with refused("loại văn bản cần in"):
			start(print_many.KIND, {**given, "print_name": "salary", "grouping": "Commune"})
	with make.acting_as("Guest"), refused("không có quyền"):
		start(print_many.KIND, {**given, "grouping": "Commune"})
