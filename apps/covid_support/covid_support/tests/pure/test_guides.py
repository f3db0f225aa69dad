"""The guides: their links lead somewhere, and they call roles, states and buttons what the screen calls them."""

import csv
import re
from pathlib import Path

import pytest

from covid_support.policies import roles
from covid_support.workflows import definitions
from covid_support.workflows import words as words_of_buttons

APP = Path(__file__).parents[2]
ROOT = APP.parents[2]
DOCS = ROOT / "docs"
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="the guides stand beside the app in the repository")


def pages() -> list[Path]:
	places = [
		*ROOT.glob("*.md"),
		*DOCS.glob("*.md"),
		*(ROOT / "host").glob("*.md"),
		*(ROOT / "tools").glob("*.md"),
	]
	return [*places, *(ROOT / "apps" / "covid_support").rglob("*.md")]


def anchors(page: Path) -> set[str]:
	"""The anchors that GitHub gives the headings of a page."""
	titles = HEADING.findall(page.read_text(encoding="utf-8"))
	return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


def words() -> dict[str, str]:
	with (APP / "translations" / "vi.csv").open(encoding="utf-8", newline="") as file:
		return {row[0]: row[1] for row in csv.reader(file)}


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
	for link in LINK.findall(page.read_text(encoding="utf-8")):
		if link.startswith(("http://", "https://", "mailto:")):
			continue
		path, _, anchor = link.partition("#")
		target = (page.parent / path).resolve() if path else page
		assert target.exists(), link
		assert not anchor or anchor in anchors(target), link


def test_every_role_has_its_chapter_and_its_row():
	chapters = HEADING.findall((DOCS / "officer-guide.md").read_text(encoding="utf-8"))
	administrator = (DOCS / "administrator-guide.md").read_text(encoding="utf-8")
	for role in roles.ROLES:
		assert any(words()[role] in chapter for chapter in chapters), role
		assert f"`{role}`" in administrator, role


def test_the_officials_guide_uses_the_words_of_the_screen():
	guide = (DOCS / "officer-guide.md").read_text(encoding="utf-8")
	actions = {row[1] for definition in definitions.WORKFLOWS.values() for row in definition["transitions"]}
	actions |= {
		words_of_buttons.CONFIRM,
		words_of_buttons.RETURN_STEP,
		words_of_buttons.PROPOSE,
		words_of_buttons.SIGN,
	}
	approve = {words_of_buttons.APPROVE}  # pressed by issuing the decision
	for action in actions - approve:
		assert f"**{words()[action]}**" in guide, action
	for state in (
		"Returned",
		"Public Posting",
		"District Appraisal",
		"Province Appraisal",
		"Pending Signature",
	):
		assert words()[state] in guide, state
	buttons = (
		"Add everybody eligible", "Choose people", "Register somebody", "Take off", "Take out", "Put back",
		"Fetch waiting lists", "New application", "New payment batch", "Record the receipt sheet", "File for the bank",
		"Not paid", "Money returned",
	)  # fmt: skip
	for button in buttons:
		assert f"**{words()[button]}**" in guide, button
