"""The history of deliveries: a row for each step, written for many deliveries at once."""

from collections.abc import Iterable

import frappe

from covid_support import clock
from covid_support.bulk.insert import insert_child_rows
from covid_support.core.record_name import record_names

COLUMNS = [
	"name", "parent", "action", "from_status", "to_status", "amount", "evidence", "reason", "user", "taken_at",
]  # fmt: skip


def note_steps(steps: Iterable[tuple]) -> None:
	"""Note `steps` (delivery, action, status before, status after, VND, number of the paper, reason) of this user now."""
	rows = list(steps)
	stamp = (frappe.session.user, clock.now())
	names = record_names(len(rows))
	insert_child_rows(
		"Delivery Step",
		"Benefit Delivery",
		"steps",
		COLUMNS,
		((name, *row, *stamp) for name, row in zip(names, rows, strict=True)),
	)
