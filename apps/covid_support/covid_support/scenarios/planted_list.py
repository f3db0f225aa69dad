"""A province's list as officials send it, a share of its rows spoilt in each of twenty ways, where that is known."""

import multiprocessing
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from covid_support.core.people import DemoPeople
from covid_support.scenarios.officials import Officials

SEED = "benchmark import"
FAULTY_SHARE = 0.02
FIRST_ROW = 2  # the headings stand in row 1
HEADINGS = (
	"STT", "Họ và tên", "Giới tính", "Ngày sinh", "Số CCCD", "Số CMND", "Dân tộc", "Số điện thoại", "Ấp", "Xã", "Huyện",
	"Số tài khoản", "Ngân hàng",
)  # fmt: skip


def _put(column: str, value: str) -> Callable[[list], None]:
	def spoil(row: list) -> None:
		row[HEADINGS.index(column)] = value

	return spoil


def _other_year(row: list) -> None:
	"""The year in the number is not the year of birth."""
	number = row[4]
	row[4] = number[:4] + f"{(int(number[4:6]) + 7) % 100:02d}" + number[6:]


def _other_sex(row: list) -> None:
	"""The sex in the number is not the one that is written."""
	row[2] = "Nữ" if row[2] == "Nam" else "Nam"


# what is wrong -> (column in which it has to be told, how a row is spoilt)
FAULTS: dict[str, tuple[str, Callable[[list], None]]] = {
	"thiếu họ tên": ("Họ và tên", _put("Họ và tên", "")),
	"họ tên có chữ số": ("Họ và tên", _put("Họ và tên", "Nguyễn Văn 12")),
	"giới tính không đọc được": ("Giới tính", _put("Giới tính", "Nem")),
	"thiếu ngày sinh": ("Ngày sinh", _put("Ngày sinh", "")),
	"ngày sinh không có thật": ("Ngày sinh", _put("Ngày sinh", "31/02/1960")),
	"ngày sinh ở tương lai": ("Ngày sinh", _put("Ngày sinh", "01/01/2031")),
	"ngày sinh quá xa": ("Ngày sinh", _put("Ngày sinh", "01/01/1820")),
	"ngày sinh là chữ": ("Ngày sinh", _put("Ngày sinh", "không rõ")),
	"CCCD thừa chữ số": ("Số CCCD", _put("Số CCCD", "0940600123456")),
	"CCCD có chữ cái": ("Số CCCD", _put("Số CCCD", "09406001234O")),
	"CCCD không khớp năm sinh": ("Số CCCD", _other_year),
	"CCCD không khớp giới tính": ("Số CCCD", _other_sex),
	"CMND thiếu chữ số": ("Số CMND", _put("Số CMND", "12345")),
	"dân tộc có chữ số": ("Dân tộc", _put("Dân tộc", "Kinh 1")),
	"điện thoại thiếu chữ số": ("Số điện thoại", _put("Số điện thoại", "09123")),
	"thiếu xã": ("Xã", _put("Xã", "")),
	"xã không có": ("Xã", _put("Xã", "Xã Không Có Tên")),
	"CCCD thiếu nhiều chữ số": ("Số CCCD", _put("Số CCCD", "0940601")),
	"có tài khoản, thiếu ngân hàng": ("Ngân hàng", _put("Số tài khoản", "0123456789")),
	"ngân hàng không có": ("Ngân hàng", _put("Ngân hàng", "Ngân hàng Không Có Tên")),
}  # fmt: skip


@dataclass
class Sent:
	"""A list as it was sent: how many rows, {row of the sheet: what is wrong}, and some `good` rows under HEADINGS."""

	rows: int
	planted: dict[int, str]
	good: list[list]


def write_list(path: Path, count: int, officials: Officials, good: int) -> Sent:
	"""Write a list of `count` people as .xlsx to `path`, with `good` unspoilt rows from all over it told besides.

	Another process does it, so that the made-up list takes none of the memory of those that read it.
	"""
	with multiprocessing.get_context("fork").Pool(1) as writer:
		return writer.apply(_write, (path, count, officials, good))


def _write(path: Path, count: int, officials: Officials, good: int) -> Sent:
	rows, planted = _list(count, officials)
	with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
		sheet = book.add_worksheet("Danh sách")
		for number, row in enumerate([list(HEADINGS), *rows]):
			sheet.write_row(number, 0, row)
	unspoilt = [row for place, row in enumerate(rows, FIRST_ROW) if place not in planted]
	return Sent(count, planted, unspoilt[:: max(1, len(unspoilt) // good)][:good])


def _list(count: int, officials: Officials) -> tuple[list[list], dict[int, str]]:
	"""`count` made-up people of all communes and what is wrong with a share of them, each of the ways in turn."""
	people, chance = DemoPeople(f"{SEED} {count}"), random.Random(SEED)
	names = {unit.name: unit.full_name.split(",")[0] for unit in officials.units}
	places = [
		(names[unit.name], names[unit.parent_administrative_unit])
		for unit in officials.units
		if unit.level == "Commune"
	]
	rows = []
	for number in range(count):
		person = people.person(born_between=(1940, 2000))
		commune, district = places[number * len(places) // count]
		rows.append(
			[
				number + 1, person["full_name"], "Nam" if person["sex"] == "Male" else "Nữ", person["birth_date"],
				person["personal_id"], "", person["ethnic_group"], person["phone"], f"Ấp {number % 7 + 1}", commune, district, "", "",
			]
		)  # fmt: skip
	kinds, planted = list(FAULTS), {}
	for place, position in enumerate(sorted(chance.sample(range(count), round(count * FAULTY_SHARE)))):
		kind = kinds[place % len(kinds)]
		FAULTS[kind][1](rows[position])
		planted[position + FIRST_ROW] = kind
	return rows, planted
