"""One row of a list becomes one person's columns, or findings that say what is wrong in which column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from covid_support.core.names import clean_name
from covid_support.core.partial_date import PartialDate
from covid_support.core.problem import Problem
from covid_support.registry import person_record
from covid_support.registry.workbooks import births, numbers, words
from covid_support.registry.workbooks.finding import Finding, WrongCell
from covid_support.registry.workbooks.reading import Cell
from covid_support.registry.workbooks.unit_names import UnitNames

EMPTY = ("", None)
FULL_TEXTS = ("address", "account_holder", "household_code", "household_head")
TELLING = ("birth_date", "born_male", "born_female", "identity_number", *person_record.NUMBER_FIELDS)


@dataclass(frozen=True)
class Registers:
	"""What names in a list may stand for."""

	units: UnitNames
	banks: words.Codes
	categories: words.Codes


@dataclass(frozen=True)
class Options:
	"""What holds for the whole list: the day it is read, how it counts days, the category all have."""

	today: date
	from_1904: bool = False
	category: str | None = None
	category_from: date | None = None


@dataclass
class Reading:
	"""The person as far as the row could be read, and what is wrong. `person` is complete without findings."""

	person: dict = field(default_factory=dict)
	findings: list[Finding] = field(default_factory=list)


class RowReader:
	"""Reads rows whose columns are known: `mapping` is {target: column}."""

	def __init__(self, mapping: Mapping[str, int], registers: Registers, options: Options):
		self.mapping = dict(mapping)
		self.registers = registers
		self.options = options
		self.remembered: dict[tuple[str, Cell], object] = {}
		self.columns = tuple(self.mapping.items())
		self.simple = [
			(target, reader) for target, reader in self._simple_readers().items() if target in self.mapping
		]

	def _simple_readers(self) -> dict[str, Callable]:
		return {
			"phone": numbers.read_phone,
			"account_number": numbers.read_account,
			**dict.fromkeys(FULL_TEXTS, words.read_text),
			**{
				target: partial(self._few_words, target, reader)
				for target, reader in self._word_readers().items()
			},
		}

	def _word_readers(self) -> dict[str, Callable]:
		return {
			"ethnic_group": words.read_ethnic_group,
			"residence_kind": words.read_residence,
			"poverty": words.read_poverty,
			"hamlet": words.read_text,
			"bank": partial(words.read_bank, banks=self.registers.banks),
		}

	def _few_words(self, target: str, reader: Callable, cell: Cell):
		"""What `reader` makes of a cell, remembered because a few hundred words fill such a column."""
		key = (target, cell)
		if key not in self.remembered:
			self.remembered[key] = reader(cell)
		return self.remembered[key]

	def read(self, row: Sequence[Cell]) -> Reading:
		"""The person of a row and everything that is wrong with it, column by column."""
		reading = Reading({**person_record.DEFAULTS})
		self.cells = self._filled_cells(row)
		self.findings = reading.findings
		name = self._name()
		known = self._known_from_number()
		sex = self._sex(known)
		born = self._birth(known)
		found_numbers = self._numbers(sex, born)
		self._simple_columns(reading.person)
		self._commune(reading.person)
		self._categories(reading.person)
		self._account(reading.person)
		if not self.findings:
			reading.person["sex"] = sex
			reading.person = person_record.completed(reading.person, name, born, found_numbers)
		return reading

	def cell(self, target: str) -> Cell:
		"""The cell of a column, "" when the list has no such column."""
		return self.cells.get(target, "")

	def _filled_cells(self, row: Sequence[Cell]) -> dict[str, Cell]:
		cells = {}
		width = len(row)
		for target, column in self.columns:
			cell = row[column] if column < width else ""
			if cell.__class__ is str:
				cell = cell.strip()
			if cell not in EMPTY:
				cells[target] = cell
		return cells

	def find(self, target: str, problem: Problem, suggestion: str = "") -> None:
		"""Note that something is wrong in the column of `target`."""
		self.findings.append(Finding(target, problem, suggestion))

	def _name(self) -> str | None:
		target = "full_name"
		text = self.cell(target)
		if not text and "given_name" in self.mapping:
			target = "given_name"
			text = f"{self.cell('family_name')} {self.cell('given_name')}".strip()
		try:
			return clean_name(text)
		except Problem as problem:
			self.find(target, problem)
			return None

	def _known_from_number(self) -> tuple[str, int] | None:
		for target in ("personal_id", "identity_number"):
			cell = self.cell(target)
			if cell != "":
				return numbers.id_year_of(cell)
		return None

	def _sex(self, known: tuple[str, int] | None) -> str | None:
		if "born_male" in self.mapping or "born_female" in self.mapping:
			return self._sex_by_column(known)
		cell = self.cell("sex")
		if cell == "":
			return self._sex_of_number(known, "sex")
		try:
			return self._few_words("sex", words.read_sex, cell)
		except WrongCell as wrong:
			self.find("sex", wrong.problem, wrong.suggestion)
			return None

	def _sex_by_column(self, known: tuple[str, int] | None) -> str | None:
		male, female = self.cell("born_male") not in ("", False), self.cell("born_female") not in ("", False)
		if male and female:
			self.find("born_male", Problem("Both columns Nam and Nữ are filled. Keep one of them."))
			return None
		if not male and not female:
			return self._sex_of_number(known, "born_male" if "born_male" in self.mapping else "born_female")
		return "Male" if male else "Female"

	def _sex_of_number(self, known: tuple[str, int] | None, target: str) -> str | None:
		if known:
			return known[0]
		self.find(target, Problem("The sex is missing. Write Nam or Nữ."))
		return None

	def _birth(self, known: tuple[str, int] | None) -> PartialDate | None:
		target, cell = self._birth_cell()
		if cell == "":
			self.find(target, Problem("The date of birth is missing. Enter it, or at least the year."))
			return None
		try:
			options = self.options
			born = births.read_birth(cell, options.today, options.from_1904, known and known[1])
			person_record.check_birth(born, options.today)
			return born
		except WrongCell as wrong:
			self.find(target, wrong.problem, wrong.suggestion)
		except Problem as problem:
			self.find(target, problem)
		return None

	def _birth_cell(self) -> tuple[str, Cell]:
		"""The date may stand in one column, in the columns Nam and Nữ, or in day, month and year."""
		for target in ("birth_date", "born_male", "born_female"):
			cell = self.cell(target)
			if cell != "" and not (target != "birth_date" and words.is_tick(cell)):
				return target, cell
		parts = [self.cell(target) for target in ("birth_day", "birth_month", "birth_year")]
		if parts[2] != "":
			return "birth_year", "/".join(str(part) for part in parts if part not in ("", 0, "0", "00"))
		first = next(
			(target for target in (*TELLING[:3], "birth_year") if target in self.mapping), "birth_date"
		)
		return first, ""

	def _numbers(self, sex: str | None, born: PartialDate | None) -> dict:
		found = dict.fromkeys(person_record.NUMBER_FIELDS)
		for target in ("identity_number", *person_record.NUMBER_FIELDS):
			cell = self.cell(target)
			if cell == "":
				continue
			parts = numbers.parted_identity(cell) if target == "identity_number" else [(target, cell)]
			for field_name, part in parts:
				self._number(found, target, field_name, part, sex, born)
		return found

	def _number(self, found: dict, target: str, field_name: str, cell: Cell, sex, born) -> None:
		"""A short column: an old card typed under the new number's heading goes where it belongs."""
		if field_name == "personal_id" and numbers.is_old_card(cell) and "identity_card" not in self.mapping:
			field_name = "identity_card"
		try:
			found[field_name] = numbers.read_number(field_name, cell, sex, born and born.year)
		except WrongCell as wrong:
			self.find(target, wrong.problem, wrong.suggestion)

	def _simple_columns(self, person: dict) -> None:
		for target, reader in self.simple:
			if target in self.cells:
				try:
					person[target] = reader(self.cells[target])
				except WrongCell as wrong:
					self.find(target, wrong.problem, wrong.suggestion)
		if words.is_head(self.cell("household_role")):
			person["household_role"] = "Head"

	def _commune(self, person: dict) -> None:
		places = [words.text_of(self.cell(target)) for target in ("commune", "district", "province")]
		try:
			person["commune"] = self.registers.units.find(*places)
		except Problem as problem:
			self.find("commune", problem, self.registers.units.nearest(places[0]) if places[0] else "")

	def _categories(self, person: dict) -> None:
		cell = self.cell("category")
		try:
			codes = self._category_codes(cell) if cell != "" else []
			since = self._category_day() if self.cell("category_from") != "" else self.options.category_from
		except WrongCell as wrong:
			self.find("category", wrong.problem, wrong.suggestion)
			return
		if self.options.category and self.options.category not in codes:
			codes.insert(0, self.options.category)
		person["categories"] = [[code, since or self.options.today] for code in codes]

	def _category_codes(self, cell: Cell) -> list[str]:
		reader = partial(words.read_categories, categories=self.registers.categories)
		return list(self._few_words("category", reader, cell))

	def _category_day(self) -> date:
		return births.read_birth(
			self.cell("category_from"), self.options.today, self.options.from_1904
		).earliest

	def _account(self, person: dict) -> None:
		if person.get("account_number") and person.get("bank"):
			person["preferred_channel"] = "Bank Transfer"
		elif person.get("account_number") and self.cell("bank") == "":
			self.find("bank", Problem("There is an account number but no bank. Fill in the bank."))
