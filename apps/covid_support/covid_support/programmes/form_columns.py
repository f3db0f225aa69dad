"""Keeps the form fields of policies as Custom Fields on Support Application (design §3.6).

Columns are made before the policy is written: adding one commits, and what was committed then is only a field
that nobody shows. A field is taken away only when no policy, no frozen version and no application knows it.
"""

import json
from collections.abc import Iterable

import frappe
from frappe.database.schema import get_definition

from covid_support.messages import refuse
from covid_support.programmes.form_fields import check_rows, choices_of, facts_of_rows, field_of, needs_column
from covid_support.rules.facts import Fact

FORM = "Support Application"
SECTION = "sec_policy_fields"
KEPT_PROPERTIES = ("label", "options", "depends_on")
NUMBERS = ("Float", "Currency")


def check_form(policy) -> None:
	"""Refuse form fields of `policy` (a document) that cannot be; raises Problem or frappe.ValidationError."""
	check_rows(policy.form_fields, standing_columns())
	for row in policy.form_fields:
		_refuse_other_kind(policy.name, row)


def keep_columns(policy) -> None:
	"""Make, rename and take away the columns behind the form of `policy`, which has been checked."""
	before = policy.get_doc_before_save()
	dropped = {row.fieldname for row in before.form_fields} if before else set()
	wanted = [row for row in policy.form_fields if needs_column(row.fieldname, standing_columns())]
	dropped -= {row.fieldname for row in wanted}
	changed = [_keep_column(policy, row) for row in wanted]
	changed += [_leave_column(policy, name) for name in sorted(dropped)]
	if any(changed):
		_refresh_form()


def make_missing_columns(policy: str, facts: Iterable[Fact]) -> None:
	"""Make the columns that a frozen wording of `policy` needs and the form lacks."""
	standing = standing_columns()
	for fact in facts:
		known = frappe.db.exists("Custom Field", {"dt": FORM, "fieldname": fact.key})
		if not known and needs_column(fact.key, standing):
			_make_column({**field_of(fact), "depends_on": _shown_for({policy})})


def standing_columns() -> set[str]:
	"""Fields that every application has, whatever its policy."""
	return {
		field.fieldname for field in frappe.get_meta(FORM).fields if not getattr(field, "is_custom_field", 0)
	}


def _keep_column(policy, row) -> bool:
	"""Whether the column had to be made or changed."""
	fact = facts_of_rows([row])[0]
	choices = _choices_everywhere(policy, row)
	wanted = {**field_of(fact, choices), "depends_on": _shown_for(_users(policy, fact.key) | {policy.name})}
	name = frappe.db.exists("Custom Field", {"dt": FORM, "fieldname": fact.key})
	if name and frappe.db.get_value("Custom Field", name, "fieldtype") != wanted["fieldtype"]:
		_drop_column(fact.key)
		name = None
	if not name:
		_make_column(wanted)
		return True
	now = frappe.db.get_value("Custom Field", name, KEPT_PROPERTIES, as_dict=True)
	differing = {key: wanted.get(key) for key in KEPT_PROPERTIES if now[key] != wanted.get(key)}
	if differing:
		frappe.db.set_value("Custom Field", name, differing)
	return bool(differing)


def _leave_column(policy, name: str) -> bool:
	"""The policy uses `name` no longer: hide it there, and take it away where nothing else knows it."""
	field = frappe.db.exists("Custom Field", {"dt": FORM, "fieldname": name})
	if not field:
		return False
	users = _users(policy, name)
	if not users and not _holds_data(name):
		_drop_column(name)
	else:
		frappe.db.set_value("Custom Field", field, "depends_on", _shown_for(users))
	return True


def _users(policy, name: str) -> set[str]:
	"""Policies that ask for `name`: others in their present wording, any in a frozen one."""
	rows = frappe.get_all(
		"Policy Form Field", filters={"fieldname": name, "parent": ["!=", policy.name or ""]}, pluck="parent"
	)
	frozen = frappe.get_all(
		"Policy Version", filters={"snapshot": ["like", f'%"key": "{name}"%']}, pluck="policy"
	)
	return {*rows, *frozen}


def _shown_for(policies: set[str]) -> str:
	return f"eval:{json.dumps(sorted(policies), ensure_ascii=False)}.includes(doc.policy)"


def _choices_everywhere(policy, row) -> list[str]:
	"""The row's choices and those of other policies with this field: the column takes them all."""
	others = frappe.get_all(
		"Policy Form Field",
		filters={"fieldname": row.fieldname, "parent": ["!=", policy.name or ""]},
		fields=["choices"],
	)
	return list(dict.fromkeys(choice for one in (row, *others) for choice in choices_of(one)))


def _refuse_other_kind(policy: str, row) -> None:
	filters = {"fieldname": row.fieldname, "kind": ["!=", row.kind], "parent": ["!=", policy or ""]}
	other = frappe.db.get_value("Policy Form Field", filters, ["parent", "kind"], as_dict=True)
	if other:
		refuse(
			"Form field row {0}: the policy {1} uses {2} as {3}. Choose the same kind or another name.",
			row.idx,
			frappe.db.get_value("Support Policy", other.parent, "short_title"),
			row.fieldname,
			frappe._(other.kind),
		)
	field = frappe.db.get_value("Custom Field", {"dt": FORM, "fieldname": row.fieldname}, "fieldtype")
	if field and field != field_of(facts_of_rows([row])[0])["fieldtype"] and _holds_data(row.fieldname):
		refuse(
			"Form field row {0}: applications hold answers of another kind in {1}. Choose another name.",
			row.idx,
			row.fieldname,
		)


def _holds_data(name: str) -> bool:
	"""Whether any application states something in the column (a 0 states nothing)."""
	fieldtype = frappe.db.get_value("Custom Field", {"dt": FORM, "fieldname": name}, "fieldtype")
	if not fieldtype or not frappe.db.has_column(FORM, name):
		return False
	stated = "<> 0" if fieldtype in NUMBERS else f"is not null and cast(`{name}` as char) <> ''"
	return bool(frappe.db.sql(f"select 1 from `tab{FORM}` where `{name}` {stated} limit 1"))


def _make_column(field: dict) -> None:
	"""Write the Custom Field and its column; the column commits what was written before."""
	count = frappe.db.count("Custom Field", {"dt": FORM})
	before, frappe.flags.in_create_custom_fields = frappe.flags.in_create_custom_fields, True
	try:
		document = frappe.get_doc(
			{
				"doctype": "Custom Field",
				"dt": FORM,
				"module": "Applications",
				"insert_after": SECTION,
				"is_system_generated": 1,
				"print_hide_if_no_value": 1,
				**field,
			}
		)
		document.flags.ignore_validate = True
		document.insert(ignore_permissions=True)
	finally:
		frappe.flags.in_create_custom_fields = before
	# the framework gives fields after one section one place; the order of the grid is told by this number
	document.db_set("idx", 1000 + count, update_modified=False)
	# as the framework would define it, so that a later migrate finds nothing to change
	definition = get_definition(field["fieldtype"]) + (
		" not null default 0" if field["fieldtype"] in NUMBERS else ""
	)
	_change_table(f"add column `{field['fieldname']}` {definition}")


def _drop_column(name: str) -> None:
	# past the controller, which lets only the Administrator delete what the Administrator's seed has made
	frappe.db.delete("Custom Field", {"dt": FORM, "fieldname": name})
	if frappe.db.has_column(FORM, name):
		_change_table(f"drop column `{name}`")


def _change_table(change: str) -> None:
	"""One change without a copy of the table; the framework's own sync would touch every column of money again."""
	frappe.db.sql_ddl(f"alter table `tab{FORM}` {change}")
	frappe.cache().hdel("table_columns", f"tab{FORM}")
	frappe.clear_cache(doctype=FORM)


def _refresh_form() -> None:
	"""Let every process and every browser read the form anew."""
	frappe.db.set_value("DocType", FORM, "modified", frappe.utils.now(), update_modified=False)
	frappe.clear_cache(doctype=FORM)
