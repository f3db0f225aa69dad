"""The pictures of the guides are made by browser tests, so that they stay true."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[5]
GUIDES = sorted((ROOT / "docs").glob("*.md"))
SHOWN = re.compile(r"!\[[^\]]+\]\(images/([^)]+)\.png\)")
MADE = re.compile(r"\.guide_picture\(\s*\"([a-z-]+)\"")


def shown() -> set[str]:
	return {name for guide in GUIDES for name in SHOWN.findall(guide.read_text())}


def made() -> list[str]:
	return [
		name for test in (ROOT / "tests/browser").glob("test_*.py") for name in MADE.findall(test.read_text())
	]


def test_a_browser_test_makes_every_picture_of_the_guides():
	assert {"route", "policy-tried"} <= shown()
	assert shown() == set(made())


def test_no_picture_is_made_twice():
	assert len(made()) == len(set(made()))


def test_every_picture_is_there():
	missing = [name for name in shown() if not (ROOT / f"docs/images/{name}.png").is_file()]
	assert not missing
