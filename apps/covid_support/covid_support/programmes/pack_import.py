"""Import a programme from a file: first the difference, then, once confirmed, the change.

New texts of the law become new Policy Versions; nothing that stands only on the site is taken away.
"""

import hashlib
from collections.abc import Iterator

import frappe

from covid_support.core.problem import Problem
from covid_support.messages import problems_shown, refuse
from covid_support.programmes.form_columns import make_missing_columns, standing_columns
from covid_support.programmes.form_fields import check_rows
from covid_support.programmes.pack_choices import check_choices
from covid_support.programmes.pack_diff import Change, differences
from covid_support.programmes.pack_export import earlier_wordings, programme_pack
from covid_support.programmes.pack_file import (
	canonical_pack,
	complete_wordings,
	pack_text,
	parse_pack,
	snapshot_of_wording,
)
from covid_support.programmes.pack_load import RECORDS, add, add_policy, of_pack, policy_document, site_record
from covid_support.programmes.pack_references import SHARED, completed
from covid_support.programmes.pack_rows import packed_wording, policy_values, values_of
from covid_support.programmes.pack_schema import PROGRAMME, is_empty
from covid_support.programmes.versions import freeze

LAST_DAY = "9999-12-31"


class ProgrammeImport:
	"""One file beside what the site has. Raises a message that names the place of whatever is wrong in it."""

	def __init__(self, text: str):
		with problems_shown():
			self.pack = parse_pack(text)
			check_choices(self.pack)
			completed(self.pack, lambda key, code: of_pack(self.pack, key, code) or site_record(key, code))
			self._check_policies()
			self._check_rules()
		self.code = self.pack["programme"]["code"]
		self.here = self._site_pack()
		self.changes: list[Change] = differences(self.here, self.pack)

	@property
	def digest(self) -> str:
		"""SHA-256 over the file and what it is compared with: the same difference has the same digest."""
		return hashlib.sha256(f"{pack_text(self.pack)}{frappe.as_json(self.here)}".encode()).hexdigest()

	def run(self, digest: str) -> None:
		"""Write the change that was shown under `digest`; refused when the site has changed since."""
		if digest != self.digest:
			refuse(
				"The programme has changed on this site in the meantime. Look at the difference once more."
			)
		self._make_columns()
		for key in RECORDS:
			for record in self.pack.get(key, ()):
				self._write_record(key, record)
		if self.here["programme"] != self.pack["programme"]:
			self._write("Support Programme", self.code, values_of(self.pack["programme"], PROGRAMME))
		here = {policy["code"]: policy for policy in self.here["policies"]}
		changed = [policy for policy in self.pack["policies"] if here.get(policy["code"]) != policy]
		for document in [self._write_policy(policy) for policy in changed]:
			document.reload()
			document._validate_links()
		frappe.get_doc("Support Programme", self.code).add_comment(
			"Info", frappe._("imported this programme from a file")
		)

	def _check_policies(self) -> None:
		codes = [policy["code"] for policy in self.pack["policies"]]
		for policy in self.pack["policies"]:
			owner = frappe.db.get_value("Support Policy", policy["code"], "programme")
			if owner and owner != self.pack["programme"]["code"]:
				raise Problem(
					"policies[{0}]: this policy belongs to programme {1} here.", policy["code"], owner
				)
			for wording in complete_wordings(policy):
				for row in wording.get("exclusions", ()):
					if row["policy"] not in codes and not frappe.db.exists("Support Policy", row["policy"]):
						raise Problem(
							"policies[{0}].exclusions: there is no policy {1}. Import its programme first.",
							policy["code"],
							row["policy"],
						)

	def _make_columns(self) -> None:
		"""All columns of all wordings before the first record: making one commits what was written before it."""
		for code, wording in self._wordings():
			make_missing_columns(code, snapshot_of_wording(code, wording).extra_facts)

	def _wordings(self) -> Iterator[tuple[str, dict]]:
		"""Every complete wording in the file with the code of its policy."""
		for policy in self.pack["policies"]:
			yield from ((policy["code"], wording) for wording in complete_wordings(policy))

	def _check_rules(self) -> None:
		"""Rules must make sense and fields must be possible in earlier wordings too, which no form checks."""
		standing = standing_columns()
		for code, wording in self._wordings():
			with problems_shown(f"policies[{code}]"):
				check_rows(policy_values(code, wording).form_fields, standing)
				snapshot_of_wording(code, wording)

	def _site_pack(self) -> dict:
		"""What the site has of the things that the file names."""
		here = {"programme": {}, "policies": []}
		if frappe.db.exists("Support Programme", self.code):
			with problems_shown():
				here = canonical_pack(programme_pack(self.code))
		for key, code in SHARED.items():
			found = (site_record(key, record[code]) for record in self.pack.get(key, ()))
			here[key] = [record for record in found if record]
		return here

	def _write_record(self, key: str, record: dict) -> None:
		doctype, columns = RECORDS[key]
		code = record[SHARED[key]]
		if of_pack(self.here, key, code) != record:
			self._write(doctype, code, values_of(record, columns))

	def _write(self, doctype: str, name: str, values: dict) -> None:
		if not frappe.db.exists(doctype, name):
			return add(doctype, values)
		document = frappe.get_doc(doctype, name)
		_put(document, values)
		return _save(document)

	def _write_policy(self, policy: dict):
		if not frappe.db.exists("Support Policy", policy["code"]):
			return add_policy(policy, self.code)
		document = frappe.get_doc("Support Policy", policy["code"])
		newest_here = packed_wording(document)
		newest, earlier = _newest_and_earlier(complete_wordings(policy), newest_here)
		frozen = earlier_wordings(document.name, LAST_DAY)
		for wording in earlier:
			if frozen.get(wording.get("in_force_from", "")) != wording:
				freeze(policy_document(policy, wording, self.code))
		values = policy_document(policy, newest, self.code).as_dict(no_default_fields=True)
		_put(document, values)
		_save(document)
		return document


def _newest_and_earlier(wordings: list[dict], here: dict) -> tuple[dict, list[dict]]:
	"""The wording that the document gets, and those that are only frozen; a later text of the site stays."""
	if wordings[-1].get("in_force_from", "") < here.get("in_force_from", ""):
		return here, wordings
	return wordings[-1], wordings[:-1]


def _put(document, values: dict) -> None:
	"""Set values; rows of grids are written over one another, so that the change of a row shows as such."""
	for field, value in values.items():
		if not isinstance(value, list):
			_set(document, field, value)
			continue
		rows = document.get(field)
		for row, new in zip(rows, value, strict=False):
			for key in new:
				_set(row, key, new[key])
		document.set(field, rows[: len(value)])
		for new in value[len(rows) :]:
			document.append(field, new)


def _set(row, field: str, value: object) -> None:
	# what the file leaves out the database may keep as 0 or as an empty text
	if row.meta.has_field(field) and not (is_empty(value) and is_empty(row.get(field))):
		row.set(field, value)


def _save(document) -> None:
	document.flags.ignore_links = True
	document.flags.from_pack = True
	document.save()
