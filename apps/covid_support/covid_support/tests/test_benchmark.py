"""The benchmark of rules: both ways of judging agree, its table goes to its place, it touches nobody's register."""

import multiprocessing
import os
import time

import frappe
import pytest

from covid_support.scenarios import benchmark_people, benchmark_report
from covid_support.scenarios.benchmark_people import make_people
from covid_support.scenarios.benchmark_rules import MERIT, POOR, RULES, Timing, judge_both_ways, time_previews
from covid_support.scenarios.memory import PeakMemory
from covid_support.scenarios.progress import Progress
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused


def test_python_and_sql_judge_the_registered_people_alike():
	make.people(2)
	home = make.household(status="Poor", year=2019)
	make.people(3, category=None, household=home.name)
	gathering, judgings = judge_both_ways()
	assert gathering > 0 and len(judgings) == len(RULES)
	for row in judgings:
		assert row.python == row.sql, row.title
	found = {row.title: row.sql[0] for row in judgings}
	assert found[MERIT.title] >= 2 and found[POOR.title] >= 3


def test_each_question_is_measured_as_often_as_asked():
	timings = time_previews(2)
	assert {len(row.rounds) for row in timings} == {2}
	assert all(0 < row.p50 <= row.p95 for row in timings)


def test_half_and_nineteen_twentieths_of_the_rounds():
	timing = Timing("", 900.0, tuple(float(number) for number in range(1, 102)), None)
	assert (timing.p50, timing.p95) == (51.0, 96.0)


def test_a_register_with_people_of_its_own_is_left_alone():
	make.person()
	with refused("đã có người đăng ký"):
		make_people(1_000, Progress(1, quiet=True))


@pytest.fixture
def nobody(monkeypatch):
	"""A register without anybody, until the rollback."""
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	for doctype in ("Entitlement Claim", *benchmark_people.OF_OTHERS, *benchmark_people.TABLES):
		frappe.db.delete(doctype)
	yield
	frappe.db.rollback()
	frappe.cache.delete_value("defaults")  # the number of people was kept as a default


def test_what_a_killed_measurement_has_left_is_removed(nobody, monkeypatch):
	def without_ddl(doctypes):
		for doctype in set(doctypes) & set(benchmark_people.TABLES):
			frappe.db.delete(doctype)

	monkeypatch.setattr(benchmark_people, "_truncate", without_ddl)
	make.person()
	frappe.db.set_default(benchmark_people.UNFINISHED, 1)
	benchmark_people.refuse_strangers()
	assert not frappe.db.count("Beneficiary")
	make.person()
	with refused("đã có người đăng ký"):
		benchmark_people.refuse_strangers()


@pytest.mark.parametrize("kind", ["person", "household", "application"])
def test_what_came_after_the_benchmark_s_people_is_left_alone(nobody, kind):
	person = make.person()
	benchmark_people._keep_stamp(2)
	add = {
		"person": make.person,
		"household": make.household,
		"application": lambda: make.application(person.name, make.MERIT),
	}
	add[kind]()
	before = [frappe.db.count(doctype) for doctype in benchmark_people.TABLES]
	with refused("đã có người đăng ký"):
		make_people(1_000, Progress(1, quiet=True))
	assert [frappe.db.count(doctype) for doctype in benchmark_people.TABLES] == before


def test_a_killed_run_begins_again_and_what_it_made_is_taken_away(nobody, monkeypatch):
	monkeypatch.setattr(benchmark_people, "_register_everybody", lambda count, progress: None)
	monkeypatch.setattr(frappe.db, "sql", without_analysing(frappe.db.sql))
	make.person()
	benchmark_people._keep_stamp(1_000)
	assert make_people(1_000, Progress(1, quiet=True)) == 0


def without_analysing(sql):
	"""`sql` without the statement that would commit."""
	return lambda query, *values, **more: None if query.startswith("analyze") else sql(query, *values, **more)


def test_a_file_without_a_place_is_refused_before_anybody_is_made(tmp_path, monkeypatch):
	monkeypatch.setattr(benchmark_report, "make_people", lambda *_: pytest.fail("people were made first"))
	file = tmp_path / "performance.md"
	file.write_text("nothing here", encoding="utf-8")
	with pytest.raises(SystemExit):
		benchmark_report.run(1_000, 2, str(file))


def test_the_table_replaces_the_former_one(tmp_path):
	file = tmp_path / "performance.md"
	file.write_text(
		"# A\n<!-- benchmark rules: begin -->\nold\n<!-- benchmark rules: end -->\nB\n", encoding="utf-8"
	)
	benchmark_report.put_into(file, "new\n")
	assert (
		file.read_text(encoding="utf-8")
		== "# A\n<!-- benchmark rules: begin -->\nnew\n<!-- benchmark rules: end -->\nB\n"
	)
	file.write_text("nothing here", encoding="utf-8")
	with pytest.raises(SystemExit):
		benchmark_report.put_into(file, "new\n")


def test_the_memory_of_helpers_counts_too():
	"""A helper that holds 100 MB beside this process."""
	with PeakMemory() as alone:
		time.sleep(1)
	context = multiprocessing.get_context("fork")
	held, ended = context.Event(), context.Event()
	helper = context.Process(target=hold, args=(100, held, ended))
	with PeakMemory() as together:
		helper.start()
		held.wait(20)
		time.sleep(1)
		ended.set()
		helper.join()
	assert 80 < together.megabytes - alone.megabytes < 300


def hold(megabytes: int, held, ended) -> None:
	block = bytearray(b"x") * (megabytes << 20)
	held.set()
	ended.wait(20)
	assert block
	os._exit(0)  # without what this process would clear away
