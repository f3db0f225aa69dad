"""Number cards and charts are shown as they are stored, not as the browser describes them.

The framework takes the whole definition from the browser, with columns that go into the query as they are.
"""

import frappe

from covid_support.messages import forbid

CARD_FUNCTIONS = (
	"frappe.desk.doctype.number_card.number_card.get_result",
	"frappe.desk.doctype.number_card.number_card.get_percentage_difference",
	"covid_support.security.counts.get_card_number",
)
CHART_FUNCTION = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"


def use_stored(names: list[tuple]) -> None:
	"""Replace a card's or chart's definition in the request by the stored one."""
	called = {defined for _name, defined in names}
	if called & set(CARD_FUNCTIONS):
		_use_stored_card()
	if CHART_FUNCTION in called:
		_use_stored_chart()


def _use_stored_card() -> None:
	sent = frappe.parse_json(frappe.local.form_dict.get("doc") or "{}")
	name = sent.get("name") if isinstance(sent, dict) else None
	if not name or not frappe.db.exists("Number Card", name):
		forbid("This number card is not stored on the site. Open the page again.")
	frappe.local.form_dict.doc = frappe.get_doc("Number Card", name).as_json()


def _use_stored_chart() -> None:
	frappe.local.form_dict.pop("chart", None)
	name = frappe.local.form_dict.get("chart_name")
	if not name or not frappe.db.exists("Dashboard Chart", name):
		forbid("This chart is not stored on the site. Open the page again.")
