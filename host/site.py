"""The sites of this checkout: made, configured, kept up to date."""

import getpass
import json
import os
import shutil
import subprocess

from host import database, groups, layout, ports, stamps
from host.failure import Failure
from host.passwords import secret
from host.process import run_quietly
from host.services import SITE_OF, frappe_command, redis_url, site_environment

MEGABYTE = 1024 * 1024
DATABASE_OF = {
	"main": "covid_main",
	"test": "covid_test",
	"scenario": "covid_scenario",
	"benchmark": "covid_benchmark",
	"desk": "covid_desk",
}


def configure() -> None:
	"""Write what all sites share: where database, Redis and web server are. Other keys are kept."""
	number = ports.load()
	merge(
		layout.SITES / "common_site_config.json",
		{
			"db_host": "127.0.0.1",
			"db_port": number["mariadb"],
			"redis_cache": redis_url("main", "cache"),
			"redis_queue": redis_url("main", "queue"),
			"redis_socketio": redis_url("main", "queue"),
			"webserver_port": number["main_gateway"],
			"socketio_port": number["main_gateway"],
			"default_site": layout.MAIN_SITE,
			"frappe_user": getpass.getuser(),
			"server_script_enabled": 0,
			"developer_mode": 0,
			"background_workers": 1,
		},
	)
	for group in SITE_OF:
		if exists(group):
			merge(site_config(group), settings_of(group))


def settings_of(group: str) -> dict:
	"""A site's own settings, hardened: no server scripts, no mail going out, a fixed name for links."""
	common = {
		"host_name": groups.address(group if group in ("test", "desk") else "main"),
		"server_script_enabled": 0,
		"developer_mode": 0,
		"max_file_size": 80 * MEGABYTE,  # the list of a whole province
		"mute_emails": 1,
	}
	if group == "main":
		return common
	redis = {"redis_cache": redis_url(group, "cache"), "redis_queue": redis_url(group, "queue")}
	return {**common, **redis, "allow_tests": int(group == "test"), "pause_scheduler": 1}


def merge(file, settings: dict) -> None:
	"""Put settings into a JSON file that only its owner may read."""
	old = json.loads(file.read_text()) if file.exists() else {}
	new = {**old, **settings}
	if new == old:
		return
	file.parent.mkdir(parents=True, exist_ok=True)
	beside = file.with_suffix(".new")
	beside.touch(mode=0o600)
	beside.write_text(json.dumps(new, indent=1, sort_keys=True) + "\n")
	beside.rename(file)


def site_config(group: str):
	"""The site's configuration file."""
	return layout.SITES / SITE_OF[group] / "site_config.json"


def exists(group: str) -> bool:
	"""Whether the site was made to the end (an interrupted making starts again)."""
	return site_config(group).exists() and not unfinished(group).exists()


def unfinished(group: str):
	"""A mark that lies there while a site is being made."""
	return layout.RUN / f"making-{SITE_OF[group]}"


def make(group: str) -> str:
	"""Make the site with covid_support unless it is there; bring it up to date when the code changed."""
	if exists(group):
		return update(group)
	site = SITE_OF[group]
	unfinished(group).touch()
	remove(group)
	create(group)
	merge(site_config(group), settings_of(group))
	run_task("install", group)
	unfinished(group).unlink()
	stamps.record(f"site-{site}", code_digest())
	return "created"


def create(group: str) -> None:
	"""Make a site with Frappe alone. The first one leaves an image of its database for the next."""
	image = layout.RUN / "images" / f"frappe-{image_digest()[:16]}.sql"
	if image.exists():
		run_task("create", group, {"SITE_IMAGE": str(image)})
		return
	run_task("create", group)
	shutil.rmtree(image.parent, ignore_errors=True)
	database.dump(DATABASE_OF[group], image)


def image_digest() -> str:
	"""Digest of what a site with Frappe alone is made from."""
	made_from = [layout.HOST / "site_tasks.py", layout.HOST / "requirements.lock"]
	return stamps.digest_of(made_from, frappe_digest())


def frappe_digest() -> str:
	"""Which Frappe stands in apps/frappe; a linked checkout may change at any time and has its files' dates."""
	stamp = layout.STAMPS / "frappe"
	if not layout.FRAPPE.is_symlink() and stamp.exists():
		return stamp.read_text()
	source = layout.FRAPPE.resolve() / "frappe"
	return str(max(file.stat().st_mtime for file in source.rglob("*.py")))


def update(group: str) -> str:
	"""Run Frappe's migration when the app's code is another than at the last run."""
	step, digest = f"site-{SITE_OF[group]}", code_digest()
	if stamps.is_current(step, digest):
		return "unchanged"
	run_task("install", group)
	run_frappe(group, ["migrate", "--skip-search-index"], "migrate.log")
	run_task("clear-cache", group)
	stamps.record(step, digest)
	return "migrated"


def remove(group: str) -> None:
	"""Remove a site with its database, files and accounts."""
	shutil.rmtree(layout.SITES / SITE_OF[group], ignore_errors=True)
	database.drop(DATABASE_OF[group])
	stamps.forget(f"site-{SITE_OF[group]}")


def code_digest() -> str:
	"""Digest of what a migration depends on: the app's code and data, without its tests and public files."""
	skipped = {"tests", "public", "__pycache__", "node_modules"}
	files = [
		file
		for file in layout.APP_SOURCE.rglob("*")
		if file.is_file() and not skipped.intersection(file.relative_to(layout.APP_SOURCE).parts)
	]
	return stamps.digest_of(files, frappe_digest())


def run_task(task: str, group: str, more: dict[str, str] | None = None) -> None:
	"""Run one of host/site_tasks.py for a site."""
	environment = {
		**(more or {}),
		**site_environment(group),
		"PYTHONPATH": str(layout.ROOT),
		"SITE_DATABASE": DATABASE_OF[group],
		"SITE_PASSWORD": secret(f"administrator-{SITE_OF[group]}"),
		"DATABASE_ADMINISTRATOR": database.ADMINISTRATOR,
		"DATABASE_PASSWORD": secret("mariadb"),
	}
	command = [layout.PYTHON, "-m", "host.site_tasks", task, SITE_OF[group]]
	run_quietly(command, f"site-{group}.log", environment, cwd=layout.SITES)


def run_frappe(group: str, arguments: list[str], log: str) -> None:
	"""Run a command of Frappe or of the app on a site, output into a log."""
	command = [*frappe_command(), "--site", SITE_OF[group], *arguments]
	run_quietly(command, log, site_environment(group), cwd=layout.SITES)


def call_frappe(group: str, arguments: list[str]) -> int:
	"""Run a command of Frappe or of the app in the open; returns its exit code."""
	command = [*frappe_command(), "--site", SITE_OF[group], *arguments]
	environment = {**os.environ, **site_environment(group)}
	return subprocess.run(command, cwd=layout.SITES, env=environment).returncode


def app_commands() -> list[str]:
	"""Names of all commands that Frappe and the apps offer."""
	command = [str(layout.PYTHON), "-m", "frappe.utils.bench_helper", "get-frappe-commands"]
	done = subprocess.run(command, cwd=layout.SITES, capture_output=True, text=True)
	if done.returncode:
		raise Failure(
			"Không đọc được danh sách lệnh của ứng dụng: " + done.stderr[-500:],
			"The apps' commands could not be listed.",
		)
	return json.loads(done.stdout.strip().splitlines()[-1])
