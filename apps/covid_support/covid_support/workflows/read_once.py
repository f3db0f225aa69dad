"""Reading a document that a button moves: once, under the lock of its row.

Frappe reads a document, and when it is saved reads it again for a change, with all its rows; that is a good part of what
a press costs. What is more, reading the rows for a change locks the places between them, so that whoever moves the
next document waits, or both end each other's transactions. Nobody changes the rows without the document itself, so
its own row is lock enough.
"""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy

import frappe

NO_COLUMNS = ("flags", "parent_doc", "_meta")


class ReadOnce:
	"""For a controller, before Document: `class Thing(ReadOnce, Document)`.

	With the flag `to_be_changed`, reading it locks it, and saving it takes what was read as its state before.
	"""

	def load_from_db(self):
		"""As Document.load_from_db; for a change the row alone is locked, and what is read is its latest state."""
		if not (self.flags.for_update or self.flags.to_be_changed):
			super().load_from_db()
			return
		latest = _lock(self.doctype, self.name)
		self.flags.for_update = None
		super().load_from_db()
		if str(self.modified) != str(latest):
			# changed by somebody else since this transaction began: Frappe's way, by which saving tells it
			self.flags.for_update = not self.flags.to_be_changed
			super().load_from_db()
		elif self.flags.to_be_changed:
			self.flags.as_it_stood = _twin(self)

	def load_doc_before_save(self, *, raise_exception: bool = False):
		"""As Document.load_doc_before_save, unless the document was read for a change in this transaction."""
		stood = self.flags.pop("as_it_stood", None)
		if stood is None:
			super().load_doc_before_save(raise_exception=raise_exception)
			return
		self._doc_before_save = stood

	def as_dict(self, *args, **kwargs):
		"""As Document.as_dict; a workflow asks for it anew for each condition of each button."""
		stood = self.flags.as_it_stood
		if args or kwargs or not (self.flags.told or (stood and _columns(self) == _columns(stood))):
			return super().as_dict(*args, **kwargs)
		past = stood or self
		if not past.flags.told:
			past.flags.told = super().as_dict()
		return frappe._dict(past.flags.told)


def open_for_change(doctype: str, name: str):
	"""The document, to be changed and saved in this transaction; of other controllers as `frappe.get_doc` gives it."""
	document = unread(doctype, name)
	document.load_from_db()
	return document


def unread(doctype: str, name: str):
	"""The document that `load_from_db` will read for a change."""
	document = frappe.get_doc({"doctype": doctype, "name": name})
	document.flags.to_be_changed = True
	return document


def read_together(doctype: str, names: Iterable[str]) -> list:
	"""The documents of `names`, in the order of their names, locked, to be changed and written in this transaction.

	Each knows the state in which it stood. A few statements, however many they are.
	"""
	given = {"names": tuple(names) or ("",)}
	rows = frappe.db.sql(
		f"select * from `tab{doctype}` where name in %(names)s order by name for update", given, as_dict=True
	)
	seen = dict(frappe.db.sql(f"select name, modified from `tab{doctype}` where name in %(names)s", given))
	# changed by somebody else since this transaction began: their rows too are read as they stand now
	lock = "" if all(seen.get(row.name) == row.modified for row in rows) else "lock in share mode"
	for field in frappe.get_meta(doctype).get_table_fields():
		parts = _rows_of(doctype, field, given, lock)
		for row in rows:
			row[field.fieldname] = parts[row.name]
	documents = [frappe.get_doc({"doctype": doctype, **row}) for row in rows]
	for document in documents:
		document._doc_before_save = _twin(document)
	return documents


def _rows_of(doctype: str, field, given: dict, lock: str) -> dict[str, list[dict]]:
	"""{document: its rows in the table `field`, in their order}."""
	found = defaultdict(list)
	for row in frappe.db.sql(
		f"""select * from `tab{field.options}`
		where parent in %(names)s and parenttype = %(parenttype)s and parentfield = %(parentfield)s
		order by parent, idx {lock}""",
		{**given, "parenttype": doctype, "parentfield": field.fieldname},
		as_dict=True,
	):
		found[row.parent].append(row)
	return found


def _lock(doctype: str, name: str):
	"""When the document was last written, as it stands now; None when there is none."""
	rows = frappe.db.sql(f"select modified from `tab{doctype}` where name = %s for update", name)
	return rows[0][0] if rows else None


def _columns(document) -> dict:
	"""The values of a document and of its rows."""
	tables = {field.fieldname for field in document.meta.get_table_fields()}
	return {
		key: [_columns(row) for row in value] if key in tables else value
		for key, value in vars(document).items()
		if key not in NO_COLUMNS
	}


def _twin(document):
	"""A copy with rows of its own: columns hold plain values."""
	twin = copy(document)
	twin.flags = frappe._dict()
	for field in document.meta.get_table_fields():
		rows = [copy(row) for row in document.get(field.fieldname)]
		for row in rows:
			row.parent_doc = twin
		twin.__dict__[field.fieldname] = rows
	return twin
