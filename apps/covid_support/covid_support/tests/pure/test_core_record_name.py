"""Record names: never equal, in the order of time, also when many threads and processes take them."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from covid_support.core import record_name
from covid_support.core.record_name import record_names

FORM = re.compile(r"[0-9a-hjkmnp-tv-z]{16}")
PROGRAM = "from covid_support.core.record_name import record_names; print('\\n'.join(record_names(5000)))"


def test_names_of_one_call_ascend():
	names = record_names(20_000)
	assert names == sorted(set(names))
	assert all(FORM.fullmatch(name) for name in names)


def test_names_of_later_calls_come_after_earlier_ones():
	first, second = record_names(10), record_names(10)
	assert max(first) < min(second)


def test_names_of_many_threads_differ_and_each_thread_sees_them_ascend():
	with ThreadPoolExecutor(16) as pool:
		batches = list(pool.map(lambda _: record_names(500), range(64)))
	everything = [name for batch in batches for name in batch]
	assert len(set(everything)) == 64 * 500
	assert all(batch == sorted(batch) for batch in batches)


def test_names_of_processes_that_run_at_once_differ():
	running = [
		subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True) for _ in range(3)
	]
	names = [name for process in running for name in process.communicate()[0].split()]
	assert len(names) == len(set(names)) == 15_000


def test_a_clock_that_jumps_back_gives_no_name_twice(monkeypatch):
	now = 1_900_000_000_000_000_000
	monkeypatch.setattr(record_name.time, "time_ns", lambda: now)
	monkeypatch.setattr(record_name, "_last", {"millisecond": 0, "random": 0})
	first = record_names(3)
	now -= 3_600_000_000_000
	second = record_names(3)
	assert first + second == sorted(set(first + second))


def test_the_counter_that_runs_over_moves_to_the_next_millisecond(monkeypatch):
	now = 1_900_000_000_000
	monkeypatch.setattr(record_name.time, "time_ns", lambda: now * 1_000_000)
	last = {"millisecond": now, "random": record_name.RANDOM_LIMIT - 2}
	monkeypatch.setattr(record_name, "_last", last)
	names = record_names(4)
	assert names == sorted(set(names))
	assert all(FORM.fullmatch(name) for name in names)
