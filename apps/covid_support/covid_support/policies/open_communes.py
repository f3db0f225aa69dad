"""Where people may be registered: the communes of the user's area that exist on a day."""

from datetime import date

import frappe

from covid_support import clock
from covid_support.policies.area import area_ranges, sees_everything
from covid_support.registry.successors import family_ranges

EVERYWHERE = (0, 2**31 - 1)


def communes_in_area(day: date | None = None) -> set[str]:
	"""The communes that lie in the user's area and exist on `day` (today when None)."""
	ranges = [EVERYWHERE] if sees_everything(frappe.session.user) else area_ranges()
	return communes_within(ranges, day or clock.today())


def communes_of_unit(unit: str) -> set[str]:
	"""The communes of `unit` in the user's area that exist today."""
	day = clock.today()
	return communes_in_area(day) & communes_within(family_ranges([unit], day), day)


def communes_within(ranges: list[tuple[int, int]], day: date) -> set[str]:
	"""The communes within `ranges` (lft, rgt) of the tree that exist on `day`."""
	if not ranges:
		return set()
	inside = " or ".join(f"lft between {int(lft)} and {int(rgt)}" for lft, rgt in ranges)
	return {
		name
		for (name,) in frappe.db.sql(
			f"""select name from `tabAdministrative Unit` where level = 'Commune' and ({inside})
			and valid_from <= %(day)s and (valid_to is null or valid_to >= %(day)s)""",
			{"day": day},
		)
	}
