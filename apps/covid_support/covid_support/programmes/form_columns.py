"""Keeps the form fields of policies as Custom Fields on Support Application (design §3.6).

Columns are made before the policy is written: adding one commits, and what was committed then is only a field
that nobody shows. A field is taken away only when no policy, no frozen version and no application knows it; its
column goes after the policy has been committed, because dropping it cannot be undone.
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
# what follows the policies, and what a field has that its kind does not ask for
KEPT_PROPERTIES = {
	"fieldtype": "",
	"label": "",
	"options": None,
	"depends_on": "",
	"non_negative": 0,
	"precision": "",
}
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
	# a new column commits, so that all of them come before the first change
	changed = [_make_column(_field_for(policy, row)) for row in wanted if not _field_named(row.fieldname)]
	changed += [_keep_column(policy, row) for row in wanted]
	changed += [_leave_column(policy, name) for name in sorted(dropped)]
	if any(changed):
		_refresh_form()


def make_missing_columns(policy: str, facts: Iterable[Fact]) -> None:
	"""Make the columns that a frozen wording of `policy` needs and the form lacks."""
	standing = standing_columns()
	for fact in facts:
		if not _field_named(fact.key) and needs_column(fact.key, standing):
			_make_column({**field_of(fact), "depends_on": _shown_for({policy})})


def standing_columns() -> set[str]:
	"""Fields that every application has, whatever its policy."""
	return {
		field.fieldname for field in frappe.get_meta(FORM).fields if not getattr(field, "is_custom_field", 0)
	}


def _field_named(name: str) -> str | None:
	"""The Custom Field that holds the answers to `name`, if there is one."""
	return frappe.db.exists("Custom Field", {"dt": FORM, "fieldname": name})


def _field_for(policy, row) -> dict:
	"""The properties of the form field behind a row, for all policies that ask for it."""
	fact = facts_of_rows([row])[0]
	shown_for = _shown_for(_users(policy, fact.key) | {policy.name})
	return {**field_of(fact, _choices_everywhere(policy, row)), "depends_on": shown_for}


def _keep_column(policy, row) -> bool:
	"""Whether the field had to be changed."""
	wanted = {**KEPT_PROPERTIES, **_field_for(policy, row)}
	name = _field_named(row.fieldname)
	now = frappe.db.get_value("Custom Field", name, list(KEPT_PROPERTIES), as_dict=True)
	differing = {key: wanted[key] for key in now if (now[key] or None) != (wanted[key] or None)}
	if differing:
		frappe.db.set_value("Custom Field", name, differing)
	if "fieldtype" in differing:
		_settle_after_commit(row.fieldname)
	return bool(differing)


def _leave_column(policy, name: str) -> bool:
	"""The policy uses `name` no longer: hide it there, and take it away where nothing else knows it."""
	field = _field_named(name)
	if not field:
		return False
	users = _users(policy, name)
	if users or _holds_data(name):
		frappe.db.set_value("Custom Field", field, "depends_on", _shown_for(users))
		return True
	# past the controller, which lets only the Administrator delete what the Administrator's seed has made
	frappe.db.delete("Custom Field", {"name": field})
	_settle_after_commit(name)
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
	column = _column_type(name)
	if not column:
		return False
	stated = "<> 0" if column.startswith("decimal") else f"is not null and cast(`{name}` as char) <> ''"
	return bool(frappe.db.sql(f"select 1 from `tab{FORM}` where `{name}` {stated} limit 1"))


def _column_type(name: str) -> str:
	"""The column as the database describes it, for example varchar(140); empty where there is none."""
	rows = frappe.db.sql(
		"""select column_type from information_schema.columns
		where table_schema = database() and table_name = %s and column_name = %s""",
		(f"tab{FORM}", name),
	)
	return rows[0][0] if rows else ""


def _make_column(field: dict) -> bool:
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
	# one that was left a moment ago still has its column
	if not _column_type(field["fieldname"]):
		_add_column(field["fieldname"], field["fieldtype"])
	else:
		_settle_after_commit(field["fieldname"])
	return True


def _add_column(name: str, fieldtype: str) -> None:
	# as the framework would define it, so that a later migrate finds nothing to change
	rest = " not null default 0" if fieldtype in NUMBERS else ""
	_change_table(f"add column `{name}` {get_definition(fieldtype)}{rest}")


def _settle_after_commit(name: str) -> None:
	frappe.db.after_commit.add(lambda: _settle_column(name))


def _settle_column(name: str) -> None:
	"""Bring the column into line with the field as it was committed; answers given in the meantime stay."""
	fieldtype = frappe.db.get_value("Custom Field", {"dt": FORM, "fieldname": name}, "fieldtype")
	column = _column_type(name)
	fits = fieldtype and column == get_definition(fieldtype)
	if not column or fits or _holds_data(name):
		return
	_change_table(f"drop column `{name}`")
	if fieldtype:
		_add_column(name, fieldtype)


def _change_table(change: str) -> None:
	"""One change without a copy of the table; the framework's own sync would touch every column of money again."""
	frappe.db.sql_ddl(f"alter table `tab{FORM}` {change}")
	frappe.cache().hdel("table_columns", f"tab{FORM}")
	frappe.clear_cache(doctype=FORM)


def _refresh_form() -> None:
	"""Let every process and every browser read the form anew."""
	frappe.db.set_value("DocType", FORM, "modified", frappe.utils.now(), update_modified=False)
	frappe.clear_cache(doctype=FORM)
