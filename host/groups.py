"""Starts, stops and looks at the supervisors of the service groups."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from host import layout, ports
from host.failure import Failure
from host.passwords import secret
from host.services import GROUPS, PORTS_OF, REDIS_OF, services_of


def settle_ports() -> None:
	"""Before anything starts: give groups that are not running ports that nobody else has taken."""
	for group in GROUPS:
		if not is_running(group):
			wait_for_remains(group)
			names = [name for name in PORTS_OF[group] if name != "main_gateway"]
			ports.replace_taken(names)


def start(group: str) -> bool:
	"""Start a group unless it runs with the same settings already; returns whether it was started."""
	folder = layout.RUN / group
	folder.mkdir(parents=True, exist_ok=True)
	wanted = json.dumps(services_of(group), indent=1)
	settings = folder / "services.json"
	if is_running(group):
		if settings.exists() and settings.read_text() == wanted:
			return False
		stop(group)
	wait_for_remains(group)
	ports.replace_taken(PORTS_OF[group])
	settings.touch(mode=0o600)
	settings.write_text(wanted)
	spawn(group)
	return True


def spawn(group: str) -> None:
	"""Run the group's supervisor, detached from this terminal."""
	log = layout.LOGS / f"supervisor-{group}.log"
	with log.open("ab") as out:
		subprocess.Popen(
			[sys.executable, "-m", "host.supervisor", group],
			cwd=layout.ROOT,
			stdin=subprocess.DEVNULL,
			stdout=out,
			stderr=subprocess.STDOUT,
			start_new_session=True,
		)
	wait_until(lambda: is_running(group), 10, f"supervisor-{group}")


def stop(group: str) -> bool:
	"""End a group's services and its supervisor; returns whether it ran."""
	if not is_running(group):
		wait_for_remains(group)
		return False
	os.kill(supervisor_pid(group), signal.SIGTERM)
	wait_until(lambda: not is_running(group), 240, f"supervisor-{group}")
	return True


def stop_all() -> None:
	"""End everything, the data last."""
	for group in reversed(GROUPS):
		stop(group)


def restart(group: str) -> None:
	"""End a group and start it with the code and settings of now."""
	stop(group)
	start(group)


def is_running(group: str) -> bool:
	"""Whether a supervisor holds the group's lock. The kernel frees it however the supervisor ends."""
	file = layout.RUN / group / "lock"
	if not file.exists():
		return False
	with file.open("r+") as lock:
		try:
			fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			return True
		return False


def supervisor_pid(group: str) -> int:
	"""Process number of the group's supervisor; only meaningful while it runs."""
	return int((layout.RUN / group / "lock").read_text())


def states(group: str) -> list[dict]:
	"""How the services of a running group are doing: name, pid, restarts, alive."""
	file = layout.RUN / group / "state.json"
	if not is_running(group) or not file.exists():
		return []
	reports = json.loads(file.read_text())
	return [{**report, "alive": is_ours(report["pid"])} for report in reports]


def wait_for_remains(group: str, seconds: float = 90) -> None:
	"""Wait until processes of a supervisor that was killed have ended too (they were told to)."""
	file = layout.RUN / group / "state.json"
	if not file.exists():
		return
	deadline = time.monotonic() + seconds
	for pid in [report["pid"] for report in json.loads(file.read_text())]:
		while is_ours(pid):
			if time.monotonic() > deadline:
				os.kill(pid, signal.SIGKILL)
			time.sleep(0.1)


def is_ours(pid: int | None) -> bool:
	"""Whether the process lives and belongs to this checkout (numbers are used again by others)."""
	if not pid:
		return False
	try:
		folder = os.readlink(f"/proc/{pid}/cwd")
	except OSError:
		return False
	return Path(folder).is_relative_to(layout.ROOT)


def wait_until_served(group: str, seconds: float = 90) -> None:
	"""Wait until the group's site answers over HTTP."""
	wait_until(lambda: site_answers(group), seconds, f"{group}-web")


def site_answers(group: str) -> bool:
	"""Whether Frappe answers for the group's site."""
	try:
		with urllib.request.urlopen(f"{address(group)}/api/method/ping", timeout=30) as answer:
			return answer.status == 200
	except (urllib.error.URLError, OSError):
		return False


def address(group: str) -> str:
	"""Where a browser finds the group's site. The test site has its own name, so that cookies stay apart."""
	name = "localhost" if group == "main" else "127.0.0.1"
	return f"http://{name}:{ports.load()[f'{group}_gateway']}"


def wait_until(condition, seconds: float, log: str) -> None:
	"""Wait for a condition; raises Failure naming the log to read when it does not come true."""
	deadline = time.monotonic() + seconds
	while not condition():
		if time.monotonic() > deadline:
			raise Failure(
				f"Dịch vụ không sẵn sàng sau {seconds:.0f} giây. Xem logs/{log}.log.",
				f"A service was not ready after {seconds:.0f} seconds; read logs/{log}.log.",
			)
		time.sleep(0.1)


def empty_redis(group: str) -> None:
	"""Forget cached data and waiting jobs of a site. Raises Failure when a server does not obey."""
	for which in ("cache", "queue"):
		answer = tell_redis(group, which, "flushall")
		if answer != "OK":
			raise Failure(
				f"Redis ({which}) của trang không xóa được dữ liệu: {answer}",
				f"Redis ({which}) was not emptied.",
			)


def tell_redis(group: str, which: str, *words: str) -> str:
	"""What a site's cache or queue answers; redis-cli ends well even when it was turned away."""
	port = str(ports.load()[f"{REDIS_OF[group]}_{which}"])
	environment = {**os.environ, "REDISCLI_AUTH": secret("redis")}
	done = subprocess.run(["redis-cli", "-p", port, *words], env=environment, capture_output=True, text=True)
	return done.stdout.strip()
