"""Where everything of this checkout lies."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = ROOT / "host"
APPS = ROOT / "apps"
ENV = ROOT / "env"
PYTHON = ENV / "bin/python"

# A folder with servers, sites and logs of its own, for `./run faults`, which kills servers.
APART = os.environ.get("COVID_APART")
SITES = Path(APART) / "sites" if APART else ROOT / "sites"
LOGS = Path(APART) / "logs" if APART else ROOT / "logs"

# Everything that `./run` makes and that no official bench knows of lies in one folder.
RUN = Path(APART) if APART else ROOT / ".run"
SECRETS = RUN / "secrets"
STAMPS = RUN / "stamps"
DOWNLOADS = RUN / "downloads"
BENCH_TOOL = RUN / "tools/bench"
SEMGREP_TOOL = RUN / "tools/semgrep"

APP = "covid_support"
APP_SOURCE = APPS / APP / APP
FRAPPE = APPS / "frappe"

MAIN_SITE = "covid.localhost"
TEST_SITE = "test.localhost"
SCENARIO_SITE = "scenario.localhost"
BENCHMARK_SITE = "benchmark.localhost"
DESK_SITE = "desk.localhost"


def make_folders() -> None:
	"""Create the folders that a bench is expected to have. Harmless when they exist."""
	for folder in (RUN, SECRETS, STAMPS, DOWNLOADS, LOGS, ROOT / "config/pids", SITES / "assets"):
		folder.mkdir(parents=True, exist_ok=True)
	SECRETS.chmod(0o700)
	for name in ("Procfile", "patches.txt"):
		(ROOT / name).touch()
