"""What becomes of staged rows: registered, known already, repeated, or to be corrected."""

import json
from dataclasses import dataclass, field

import frappe
from frappe import _

from covid_support.bulk.insert import chunks
from covid_support.core.digest import digest_rows
from covid_support.messages import text_of
from covid_support.registry.imports.households import join_households
from covid_support.registry.imports.known_people import KnownPeople
from covid_support.registry.imports.twins import KEYS, Twins
from covid_support.registry.people_rows import insert_people
from covid_support.registry.workbooks.finding import Finding
from covid_support.registry.workbooks.row_reader import RowReader
from covid_support.registry.workbooks.targets import LABELS

WAITING, REGISTERED, KNOWN, REPEATED, FAULTY, UNDONE = (
	"Waiting", "Registered", "Registered Before", "Repeated", "To Correct", "Undone",
)  # fmt: skip
FAULTS_IN_STATEMENT = 200
STAGED = ("name", "sheet", "sheet_row", "position", "cells", "twin", *KEYS)


@dataclass
class Settled:
	"""The rows of one chunk by what becomes of them."""

	registered: list[tuple[str, dict]] = field(default_factory=list)
	faulty: list[tuple[dict, list[Finding]]] = field(default_factory=list)
	known: list[str] = field(default_factory=list)
	repeated: list[str] = field(default_factory=list)

	@property
	def digest(self) -> str:
		"""The seal of the people registered."""
		return digest_rows(
			(name, person["full_name"], person["birth_date"], person["identity_masked"], person["commune"])
			for name, person in self.registered
		)


def settle(registry_import: str, first: int, last: int, readers: dict[str, RowReader]) -> Settled:
	"""Judge the waiting rows from position `first` to `last` and write what becomes of them, in the caller's
	transaction."""
	rows = waiting_rows(registry_import, first, last)
	settled = Settled()
	good = _read(rows, readers, settled)
	known = KnownPeople(person for _row, person in good)
	twins = Twins(registry_import, [row for row, _person in good], readers)
	for row, person in good:
		_judge(row, person, known, twins, settled)
	_write(registry_import, first, last, settled)
	return settled


def registered_people(registry_import: str) -> list[str]:
	"""The beneficiaries whom the import has registered."""
	return frappe.db.sql(
		"select name from `tabRegistry Import Row` where registry_import = %s and state = %s",
		(registry_import, REGISTERED),
		pluck=True,
	)


def waiting_rows(registry_import: str, first: int, last: int) -> list[dict]:
	"""The staged rows that wait to be judged, in the order of the list."""
	names = ", ".join(f"`{column}`" for column in STAGED)
	return frappe.db.sql(
		f"""select {names} from `tabRegistry Import Row`
		where registry_import = %s and position between %s and %s and state = 'Waiting' order by position""",
		(registry_import, first, last),
		as_dict=True,
	)


def any_waiting(registry_import: str) -> bool:
	"""Whether a row waits to be judged."""
	return bool(
		frappe.db.exists("Registry Import Row", {"registry_import": registry_import, "state": WAITING})
	)


def _read(rows: list[dict], readers: dict[str, RowReader], settled: Settled) -> list[tuple[dict, dict]]:
	good = []
	for row in rows:
		reading = readers[row.sheet].read(json.loads(row.cells))
		if reading.findings:
			settled.faulty.append((row, reading.findings))
		else:
			good.append((row, reading.person))
	_add_columns(settled, readers)
	return good


def _add_columns(settled: Settled, readers: dict[str, RowReader]) -> None:
	for row, _findings in settled.faulty:
		row["mapping"] = readers[row.sheet].mapping


def _judge(row: dict, person: dict, known: KnownPeople, twins: Twins, settled: Settled) -> None:
	if known.match(person):
		settled.known.append(row.name)
	elif row.twin and twins.repeats(row, person):
		settled.repeated.append(row.name)
	elif finding := known.clash(person) or (row.twin and twins.clash(row, person)):
		row["mapping"] = twins.readers[row.sheet].mapping
		settled.faulty.append((row, [finding]))
	else:
		settled.registered.append((row.name, person))


def _write(registry_import: str, first: int, last: int, settled: Settled) -> None:
	join_households(settled.registered)
	insert_people(settled.registered)
	_set_state(KNOWN, settled.known)
	_set_state(REPEATED, settled.repeated)
	_keep_faults(settled.faulty)
	# the cells of people who are in are not kept a second time; twins are still compared with each other
	frappe.db.sql(
		"""update `tabRegistry Import Row` set state = %s, cells = if(twin, cells, null), problems = null,
			fields_at_fault = null
		where registry_import = %s and position between %s and %s and state = 'Waiting'""",
		(REGISTERED, registry_import, first, last),
	)


def _set_state(state: str, names: list[str]) -> None:
	if names:
		frappe.db.sql(
			"""update `tabRegistry Import Row` set state = %(state)s, problems = null, fields_at_fault = null,
			cells = if(twin, cells, null) where name in %(names)s""",
			{"state": state, "names": names},
		)


def _keep_faults(faulty: list[tuple[dict, list[Finding]]]) -> None:
	"""The words of many rows with few statements."""
	for part in chunks(faulty, FAULTS_IN_STATEMENT):
		values = [value for row, findings in part for value in (row.name, *_words(row, findings))]
		rows = " union all ".join(["select %s as name, %s as problems, %s as fields"] * len(part))
		frappe.db.sql(
			f"""update `tabRegistry Import Row` line join ({rows}) fault on fault.name = line.name
			set line.state = 'To Correct', line.problems = fault.problems, line.fields_at_fault = fault.fields""",
			values,
		)


def _words(row: dict, findings: list[Finding]) -> tuple[str, str]:
	"""(problems as JSON rows of column, words, suggestion; names of the fields)."""
	problems = [
		(_column(row["mapping"], finding.field), text_of(finding.problem), finding.suggestion)
		for finding in findings
	]
	fields = dict.fromkeys(_(LABELS[finding.field]) for finding in findings)
	return json.dumps(problems, ensure_ascii=False), ", ".join(fields)[:140]


def _column(mapping: dict[str, int], target: str) -> int | None:
	"""The column at fault; numbers may stand in the column of both kinds."""
	return mapping.get(target, mapping.get("identity_number"))


def count_states(registry_import: str) -> dict[str, int]:
	"""{state: rows} of an import."""
	return dict(
		frappe.db.sql(
			"select state, count(*) from `tabRegistry Import Row` where registry_import = %s group by state",
			registry_import,
		)
	)


def show_counts(registry_import: str, undone: bool = False) -> dict[str, int]:
	"""Write the counts of the rows and the status that follows from them on the import."""
	counts = count_states(registry_import)
	status = "Undone" if undone else "Rows to Correct" if counts.get(FAULTY) else "Completed"
	frappe.db.set_value(
		"Registry Import",
		registry_import,
		{
			"rows_read": sum(counts.values()),
			"rows_registered": counts.get(REGISTERED, 0),
			"rows_known": counts.get(KNOWN, 0),
			"rows_repeated": counts.get(REPEATED, 0),
			"rows_faulty": counts.get(FAULTY, 0),
			"status": status,
		},
	)
	return counts
