"""A worker in a process of its own that stands still in the middle of a chunk: python killed_worker.py SITE OPERATION NTH.

It does the work of its NTH chunk, says so, and waits for its end before anything is committed.
"""

import sys
import time

import frappe

from covid_support.bulk import chunk_rows
from covid_support.bulk.runner import work


def stand_still_at(nth: int) -> None:
	"""Let the NTH call of mark_done write its row and then wait."""
	mark_done, marked = chunk_rows.mark_done, []

	def mark(name, *arguments):
		mark_done(name, *arguments)
		marked.append(name)
		if len(marked) == nth:
			print(name, flush=True)
			time.sleep(120)

	chunk_rows.mark_done = mark


def main(site: str, operation: str, nth: str) -> None:
	"""Serve the operation until it is killed."""
	frappe.init(site, sites_path=".")
	frappe.connect()
	frappe.flags.in_test = True  # writes the same history as the tests' own process
	stand_still_at(int(nth))
	work(operation)


if __name__ == "__main__":
	main(*sys.argv[1:])
