"""The operations that are disturbed: from which state, as whom, and with what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import frappe

from covid_support.actions.registry_import import READ
from covid_support.bulk.start import start
from covid_support.policies import roles
from covid_support.scenarios.acting import acting
from covid_support.scenarios.officials import Officials
from covid_support.scenarios.soc_trang_calendar import PROVINCE, REGISTRATION, WAVES
from covid_support.workflows.words import PROPOSE

LISTED_DAY = WAVES["listed"].list_day
APPRAISED_ON = LISTED_DAY + timedelta(days=40)  # after the last wave has come to the department
POLICY = "NQ42-HCN"


@dataclass(frozen=True)
class Work:
	"""`kind` on `day`; `parameters()` gives two ways to start it on the same rows."""

	state: str
	kind: str
	day: date
	parameters: Callable[[], tuple[dict, dict]]


def _imports() -> tuple[dict, dict]:
	"""The same list sent twice."""
	names = frappe.get_all("Registry Import", pluck="name", order_by="name")
	return tuple({"registry_import": name} for name in names)


def _fillings() -> tuple[dict, dict]:
	"""Once with the day left to the clock, once named."""
	values = {"policy": POLICY, "administrative_unit": PROVINCE}
	return values, {**values, "list_date": str(LISTED_DAY)}


def _moves() -> tuple[dict, dict]:
	"""Once all that wait, once the same lists by name, from the last to the first."""
	waiting = {"workflow_state": "Province Appraisal"}
	names = frappe.get_all("Application List", waiting, pluck="name", order_by="title desc")
	return {"action": PROPOSE, "administrative_unit": PROVINCE}, {"action": PROPOSE, "lists": names}


WORKS = {
	"import": Work("officials", READ, REGISTRATION, _imports),
	"fill": Work("people", "Fill In Lists", LISTED_DAY, _fillings),
	"move": Work("lists", "Move Lists", APPRAISED_ON, _moves),
}


def begin(work: str, way: int) -> str:
	"""Start `work` in the first or second `way` as the department's officer; returns the Bulk Operation. Commits."""
	chosen = WORKS[work]
	with acting(Officials(PROVINCE).email(roles.DEPARTMENT_OFFICER, PROVINCE), chosen.day):
		name = start(chosen.kind, chosen.parameters()[way])
		frappe.db.commit()  # workers are called
	return name
