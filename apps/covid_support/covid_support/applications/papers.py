"""The dossier of applications and lists: which papers the case needs, which are there, which are missing.

A paper has a row (Application Paper) only once somebody has checked it off or asked for it; until then it counts as
missing when the policy requires it.
"""

from collections import defaultdict
from dataclasses import dataclass

import frappe

from covid_support.applications.case_facts import case_facts, judged_alike, wordings_on
from covid_support.applications.exclusions import told_lines
from covid_support.bulk.insert import chunks
from covid_support.messages import refuse
from covid_support.programmes.versions import snapshot_of
from covid_support.rules.papers import NOT_NEEDED, REQUIRED, Paper
from covid_support.rules.policy_snapshot import PolicySnapshot

CHUNK = 2_000
MISSING, RECEIVED = "Missing", "Received"
EXTRA = "Extra"
ROW_COLUMNS = (
	"name", "paper", "status", "scan", "note", "checked_by", "checked_at", "extra", "justification",
	"legal_ground", "requested_by", "requested_at", "application", "application_list",
)  # fmt: skip
LINE_COLUMNS = ("name", "policy", "commune", "policy_version", "application_date", "beneficiary_name")
SUBJECT_COLUMN = {"Support Application": "application", "Application List": "application_list"}


@dataclass(frozen=True)
class DossierPaper:
	"""One paper of a case: what the policy says of it (need) and how it stands (status, row)."""

	title: str
	need: str
	only_for: str
	status: str
	row: dict | None = None

	@property
	def lacking(self) -> bool:
		"""Required and neither received nor put aside."""
		return self.need == REQUIRED and self.status == MISSING


def papers_of_applications(applications: list[dict]) -> dict[str, list[DossierPaper]]:
	"""{application: papers of its case} for rows of `live_rows`, or whole applications, in a few queries."""
	standing = _standing("application", [row.name for row in applications])
	papers = {}
	for (version, _day), rows in judged_alike(applications).items():
		snapshot = snapshot_of(version)
		dossier = [paper for paper in snapshot.dossier if not paper.whole_list]
		facts = case_facts(snapshot, rows) if any(paper.has_condition for paper in dossier) else {}
		for row in rows:
			papers[row.name] = _case(dossier, facts.get(row.name, {}), snapshot, standing.get(row.name, {}))
	return papers


def papers_of_list(application_list) -> list[DossierPaper]:
	"""The papers of the list as a whole."""
	snapshot = snapshot_of(application_list.policy_version)
	dossier = [paper for paper in snapshot.dossier if paper.whole_list]
	standing = _standing("application_list", [application_list.name])
	return _case(dossier, {}, snapshot, standing.get(application_list.name, {}))


def lacking_lines(application_list) -> list[tuple[str, list[str]]]:
	"""(name of the person, titles of papers) for each live line that lacks required papers."""
	if not asks_of_lines(application_list):
		return []
	lacking = []
	for rows in chunks(live_rows(application_list), CHUNK):
		papers = papers_of_applications(rows)
		for row in rows:
			titles = [paper.title for paper in papers[row.name] if paper.lacking]
			if titles:
				lacking.append((row.beneficiary_name, titles))
	return lacking


def asks_of_lines(application_list) -> bool:
	"""Whether the policy requires any paper of each applicant, be it in some cases only."""
	dossiers = (wording.dossier for wording in wordings_on(application_list.name))
	return any(paper.mandatory and not paper.whole_list for dossier in dossiers for paper in dossier)


def live_rows(application_list) -> list[dict]:
	"""The list's live lines, in its order; all columns only where a condition of a paper may ask for any of them."""
	dossiers = (wording.dossier for wording in wordings_on(application_list.name))
	conditions = any(paper.has_condition for dossier in dossiers for paper in dossier)
	return frappe.get_all(
		"Support Application",
		filters={"application_list": application_list.name, "status": ["not in", ["Rejected", "Withdrawn"]]},
		fields=["*"] if conditions else list(LINE_COLUMNS),
		order_by="search_key, name",
	)


def require_papers(application_list) -> None:
	"""Refuse to hand in a list without the papers that the policy requires, naming people and papers."""
	whole = [paper.title for paper in papers_of_list(application_list) if paper.lacking]
	if whole:
		refuse(
			"List {0} lacks papers that the policy requires: {1}. Attach them and check them off.",
			application_list.title,
			"; ".join(whole),
		)
	lines = lacking_lines(application_list)
	if lines:
		refuse(
			"{0} people on list {1} lack papers that the policy requires: {2} Check the papers off, or take the people off the list.",
			len(lines),
			application_list.title,
			told_lines([(name, "; ".join(titles)) for name, titles in lines]),
		)


def forget_papers(application: str) -> None:
	"""Delete the check marks of a draft that is deleted; whoever asked for more than the policy stays on record."""
	if frappe.db.exists("Application Paper", {"application": application, "extra": 1}):
		refuse(
			"A paper beyond the policy was asked for in this application. Withdraw it instead of deleting it."
		)
	frappe.db.delete("Application Paper", {"application": application})


def _case(
	dossier: list[Paper], facts: dict, snapshot: PolicySnapshot, standing: dict[str, dict]
) -> list[DossierPaper]:
	papers = []
	for paper in dossier:
		need, row = paper.need(facts, snapshot.catalogue), standing.get(paper.title)
		if need != NOT_NEEDED or row:
			status = row.status if row else MISSING
			papers.append(DossierPaper(paper.title, need, paper.only_for, status, row))
	titles = {paper.title for paper in dossier}
	extra = [row for title, row in standing.items() if title not in titles]
	return papers + [DossierPaper(row.paper, EXTRA, "", row.status, row) for row in extra]


def _standing(column: str, names: list[str]) -> dict[str, dict[str, dict]]:
	"""{application or list: {paper: row}}."""
	standing = defaultdict(dict)
	for part in chunks(names, CHUNK):
		rows = frappe.get_all(
			"Application Paper", filters={column: ["in", part]}, fields=list(ROW_COLUMNS), order_by="creation"
		)
		for row in rows:
			standing[row[column]][row.paper] = row
	return standing
