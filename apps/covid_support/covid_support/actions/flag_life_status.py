"""Compare the registry with a list of the dead or of those who moved away.

A number that fits, with a name that does not contradict it, marks the person; everything less sure becomes a
Life Status Flag that an officer confirms or dismisses. What it means for lists under way, the usual checks tell.
"""

from dataclasses import dataclass

import frappe

from covid_support import clock
from covid_support.bulk.insert import insert_rows
from covid_support.core.names import search_key
from covid_support.core.record_name import record_names
from covid_support.messages import problems_shown, refuse, text_of
from covid_support.policies.area import area_sql
from covid_support.policies.duplicate_rights import require_decider
from covid_support.registry.duplicate_people import SELECT, places
from covid_support.registry.duplicates.matcher import find_pairs
from covid_support.registry.duplicates.name_match import match_names
from covid_support.registry.duplicates.people import People
from covid_support.registry.life_list import ListedPerson, read_lines

COLUMNS = {"Dead": "death_date", "Moved Away": "moved_on"}
FLAG_FIELDS = [
	"name", "beneficiary", "commune", "life_status", "happened_on", "listed_as", "reference", "score", "reasons", "state",
	"decided_by", "decided_on",
]  # fmt: skip
SURE, NUMBER = 100, "listed_number"


@dataclass(frozen=True)
class Match:
	"""A person of the registry whom a line may mean."""

	listed: ListedPerson
	person: dict
	score: int
	reasons: str

	@property
	def exact(self) -> bool:
		"""Whether the number says so and nothing speaks against it."""
		return self.score == SURE


class FlagLifeStatus:
	"""`text` is the list (registry/life_list.py), `life_status` Dead or Moved Away, `reference` the document.

	Only people of the user's area are looked at. Running the same list again changes nothing.
	"""

	def __init__(self, text: str, life_status: str, reference: str):
		require_decider([])
		if life_status not in COLUMNS:
			refuse("“{0}” is not what such a list can say. Choose death or moving away.", life_status)
		self.life_status = life_status
		self.reference = (reference or "").strip()
		if not self.reference:
			refuse("Name the document that the list comes from.")
		with problems_shown():
			self.listed, self.wrong = read_lines(text or "", clock.today(), text_of)

	def preview(self) -> dict:
		"""{"exact", "near": [{line, listed, beneficiary, person, commune, score}], "wrong", "unknown": [lines]}."""
		matches = self._matches()
		met = {match.listed.line for match in matches}
		return {
			"exact": [_told(match) for match in matches if match.exact],
			"near": [_told(match) for match in matches if not match.exact],
			"wrong": self.wrong,
			"unknown": [row.line for row in self.listed if row.line not in met],
		}

	def run(self) -> dict[str, int]:
		"""Mark those whose number fits, raise a flag for the others: {"marked", "to_decide"}."""
		matches = self._matches()
		known = set(
			frappe.get_all(
				"Life Status Flag",
				filters={"reference": self.reference, "life_status": self.life_status},
				fields=["beneficiary", "happened_on"],
				as_list=True,
			)
		)
		fresh = [row for row in matches if (row.person.name, row.listed.happened_on) not in known]
		names = record_names(len(fresh))
		rows = [self._flag(name, match) for name, match in zip(names, fresh, strict=True)]
		insert_rows("Life Status Flag", FLAG_FIELDS, rows)
		for match in fresh:
			if match.exact:
				mark(match.person.name, self.life_status, match.listed.happened_on)
		marked = sum(match.exact for match in fresh)
		return {"marked": marked, "to_decide": len(fresh) - marked}

	def _flag(self, name: str, match: Match) -> tuple:
		listed, person = match.listed, match.person
		born = listed.born.text if listed.born else ""
		decided = ("Confirmed", frappe.session.user, clock.now()) if match.exact else ("Open", None, None)
		return (
			name, person.name, person.commune, self.life_status, listed.happened_on, f"{listed.full_name} {born}".strip(),
			self.reference, match.score, match.reasons, *decided,
		)  # fmt: skip

	def _matches(self) -> list[Match]:
		exact = self._by_number()
		left = [
			row for row in self.listed if row.born and row.line not in {match.listed.line for match in exact}
		]
		return exact + (self._by_likeness(left) if left else [])

	def _by_number(self) -> list[Match]:
		found = []
		for column in ("personal_id", "identity_card"):
			lines = {row.number: row for row in self.listed if row.column == column}
			for person in _people(f"`{column}` in %(numbers)s", numbers=tuple(lines) or ("",)):
				found.append(_number_match(lines[person[column]], person))
		return found

	def _by_likeness(self, listed: list[ListedPerson]) -> list[Match]:
		"""The matcher of duplicates over the lines and the living of the area born about the same years."""
		years = {row.born.year + step for row in listed for step in (-1, 0, 1)}
		people = {row.name: row for row in _people("birth_year in %(years)s", years=tuple(years))}
		lines = {f"line {row.line}": row for row in listed}
		rows = [tuple(row[column] for column in _COLUMNS) for row in people.values()]
		everybody = People.of([*rows, *(_as_row(name, row) for name, row in lines.items())], places())
		among = frozenset(range(len(rows), len(everybody)))
		pairs = [
			pair for pair in find_pairs(everybody, among) if (pair.one in lines) != (pair.other in lines)
		]
		best: dict[str, Match] = {}
		for pair in pairs:
			line, person = (pair.one, pair.other) if pair.one in lines else (pair.other, pair.one)
			match = Match(lines[line], people[person], min(pair.score, SURE - 1), ",".join(pair.reasons))
			best.setdefault(person, match)
		return list(best.values())


_COLUMNS = tuple(SELECT.replace("`", "").split(", "))


def _people(condition: str, **values) -> list[dict]:
	inside = area_sql("commune") or "1=1"
	return frappe.db.sql(
		f"select {SELECT} from `tabBeneficiary` where {condition} and life_status = 'Alive' and {inside} order by name",
		values,
		as_dict=True,
	)


def _number_match(listed: ListedPerson, person: dict) -> Match:
	"""Sure, unless the list gives the number with a name or a year of birth that is somebody else's."""
	words = [tuple(search_key(name).split()) for name in (listed.full_name, person.full_name)]
	fits = not listed.full_name or match_names(*words, lambda *_words: True)
	fits = fits and (not listed.born or listed.born.year == person.birth_year)
	return Match(listed, person, SURE if fits else SURE - 1, NUMBER)


def _as_row(name: str, listed: ListedPerson) -> tuple:
	values = {"name": name, "full_name": listed.full_name, listed.column: listed.number}
	born = {"birth_year": listed.born.year, "birth_month": listed.born.month, "birth_day": listed.born.day}
	return tuple({**values, **born}.get(column) for column in _COLUMNS)


def _told(match: Match) -> dict:
	listed, person = match.listed, match.person
	return {
		"line": listed.line,
		"listed": f"{listed.full_name} {listed.born.text if listed.born else ''}".strip(),
		"beneficiary": person.name,
		"person": person.full_name,
		"happened_on": listed.happened_on,
		"score": match.score,
	}


def mark(person: str, life_status: str, day) -> None:
	"""Write the life status and its day on the record."""
	frappe.db.set_value("Beneficiary", person, {"life_status": life_status, COLUMNS[life_status]: day})


class DecideFlags:
	"""Confirm or dismiss flags, many at once; deciding twice changes nothing."""

	def __init__(self, flags: list[str], state: str):
		self.flags = flags
		self.state = state

	def run(self) -> int:
		"""How many were decided now; confirmed ones mark the person."""
		require_decider([])
		if self.state not in ("Confirmed", "Dismissed"):
			refuse("“{0}” is not a decision. Confirm what the list says, or dismiss it.", self.state)
		rows = frappe.db.sql(
			f"""select name, beneficiary, life_status, happened_on from `tabLife Status Flag`
			where name in %(names)s and state = 'Open' and {area_sql("commune") or "1=1"} order by name for update""",
			{"names": tuple(self.flags) or ("",)},
			as_dict=True,
		)
		done = {"state": self.state, "decided_by": frappe.session.user, "decided_on": clock.now()}
		if rows:
			frappe.db.set_value("Life Status Flag", {"name": ["in", [row.name for row in rows]]}, done)
		if self.state == "Confirmed":
			for row in rows:
				mark(row.beneficiary, row.life_status, row.happened_on)
		return len(rows)
