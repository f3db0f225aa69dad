"""One print of many documents, drawn by workers: a PDF for each commune or district, zipped when they are several.

The PDFs lie in a folder of the operation until its end, when they become one file that only its starter may open,
for DAYS_KEPT days. A document that cannot be drawn is named and does not stop the others.
"""

import os
import shutil
from collections import defaultdict
from functools import cached_property, lru_cache
from hashlib import file_digest
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import frappe
from frappe.utils import add_days

from covid_support import clock
from covid_support.bulk.operation import Operation, Outcome, Refusal
from covid_support.bulk.trouble import REFUSALS, refusal_of
from covid_support.core.digest import digest_rows
from covid_support.core.names import search_key
from covid_support.core.record_name import record_name
from covid_support.documents import official_prints
from covid_support.documents.binding import bound
from covid_support.documents.registry_of_prints import Print, find
from covid_support.documents.verification import digest_of
from covid_support.messages import refuse
from covid_support.registry.units import ancestor, unit_place, unit_title

KIND = "Print Papers"
GROUPINGS = ("Commune", "District")
# what documents may be chosen by, besides their unit and their names
FILTERS = {
	"Application List": ("policy", "workflow_state"),
	"Decision": ("programme", "workflow_state"),
	"Payment Batch": ("decision", "workflow_state"),
}
DAYS_KEPT = 7


class PrintPapers(Operation):
	"""Parameters: `doctype`, `print_name`, `grouping` (one of GROUPINGS), and `names` or what the documents must fit:
	`administrative_unit` and FILTERS; `reason` for receipt sheets that were printed before.
	"""

	title = "Print papers: {0}"

	def check(self, parameters: dict) -> None:
		"""A print that there is, for who may read and print its documents."""
		doctype = self._print.doctype
		for kind in ("read", "print"):
			frappe.has_permission(doctype, kind, throw=True)
		if parameters.get("grouping") not in GROUPINGS:
			refuse("Choose whether there is to be one file for each commune or for each district.")

	def plan(self, parameters: dict) -> list[tuple[list, int]]:
		"""One chunk for each file: its unit and its documents; its rows are the people on them."""
		groups, place = defaultdict(list), lru_cache(maxsize=None)(ancestor)
		for row in documents_to_print(parameters):
			unit = row.administrative_unit
			groups[place(unit, parameters["grouping"]) or unit].append(row)
		if not groups:
			refuse("Nothing in your area fits. Choose other documents.")
		return [
			([unit, [row.name for row in rows]], sum(int(row.people or 0) for row in rows))
			for unit, rows in groups.items()
		]

	def run_chunk(self, key: list, parameters: dict) -> Outcome:
		"""Draw the papers of one file. A chunk that is begun again writes the same file again."""
		unit, names = key
		papers, refusals = self._papers(names)
		if not papers:
			return Outcome(exceptions=refusals)
		content = bound(papers.values())
		self._write(unit, content)
		official_prints.log_prints(list(papers), self._print)
		people = frappe.get_all(self._print.doctype, {"name": ["in", list(papers)]}, pluck="people")
		return Outcome(
			rows=sum(int(count or 0) for count in people),
			digest=digest_rows([(unit, digest_of(content))]),
			exceptions=refusals,
			message=frappe._("{0}: {1} papers").format(unit_title(unit), len(papers)),
		)

	def finish(self) -> None:
		"""Bind the files together and give them to the starter."""
		files = sorted(self._folder.glob("*.pdf"))
		if not files or frappe.db.get_value("Bulk Operation", self.name, "result_file"):
			return
		keep_result(self.name, self._print.slug, files)
		# the files themselves are gone only once what holds them stands
		frappe.db.after_commit.add(lambda: shutil.rmtree(self._folder, ignore_errors=True))

	def describe(self, parameters: dict) -> str:
		"""The paper and where it is printed."""
		places = [frappe._(self.title).format(frappe._(self._print.title))]
		if parameters.get("administrative_unit"):
			places.append(unit_title(parameters["administrative_unit"]))
		return " – ".join(places)

	@cached_property
	def _print(self) -> Print:
		wanted = find(self.parameters.get("doctype") or "", self.parameters.get("print_name") or "")
		if not wanted:
			refuse("Choose the paper that is to be printed.")
		return wanted

	def _papers(self, names: list[str]) -> tuple[dict[str, bytes], list[Refusal]]:
		"""{document: PDF} and what could not be drawn. Documents that stand on one paper together give it once."""
		papers, refusals, drawn = {}, [], set()
		for name in names:
			try:
				document = official_prints.load(self._print.doctype, name)
				key = self._print.key(document) if self._print.is_open(document) else None
				if key and key not in drawn:
					drawn.add(key)
					papers[name] = official_prints.pdf(
						document, self._print, self.parameters.get("reason", "")
					)
			except REFUSALS as error:
				refusals.append(refusal_of(error, (self._print.doctype, name)))
		return papers, refusals

	@property
	def _folder(self) -> Path:
		return work_folder() / self.name

	def _write(self, unit: str, content: bytes) -> None:
		"""In one step, so that a file is either there as a whole or not at all."""
		self._folder.mkdir(parents=True, exist_ok=True)
		place = "-".join(search_key(unit_title(unit).split(",")[0]).split())
		target = self._folder / f"{self._print.slug}-{place}-{unit}.pdf"
		part = target.with_suffix(f".{os.getpid()}.part")
		part.write_bytes(content)
		part.replace(target)


def documents_to_print(parameters: dict) -> list[dict]:
	"""name, administrative_unit and people of the documents of the user's area that fit, in the order of their units."""
	doctype = parameters["doctype"]
	if doctype not in FILTERS:
		refuse("{0} has no official print named {1}.", frappe._(doctype), parameters.get("print_name") or "")
	filters = [["docstatus", "<", 2]]
	filters += [[column, "=", parameters[column]] for column in FILTERS[doctype] if parameters.get(column)]
	if parameters.get("names"):
		filters.append(["name", "in", list(parameters["names"])])
	if parameters.get("administrative_unit"):
		left, right = unit_place(parameters["administrative_unit"])
		inside = [["lft", ">=", left], ["lft", "<=", right]]
		filters.append(
			["administrative_unit", "in", frappe.get_all("Administrative Unit", inside, pluck="name")]
		)
	return frappe.get_list(
		doctype,
		filters=filters,
		fields=["name", "administrative_unit", "people"],
		order_by="administrative_unit, creation, name",
		limit_page_length=0,
	)


def work_folder() -> Path:
	"""Where the files of operations under way lie; nobody is served from there."""
	return Path(frappe.get_site_path("private", "print_papers"))


def keep_result(operation: str, slug: str, files: list[Path]) -> None:
	"""One file for the starter: the only PDF as it is, else all of them in a ZIP file."""
	title = f"{slug}-{operation}{'.pdf' if len(files) == 1 else '.zip'}"
	target = Path(frappe.get_site_path("private", "files", title))
	if len(files) == 1:
		shutil.copyfile(files[0], target)
	else:
		with ZipFile(target, "w", ZIP_STORED) as bundle:  # pages of a PDF are compressed already
			for file in files:
				bundle.write(file, file.name)
	address = f"/private/files/{title}"
	_register_file(operation, target, address)
	frappe.db.set_value("Bulk Operation", operation, "result_file", address, update_modified=False)


def _register_file(operation: str, target: Path, address: str) -> None:
	"""The File of what lies on the disk already: Frappe's own insert would read it whole and write it once more."""
	with target.open("rb") as stream:
		digest = file_digest(stream, "sha256").hexdigest()
	file = frappe.get_doc(
		{
			"doctype": "File",
			"name": record_name(),
			"file_name": target.name,
			"file_url": address,
			"file_size": target.stat().st_size,
			"content_hash": digest,
			"folder": "Home/Attachments",
			"is_private": 1,
			"attached_to_doctype": "Bulk Operation",
			"attached_to_name": operation,
			"attached_to_field": "result_file",
			"owner": frappe.session.user,
		}
	)
	file.db_insert()


def contents(address: str | None) -> dict[str, bytes]:
	"""{name of a PDF: its content} of a result file; nothing without one."""
	if not address:
		return {}
	path = Path(frappe.get_site_path(address.lstrip("/")))
	if path.suffix == ".pdf":
		return {path.name: path.read_bytes()}
	with ZipFile(path) as bundle:
		return {name: bundle.read(name) for name in bundle.namelist()}


def remove_old_results() -> None:
	"""Every day: what was printed more than DAYS_KEPT days ago, or never ended, is taken away (hooks.py)."""
	before = add_days(clock.today(), -DAYS_KEPT)
	old = frappe.get_all(
		"Bulk Operation",
		{"kind": KIND, "creation": ["<", before], "result_file": ["is", "set"]},
		pluck="name",
	)
	for operation in old:
		for file in frappe.get_all(
			"File", {"attached_to_doctype": "Bulk Operation", "attached_to_name": operation}, pluck="name"
		):
			frappe.delete_doc("File", file, ignore_permissions=True, force=True)
		frappe.db.set_value("Bulk Operation", operation, "result_file", None, update_modified=False)
	folders = work_folder().iterdir() if work_folder().exists() else ()
	for folder in folders:
		if str(before) > str(frappe.db.get_value("Bulk Operation", folder.name, "creation") or ""):
			shutil.rmtree(folder, ignore_errors=True)
