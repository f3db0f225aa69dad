"""Who of the list's unit would not come on it by “add everybody eligible”, and why."""

from collections import Counter

import frappe

from covid_support.actions.add_applications import CHUNK, AddAllEligible
from covid_support.bulk.insert import chunks
from covid_support.core.names import search_key
from covid_support.policies.link_search import COLUMNS

PAGE_LENGTH = 50


class NotAdded(AddAllEligible):
	"""Judges everybody without an application, as adding does, and writes nothing."""

	tells_reasons = True
	locks = False

	def run(self) -> list[dict]:
		"""[{name, full_name, birth_date, hamlet, heading, reason}] in the order of names."""
		self.check()
		self.declare_everybody()
		for part in chunks(sorted(self.declared), CHUNK):
			self._choose(part)
		return sorted(self._rows(), key=lambda row: (search_key(row["full_name"]), row["name"]))

	def _rows(self):
		for part in chunks(sorted(self.added.refused), CHUNK):
			for row in self._told(part):
				name = row["name"]
				yield {**row, "heading": self.added.headings[name], "reason": self.added.refused[name]}

	def _told(self, names: list[str]) -> list[dict]:
		doctype = {"Person": "Beneficiary", "Household": "Household", "Employer": "Employer"}[self.kind]
		rows = frappe.get_all(
			doctype,
			filters={"name": ["in", names]},
			fields=["name", f"{COLUMNS[doctype][0]} as full_name", *self._more(doctype)],
		)
		return [{"birth_date": "", "hamlet": "", **row} for row in rows]

	@staticmethod
	def _more(doctype: str) -> list[str]:
		return {"Beneficiary": ["birth_date", "hamlet"], "Household": ["hamlet"], "Employer": []}[doctype]


def not_added_page(application_list: str, start: int = 0, search: str = "", heading: str = "") -> dict:
	"""One page of who was not added: {"total", "rows", "page_length", "headings": [{heading, count}]}."""
	rows = NotAdded(application_list).run()
	headings = counted(row["heading"] for row in rows)
	key = search_key(search)
	chosen = [
		row
		for row in rows
		if (not heading or row["heading"] == heading) and (not key or key in search_key(row["full_name"]))
	]
	return {
		"total": len(chosen),
		"rows": chosen[start : start + PAGE_LENGTH],
		"page_length": PAGE_LENGTH,
		"headings": headings,
	}


def counted(headings) -> list[dict]:
	"""[{heading, count}] with the most frequent first."""
	return [{"heading": heading, "count": count} for heading, count in Counter(headings).most_common()]
