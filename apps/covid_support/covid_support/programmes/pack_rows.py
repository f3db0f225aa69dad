"""From an object of a pack to the fields of a document and back, by the columns of pack_schema. Pure."""

import json
from collections.abc import Mapping

from covid_support.programmes.pack_schema import COMPONENT, COMPONENT_CRITERIA, WORDING, Column, canonical


class Row(dict):
	"""Values that are read as those of a document: by attribute, None for what is not there."""

	def __getattr__(self, name: str) -> object:
		return self.get(name)


def values_of(data: Mapping, columns: tuple[Column, ...]) -> Row:
	"""The fields of the document that `data` (canonical) describes, defaults filled in."""
	values = Row()
	for column in columns:
		value = data.get(column.key)
		if column.kind == "group":
			values.update(values_of(value or {}, column.columns))
		elif column.kind == "table":
			values[column.fieldname] = [values_of(row, column.columns) for row in value or ()]
		else:
			values[column.fieldname] = _stored(column.default if value is None else value, column.kind)
	return values


def packed(document, columns: tuple[Column, ...]) -> dict:
	"""The object of a pack that describes `document` (anything with `get`); canonical."""
	return canonical(_raw(document, columns), columns)


def policy_values(code: str, wording: Mapping) -> Row:
	"""The fields of the Support Policy `code` with this complete wording."""
	values = values_of(wording, WORDING)
	rows = [{**row, "component_code": ""} for row in values["criteria"]]
	for component in values["components"]:
		code_of = component["component_code"]
		rows += [{**row, "component_code": code_of} for row in component.pop("criteria")]
	return Row({**values, "policy_code": code, "criteria": [Row(row) for row in rows]})


def packed_wording(policy) -> dict:
	"""The complete wording of a Support Policy document; canonical."""
	raw = _raw(policy, WORDING)
	raw["criteria"] = _criteria_of(policy, "")
	raw["components"] = [
		{**_raw(row, COMPONENT), "criteria": _criteria_of(policy, row.get("component_code"))}
		for row in policy.get("components")
	]
	return canonical(raw, WORDING)


def _criteria_of(policy, component_code: str) -> list[dict]:
	return [
		_raw(row, COMPONENT_CRITERIA.columns)
		for row in policy.get("criteria")
		if (row.get("component_code") or "") == component_code
	]


def _raw(document, columns: tuple[Column, ...]) -> dict:
	raw = {}
	for column in columns:
		if column.kind == "group":
			raw[column.key] = _raw(document, column.columns)
		elif column.kind == "table":
			raw[column.key] = [_raw(row, column.columns) for row in document.get(column.fieldname) or ()]
		else:
			raw[column.key] = _written(document.get(column.fieldname), column)
	return raw


def _stored(value: object, kind: str) -> object:
	if kind == "flag":
		return int(bool(value))
	if kind == "lines":
		return "\n".join(value or ())
	if kind == "json":
		return json.dumps(value or {}, ensure_ascii=False, indent=1)
	return 0 if value is None and kind in ("money", "number", "integer") else value


def _written(value: object, column: Column) -> object:
	if column.kind == "flag":
		return bool(value)
	if column.kind == "lines":
		return [line.strip() for line in (value or "").splitlines() if line.strip()]
	if column.kind == "json":
		return json.loads(value or "{}")
	# the database keeps 0 where a file says nothing
	return value or None if column.kind != "date" else (str(value) if value else None)
