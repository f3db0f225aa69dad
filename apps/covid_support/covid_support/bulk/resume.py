"""Operations without a sign of life are taken up again: their worker, the queue or the database was killed.

A job of the scheduler, every two minutes. Whoever still works holds its chunks; a second worker takes the others.
"""

import frappe

from covid_support.bulk import queue

SILENT_SECONDS = 60


def take_up_silent() -> list[str]:
	"""Call workers for every operation that is on its way and silent; returns their names. Commits."""
	names = [name for name in _silent() if not queue.waits_in_queue(name)]
	for name in names:
		queue.call_workers(name)
	return names


def _silent() -> list[str]:
	rows = frappe.db.sql(
		"""select name from `tabBulk Operation` where status in ('Planned', 'Running')
			and heartbeat < now(6) - interval %s second
		order by creation""",
		SILENT_SECONDS,
	)
	return [row[0] for row in rows]
