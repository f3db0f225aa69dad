"""How a site writes dates, numbers and money, and what of the framework's own welcome it leaves out.

Vietnamese officials read 31/12/2020, 1.500.000 ₫ and a week that begins on Monday. Runs after install and
after every migrate. A value that an administrator has changed since it was shipped is left alone.
"""

import json

import frappe

SHIPPED = "covid_support_shipped_settings"
SYSTEM_SETTINGS = {
	"language": "vi",
	"country": "Vietnam",
	"time_zone": "Asia/Ho_Chi_Minh",
	"date_format": "dd/mm/yyyy",
	"time_format": "HH:mm",
	"number_format": "#.###,##",
	"float_precision": "2",
	"currency_precision": "0",
	"first_day_of_the_week": "Monday",
	"enable_onboarding": 0,
	"app_name": "Hỗ trợ an sinh",
	"hide_footer_in_auto_email_reports": 1,
	"disable_standard_email_footer": 1,
}
WEBSITE_SETTINGS = {
	"app_name": "Hỗ trợ an sinh",
	"disable_signup": 1,
	"hide_footer_signup": 1,
	"footer_powered": "Hỗ trợ an sinh",
	"favicon": "/assets/covid_support/images/logo.svg",
	"splash_image": "/assets/covid_support/images/logo.svg",
}
CURRENCY = {
	"enabled": 1,
	"symbol": "₫",
	"symbol_on_right": 1,
	"number_format": "#.###",
	"fraction": "",
	"fraction_units": 0,
	"smallest_currency_fraction_value": 1,
}
# lists that grow to hundreds of thousands of rows: no counting on every visit
LONG_LISTS = (
	"Beneficiary",
	"Household",
	"Support Application",
	"Entitlement Claim",
	"Line Correction",
	"Payment",
	"Budget Ledger Entry",
)
COLUMNS_SHOWN = "7"  # of a list on a wide screen
WATCHED_LISTS = (
	"Application List", "Decision", "Payment Batch", "Payment Result", "Budget Allocation", "Employer",
	"Conflict Declaration",
)  # fmt: skip


def seed_site_settings() -> None:
	"""Write the settings; safe to run again."""
	shipped = json.loads(frappe.db.get_default(SHIPPED) or "{}")
	_write_single("System Settings", SYSTEM_SETTINGS, shipped)
	_write_single("Website Settings", WEBSITE_SETTINGS, shipped)
	frappe.db.set_default(SHIPPED, json.dumps(shipped))
	_write_currency()
	_write_defaults()
	_hide_foreign_help()
	_quiet_lists()
	_show_names_of_users()
	frappe.clear_cache()


def after_setup_wizard(args: dict) -> None:
	"""The framework's first-run wizard writes its own formats; put ours back."""
	frappe.db.set_default(SHIPPED, "{}")
	seed_site_settings()


def _write_single(doctype: str, values: dict, shipped: dict) -> None:
	document = frappe.get_single(doctype)
	fields = {field: value for field, value in values.items() if document.meta.has_field(field)}
	for field, value in fields.items():
		key = f"{doctype}.{field}"
		if key in shipped and shipped[key] == value:
			continue  # shipped before: whatever stands there now is the administrator's will
		document.set(field, value)
		shipped[key] = value
	document.flags.ignore_mandatory = True
	document.save(ignore_permissions=True)


def _write_currency() -> None:
	if frappe.db.exists("Currency", "VND"):
		frappe.db.set_value("Currency", "VND", CURRENCY, update_modified=False)
	else:
		frappe.get_doc({"doctype": "Currency", "currency_name": "VND", **CURRENCY}).insert(
			ignore_permissions=True
		)


def _write_defaults() -> None:
	for key, value in {"currency": "VND", "country": "Vietnam", "lang": "vi"}.items():
		frappe.db.set_default(key, value)


def _hide_foreign_help() -> None:
	"""Take links to the framework's English manual and support off the help menu."""
	navbar = frappe.get_single("Navbar Settings")
	for item in navbar.help_dropdown:
		item.hidden = int(item.item_type == "Route" or item.item_label in ("About", "Keyboard Shortcuts"))
	navbar.save(ignore_permissions=True)


def _quiet_lists() -> None:
	for doctype in (*LONG_LISTS, *WATCHED_LISTS):
		if not frappe.db.exists("DocType", doctype) or frappe.db.exists("List View Settings", doctype):
			continue
		frappe.get_doc(
			{
				"doctype": "List View Settings",
				"name": doctype,
				"disable_count": int(doctype in LONG_LISTS),
				"disable_sidebar_stats": 1,
				"disable_comment_count": 1,
				"total_fields": COLUMNS_SHOWN,
			}
		).insert(ignore_permissions=True)


def _show_names_of_users() -> None:
	"""Links to users show the official's name, not the account."""
	if frappe.db.exists("Property Setter", {"doc_type": "User", "property": "show_title_field_in_link"}):
		return
	frappe.make_property_setter(
		{
			"doctype": "User",
			"doctype_or_field": "DocType",
			"property": "show_title_field_in_link",
			"value": "1",
			"property_type": "Check",
		},
		validate_fields_for_doctype=False,
	)
