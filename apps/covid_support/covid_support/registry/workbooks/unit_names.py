"""Finding the commune that a list means, however its name is shortened, in memory.

Names repeat within a district and over time: a name is looked for among the communes the sender may use,
then among abolished ones whose only successor is one of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from covid_support.core.names import search_key
from covid_support.core.problem import Problem
from covid_support.core.units import unit_search_key

_KINDS = {
	"xa": "xa",
	"x": "xa",
	"phuong": "phuong",
	"p": "phuong",
	"f": "phuong",
	"thi tran": "thi tran",
	"tt": "thi tran",
}


@dataclass(frozen=True)
class UnitRow:
	"""A unit of the register. `open` says that people may be registered there; `successor` is the one commune
	that took an abolished one over as a whole."""

	name: str
	gso_code: str
	unit_name: str
	unit_type: str
	district: str
	province: str
	open: bool
	successor: str | None = None

	@property
	def title(self) -> str:
		return ", ".join(filter(None, (f"{self.unit_type} {self.unit_name}", self.district)))


class UnitNames:
	"""The communes by name. `default` is used for rows that name none."""

	def __init__(self, units: Iterable[UnitRow], default: str | None = None):
		self.default = default
		self.by_key: dict[str, list[UnitRow]] = defaultdict(list)
		self.by_code: dict[str, list[UnitRow]] = defaultdict(list)
		self.by_name: dict[str, UnitRow] = {}
		for unit in units:
			self.by_key[unit_search_key(f"{unit.unit_type} {unit.unit_name}")].append(unit)
			self.by_code[unit.gso_code].append(unit)
			self.by_name[unit.name] = unit
		self.known: dict[tuple[str, str, str], str | Problem] = {}

	def find(self, commune: str, district: str = "", province: str = "") -> str:
		"""The commune's name in the register; raises Problem with the nearest names."""
		key = (commune, district, province)
		if key not in self.known:
			try:
				self.known[key] = self._find(*key)
			except Problem as problem:
				self.known[key] = problem
		found = self.known[key]
		if isinstance(found, Problem):
			raise found.with_traceback(None)  # a longer one each time would keep all rows in memory
		return found

	def _find(self, commune: str, district: str, province: str) -> str:
		if not commune:
			if self.default:
				return self.default
			raise Problem("The row names no commune. Fill in the commune, or choose one for the whole list.")
		own, district = _parted(commune, district)
		candidates = self._narrowed(self._candidates(own), own, district, province)
		names = {unit.name if unit.open else unit.successor for unit in candidates}
		usable = {name for name in names if name and name in self.by_name and self.by_name[name].open}
		if len(usable) == 1:
			return usable.pop()
		raise self._problem(own, candidates, usable)

	def _candidates(self, text: str) -> list[UnitRow]:
		code = text.strip().zfill(5)
		if code.isdigit() and code in self.by_code and len(text.strip()) >= 4:
			return self.by_code[code]
		return self.by_key.get(unit_search_key(text), [])

	def _narrowed(self, units: list[UnitRow], text: str, district: str, province: str) -> list[UnitRow]:
		for place, column in ((district, "district"), (province, "province")):
			key = unit_search_key(place) if place else ""
			same = [unit for unit in units if key and unit_search_key(getattr(unit, column)) == key]
			units = same or units
		standing = [unit for unit in units if unit.open]
		units = standing or units
		kind = _kind(text)
		same_kind = [unit for unit in units if kind and search_key(unit.unit_type) == kind]
		return same_kind or units

	def _problem(self, text: str, candidates: list[UnitRow], usable: set[str]) -> Problem:
		if len(usable) > 1:
			titles = sorted(self.by_name[name].title for name in usable)
			return Problem("{0} may be {1}. Fill in the district too.", text, ", ".join(titles[:4]))
		if candidates:
			return Problem(
				"{0} is not a commune where you may register people, or it was divided. Choose the commune of today.",
				text,
			)
		return Problem(
			"There is no commune {0} in your area. Compare the name with the list of communes.", text
		)

	def nearest(self, text: str) -> str:
		"""The open commune whose name is most like `text`, or ""."""
		open_keys = {key: unit for key, units in self.by_key.items() for unit in units if unit.open}
		found = get_close_matches(unit_search_key(text.split(",")[0]), open_keys, 1, 0.7)
		return open_keys[found[0]].title if found else ""


def _parted(commune: str, district: str) -> tuple[str, str]:
	""" "Xã Đại Tâm, huyện Mỹ Xuyên" names its district itself."""
	own, _comma, rest = commune.partition(",")
	if not rest:
		own, _dash, rest = commune.partition(" - ")
	return own.strip(), district or rest.split(",")[0].strip()


def _kind(text: str) -> str | None:
	words = search_key(text).split()
	for length in (2, 1):
		kind = _KINDS.get(" ".join(words[:length]))
		if kind and len(words) > length:
			return kind
	return None
