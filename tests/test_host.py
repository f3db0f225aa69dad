"""The bench's own tools: restored source, locks, ports, stamps, supervision, messages. No site is needed."""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from host import debian, framework, groups, guide_pictures, layout, ports, services, stamps, test_run
from host.__main__ import parser
from host.commands import test as test_command
from host.failure import Failure
from host.faults import comparison, kills
from host.progress import Progress
from host.supervisor import Service

LOCKS = sorted(layout.HOST.glob("*.lock"))


@pytest.fixture
def checkout(tmp_path, monkeypatch):
	"""An empty checkout to play in."""
	for name, folder in {"ROOT": "", "RUN": ".run", "LOGS": "logs", "STAMPS": ".run/stamps"}.items():
		(tmp_path / folder).mkdir(parents=True, exist_ok=True)
		monkeypatch.setattr(layout, name, tmp_path / folder)
	monkeypatch.setattr(ports, "FILE", tmp_path / ".run/ports.json")
	return tmp_path


def test_upstream_names_come_back_in_text_but_not_in_pictures():
	assert (
		framework.put_back("import criscostack; Criscostack; CRISCOSTACK_ENV")
		== "import frappe; Frappe; FRAPPE_ENV"
	)
	assert framework.put_back("criscostack/utils/brik_helper.py") == "frappe/utils/bench_helper.py"
	assert framework.put_back_in_text(b"criscostack\0\1") == b"criscostack\0\1"
	assert framework.put_back_in_text(b"\xff\xfecriscostack") == b"\xff\xfecriscostack"


def test_altered_source_is_refused():
	with pytest.raises(Failure, match="differs from the reviewed one"):
		framework.check({"frappe/__init__.py": b"__version__ = '15'"})


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_locks_pin_every_package_by_digest_and_name_no_host(lock):
	text = lock.read_text()
	packages = re.findall(r"^[a-z][\w.-]*==\S+", text, re.MULTILINE)
	assert packages
	assert len(packages) == len(
		re.findall(r"^[a-z][\w.-]*==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
	)
	assert "://" not in text and "--index" not in text and "--find-links" not in text


def test_npm_lock_names_no_registry():
	packages = json.loads((layout.HOST / "assets/package-lock.json").read_text())["packages"]
	assert [name for name, entry in packages.items() if "resolved" in entry] == []
	unchecked = [name for name, entry in packages.items() if name and "integrity" not in entry]
	assert unchecked == []


def test_ports_are_free_kept_and_all_different(checkout):
	first = ports.load()
	assert len(set(first.values())) == len(first)
	assert ports.load() == first


def test_port_taken_by_another_program_is_told(checkout):
	ports.load()
	with socket.socket() as other:
		other.bind(("127.0.0.1", 0))
		other.listen()
		number = other.getsockname()[1]
		with pytest.raises(Failure, match="used by another program"):
			ports.choose_web_port(number)
	assert ports.choose_web_port(number) == number
	assert ports.load()["main_gateway"] == number


def test_inner_port_taken_by_another_program_is_replaced(checkout):
	before = ports.load()
	with socket.socket() as other:
		other.bind(("127.0.0.1", before["mariadb"]))
		other.listen()
		ports.replace_taken(["mariadb", "main_cache"])
	after = ports.load()
	assert after["mariadb"] != before["mariadb"]
	assert after["main_cache"] == before["main_cache"]


def test_privileged_port_is_refused(checkout):
	with pytest.raises(Failure, match="from 1024 to 65535"):
		ports.choose_web_port(80)


def test_stamp_holds_until_a_file_changes(checkout):
	file = checkout / "lock"
	file.write_text("a==1")
	digest = stamps.digest_of([file])
	stamps.record("step", digest)
	assert stamps.is_current("step", stamps.digest_of([file]))
	file.write_text("a==2")
	assert not stamps.is_current("step", stamps.digest_of([file]))


def test_missing_packages_without_root_or_sudo_are_named(monkeypatch):
	monkeypatch.setattr(debian, "missing_packages", lambda packages: ["mariadb-client", "redis-tools"])
	monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
	monkeypatch.setattr(
		debian.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None
	)
	with pytest.raises(Failure, match="apt-get install mariadb-client redis-tools"):
		debian.install()


def test_progress_counts_its_steps(capsys):
	progress = Progress()
	progress.add("First", lambda: "installed")
	progress.add("Second", lambda: None)
	progress.run()
	lines = capsys.readouterr().out.splitlines()
	assert re.fullmatch(r"\[1/2\] First … installed \(0\.0 s\)", lines[0])
	assert re.fullmatch(r"\[2/2\] Second … ok \(0\.0 s\)", lines[1])


def service(command: list[str], folder: Path) -> Service:
	return Service("sample", command, {}, str(folder), [], 5.0)


def test_service_that_fails_at_once_is_tried_again_with_growing_pauses(checkout):
	sample = service([sys.executable, "-c", "raise SystemExit(1)"], checkout)
	pauses = []
	for _ in range(3):
		sample.next_try = 0.0
		sample.start()
		sample.process.wait()
		assert sample.ended()
		pauses.append(sample.next_try - time.monotonic())
	assert pauses[0] < pauses[1] < pauses[2] <= 10
	assert sample.restarts == 3


def test_service_waits_for_what_it_needs(checkout):
	with socket.socket() as needed:
		needed.bind(("127.0.0.1", 0))
		sample = Service("sample", ["true"], {}, str(checkout), [needed.getsockname()[1]], 5.0)
		assert not sample.is_due()
		needed.listen()
		assert sample.is_due()


def test_supervisor_restarts_and_takes_its_services_along(checkout):
	folder = checkout / ".run/sample"
	folder.mkdir()
	code = "import time; time.sleep(600)"
	wanted = vars(service([sys.executable, "-c", code], checkout))
	fields = ("name", "command", "environment", "folder", "needs", "patience")
	(folder / "services.json").write_text(json.dumps([{name: wanted[name] for name in fields}]))
	starter = (
		"import sys; from pathlib import Path; from host import layout, supervisor\n"
		f"layout.RUN, layout.LOGS = Path({str(checkout / '.run')!r}), Path({str(checkout / 'logs')!r})\n"
		"supervisor.main('sample')"
	)
	root = Path(__file__).resolve().parent.parent
	supervisor = subprocess.Popen([sys.executable, "-c", starter], cwd=root)
	try:
		first = wait_for_pid("sample")
		os.kill(first, signal.SIGKILL)
		second = wait_for_pid("sample", other_than=first)
	finally:
		supervisor.kill()
		supervisor.wait()
	groups.wait_for_remains("sample", 10)
	assert second != first
	assert not groups.is_ours(second)
	assert not groups.is_running("sample")


def wait_for_pid(group: str, other_than: int | None = None) -> int:
	"""The number of the group's only service, once it runs."""
	deadline = time.monotonic() + 20
	while time.monotonic() < deadline:
		for state in groups.states(group):
			if state["alive"] and state["pid"] != other_than:
				return state["pid"]
		time.sleep(0.05)
	raise AssertionError("the service did not start")


def test_emptied_redis_holds_nothing(checkout, monkeypatch):
	monkeypatch.setattr(layout, "SECRETS", checkout / ".run/secrets")
	(checkout / ".run/redis").mkdir()
	with pytest.raises(Failure):  # nobody answers
		groups.empty_redis("test")
	servers = [
		subprocess.Popen(server("test")["command"]) for server in (services.redis_cache, services.redis_queue)
	]
	try:
		for which in ("cache", "queue"):
			groups.wait_until(
				lambda which=which: groups.tell_redis("test", which, "set", "a", "b") == "OK", 20, which
			)
		groups.empty_redis("test")
		assert [groups.tell_redis("test", which, "dbsize") for which in ("cache", "queue")] == ["0", "0"]
	finally:
		for server in servers:
			server.kill()
			server.wait()


def test_help_names_every_command():
	done = subprocess.run([layout.ROOT / "run", "help"], capture_output=True, text=True)
	assert done.returncode == 0
	for command in (
		"start",
		"stop",
		"status",
		"test",
		"lint",
		"scenario",
		"check",
		"bench",
		"reset",
		"build",
		"faults",
	):
		assert re.search(rf"^  {command}\b", done.stdout, re.MULTILINE)


def test_faults_takes_a_seed_and_draws_the_same_kills_from_it_again():
	arguments = parser().parse_args(["faults", "--seed", "7", "--only", "move"])
	assert (arguments.seed, arguments.kills, arguments.only) == (7, 10, "move")
	drawn = [kills.draw(10, random.Random(seed)) for seed in (7, 7, 8)]
	assert drawn[0] == drawn[1] != drawn[2]
	assert {kind: [kill.kind for kill in drawn[0]].count(kind) for kind in kills.KINDS} == {
		kills.WORKER: 6,
		kills.QUEUE: 2,
		kills.DATABASE: 2,
	}
	assert [kill.share for kill in drawn[0]] == sorted(kill.share for kill in drawn[0])


def test_rows_of_two_runs_are_compared_as_often_as_they_stand():
	person, other = json.dumps({"full_name": "An", "phone": ""}), json.dumps({"full_name": "Bình"})
	undisturbed = {"Beneficiary": [person, person, other], "Bulk Operation": ['["Done"]']}
	disturbed = {"Beneficiary": [person, other], "Bulk Operation": ["[]"], "Comment": [other]}
	assert comparison.differences(undisturbed, undisturbed) == []
	assert [str(row) for row in comparison.differences(undisturbed, disturbed, ("Bulk Operation",))] == [
		'- Beneficiary: {"full_name": "An"}',
		'+ Comment: {"full_name": "Bình"}',
	]
	assert comparison.compared(undisturbed, ("Bulk Operation",)) == 3


def test_unknown_command_is_an_error():
	assert subprocess.run([layout.ROOT / "run", "fly"], capture_output=True).returncode == 2


INTERRUPTED = """
import signal, subprocess, sys, time
def told(*_):
	print("interrupted", flush=True)
	{then}
signal.signal(signal.SIGINT, told)
other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], stdout=subprocess.DEVNULL)
print(other.pid, flush=True)
while True:
	time.sleep(600)
"""


@pytest.mark.parametrize("then", ["sys.exit(2)", "pass"], ids=["ends", "does not end"])
def test_an_interrupted_run_prints_its_summary_and_leaves_nothing(tmp_path, monkeypatch, capfd, then):
	monkeypatch.setattr(test_run, "PATIENCE", 1)
	log = tmp_path / "log"
	with pytest.raises(KeyboardInterrupt), test_run.runs() as start:
		run = start([sys.executable, "-c", INTERRUPTED.format(then=then)], dict(os.environ), log)
		groups.wait_until(lambda: log.read_text().endswith("\n"), 20, "log")
		raise KeyboardInterrupt
	other, *said = capfd.readouterr().out.split()
	assert said == ["interrupted"]  # once: a second one would cut the summary off
	assert run.process.returncode == (2 if then == "sys.exit(2)" else -signal.SIGKILL)
	groups.wait_until(lambda: not Path(f"/proc/{other}").exists(), 10, "other")


def test_the_whole_suite_runs_in_parts_and_chosen_tests_as_one(monkeypatch, capfd, tmp_path):
	commands = []
	monkeypatch.setattr(layout, "LOGS", tmp_path)  # the suite around this test writes into the real ones
	monkeypatch.setattr(test_command, "environment", lambda: dict(os.environ))
	monkeypatch.setattr(
		test_command,
		"command",
		lambda places, arguments: (
			commands.append([*places, *arguments]) or ["sh", "-c", f"exit {len(commands)}"]
		),
	)
	assert test_command.pytest(["-v", "--durations=5"]) == 3
	with_services, without, last = commands
	apart = [str(layout.ROOT / word) for word in (*without, *last) if not word.startswith("-")]
	ignored = [word for word in with_services if word.startswith("--ignore")]
	assert [word.removeprefix("--ignore=") for word in ignored] == apart
	assert all(Path(place).exists() for place in apart)
	assert set(test_command.PLACES) - set(without) <= set(with_services)
	commands.clear()
	assert test_command.pytest(["-k", "maker_checker"]) == 1
	assert commands == [[*test_command.PLACES, "-k", "maker_checker"]]
	assert test_command.pytest(["tests/test_host.py", "-x"]) == 2
	assert commands[1:] == [["tests/test_host.py", "-x"]]


def test_the_pictures_of_this_run_alone_come_into_the_guides(checkout):
	made, shown = checkout / ".run/screenshots", checkout / "docs/images"
	made.mkdir()
	shown.mkdir(parents=True)
	(shown / "route.png").write_bytes(b"old")
	(made / "guide-route.png").write_bytes(b"of an earlier run")
	guide_pictures.forget()
	assert guide_pictures.take_over() == []
	(made / "guide-route.png").write_bytes(b"new")
	(made / "desktop-route.png").write_bytes(b"another")
	assert guide_pictures.take_over() == [shown / "route.png"]
	assert [path.name for path in shown.iterdir()] == ["route.png"]
	assert (shown / "route.png").read_bytes() == b"new"
