"""Words in cells: sex, ethnic group, residence, poverty, bank, category, free text."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches

from covid_support.core.names import clean_name, search_key
from covid_support.core.problem import Problem
from covid_support.registry.workbooks.finding import WrongCell
from covid_support.registry.workbooks.reading import Cell

_SEX = {
	"nam": "Male", "trai": "Male", "m": "Male", "male": "Male", "ong": "Male", "con trai": "Male",
	"nu": "Female", "gai": "Female", "f": "Female", "female": "Female", "ba": "Female", "con gai": "Female",
}  # fmt: skip
_ETHNIC = {
	"kho me": "Khmer",
	"khmer": "Khmer",
	"khome": "Khmer",
	"k mer": "Khmer",
	"kmer": "Khmer",
	"kinh viet": "Kinh",
	"hoa han": "Hoa",
}
_RESIDENCE = {
	"thuong tru": "Permanent",
	"tam tru": "Temporary",
	"ht": "Permanent",
	"kt1": "Permanent",
	"kt3": "Temporary",
}
_POVERTY = {
	"ho ngheo": "Poor", "ngheo": "Poor", "hn": "Poor", "ho can ngheo": "Near Poor", "can ngheo": "Near Poor", "hcn": "Near Poor",
	"khong": "Not Poor", "khong ngheo": "Not Poor", "binh thuong": "Not Poor",
}  # fmt: skip
_HEAD = frozenset({"chu ho", "ch", "la chu ho"})
TICKS = frozenset({"x", "v", "co", "1", "true", "có"})
LONGEST_TEXT = 140
_BANK_NOISE = re.compile(
	r"\b(ngan hang|nh|tmcp|thuong mai co phan|viet nam|vn|chi nhanh.*|cn .*|pgd.*|phong giao dich.*)\b"
)
_LIST = re.compile(r"[;,+\n]")


def text_of(cell: Cell) -> str:
	"""The cell as a text with single spaces, in one Unicode form."""
	text = str(cell)
	return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def read_sex(cell: Cell) -> str:
	"""Male or Female. Raises WrongCell."""
	sex = _SEX.get(search_key(str(cell)))
	if not sex:
		raise WrongCell(Problem("{0} is not a sex. Write Nam or Nữ.", text_of(cell)))
	return sex


def is_tick(cell: Cell) -> bool:
	"""Whether a cell of a column that is ticked holds a mark."""
	return cell is True or search_key(str(cell)) in TICKS or str(cell).strip() in ("✓", "✔", "√")


def read_ethnic_group(cell: Cell) -> str:
	"""The ethnic group in its usual spelling. Raises WrongCell for digits and signs."""
	key = search_key(str(cell))
	if key in _ETHNIC:
		return _ETHNIC[key]
	try:
		return clean_name(text_of(cell))
	except Problem as problem:
		raise WrongCell(problem) from problem


def read_residence(cell: Cell) -> str:
	"""Permanent or Temporary. Raises WrongCell."""
	kind = _RESIDENCE.get(search_key(str(cell)))
	if not kind:
		raise WrongCell(
			Problem("{0} is not a kind of residence. Write Thường trú or Tạm trú.", text_of(cell))
		)
	return kind


def read_poverty(cell: Cell) -> str:
	"""Poor, Near Poor or Not Poor; a mark in a column of poor households means Poor. Raises WrongCell."""
	status = "Poor" if is_tick(cell) else _POVERTY.get(search_key(str(cell)))
	if not status:
		raise WrongCell(
			Problem(
				"{0} is not a poverty status. Write Hộ nghèo, Hộ cận nghèo or leave it empty.", text_of(cell)
			)
		)
	return status


def is_head(cell: Cell) -> bool:
	"""Whether the relation to the head of the household says that this person is the head."""
	return search_key(str(cell)) in _HEAD


def read_text(cell: Cell) -> str:
	"""Free text of at most LONGEST_TEXT characters without < and >. Raises WrongCell."""
	text = text_of(cell)
	if "<" in text or ">" in text:
		raise WrongCell(
			Problem("{0} holds the sign < or >. Remove it.", text), text.replace("<", "").replace(">", "")
		)
	if len(text) > LONGEST_TEXT:
		raise WrongCell(
			Problem(
				"The text has {0} characters, at most {1} are possible. Shorten it.", len(text), LONGEST_TEXT
			)
		)
	return text


class Codes:
	"""Names people write for the entries of a register (banks, categories), and the codes they stand for."""

	def __init__(self, names: Mapping[str, str], strip_noise: bool = False):
		"""`names` is {name or code as it may be written: code}; the first name of a code is the one to show."""
		self.strip_noise = strip_noise
		self.titles: dict[str, str] = {}
		for name, code in names.items():
			self.titles.setdefault(code, name)
		self.by_key = {self._key(name): code for name, code in names.items()}

	def _key(self, text: str) -> str:
		key = search_key(text)
		shorter = " ".join(_BANK_NOISE.sub(" ", key).split()) if self.strip_noise else key
		return shorter or key

	def find(self, text: str) -> str | None:
		"""The code, or None."""
		return self.by_key.get(self._key(text))

	def nearest(self, text: str) -> str:
		"""The name most like `text`, or ""."""
		found = get_close_matches(self._key(text), self.by_key, 1, 0.75)
		return self.titles[self.by_key[found[0]]] if found else ""


def read_bank(cell: Cell, banks: Codes) -> str:
	"""The bank's code. Raises WrongCell with the nearest name."""
	text = text_of(cell)
	code = banks.find(text)
	if not code:
		raise WrongCell(
			Problem("There is no bank {0}. Choose a name from the list of paying banks.", text),
			banks.nearest(text),
		)
	return code


def read_categories(cell: Cell, categories: Codes) -> list[str]:
	"""The codes of one or several categories in a cell. Raises WrongCell with the nearest name."""
	whole = categories.find(text_of(cell))
	if whole:
		return [whole]
	codes = []
	for part in filter(None, map(str.strip, _LIST.split(str(cell)))):
		code = categories.find(part)
		if not code:
			raise WrongCell(
				Problem(
					"There is no category {0}. Choose a name or a code from the list of categories.", part
				),
				categories.nearest(part),
			)
		codes.append(code)
	return list(dict.fromkeys(codes))
