"""Days on which nothing moves in an area: no step is taken, and the working-day clocks stand still."""

from datetime import date, timedelta

import frappe
from frappe.utils import getdate

from covid_support import clock
from covid_support.messages import forbid
from covid_support.remembered import forget, once

FREEZES = "freezes"


def freezes_of(unit: str | None, programme: str | None, since: date) -> list[dict]:
	"""valid_from, valid_to, reason of the freezes that hold `unit` on or after `since`.

	A freeze holds its unit and everything below; one without a programme holds all programmes. Those of a unit are
	looked up once for each request.
	"""
	if not unit:
		return []
	rows = once(FREEZES, (unit, programme or ""), lambda: _look_up(unit, programme or ""))
	return [row for row in rows if getdate(row.valid_to) >= since]


def forget_freezes() -> None:
	"""Forget what is remembered, because a freeze has changed."""
	forget(FREEZES)


def _look_up(unit: str, programme: str) -> list[dict]:
	return frappe.db.sql(
		"""select freeze.valid_from, freeze.valid_to, freeze.reason from `tabFreeze Period` freeze
		join `tabAdministrative Unit` area on area.name = freeze.administrative_unit
		join `tabAdministrative Unit` unit on unit.lft between area.lft and area.rgt
		where unit.name = %(unit)s
			and coalesce(freeze.programme, '') in ('', %(programme)s)
		order by freeze.valid_from""",
		{"unit": unit, "programme": programme},
		as_dict=True,
	)


def frozen_days(unit: str | None, programme: str | None, since: date) -> set[date]:
	"""The days from `since` on that do not count for `unit`."""
	days = set()
	for row in freezes_of(unit, programme, since):
		first, last = max(getdate(row.valid_from), since), getdate(row.valid_to)
		days.update(first + timedelta(days=step) for step in range((last - first).days + 1))
	return days


def refuse_when_frozen(unit: str, programme: str | None, title: str) -> None:
	"""Refuse a move of `title` while its unit stands still."""
	today = clock.today()
	for row in freezes_of(unit, programme, today):
		if getdate(row.valid_from) <= today:
			forbid(
				"{0} stands still from {1} to {2}: {3} Go on after that day.",
				title,
				f"{getdate(row.valid_from):%d/%m/%Y}",
				f"{getdate(row.valid_to):%d/%m/%Y}",
				row.reason.rstrip(".") + ".",
			)
