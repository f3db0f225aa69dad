"""Load the shipped programme packs: the law as data. What stands on the site already is left alone."""

import json
from pathlib import Path

import frappe

PACKS = Path(__file__).resolve().parent.parent / "programme_packs"
PACK_ORDER = ("nq42_2020", "soc_trang_2020")
FUNDING_SOURCES = (
	("NSTW", "Ngân sách trung ương", "Central Budget"),
	("NST", "Ngân sách tỉnh, thành phố", "Provincial Budget"),
	("NSH", "Ngân sách huyện", "District Budget"),
	("XSKT", "Công ty xổ số kiến thiết", "Lottery Company"),
	("VDXH", "Nguồn huy động, đóng góp", "Mobilised"),
)


def seed_programmes() -> None:
	"""Funding sources, routes, then each pack in order."""
	for code, title, kind in FUNDING_SOURCES:
		_insert("Funding Source", code, {"source_code": code, "title": title, "source_kind": kind})
	routes = _read("routes.json")
	_load_documents(routes["legal_documents"])
	for route in routes["routes"]:
		_load_route(route)
	for pack in PACK_ORDER:
		load_pack(_read(f"{pack}/programme.json"))


def load_pack(pack: dict) -> None:
	"""Insert the documents, groups, programme and policies of one pack."""
	_load_documents(pack["legal_documents"])
	for group in pack["exclusive_groups"]:
		columns = ("group_code", "title", "legal_basis", "explanation")
		_insert(
			"Exclusive Group", group["group_code"], {"cycle": "Programme", **{c: group[c] for c in columns}}
		)
	_load_programme(pack["programme"])
	for policy in pack["policies"]:
		_load_policy(policy, pack["programme"]["code"])


def _read(path: str) -> dict:
	return json.loads((PACKS / path).read_text(encoding="utf-8"))


def _insert(doctype: str, name: str, values: dict) -> None:
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)


def _load_documents(documents: list[dict]) -> None:
	known = {document["document_code"] for document in documents}
	for document in sorted(documents, key=lambda row: row.get("amends") in known and bool(row.get("amends"))):
		_insert("Legal Document", document["document_code"], document)


def _load_route(route: dict) -> None:
	columns = ("step_kind", "level", "office_kind", "prepare_role", "sign_role", "working_days", "posting_days", "confidence", "source")  # fmt: skip
	steps = [
		{column: step.get(column) for column in columns}
		for step in sorted(route["steps"], key=lambda s: s["step_no"])
	]
	values = {
		"route_code": route["code"],
		"title": route["title"],
		"valid_from": route["valid_from"],
		"valid_to": route["valid_to"],
		"legal_basis": route["legal_basis"],
		"steps": steps,
	}
	_insert("Approval Route", route["code"], values)


def _load_programme(programme: dict) -> None:
	values = {
		"programme_code": programme["code"],
		"title": programme["title"],
		"status": programme["status"],
		"starts_on": programme["starts_on"],
		"ends_on": programme["ends_on"],
		"administrative_unit": programme["area"],
		"notes": programme["notes"],
		"legal_documents": [
			{**row, "print_as_basis": int(row["print_as_basis"])} for row in programme["legal_documents"]
		],
	}
	_insert("Support Programme", programme["code"], values)


def _load_policy(policy: dict, programme: str) -> None:
	same = (
		"title", "short_title", "applicant_kind", "status", "effective_from", "effective_to", "application_from",
		"application_to", "period_kind", "reference_date", "exclusive_group", "legal_basis", "confidence", "source",
	)  # fmt: skip
	values = {
		**{field: policy.get(field) for field in same},
		"policy_code": policy["code"],
		"programme": programme,
		"report_group": policy["group"],
		"approval_route": policy["route"],
		"criteria": list(_criteria_rows(policy)),
		"components": [_component_row(row) for row in policy["components"]],
		"dossier": [
			{
				"paper": row["paper"],
				"mandatory": int(row["mandatory"]),
				"only_for": row["case"],
				"source": row["source"],
			}
			for row in policy["dossier"]
		],
		"funding": policy["funding_shares"],
	}
	_insert("Support Policy", policy["code"], values)


def _criteria_rows(policy: dict):
	for row in policy["criteria"]:
		yield {**_criterion_row(row), "component_code": ""}
	for component in policy["components"]:
		for row in component.get("criteria", ()):
			yield {**_criterion_row(row), "component_code": component["code"]}


def _criterion_row(row: dict) -> dict:
	same = ("fact", "operator", "value", "confidence", "source")
	return {"group_number": row["group"], **{field: row.get(field) for field in same}}


def _component_row(row: dict) -> dict:
	values = {field: value for field, value in row.items() if field not in ("code", "criteria")}
	return {**values, "component_code": row["code"]}
