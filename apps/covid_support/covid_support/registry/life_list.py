"""A pasted list of the dead or of those who moved away: its lines read and checked. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from covid_support.core.identity import check_identity_card, check_personal_id, clean_number
from covid_support.core.names import clean_name
from covid_support.core.partial_date import PartialDate
from covid_support.core.problem import Problem

LONGEST = 1_000


@dataclass(frozen=True)
class ListedPerson:
	"""One line: `number` ("" when none), its column of Beneficiary, name, birth (None when not given), the day."""

	line: int
	number: str
	column: str
	full_name: str
	born: PartialDate | None
	happened_on: date


def read_lines(
	text: str, today: date, say: Callable[[Problem], str]
) -> tuple[list[ListedPerson], dict[int, str]]:
	"""(people, {line: what is wrong}) of `text`: number, name, date of birth and the day, parted by tabs or `;`.

	Empty lines are passed over. Raises Problem for a list longer than LONGEST lines.
	"""
	lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
	if len(lines) > LONGEST:
		raise Problem("The list has {0} lines. Enter at most {1} at a time.", len(lines), LONGEST)
	people, wrong = [], {}
	for number, line in lines:
		try:
			people.append(_read(number, line, today))
		except Problem as problem:
			wrong[number] = say(problem)
	return people, wrong


def _read(line: int, text: str, today: date) -> ListedPerson:
	cells = [cell.strip() for cell in (text.split("\t") if "\t" in text else text.split(";"))]
	if len(cells) != 4:
		raise Problem("Write four columns: number, full name, date of birth, day of death or of moving.")
	number, column = _number(cells[0])
	day = PartialDate.parse(cells[3])
	if not day.is_exact or day.earliest > today:
		raise Problem("The day {0} must be a whole date that is not in the future.", cells[3])
	return ListedPerson(line, number, column, *_who(cells[1], cells[2], number), day.earliest)


def _number(cell: str) -> tuple[str, str]:
	digits = clean_number(cell)
	if not digits:
		return "", ""
	if len(digits) == 9:
		return check_identity_card(digits), "identity_card"
	return check_personal_id(digits), "personal_id"


def _who(name: str, birth: str, number: str) -> tuple[str, PartialDate | None]:
	if number and not (name and birth):
		return name, None
	return clean_name(name), PartialDate.parse(birth)
