"""What runs: the commands of all services, by group.

- data: MariaDB, shared by the sites of this checkout, and the Redis servers of each site
- main: everything that serves the main site
- test: the same for the test site, apart, so that tests neither see nor disturb the other
- desk: web server and workers for the site on which the Desk is measured, while it is measured

The scenario site has data alone: stories are played on it from the command line when the main site already
holds another. So has the benchmark site; these two and the desk site share their Redis servers.
"""

import os
import shutil
from pathlib import Path

from host import database, layout, ports
from host.passwords import secret

GROUPS = ("data", "main", "test", "desk")
SITE_OF = {
	"main": layout.MAIN_SITE,
	"test": layout.TEST_SITE,
	"scenario": layout.SCENARIO_SITE,
	"benchmark": layout.BENCHMARK_SITE,
	"desk": layout.DESK_SITE,
}
REDIS_OF = {
	"main": "main",
	"test": "test",
	"scenario": "scenario",
	"benchmark": "scenario",
	"desk": "scenario",
}
WITH_REDIS = tuple(dict.fromkeys(REDIS_OF.values()))
PORTS_OF = {
	"data": ["mariadb", *(f"{site}_{which}" for site in WITH_REDIS for which in ("cache", "queue"))],
	"main": ["main_web", "main_gateway"],
	"test": ["test_web", "test_gateway"],
	"desk": ["desk_web", "desk_gateway"],
}


def services_of(group: str) -> list[dict]:
	"""All services of a group, in the order in which they start."""
	if group == "data":
		servers = [server(site) for site in WITH_REDIS for server in (redis_cache, redis_queue)]
		return [database.service(), *servers]
	parts = [web(group), gateway(group), *workers(group)]
	return [*parts, scheduler(group)] if group == "main" else parts


def service(name: str, command: list, needs=(), environment=None, folder=layout.SITES, patience=20.0) -> dict:
	"""One service as the supervisor reads it. `needs` are ports that must answer first."""
	return {
		"name": name,
		"command": [str(part) for part in command],
		"environment": {key: str(value) for key, value in (environment or {}).items()},
		"folder": str(folder),
		"needs": list(needs),
		"patience": patience,
	}


def redis_url(group: str, which: str) -> str:
	"""Address of a group's cache or queue."""
	return f"redis://:{secret('redis')}@127.0.0.1:{ports.load()[f'{REDIS_OF[group]}_{which}']}"


def site_environment(group: str) -> dict[str, str]:
	"""Variables that point Frappe at a group's own Redis, whatever the shared configuration says."""
	return {
		"FRAPPE_REDIS_CACHE": redis_url(group, "cache"),
		"FRAPPE_REDIS_QUEUE": redis_url(group, "queue"),
		"SITES_PATH": str(layout.SITES),
		"GIT_PYTHON_REFRESH": "quiet",
	}


def redis_cache(group: str) -> dict:
	"""Redis that forgets: cached documents, sessions (which also lie in the database)."""
	settings = ["maxmemory 256mb", "maxmemory-policy allkeys-lru", 'save ""', "appendonly no"]
	return redis(group, "cache", settings)


def redis_queue(group: str) -> dict:
	"""Redis that remembers: background jobs, written to disk before they count as queued."""
	return redis(group, "queue", ["appendonly yes", "appendfsync everysec", 'save ""'])


def redis(group: str, which: str, settings: list[str]) -> dict:
	"""One Redis server with its data under .run."""
	data = layout.RUN / "redis" / f"{group}_{which}"
	data.mkdir(parents=True, exist_ok=True)
	lines = [
		f"port {ports.load()[f'{group}_{which}']}",
		"bind 127.0.0.1",
		f"requirepass {secret('redis')}",
		f'dir "{data}"',
		"daemonize no",
		*settings,
	]
	config = data / "redis.conf"
	config.touch(mode=0o600)
	config.write_text("\n".join(lines) + "\n")
	return service(f"{group}-redis-{which}", [redis_program(), config], folder=data)


def redis_program() -> Path:
	"""The server. It comes with redis-tools as redis-check-rdb and goes by the name it is called by."""
	found = shutil.which("redis-server")
	if found:
		return Path(found)
	link = layout.RUN / "redis/redis-server"
	if not link.exists():
		link.symlink_to("/usr/bin/redis-check-rdb")
	return link


def web(group: str) -> dict:
	"""gunicorn with Frappe."""
	number = ports.load()
	bind = f"127.0.0.1:{number[f'{group}_web']}"
	command = [layout.ENV / "bin/gunicorn", "--bind", bind, "--workers", "2", "--worker-class", "gthread"]
	command += ["--threads", "4", "--timeout", "600", "--graceful-timeout", "30", "--keep-alive", "2"]
	command += ["--max-requests", "5000", "--max-requests-jitter", "500", "--preload", "host.web:application"]
	needs = [number["mariadb"], number[f"{REDIS_OF[group]}_cache"]]
	environment = {**site_environment(group), "PYTHONPATH": layout.ROOT}
	return service(f"{group}-web", command, needs, environment, patience=35)


def gateway(group: str) -> dict:
	"""The front door, with static files and realtime."""
	number = ports.load()
	environment = {
		"PYTHONPATH": layout.ROOT,
		"GATEWAY_SITE": SITE_OF[group],
		"GATEWAY_SITES_PATH": layout.SITES,
		"GATEWAY_PORT": number[f"{group}_gateway"],
		"GATEWAY_BACKEND": f"http://127.0.0.1:{number[f'{group}_web']}",
		"GATEWAY_EVENTS_REDIS": redis_url(group, "queue"),
	}
	return service(f"{group}-gateway", [layout.PYTHON, "-m", "host.gateway"], (), environment)


def workers(group: str) -> list[dict]:
	"""Background workers: one for what is short, one for what is long. Each helps out where it is quiet.

	With two processors a second one shares the operations over many rows; idle it takes some 40 MB.
	"""
	queues = {"quick": "short,default", "long": "long,default,short"}
	if (os.cpu_count() or 1) > 1:
		queues["long-2"] = "long"
	number = ports.load()
	needs = [number["mariadb"], number[f"{REDIS_OF[group]}_queue"], number[f"{REDIS_OF[group]}_cache"]]
	return [
		service(
			f"{group}-worker-{name}",
			[*frappe_command(), "worker", "--queue", queue, "--quiet"],
			needs,
			site_environment(group),
			patience=60,
		)
		for name, queue in queues.items()
	]


def scheduler(group: str) -> dict:
	"""Starts the jobs that are due by the clock."""
	number = ports.load()
	needs = [number["mariadb"], number[f"{REDIS_OF[group]}_queue"], number[f"{REDIS_OF[group]}_cache"]]
	return service(f"{group}-scheduler", [*frappe_command(), "schedule"], needs, site_environment(group))


def frappe_command() -> list[str]:
	"""Frappe's own command line, to be run inside sites/."""
	return [str(layout.PYTHON), "-m", "frappe.utils.bench_helper", "frappe"]
