"""Writing people who have been checked, with their categories, in few statements."""

from collections.abc import Iterable

from covid_support.bulk.insert import insert_child_rows, insert_rows
from covid_support.core.record_name import record_names
from covid_support.registry.person_record import NUMBER_FIELDS

COLUMNS = [
	"full_name", "sex", "birth_date", "ethnic_group", "identity_masked", *NUMBER_FIELDS, "phone",
	"search_key", "birth_year", "birth_month", "birth_day", "commune", "hamlet", "address", "residence_kind",
	"household", "household_role", "life_status", "death_date", "preferred_channel", "bank", "account_number",
	"account_holder",
]  # fmt: skip


def insert_people(people: Iterable[tuple[str, dict]]) -> None:
	"""Insert (name, columns) of people whose columns are complete, in the caller's transaction.

	`categories` of a person are [code, from_date] pairs.
	"""
	people = list(people)
	filled = [column for column in COLUMNS if any(person.get(column) is not None for _name, person in people)]
	insert_rows(
		"Beneficiary",
		["name", *filled],
		((name, *map(person.get, filled)) for name, person in people),
	)
	categories = [(name, *category) for name, person in people for category in person.get("categories") or ()]
	insert_child_rows(
		"Beneficiary Category Period",
		"Beneficiary",
		"categories",
		["name", "parent", "category", "from_date"],
		((child, *row) for child, row in zip(record_names(len(categories)), categories, strict=True)),
	)
