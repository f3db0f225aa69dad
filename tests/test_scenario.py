"""The Sóc Trăng story and the check, from the command line as an operator calls them."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SITE = "scenario.localhost"
PLAY = ("scenario", "soc-trang", "--scale", "0.002", "--district", "947-2004", "--own-site")


def run(*arguments: str) -> subprocess.CompletedProcess:
	"""./run with its output."""
	return subprocess.run([ROOT / "run", *arguments], cwd=ROOT, capture_output=True, text=True)


def sql(statement: str) -> str:
	"""One statement straight on the scenario site's database; rows as tab-separated text."""
	config = json.loads((ROOT / "sites" / SITE / "site_config.json").read_text())
	shared = json.loads((ROOT / "sites/common_site_config.json").read_text())
	command = ["mariadb", "-h", "127.0.0.1", "-P", str(shared["db_port"]), "-u", config["db_name"], "-N"]
	done = subprocess.run(
		[*command, config["db_name"], "-e", statement],
		capture_output=True,
		text=True,
		check=True,
		env={**os.environ, "MYSQL_PWD": config["db_password"]},
	)
	return done.stdout.strip()


@pytest.fixture(scope="module")
def story(tmp_path_factory):
	"""The story played at a small scale, in one district, on its own site; returns (process, figures, folder of documents)."""
	folder = tmp_path_factory.mktemp("story")
	figures = folder / "figures.json"
	done = run(*PLAY, "--json", str(figures), "--output", str(folder))
	assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
	return done, json.loads(figures.read_text()), folder


def test_the_closing_table_sets_the_figures_beside_the_reports(story):
	done, _figures, _folder = story
	assert "285.500" in done.stdout
	assert "224.540.250.000" in done.stdout
	assert "Mọi số liệu khớp." in done.stdout
	assert "SAI" not in done.stdout


def test_the_figures_hold_people_and_amounts_by_group(story):
	_done, figures, _folder = story
	assert figures["needed"]["total"]["people"] == 571  # 285,500 × 0.002
	assert figures["approved"]["Người có công với cách mạng"]["amount"] % 1_500_000 == 0
	assert figures["approved"]["Người thuộc hộ nghèo"]["amount"] % 750_000 == 0
	people = {
		stage: figures[stage]["total"]["people"] for stage in ("needed", "proposed", "approved", "paid")
	}
	assert people["needed"] > people["proposed"] > people["approved"] > people["paid"] > 0


def test_documents_and_report_are_written_as_pdf(story):
	_done, _figures, folder = story
	files = sorted(folder.glob("*.pdf"))
	assert len(files) >= 5
	assert all(file.read_bytes().startswith(b"%PDF") for file in files)


def test_playing_it_again_changes_nothing(story):
	_done, _figures, _folder = story
	count = "select count(*), sum(amount) from `tabPayment` union all select count(*), sum(amount) from `tabBudget Ledger Entry`"
	before = sql(count)
	done = run(*PLAY)
	assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
	assert sql(count) == before


def test_a_district_of_another_province_is_refused(story):
	done = run("scenario", "soc-trang", "--district", "916-2004", "--own-site")
	assert done.returncode == 2
	assert "916-2004: không phải huyện của tỉnh này" in done.stderr


def test_the_check_passes_and_finds_a_paid_amount_edited_by_hand(story):
	assert run("check", "--site", SITE).returncode == 0
	name = sql("select name from `tabPayment` where status = 'Paid' order by name limit 1")
	sql(f"update `tabPayment` set amount = amount + 1000 where name = '{name}'")
	try:
		done = run("check", "--site", SITE)
		as_json = run("check", "--site", SITE, "--json")
	finally:
		sql(f"update `tabPayment` set amount = amount - 1000 where name = '{name}'")
	assert done.returncode == 1
	assert name in done.stdout
	broken = json.loads(as_json.stdout)
	assert name in [row["name"] for row in broken["I5"]]
	assert run("check", "--site", SITE).returncode == 0
