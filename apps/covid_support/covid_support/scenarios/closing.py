"""The end of a story: its figures beside those of the source, counted again in the database."""

import sys
from dataclasses import dataclass

import frappe

from covid_support.core.money import format_vnd
from covid_support.reporting.results import results_by_group
from covid_support.scenarios.sample_documents import write_samples
from covid_support.scenarios.story import Story, loaded

STAGES = ("needed", "proposed", "approved", "paid")


@dataclass(frozen=True)
class Line:
	"""One line of the closing table: what, the source's figure, the plan's at this scale, the system's."""

	title: str
	source: str
	planned: int
	found: int

	@property
	def exact(self) -> bool:
		"""The system has what was planned."""
		return self.planned == self.found


@dataclass(frozen=True)
class Result:
	"""Figures by stage and group, the closing table, whether every line is exact."""

	figures: dict
	lines: list[Line]
	seconds: float

	@property
	def exact(self) -> bool:
		"""Every line is exact."""
		return all(line.exact for line in self.lines)


def play(
	kind: type[Story], scale: float, output: str | None = None, quiet: bool = False, processes: int = 1
) -> Result | None:
	"""Play (or go on with, or verify) the story at `scale`; None when the site holds another story or scale.

	`output` is a folder for the printed documents and the report; `processes` share the work of a step.
	"""
	if loaded() not in (None, (kind.name, scale)):
		return None
	story = kind(scale)
	story.progress.quiet = quiet
	story.processes = processes
	story.run()
	_store_notes(story)
	if output:
		write_samples(output, story.officials)
	result = Result(by_stage(), story.closing_lines(), story.progress.seconds)
	if not quiet:
		print_table(result, story)
	return result


def counted(
	title: str, what: tuple[str, str], values: dict, source: tuple[str, str], plan: tuple, unit: str = "người"
) -> list[Line]:
	"""Two lines, cases (counted in `unit`) and đồng, of the applications that fulfil a condition.

	`what` is (SQL condition with parameters `values`, column of the amount); `source` and `plan` hold (people,
	amount); a plan's amount of None leaves the line of đồng out. Counted by its own statement on the
	applications, not by the reports that are to be proved.
	"""
	condition, column = what
	people, amount = frappe.db.sql(
		f"select count(*), coalesce(sum({column}), 0) from `tabSupport Application` where {condition}", values
	)[0]
	lines = [Line(f"{title}, {unit}", source[0], plan[0], int(people))]
	if plan[1] is not None:
		lines.append(Line(f"{title}, đồng", source[1], plan[1], int(amount)))
	return lines


def by_stage() -> dict:
	"""{stage: {group: {people, amount}, "total": …}} from the results report."""
	groups = results_by_group()
	stages = {}
	for stage in STAGES:
		rows = {group: row[stage] for group, row in groups.items()}
		total = {key: sum(row[key] for row in rows.values()) for key in ("people", "amount")}
		stages[stage] = {**rows, "total": total}
	return stages


def print_table(result: Result, story: Story) -> None:
	"""The closing table on the command line."""
	head = f"{'':<44}{story.source_title:>20}{f'× {story.scale:g}':>20}{'Hệ thống':>20}"
	rows = [
		f"{line.title:<44}{line.source:>20}{format_vnd(line.planned):>20}{format_vnd(line.found):>20}  "
		+ ("đúng" if line.exact else "SAI")
		for line in result.lines
	]
	notes = [f"Ghi chú: {note}" for note in story.notes]
	verdict = "Mọi số liệu khớp." if result.exact else "Có số liệu không khớp."
	sys.stdout.write(
		"\n".join(["", head, *rows, "", *notes, "", f"{verdict} {result.seconds:.0f} giây.", ""])
	)


def _store_notes(story: Story) -> None:
	"""The notes stand under the results report (Support Programme.notes)."""
	standing = frappe.db.get_value("Support Programme", story.notes_programme, "notes") or ""
	if story.notes and story.notes[0] not in standing:
		text = "\n".join([standing, *story.notes]).strip()
		frappe.db.set_value("Support Programme", story.notes_programme, "notes", text)
		frappe.db.commit()  # the notes belong to the finished scenario
