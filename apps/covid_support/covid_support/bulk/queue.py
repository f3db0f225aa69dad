"""Calling workers: one job of the queue `long` for each worker that may help."""

import os

import frappe
from frappe.utils.background_jobs import get_job, get_queue
from redis.exceptions import RedisError
from rq import Worker
from rq.job import JobStatus

from covid_support.bulk.operation import operation_of
from covid_support.bulk.runner import work

QUEUE = "long"
TIMEOUT = 12 * 3600
MOST_WORKERS = 8
NICENESS = 15  # of a job: whoever waits before a screen goes first where both want the processor


def serve(operation: str) -> None:
	"""The job itself: a worker of `operation` that gives way to the web server. Commits."""
	os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
	work(operation)


def call_workers_after_commit(name: str) -> None:
	"""Once the operation is written for others to see, put its jobs into the queue."""
	frappe.db.after_commit.add(lambda: call_workers(name))


def call_workers(name: str) -> None:
	"""Put one job for each worker into the queue. When Redis is away, the scheduler calls again later.

	Every call has job names of its own: Redis may go on believing in a job whose worker was killed.
	"""
	run = int(frappe.db.get_value("Bulk Operation", name, "runs") or 0) + 1
	frappe.db.set_value("Bulk Operation", name, "runs", run, update_modified=False)
	try:
		for place in range(_wanted(name)):
			frappe.enqueue(
				"covid_support.bulk.queue.serve",
				queue=QUEUE,
				timeout=TIMEOUT,
				job_id=_job_id(name, run, place),
				operation=name,
			)
	except RedisError:
		frappe.logger("bulk").warning(f"{name}: no queue to call workers from")
	frappe.db.commit()  # the job's name is known to whoever looks for it


def waits_in_queue(name: str) -> bool:
	"""Whether a job of the last call has not been begun."""
	run = int(frappe.db.get_value("Bulk Operation", name, "runs") or 0)
	try:
		jobs = [get_job(_job_id(name, run, place)) for place in range(MOST_WORKERS)]
		return any(job and job.get_status() == JobStatus.QUEUED for job in jobs)
	except RedisError:
		return False


def _job_id(name: str, run: int, place: int) -> str:
	return f"bulk-{name}-{run}-{place}"


def _wanted(name: str) -> int:
	"""As many workers as listen, and no more than there are chunks."""
	kind, parts, planned = frappe.db.get_value("Bulk Operation", name, ["kind", "parts", "planned"])
	if not operation_of(kind).parallel:
		return 1
	listening = len(Worker.all(queue=get_queue(QUEUE)))
	return max(1, min(listening, MOST_WORKERS, parts if planned else MOST_WORKERS))
