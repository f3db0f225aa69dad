"""python -m covid_support.scenarios.faults SITE TASK …, inside sites/: what `./run faults` asks of its site.

prepare STATE PEOPLE · begin WORK WAY (prints the operation; 3 and the words when it is refused) · resume · check ·
rows FILE (prints how many)
"""

import sys

import frappe

from covid_support.bulk.resume import SILENT_SECONDS, take_up_silent
from covid_support.checks.invariants import check_all
from covid_support.messages import problems_shown
from covid_support.scenarios.faults import rows, states, works

REFUSED = 3


def prepare(state: str, people: str) -> None:
	"""Bring the site into a state."""
	states.prepare(state, int(people))


def begin(work: str, way: str) -> None:
	"""Start an operation."""
	try:
		with problems_shown():
			said = works.begin(work, int(way))
	except frappe.ValidationError as refusal:
		sys.stdout.write(f"{refusal}\n")
		sys.exit(REFUSED)
	sys.stdout.write(f"{said}\n")


def resume() -> None:
	"""What the scheduler does when a minute of silence has passed."""
	frappe.db.sql(
		"""update `tabBulk Operation` set heartbeat = now(6) - interval %s second
		where status in ('Planned', 'Running')""",
		SILENT_SECONDS + 1,
	)
	take_up_silent()


def check() -> None:
	"""Exit 1 with the rows that break an invariant."""
	broken = {name: found for name, found in check_all().items() if found}
	if broken:
		sys.stdout.write(f"{broken}\n")
		sys.exit(1)


def write_rows(path: str) -> None:
	"""Write all rows into a file."""
	sys.stdout.write(f"{rows.write(path)}\n")


TASKS = {"prepare": prepare, "begin": begin, "resume": resume, "check": check, "rows": write_rows}

if __name__ == "__main__":
	site, task, *words = sys.argv[1:]
	frappe.init(site=site, sites_path=".")
	frappe.connect()
	frappe.set_user("Administrator")
	frappe.local.lang = "vi"
	TASKS[task](*words)
	frappe.destroy()
