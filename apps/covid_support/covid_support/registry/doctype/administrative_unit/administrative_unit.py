import frappe
from frappe.utils import getdate
from frappe.utils.nestedset import NestedSet

from covid_support.core.units import unit_search_key
from covid_support.messages import refuse
from covid_support.policies.area import forget_areas

CODE_LENGTHS = {"Province": 2, "District": 3, "Commune": 5}


class AdministrativeUnit(NestedSet):
	"""A province, district, commune or hamlet with the dates of its existence."""

	nsm_parent_field = "parent_administrative_unit"

	def validate(self):
		self.search_key = unit_search_key(self.unit_name)
		self.full_name = full_name(
			self.unit_type, self.unit_name, self.level, self.parent_administrative_unit
		)
		self._check_code()
		self._check_dates()

	def on_update(self):
		super().on_update()
		forget_areas()

	def _check_code(self):
		length = CODE_LENGTHS.get(self.level)
		if length and not (len(self.gso_code) == length and self.gso_code.isdigit()):
			refuse(
				"The code of a unit of level {0} has {1} digits; {2} does not.",
				frappe._(self.level),
				length,
				self.gso_code,
			)

	def _check_dates(self):
		if self.valid_to and getdate(self.valid_to) < getdate(self.valid_from):
			refuse("{0}: the end date is before the start date.", self.full_name)
		clash = frappe.db.get_value(
			"Administrative Unit",
			{
				"gso_code": self.gso_code,
				"level": self.level,
				"valid_from": self.valid_from,
				"name": ["!=", self.name],
			},
			"full_name",
		)
		if clash:
			refuse("Code {0} is already used by {1} from the same day.", self.gso_code, clash)


def full_name(unit_type: str, unit_name: str, level: str, parent: str | None) -> str:
	"""The unit's name as officials write it; communes and districts name the unit above them."""
	own = f"{unit_type} {unit_name}".strip()
	if level in ("Country", "Province") or not parent:
		return own
	parent_type, parent_name, parent_level = frappe.db.get_value(
		"Administrative Unit", parent, ["unit_type", "unit_name", "level"]
	)
	if parent_level == "Country":
		return own
	return f"{own}, {parent_type} {parent_name}"
