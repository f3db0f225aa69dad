"""What is done to a site from inside Frappe. Runs in env/, inside sites/: python -m host.site_tasks TASK SITE.

Passwords come in through the environment, so that they appear in no list of processes.
"""

import os
import sys

import frappe

LANGUAGE = "vi"
COUNTRY = "Vietnam"
TIME_ZONE = "Asia/Ho_Chi_Minh"
CURRENCY = "VND"


def create(site: str) -> None:
	"""Make the site with Frappe alone in it, from an image of such a site's database when there is one."""
	from frappe.installer import _new_site
	from frappe.utils.password import update_password

	frappe.init(site=site, new_site=True)
	_new_site(
		os.environ["SITE_DATABASE"],
		site,
		db_root_username=os.environ["DATABASE_ADMINISTRATOR"],
		db_root_password=os.environ["DATABASE_PASSWORD"],
		admin_password=os.environ["SITE_PASSWORD"],
		no_mariadb_socket=True,
		db_type="mariadb",
		install_apps=[],
		source_sql=os.environ.get("SITE_IMAGE"),
		force=True,
	)
	update_password("Administrator", os.environ["SITE_PASSWORD"])
	frappe.db.commit()


def complete_wizard(site: str) -> None:
	"""Answer Frappe's first-run questions: Vietnamese, Việt Nam, Asia/Ho_Chi_Minh, VND."""
	from frappe.desk.page.setup_wizard.setup_wizard import setup_complete
	from frappe.utils.scheduler import enable_scheduler

	connect(site)
	language = frappe.db.get_value("Language", LANGUAGE, "language_name")
	answers = {"language": language, "lang": language, "country": COUNTRY, "timezone": TIME_ZONE}
	result = setup_complete({**answers, "currency": CURRENCY, "enable_telemetry": 0})
	if result.get("status") != "ok":
		raise SystemExit(f"setup wizard: {result}")
	frappe.db.set_value("User", "Administrator", "language", LANGUAGE)
	frappe.db.set_value("Currency", CURRENCY, {"enabled": 1, "number_format": "#.###"})
	frappe.db.set_default("currency", CURRENCY)
	enable_scheduler()
	frappe.db.commit()
	frappe.clear_cache()


def install_app(site: str) -> None:
	"""Install covid_support; its own install hooks fill it with what it needs."""
	from frappe.installer import install_app

	connect(site)
	if "covid_support" not in frappe.get_installed_apps():
		install_app("covid_support", verbose=False)
	frappe.db.commit()


def clear_cache(site: str) -> None:
	"""Forget cached pages, documents and the list of built assets."""
	connect(site)
	frappe.clear_cache()
	frappe.website.utils.clear_website_cache()
	frappe.cache.delete_value("assets_json", shared=True)


def connect(site: str) -> None:
	"""Open the site as Administrator."""
	frappe.init(site=site, sites_path=".", force=True)
	frappe.connect()
	frappe.set_user("Administrator")


TASKS = {"create": [create, complete_wizard], "install": [install_app], "clear-cache": [clear_cache]}

if __name__ == "__main__":
	import frappe.website.utils

	for task in TASKS[sys.argv[1]]:
		task(sys.argv[2])
		frappe.destroy()
