"""bench --site S covid-bulk …: the operations of a site on the command line."""

import json
import sys

import click
import frappe
from frappe.commands import get_site, pass_context

ENDED_WELL = ("Completed", "Completed with Exceptions")


@click.group("covid-bulk")
@click.option("--user", default="Administrator", show_default=True, help="Act as this user.")
@pass_context
def covid_bulk(context, user):
	"""Operations over many rows: list, start, run, resume, cancel."""
	frappe.init(site=get_site(context))
	frappe.connect()
	frappe.set_user(user)
	frappe.local.lang = "vi"


@covid_bulk.command("list")
def list_operations():
	"""The last twenty operations, and the kinds that can be started."""
	from covid_support.bulk.operation import kinds

	rows = frappe.get_all(
		"Bulk Operation",
		fields=["name", "status", "rows_done", "rows_planned", "exceptions", "seconds", "title"],
		order_by="creation desc",
		limit=20,
	)
	for row in rows:
		done = f"{row.rows_done}/{row.rows_planned}"
		click.echo(
			f"{row.name}  {frappe._(row.status):<24} {done:>15}  {row.exceptions:>5}  {row.seconds:>7.1f} s  {row.title}"
		)
	click.echo("start KIND: " + " · ".join(kinds()))


@covid_bulk.command("start")
@click.argument("kind")
@click.argument("parameters", nargs=-1, metavar="[key=value …]")
@click.option("--wait", is_flag=True, help="Run it here and now instead of leaving it to the workers.")
def start(kind, parameters, wait):
	"""Start an operation; values are JSON or plain text."""
	from covid_support.bulk.start import run_now
	from covid_support.bulk.start import start as start_operation

	values = dict(_pair(text) for text in parameters)
	if wait:
		_ended(run_now(kind, values, _show))
	name = start_operation(kind, values)
	frappe.db.commit()
	click.echo(name)


@covid_bulk.command("run")
@click.argument("name")
def run(name):
	"""Serve an operation in the foreground until it ends."""
	from covid_support.bulk.runner import work

	work(name, _show)
	_ended(name)


@covid_bulk.command("resume")
@click.argument("name")
@click.option("--failed", is_flag=True, help="Run the failed parts of an operation that has ended again.")
def resume(name, failed):
	"""Let workers go on with an operation that was cancelled or lost its worker."""
	from covid_support.bulk import api

	(api.run_failed_again if failed else api.resume)(name)
	frappe.db.commit()


@covid_bulk.command("cancel")
@click.argument("name")
def cancel(name):
	"""Stop an operation after the parts that are running."""
	from covid_support.bulk import api

	api.cancel(name)
	frappe.db.commit()


def _pair(text: str) -> tuple[str, object]:
	key, equals, value = text.partition("=")
	if not equals:
		raise click.BadParameter(f"{text}: key=value")
	try:
		return key, json.loads(value)
	except ValueError:
		return key, value


def _show(figures: dict) -> None:
	left = f", còn {figures.seconds_left} giây" if figures.seconds_left else ""
	speed = f"{figures.rows_per_second:.0f} dòng/giây"
	line = f"{figures.name} {figures.rows_done}/{figures.rows_planned} · {speed}{left} · {figures.exceptions} ngoại lệ"
	click.echo(f"\r{line}   " if sys.stdout.isatty() else line, nl=not sys.stdout.isatty())


def _ended(name: str) -> None:
	"""Print the last figures and leave; 1 when the operation did not end well."""
	status, message = frappe.db.get_value("Bulk Operation", name, ["status", "last_message"])
	click.echo(f"\n{name}: {frappe._(status)}" + (f" – {message}" if message else ""))
	sys.exit(0 if status in ENDED_WELL else 1)
