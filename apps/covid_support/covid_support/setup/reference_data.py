"""Reference data that ships as CSV: administrative units, banks, categories, job families, holidays."""

import csv
from pathlib import Path

import frappe

from covid_support.bulk.insert import insert_child_rows, insert_rows
from covid_support.core.record_name import record_names
from covid_support.core.units import unit_search_key

APP = Path(__file__).resolve().parent.parent
URBAN_TYPES = ("Phường", "Thị trấn")
UNIT_COLUMNS = [
	"name", "unit_id", "gso_code", "unit_name", "unit_type", "full_name", "search_key", "level", "settlement",
	"valid_from", "valid_to", "parent_administrative_unit", "old_parent", "is_group", "lft", "rgt",
]  # fmt: skip


def seed_reference_data() -> None:
	"""Insert what is missing; what stands on the site is left as it is."""
	_seed_simple("Paying Bank", "registry/data/banks.csv", "bank_code", {
		"bank_code": "code", "short_name": "short_name", "bank_name": "full_name", "bin": "bin",
	})  # fmt: skip
	_seed_simple("Beneficiary Category", "registry/data/beneficiary_categories.csv", "category_code", {
		"category_code": "code", "category_name": "name", "category_group": "group", "source": "source",
	}, enabled=1)  # fmt: skip
	_seed_simple("Job Family", "registry/data/job_families.csv", "job_code", {
		"job_code": "code", "title": "name", "source": "source",
	})  # fmt: skip
	_seed_holidays()
	_seed_units()


def read_csv(path: str) -> list[dict]:
	"""The rows of a CSV of the app, as dicts of text."""
	with (APP / path).open(encoding="utf-8", newline="") as file:
		return list(csv.DictReader(file))


def _seed_simple(doctype: str, path: str, key: str, columns: dict[str, str], **fixed) -> None:
	existing = set(frappe.get_all(doctype, pluck=key))
	rows = [
		(row[columns[key]], *(row[source] or None for source in columns.values()), *fixed.values())
		for row in read_csv(path)
		if row[columns[key]] not in existing
	]
	insert_rows(doctype, ["name", *columns, *fixed], rows)


def _seed_holidays() -> None:
	existing = {str(day) for day in frappe.get_all("Public Holiday", pluck="day")}
	kinds = {"holiday": "Holiday", "make_up": "Make-up Working Day"}
	rows = [
		(row["date"], row["date"], kinds[row["kind"]], row["title"], row["source_note"])
		for row in read_csv("core/data/public_holidays.csv")
		if row["date"] not in existing
	]
	insert_rows("Public Holiday", ["name", "day", "day_kind", "title", "source"], rows)


def _seed_units() -> None:
	if frappe.db.count("Administrative Unit"):
		return
	units = read_csv("registry/data/administrative_units.csv")
	places = tree_places(units)
	by_id = {unit["unit_id"]: unit for unit in units}
	insert_rows("Administrative Unit", UNIT_COLUMNS, (_unit_row(unit, by_id, places) for unit in units))
	insert_child_rows(
		"Unit Predecessor", "Administrative Unit", "predecessors",
		["name", "parent", "predecessor", "extent"], _predecessor_rows(units),
	)  # fmt: skip


def tree_places(units: list[dict]) -> dict[str, tuple[int, int]]:
	"""{unit_id: (lft, rgt)} of the nested set over `unit_id` and `parent_unit_id`."""
	children: dict[str, list[str]] = {}
	for unit in units:
		children.setdefault(unit["parent_unit_id"] or "", []).append(unit["unit_id"])
	places: dict[str, tuple[int, int]] = {}

	def walk(unit_id: str, lft: int) -> int:
		right = lft + 1
		for child in children.get(unit_id, ()):
			right = walk(child, right)
		places[unit_id] = (lft, right)
		return right + 1

	right = 1
	for root in children[""]:
		right = walk(root, right)
	return places


def _unit_row(unit: dict, by_id: dict[str, dict], places: dict) -> tuple:
	lft, rgt = places[unit["unit_id"]]
	settlement = None
	if unit["level"] == "Commune":
		settlement = "Urban" if unit["unit_type"] in URBAN_TYPES else "Rural"
	return (
		unit["unit_id"], unit["unit_id"], unit["gso_code"], unit["unit_name"], unit["unit_type"],
		_full_name(unit, by_id), unit_search_key(unit["unit_name"]), unit["level"], settlement,
		unit["valid_from"], unit["valid_to"] or None, unit["parent_unit_id"] or None, unit["parent_unit_id"] or None,
		int(unit["level"] != "Commune"), lft, rgt,
	)  # fmt: skip


def _full_name(unit: dict, by_id: dict[str, dict]) -> str:
	own = f"{unit['unit_type']} {unit['unit_name']}" if unit["level"] != "Country" else unit["unit_name"]
	parent = by_id.get(unit["parent_unit_id"])
	if unit["level"] in ("Country", "Province") or parent is None or parent["level"] == "Country":
		return own
	return f"{own}, {parent['unit_type']} {parent['unit_name']}"


def _predecessor_rows(units: list[dict]):
	for unit in units:
		pairs = [pair.split(":") for pair in (unit["predecessors"] or "").split(";") if pair]
		for name, (predecessor, extent) in zip(record_names(len(pairs)), pairs, strict=True):
			yield (name, unit["unit_id"], predecessor, extent.capitalize())
