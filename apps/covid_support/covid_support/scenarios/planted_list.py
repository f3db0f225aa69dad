"""A province's list as officials send it, a share of its rows spoilt in each of twenty ways, where that is known."""

import random
from collections.abc import Callable
from dataclasses import dataclass

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
	"""A list as it was sent: rows under HEADINGS and {row of the sheet: what is wrong}."""

	rows: list[list]
	planted: dict[int, str]

	def good_rows(self, count: int) -> list[list]:
		"""`count` rows that were not spoilt, from all over the list."""
		good = [row for place, row in enumerate(self.rows, FIRST_ROW) if place not in self.planted]
		return good[:: max(1, len(good) // count)][:count]


def list_of(count: int, officials: Officials) -> Sent:
	"""A list of `count` made-up people of all communes, a share of its rows spoilt in each of the ways in turn."""
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
	return Sent(rows, planted)
