"""Who holds which role where: for telling the right officials, not for deciding what anybody may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import frappe


@dataclass(frozen=True)
class Posts:
	"""All officials at work on one day, read in one query: (user, role, lft, rgt) of their areas."""

	rows: tuple[tuple[str, str, int, int], ...]

	@classmethod
	def of(cls, day: date) -> "Posts":
		"""The posts of `day`, read once for each request."""
		posts = frappe.local.cache.setdefault("covid_support_posts", {})
		if day not in posts:
			posts[day] = cls(_read(day))
		return posts[day]

	def holders(self, roles: Iterable[str], unit: str) -> tuple[str, ...]:
		"""Users with one of `roles` whose area holds `unit`: those of the smallest area alone."""
		place = frappe.get_cached_value("Administrative Unit", unit, "lft") or -1
		wanted = set(roles)
		covering = [row for row in self.rows if row[1] in wanted and row[2] <= place <= row[3]]
		nearest = max((row[2] for row in covering), default=None)
		return tuple(sorted({row[0] for row in covering if row[2] == nearest}))


def _read(day: date) -> tuple:
	return frappe.db.sql(
		"""select distinct assignment.user, role.role, unit.lft, unit.rgt from `tabOfficial Assignment` assignment
		join `tabAdministrative Unit` unit on unit.name = assignment.administrative_unit
		join `tabHas Role` role on role.parent = assignment.user and role.parenttype = 'User'
		join `tabUser` user on user.name = assignment.user and user.enabled = 1
		where assignment.enabled = 1 and coalesce(assignment.valid_from, %(day)s) <= %(day)s
			and coalesce(assignment.valid_to, %(day)s) >= %(day)s and role.role like 'CS %%'""",
		{"day": day},
	)
