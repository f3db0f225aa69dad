"""Put the workspaces of `setup.workspaces` on the site; one that an administrator changed is left alone."""

import json
from hashlib import sha256

import frappe

from covid_support.setup.workspaces import CARDS, DESKS, LINKS, TODAY, Desk, Shortcut

SHIPPED_DIGESTS = "covid_support_shipped_workspaces"
CHART = "Approved and Paid by Group"
CHART_COLORS = ["#2490ef", "#29cd42"]
MODULE = "Applications"
COLUMNS = {
	"shortcuts": ("label", "type", "link_to", "doc_view", "color", "stats_filter"),
	"links": ("type", "label", "link_type", "link_to", "is_query_report"),
	"number_cards": ("number_card_name", "label"),
	"charts": ("chart_name", "label"),
	"roles": ("role",),
}


def seed_workspaces() -> None:
	"""Create or update cards, chart and workspaces; hide Frappe's own from officials. Safe to run again."""
	for card in CARDS.values():
		_seed_card(card)
	_seed_chart()
	shipped = json.loads(frappe.db.get_default(SHIPPED_DIGESTS) or "{}")
	for place, desk in enumerate(DESKS):
		wanted = workspace_values(desk)
		digest = _digest(wanted)  # before Frappe puts columns of its own into the rows
		if _changed_on_site(desk.title, shipped.get(desk.title)):
			continue
		if shipped.get(desk.title) != digest or not frappe.db.exists("Workspace", desk.title):
			_write(desk, wanted, place)
			shipped[desk.title] = digest
	frappe.db.set_default(SHIPPED_DIGESTS, json.dumps(shipped))
	_keep_for_operators()


def workspace_values(desk: Desk) -> dict:
	"""The values of the Workspace document of `desk`."""
	return {
		"content": json.dumps(_blocks(desk), ensure_ascii=False),
		"shortcuts": [_shortcut_row(shortcut) for shortcut in desk.waiting],
		"links": [row for heading in desk.links for row in _link_rows(heading)],
		"number_cards": [
			{"number_card_name": CARDS[key].label, "label": CARDS[key].label} for key in desk.cards
		],
		"charts": [{"chart_name": CHART, "label": CHART}] if desk.chart else [],
		"roles": [{"role": desk.role}],
	}


def _blocks(desk: Desk) -> list[dict]:
	blocks = [_header("Work Waiting")]
	blocks += [_block("shortcut", shortcut.label, 4) for shortcut in desk.waiting]
	blocks += [_header("Figures of Your Area")]
	blocks += [_block("number_card", CARDS[key].label, 12 // len(desk.cards)) for key in desk.cards]
	if desk.chart:
		blocks.append(_block("chart", CHART, 12))
	blocks += [_header("Lists and Reports")]
	blocks += [_block("card", heading, 4) for heading in desk.links]
	return [{"id": f"{desk.role}-{place}", **block} for place, block in enumerate(blocks)]


def _header(text: str) -> dict:
	# Frappe shows headings as they stand, so they are stored in Vietnamese
	shown = frappe._(text, lang="vi")
	return {"type": "header", "data": {"text": f'<span class="h4"><b>{shown}</b></span>', "col": 12}}


def _block(kind: str, name: str, width: int) -> dict:
	return {"type": kind, "data": {f"{kind}_name": name, "col": width}}


def _shortcut_row(shortcut: Shortcut) -> dict:
	return {
		"label": shortcut.label,
		"type": shortcut.kind,
		"link_to": shortcut.link_to,
		"doc_view": shortcut.view if shortcut.kind == "DocType" else "",
		"color": shortcut.color if shortcut.filters else "Grey",
		"stats_filter": stats_filter(shortcut),
	}


def stats_filter(shortcut: Shortcut) -> str:
	"""The filters as Frappe's shortcut reads them: a JavaScript object, in which TODAY is an expression."""
	if not shortcut.filters:
		return ""
	parts = (
		f"{json.dumps(field)}: [{json.dumps(operator)}, {TODAY if value == TODAY else json.dumps(value)}]"
		for field, operator, value in shortcut.filters
	)
	return "{" + ", ".join(parts) + "}"


def _link_rows(heading: str) -> list[dict]:
	rows = [{"type": "Card Break", "label": heading, "link_type": "", "link_to": "", "is_query_report": 0}]
	rows += [
		{
			"type": "Link",
			"label": name,
			"link_type": kind,
			"link_to": name,
			"is_query_report": int(kind == "Report"),
		}
		for kind, name in LINKS[heading]
	]
	return rows


def _write(desk: Desk, wanted: dict, place: int) -> None:
	exists = frappe.db.exists("Workspace", desk.title)
	workspace = frappe.get_doc("Workspace", desk.title) if exists else frappe.new_doc("Workspace")
	# without a module: Frappe would put the module's first workspace, another role's, into every path
	workspace.update({"label": desk.title, "title": desk.title, "module": None, "icon": desk.icon, **wanted})
	workspace.update(
		{"public": 1, "is_hidden": 0, "hide_custom": 1, "sequence_id": 100 + place, "for_user": ""}
	)
	workspace.save(ignore_permissions=True)


def _changed_on_site(title: str, shipped_digest: str | None) -> bool:
	if not shipped_digest or not frappe.db.exists("Workspace", title):
		return False
	workspace = frappe.get_doc("Workspace", title)
	current = {"content": workspace.content}
	for table, columns in COLUMNS.items():
		current[table] = [
			{column: row.get(column) or (0 if column == "is_query_report" else "") for column in columns}
			for row in workspace.get(table)
		]
	return _digest(current) != shipped_digest


def _digest(values: dict) -> str:
	return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _seed_card(card) -> None:
	if frappe.db.exists("Number Card", card.label):
		return
	filters = [[card.document_type, *condition] for condition in card.filters]
	frappe.get_doc(
		{
			"doctype": "Number Card",
			"name": card.label,
			"label": card.label,
			"type": "Document Type",
			"document_type": card.document_type,
			"function": "Count",
			"filters_json": json.dumps(filters),
			"color": card.color,
			"is_public": 1,
			"show_percentage_stats": 0,
			"module": MODULE,
		}
	).insert(ignore_permissions=True)


def _seed_chart() -> None:
	if frappe.db.exists("Dashboard Chart", CHART):
		return
	frappe.get_doc(
		{
			"doctype": "Dashboard Chart",
			"chart_name": CHART,
			"chart_type": "Report",
			"report_name": "Support Results",
			"use_report_chart": 1,
			"type": "Bar",
			"filters_json": "{}",
			"custom_options": json.dumps({"colors": CHART_COLORS}),
			"is_public": 1,
			"module": MODULE,
		}
	).insert(ignore_permissions=True)


def _keep_for_operators() -> None:
	"""Let only System Managers see Frappe's own workspaces that nobody has given roles to."""
	frappe_modules = frappe.get_all("Module Def", filters={"app_name": "frappe"}, pluck="name")
	for name in frappe.get_all(
		"Workspace", filters={"public": 1, "module": ["in", frappe_modules]}, pluck="name"
	):
		place = {"parenttype": "Workspace", "parent": name}
		if not frappe.db.exists("Has Role", place):
			values = {"doctype": "Has Role", "parentfield": "roles", "role": "System Manager", **place}
			frappe.get_doc(values).insert(ignore_permissions=True)
