"""The demonstration that `./run start` loads: the Sóc Trăng story at 1 % and one account for each role."""

import json
import os

import frappe

from covid_support.messages import refuse
from covid_support.policies import roles
from covid_support.scenarios.closing import play
from covid_support.scenarios.officials import Officials, give_passwords
from covid_support.scenarios.soc_trang import SocTrang
from covid_support.scenarios.soc_trang_calendar import PROVINCE

SCALE = 0.01
DISTRICT = "943-2004"
OTHER_DISTRICT = "946-2004"


def load() -> None:
	"""Load the scenario once and write the accounts; a second call changes nothing."""
	result = play(SocTrang, SCALE)
	path = accounts_path()
	if os.path.exists(path):
		return
	accounts = give_passwords(demonstration_accounts())
	frappe.db.commit()  # the passwords are set before they are written down
	with os.fdopen(
		os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
	) as file:
		json.dump(accounts, file, ensure_ascii=False, indent=1)
	if result is not None and not result.exact:
		refuse("The demonstration's figures are not exact.")


def accounts_path() -> str:
	"""Where the accounts are kept: readable by the site's operator only."""
	return frappe.get_site_path("demo_accounts.json")


def demonstration_accounts() -> list[dict]:
	"""One account for each role, the commune's and district's in one district, one of another district."""
	officials = Officials(PROVINCE)
	commune = next(unit.name for unit in officials.communes_of(DISTRICT))
	other = next(unit.name for unit in officials.communes_of(OTHER_DISTRICT))
	posts = [
		(roles.COMMUNE_OFFICER, commune), (roles.COMMUNE_CHAIR, commune),
		(roles.DISTRICT_OFFICER, DISTRICT), (roles.DISTRICT_CHAIR, DISTRICT),
		(roles.DEPARTMENT_OFFICER, PROVINCE), (roles.PROVINCIAL_LEADER, PROVINCE),
		(roles.FINANCE_OFFICER, PROVINCE), (roles.FINANCE_OFFICER, DISTRICT), (roles.PAYING_OFFICER, DISTRICT),
		(roles.SUPERVISOR, PROVINCE), (roles.PROGRAMME_ADMINISTRATOR, PROVINCE), (roles.AUDITOR, PROVINCE),
		(roles.COMMUNE_OFFICER, other), (roles.DISTRICT_OFFICER, OTHER_DISTRICT),
	]  # fmt: skip
	titles = {unit.name: unit.full_name for unit in officials.units}
	accounts = []
	for role, unit in posts:
		user = officials.email(role, unit)
		full_name = frappe.db.get_value("User", user, "full_name")
		accounts.append({"role": frappe._(role), "user": user, "name": f"{full_name} – {titles[unit]}"})
	return accounts
