"""The shipped units against the counts, codes and resolutions of the law and the statistics office."""

import csv
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

CSV_FILE = Path(__file__).parents[2] / "registry/data/administrative_units.csv"
COVID_DAYS = (date(2020, 4, 24), date(2020, 7, 31), date(2021, 7, 7), date(2021, 12, 31))
LAST_OLD_DAY = date(2025, 6, 30)
FIRST_NEW_DAY = date(2025, 7, 1)
SOC_TRANG = {
	"941": "Thành phố Sóc Trăng",
	"942": "Huyện Châu Thành",
	"943": "Huyện Kế Sách",
	"944": "Huyện Mỹ Tú",
	"945": "Huyện Cù Lao Dung",
	"946": "Huyện Long Phú",
	"947": "Huyện Mỹ Xuyên",
	"948": "Thị xã Ngã Năm",
	"949": "Huyện Thạnh Trị",
	"950": "Thị xã Vĩnh Châu",
	"951": "Huyện Trần Đề",
}
CAN_THO = {
	"916": "Quận Ninh Kiều",
	"917": "Quận Ô Môn",
	"918": "Quận Bình Thủy",
	"919": "Quận Cái Răng",
	"923": "Quận Thốt Nốt",
	"924": "Huyện Vĩnh Thạnh",
	"925": "Huyện Cờ Đỏ",
	"926": "Huyện Phong Điền",
	"927": "Huyện Thới Lai",
}


def read_date(text: str) -> date | None:
	return date.fromisoformat(text) if text else None


@pytest.fixture(scope="module")
def units() -> dict[str, dict]:
	with CSV_FILE.open(encoding="utf-8", newline="") as handle:
		rows = list(csv.DictReader(handle))
	for row in rows:
		row["valid_from"], row["valid_to"] = read_date(row["valid_from"]), read_date(row["valid_to"])
		row["links"] = [tuple(link.rsplit(":", 1)) for link in row["predecessors"].split(";") if link]
		row["full_name"] = f"{row['unit_type']} {row['unit_name']}"
	assert len({row["unit_id"] for row in rows}) == len(rows)
	return {row["unit_id"]: row for row in rows}


def valid_on(row: dict, day: date) -> bool:
	return row["valid_from"] <= day and (row["valid_to"] is None or day <= row["valid_to"])


def in_force(units: dict, day: date, level: str) -> list[dict]:
	return [row for row in units.values() if row["level"] == level and valid_on(row, day)]


def province_code(units: dict, row: dict) -> str:
	while row["level"] != "Province":
		row = units[row["parent_unit_id"]]
	return row["gso_code"]


def counts_by_province(units: dict, day: date, level: str) -> Counter:
	return Counter(province_code(units, row) for row in in_force(units, day, level))


@pytest.mark.parametrize("day", COVID_DAYS)
def test_districts_and_communes_of_the_covid_years(units, day):
	districts, communes = (
		counts_by_province(units, day, "District"),
		counts_by_province(units, day, "Commune"),
	)
	assert (districts["94"], communes["94"]) == (11, 109)
	assert (districts["92"], communes["92"]) == (9, 83)
	assert (districts["93"], communes["93"]) == (8, 75)
	assert (districts["19"], communes["19"]) == (9, 178)
	assert (districts["06"], communes["06"]) == (8, 108)
	assert (districts["48"], communes["48"]) == (8, 56)
	assert (districts["49"], communes["49"]) == (18, 241)


def test_counts_before_the_reform(units):
	districts = counts_by_province(units, LAST_OLD_DAY, "District")
	communes = counts_by_province(units, LAST_OLD_DAY, "Commune")
	assert communes == {"94": 108, "92": 80, "93": 75, "19": 172, "06": 108, "48": 47, "49": 233}
	assert districts == {"94": 11, "92": 9, "93": 8, "19": 9, "06": 8, "48": 8, "49": 17}


def test_counts_since_the_reform(units):
	communes = in_force(units, FIRST_NEW_DAY, "Commune")
	kinds = Counter((province_code(units, row), row["unit_type"]) for row in communes)
	assert kinds == {
		("92", "Phường"): 31,
		("92", "Xã"): 72,
		("19", "Phường"): 15,
		("19", "Xã"): 77,
		("48", "Phường"): 23,
		("48", "Xã"): 70,
		("48", "Đặc khu"): 1,
	}
	assert not in_force(units, FIRST_NEW_DAY, "District")
	assert {row["gso_code"] for row in in_force(units, FIRST_NEW_DAY, "Province")} == {"92", "19", "48"}


@pytest.mark.parametrize(("province", "expected"), [("94", SOC_TRANG), ("92", CAN_THO)])
def test_district_codes(units, province, expected):
	for day in (*COVID_DAYS, LAST_OLD_DAY):
		found = {
			row["gso_code"]: row["full_name"]
			for row in in_force(units, day, "District")
			if province_code(units, row) == province
		}
		assert found == expected


@pytest.mark.parametrize("day", [*COVID_DAYS, LAST_OLD_DAY])
def test_thai_nguyen_city_has_thirty_two_communes(units, day):
	assert sum(row["parent_unit_id"] == "164-2004" for row in in_force(units, day, "Commune")) == 32


def test_codes_are_text_of_the_level_s_length(units):
	lengths = {"Province": 2, "District": 3, "Commune": 5}
	for row in units.values():
		if row["level"] != "Country":
			assert row["gso_code"].isdigit() and len(row["gso_code"]) == lengths[row["level"]]
			assert row["unit_id"].startswith(f"{row['gso_code']}-{row['valid_from'].year}")


def test_no_code_is_valid_twice_on_one_day(units):
	by_code = defaultdict(list)
	for row in units.values():
		by_code[row["gso_code"]].append(row)
	for rows in by_code.values():
		rows.sort(key=lambda row: row["valid_from"])
		assert len({row["valid_from"] for row in rows}) == len(rows)
		for earlier, later in pairwise(rows):
			assert earlier["valid_to"] is not None and earlier["valid_to"] < later["valid_from"]


def test_parent_is_valid_as_long_as_its_child(units):
	for row in units.values():
		if row["level"] == "Country":
			assert row["parent_unit_id"] == ""
			continue
		parent = units[row["parent_unit_id"]]
		assert parent["valid_from"] <= row["valid_from"]
		assert parent["valid_to"] is None or (row["valid_to"] and row["valid_to"] <= parent["valid_to"])


def test_levels_hang_on_the_level_above(units):
	for row in units.values():
		if row["level"] == "Country":
			continue
		above = {"Province": "Country", "District": "Province", "Commune": "District"}[row["level"]]
		if row["level"] == "Commune" and row["valid_from"] >= FIRST_NEW_DAY:
			above = "Province"
		assert units[row["parent_unit_id"]]["level"] == above


def test_predecessors_end_the_day_before(units):
	for row in units.values():
		for predecessor, extent in row["links"]:
			assert extent in ("whole", "part")
			assert units[predecessor]["valid_to"] == row["valid_from"] - timedelta(days=1)


def test_every_version_after_the_first_list_has_predecessors(units):
	for row in units.values():
		assert bool(row["links"]) == (row["valid_from"] > date(2004, 7, 8))


def test_every_ended_unit_has_a_successor(units):
	"""Whole into one unit of the next day, or in part into several. Districts ended with the reform."""
	successors = defaultdict(list)
	for row in units.values():
		for predecessor, extent in row["links"]:
			successors[predecessor].append(extent)
	for row in units.values():
		if row["valid_to"] is None or (row["level"] == "District" and row["valid_to"] == LAST_OLD_DAY):
			continue
		extents = successors[row["unit_id"]]
		assert extents == ["whole"] or (len(extents) > 1 and set(extents) == {"part"}), row["unit_id"]


def old_names(units: dict, unit_id: str) -> set[tuple[str, str]]:
	"""(name, name of the district it was in) of each predecessor."""
	predecessors = [units[predecessor] for predecessor, _ in units[unit_id]["links"]]
	return {(row["unit_name"], units[row["parent_unit_id"]]["unit_name"]) for row in predecessors}


# NQ 1668, 1683 and 1659/NQ-UBTVQH15: predecessors by name, with the district where the name occurs twice.
@pytest.mark.parametrize(
	("unit_id", "predecessors"),
	[
		(
			"31246-2025",
			{("Thạnh Tiến", "Vĩnh Thạnh"), ("Thạnh An", "Vĩnh Thạnh"), ("Thạnh Quới", "Vĩnh Thạnh")},
		),
		("31726-2025", {("Thạnh Quới", "Mỹ Xuyên"), ("Gia Hòa 2", "Mỹ Xuyên")}),
		("31288-2025", {("Tân Thạnh", "Thới Lai"), ("Định Môn", "Thới Lai"), ("Trường Thành", "Thới Lai")}),
		("31666-2025", {("Tân Hưng", "Long Phú"), ("Châu Khánh", "Long Phú"), ("Tân Thạnh", "Long Phú")}),
		("31378-2025", {("Phú Tân", "Châu Thành"), ("Đông Phước", "Châu Thành"), ("Phú Hữu", "Châu Thành")}),
		("31654-2025", {("Hậu Thạnh", "Long Phú"), ("Phú Hữu", "Long Phú"), ("Trường Khánh", "Long Phú")}),
		("31582-2025", {("Thuận Hòa", "Châu Thành"), ("Phú Tân", "Châu Thành")}),
		(
			"31408-2025",
			{("Long Thạnh", "Phụng Hiệp"), ("Tân Long", "Phụng Hiệp"), ("Thạnh Hòa", "Phụng Hiệp")},
		),
		("31741-2025", {("Thạnh Tân", "Thạnh Trị"), ("Long Bình", "Ngã Năm"), ("Tân Long", "Ngã Năm")}),
		("31473-2025", {("Bình Thạnh", "Long Mỹ"), ("Vĩnh Tường", "Long Mỹ"), ("Long Bình", "Long Mỹ")}),
		("31480-2025", {("Trà Lồng", "Long Mỹ"), ("Tân Phú", "Long Mỹ"), ("Long Phú", "Long Mỹ")}),
		("31639-2025", {("Long Phú", "Long Phú")}),
		("31495-2025", {("Thuận Hòa", "Long Mỹ"), ("Thuận Hưng", "Long Mỹ"), ("Xà Phiên", "Long Mỹ")}),
		("31591-2025", {("Thuận Hưng", "Mỹ Tú"), ("Phú Mỹ", "Mỹ Tú"), ("Mỹ Hương", "Mỹ Tú")}),
		("31510-2025", {(number, "Sóc Trăng") for number in "1234"}),
		("31528-2025", {("Kế Sách", "Kế Sách"), ("Kế An", "Kế Sách"), ("Kế Thành", "Kế Sách")}),
		("31537-2025", {("Phong Nẫm", "Kế Sách")}),
		(
			"05455-2025",
			{("Thịnh Đán", "Thái Nguyên"), ("Phúc Hà", "Thái Nguyên"), ("Quyết Thắng", "Thái Nguyên")},
		),
		("20197-2025", {("Hòa Khánh Bắc", "Liên Chiểu"), ("Hòa Liên", "Hòa Vang")}),
		("20333-2025", {("Hoàng Sa", "Đà Nẵng")}),
	],
)
def test_communes_of_the_reform(units, unit_id, predecessors):
	assert old_names(units, unit_id) == predecessors


def test_equal_names_in_two_provinces_are_kept_apart(units):
	assert {predecessor for predecessor, _ in units["31378-2025"]["links"]} == {
		"31378-2004",
		"31379-2004",
		"31384-2004",
	}
	assert {predecessor for predecessor, _ in units["31582-2025"]["links"]} == {"31576-2004", "31582-2004"}


def test_communes_really_divided(units):
	divided = {
		units[predecessor]["unit_name"]
		for row in units.values()
		for predecessor, extent in row["links"]
		if extent == "part" and row["valid_from"] == FIRST_NEW_DAY
	}
	assert divided == {
		"Bùi Hữu Nghĩa",
		"Long Tuyền",
		"Thốt Nốt",
		"Gia Sàng",
		"Cam Giá",
		"Thượng Đình",
		"Hòa Liên",
	}


def test_one_code_carries_two_names_over_time(units):
	assert units["05443-2004"]["full_name"] == "Phường Trưng Vương"
	assert units["05443-2025"]["full_name"] == "Phường Phan Đình Phùng"
	assert units["05449-2004"]["full_name"] == "Phường Phan Đình Phùng"


def test_changes_between_the_covid_years_and_the_reform(units):
	assert units["172-2004"]["full_name"] == "Thị xã Phổ Yên"
	assert units["172-2022"]["full_name"] == "Thành phố Phổ Yên"
	assert units["31522-2004"]["full_name"] == "Phường 9"
	assert units["31522-2024"]["links"] == [("31513-2004", "whole"), ("31522-2004", "whole")]
	assert units["519-2004"]["valid_to"] == date(2024, 12, 31)
	assert units["20656-2025-01"]["parent_unit_id"] == "509-2025-01"
