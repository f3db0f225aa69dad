"""How far an operation is: the columns of Bulk Operation, refreshed now and then from its chunks, and told.

The sums come from the chunks every time, so several workers may refresh at once. `heartbeat` is the database's
own clock and says that somebody works; `seconds` adds up the time between heartbeats.
"""

import frappe

from covid_support import clock
from covid_support.bulk import chunk_rows
from covid_support.core.digest import digest_rows

EVENT = "covid_support_bulk"
SHOWN = (
	"name", "title", "status", "rows_planned", "rows_done", "amount", "exceptions", "parts", "parts_done",
	"seconds", "rows_per_second", "seconds_left", "last_message",
)  # fmt: skip
LONGEST_STEP = 60  # seconds without a heartbeat that count as work; beyond, nobody worked


def beat(operation: str) -> None:
	"""A first sign of life: the time before it does not count as work."""
	frappe.db.sql("update `tabBulk Operation` set heartbeat = now(6) where name = %s", operation)


def refresh(operation: str, message: str = "") -> None:
	"""Count again what is done and how fast; `message` replaces the last one when given."""
	totals = chunk_rows.totals(operation)
	frappe.db.sql(
		"""update `tabBulk Operation` set
			seconds = seconds + least(coalesce(timestampdiff(microsecond, heartbeat, now(6)), 0) / 1000000, %(longest)s),
			heartbeat = now(6), rows_done = %(rows_done)s, amount = %(amount)s, exceptions = %(exceptions)s,
			parts = %(parts)s, parts_done = %(parts_done)s,
			rows_per_second = if(seconds > 0, %(handled)s / seconds, 0),
			seconds_left = if(%(handled)s > 0, ceil((rows_planned - %(handled)s) * seconds / %(handled)s), 0),
			last_message = if(%(message)s = '', last_message, %(message)s)
		where name = %(name)s""",
		{**totals, "name": operation, "message": message, "longest": LONGEST_STEP},
	)


def close(operation: str) -> str:
	"""Write the last figures, the digest over all chunks and the final status, which is returned."""
	totals = chunk_rows.totals(operation)
	status = "Completed"
	if totals["exceptions"]:
		status = "Completed with Exceptions"
	if totals["parts"] and totals["parts_failed"] == totals["parts"]:
		status = "Unsuccessful"
	refresh(operation)
	values = {"digest": digest_rows(chunk_rows.digests(operation)), "seconds_left": 0}
	set_status(operation, status, **values)
	return status


def set_status(operation: str, status: str, **values) -> None:
	"""Change the status; finished operations get their time."""
	if status not in ("Planned", "Running"):
		values["finished_on"] = clock.now()
	frappe.db.set_value("Bulk Operation", operation, {"status": status, **values})


def shown(operation: str) -> dict:
	"""What the form and the command line show."""
	columns = ", ".join(SHOWN)
	return frappe.db.sql(
		f"select {columns} from `tabBulk Operation` where name = %s", operation, as_dict=True
	)[0]


def status_of(operation: str) -> str:
	"""The status as it stands; asked before each chunk, so in plain SQL."""
	return frappe.db.sql("select status from `tabBulk Operation` where name = %s", operation)[0][0]


def tell(operation: str, user: str) -> None:
	"""Send the figures to the browser of whoever started the operation."""
	frappe.publish_realtime(EVENT, shown(operation), user=user)
