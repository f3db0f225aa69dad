"""What may stand in a programme pack: one table of columns for reading, writing, checking and comparing it. Pure.

A further field of a DocType travels as soon as it has a row here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from covid_support.core.problem import Problem

FORMAT = 2


@dataclass(frozen=True)
class Column:
	"""One key of an object in a pack and the field that keeps it.

	kind: text, date, money (whole đồng), number, integer, flag, lines (array of texts, kept as lines),
	json (kept as its text), table (array of objects) or group (object whose columns are fields of the parent).
	A value that equals `default` is left out of the file. `doctype` names what keeps the rows of a table or
	the fields of an object, `identity` the keys by which a row is found again when two packs are compared.
	"""

	key: str
	field: str = ""
	kind: str = "text"
	required: bool = False
	default: object = None
	columns: tuple["Column", ...] = ()
	doctype: str = ""
	identity: tuple[str, ...] = ()

	@property
	def fieldname(self) -> str:
		"""The field of the DocType; the key itself when nothing else is said."""
		return self.field or self.key


def _table(
	key: str,
	doctype: str,
	columns: tuple[Column, ...],
	*identity: str,
	required: bool = False,
	field: str = "",
) -> Column:
	return Column(key, field, "table", required, columns=columns, doctype=doctype, identity=identity)


def _flag(key: str, default: bool = False) -> Column:
	return Column(key, kind="flag", default=default)


def _dates(*keys: str) -> tuple[Column, ...]:
	return tuple(Column(key, kind="date") for key in keys)


def _confirmed(prefix: str = "") -> Column:
	columns = (Column("by", f"{prefix}confirmed_by"), Column("on", f"{prefix}confirmed_on", "date"))
	return Column("confirmed", kind="group", columns=columns)


TRUST = (Column("confidence"), Column("source"), _confirmed())
SURE_TRUST = (Column("confidence", required=True), *TRUST[1:])

LEGAL_DOCUMENT = (
	Column("document_code", required=True), Column("document_number", required=True),
	Column("document_type", required=True), Column("title", required=True), Column("issuer", required=True),
	Column("issued_on", kind="date", required=True), *_dates("effective_from", "effective_to"),
	Column("amends"), *SURE_TRUST,
)  # fmt: skip
EXCLUSIVE_GROUP = (
	Column("group_code", required=True), Column("title", required=True), Column("legal_basis"),
	Column("cycle", default="Programme"), Column("settlement", default="One Only"), Column("explanation"), *TRUST,
)  # fmt: skip
ROUTE_STEP = (
	Column("step_kind", required=True), Column("level", required=True), Column("office_kind"),
	Column("prepare_role", required=True), Column("sign_role"), Column("working_days", kind="integer"),
	Column("posting_days", kind="integer"), Column("from_amount", kind="money"), *TRUST,
)  # fmt: skip
ROUTE = (
	Column("code", "route_code", required=True), Column("title", required=True), *_dates("valid_from", "valid_to"),
	Column("legal_basis"), Column("handover_route"), *TRUST,
	_table("steps", "Approval Route Step", ROUTE_STEP, "step_kind", "level", "office_kind", required=True),
)  # fmt: skip
PROGRAMME_DOCUMENT = (
	Column("legal_document", required=True),
	_flag("print_as_basis", True),
	Column("citation"),
)
PROGRAMME = (
	Column("code", "programme_code", required=True), Column("order", "order_number", "integer"),
	Column("title", required=True), Column("status", default="Draft"), *_dates("starts_on", "ends_on"),
	Column("area", "administrative_unit"), *TRUST, Column("notes"),
	_table("legal_documents", "Programme Legal Document", PROGRAMME_DOCUMENT, "legal_document"),
)  # fmt: skip
CRITERION = (
	Column("group", "group_number", "integer", required=True), Column("fact", required=True),
	Column("operator", required=True), Column("value"), *TRUST,
)  # fmt: skip
COMPONENT = (
	Column("code", "component_code", required=True), Column("title", required=True),
	Column("method", required=True), Column("amount", kind="money"), Column("quantity_fact"),
	Column("minimum_quantity", kind="number"), Column("maximum_quantity", kind="number"),
	Column("minimum_amount", kind="money"), Column("maximum_amount", kind="money"),
	Column("maximum_per_unit", kind="money"), Column("maximum_by_fact"),
	Column("percent", kind="number"), *TRUST,
)  # fmt: skip
# kept in the policy's one grid of criteria, told apart by the component's code
COMPONENT_CRITERIA = _table("criteria", "Policy Criterion", CRITERION, "group", "fact")
INSTALMENT = (
	Column("title", required=True), Column("percent", kind="number", required=True), _flag("needs_acceptance"), *TRUST,
)  # fmt: skip
EXCLUSION = (Column("policy", required=True), Column("reason"), *TRUST)
FORM_FIELD = (
	Column("fieldname", required=True), Column("label", required=True), Column("kind", required=True),
	Column("choices", kind="lines"), _flag("mandatory"), Column("help"),
)  # fmt: skip
DOSSIER_ITEM = (
	Column("paper", required=True), _flag("mandatory", True), Column("case", "only_for"), _flag("whole_list"),
	Column("fact"), Column("operator"), Column("value"), *TRUST,
)  # fmt: skip
FUNDING_SHARE = (
	Column("source_kind", required=True), Column("percent", kind="number", required=True),
	Column("confidence"), Column("note"), _confirmed(),
)  # fmt: skip
TEST_PERSON = (
	Column("title", required=True), Column("facts", kind="json", required=True), _flag("expected_eligible"),
	Column("expected_amount", kind="money"),
)  # fmt: skip
WORDING = (
	Column("in_force_from", kind="date"), Column("legal_basis"), Column("title", required=True),
	Column("short_title", required=True), Column("group", "report_group", required=True),
	Column("applicant_kind", default="Person"), Column("filed_by", default="Commune"),
	Column("benefit_kind", default="Cash"), *_dates("effective_from", "effective_to"),
	Column("application_from", kind="date", required=True), Column("application_to", kind="date", required=True),
	Column("dates", kind="group", columns=(
		Column("confidence", "dates_confidence"), Column("source", "dates_source"), _confirmed("dates_"),
	)),
	Column("period_kind", default="Once"), *_dates("reference_date"), Column("exclusive_group"),
	_flag("once_only", True), Column("route", "approval_route", required=True), *SURE_TRUST,
	_table("criteria", "Policy Criterion", CRITERION, "group", "fact"),
	_table("components", "Benefit Component", (*COMPONENT, COMPONENT_CRITERIA), "code", required=True),
	_table("instalments", "Policy Instalment", INSTALMENT, "title"),
	_table("exclusions", "Policy Exclusion", EXCLUSION, "policy"),
	_table("form_fields", "Policy Form Field", FORM_FIELD, "fieldname"),
	_table("dossier", "Policy Dossier Item", DOSSIER_ITEM, "paper"),
	_table("funding_shares", "Policy Funding Share", FUNDING_SHARE, "source_kind", field="funding"), Column("notes"),
)  # fmt: skip
VERSIONS = _table("versions", "Support Policy", WORDING, "in_force_from", required=True)
POLICY = (
	Column("code", "policy_code", required=True), Column("status", default="Draft"), VERSIONS,
	_table("test_people", "Policy Test Person", TEST_PERSON, "title"),
)  # fmt: skip
RECORDS = (
	_table("legal_documents", "Legal Document", LEGAL_DOCUMENT, "document_code"),
	_table("exclusive_groups", "Exclusive Group", EXCLUSIVE_GROUP, "group_code"),
	_table("routes", "Approval Route", ROUTE, "code"),
)
SHARED = (Column("format", kind="integer", required=True), *RECORDS)
PACK = (
	Column("format", kind="integer", required=True),
	Column("programme", kind="group", required=True, columns=PROGRAMME, doctype="Support Programme"),
	*RECORDS,
	_table("policies", "Support Policy", POLICY, "code", required=True),
)  # fmt: skip


def is_empty(value: object) -> bool:
	"""Whether a value says nothing; in limits and amounts 0 means "none", as in the forms."""
	return value in (None, "", [], {}) or (value == 0 and not isinstance(value, bool))


def canonical(data: object, columns: tuple[Column, ...], path: str = "", partial: bool = False) -> dict:
	"""Check one object and give it with its keys in order, nothing empty, nothing that equals the default.

	`partial` (a later version of a policy) asks for no required keys and keeps what is emptied as null.
	Raises Problem that begins with the path of the faulty value.
	"""
	if not isinstance(data, dict):
		raise Problem("{0}: an object in curly brackets is expected here.", path or "{}")
	_refuse_unknown(data, columns, path)
	result = {}
	for column in columns:
		place = f"{path}.{column.key}" if path else column.key
		value = _checked(data.get(column.key), column, place)
		if partial and column.key in data:
			result[column.key] = None if is_empty(value) else value
		elif column.required and is_empty(value) and not partial:
			raise Problem("{0} is missing. Write it in.", place)
		elif not is_empty(value) and value != column.default:
			result[column.key] = value
	return result


def row_place(place: str, column: Column, row: object, number: int) -> str:
	"""How messages name a row: by its code where it has one, else by its number from 1 on."""
	code = row.get(column.identity[0]) if isinstance(row, dict) and len(column.identity) == 1 else None
	return f"{place}[{code if isinstance(code, str) and column is not VERSIONS else number}]"


def _refuse_unknown(data: dict, columns: tuple[Column, ...], path: str) -> None:
	known = [column.key for column in columns]
	for key in data:
		if key not in known:
			raise Problem(
				"{0}: {1} is not known here. Possible are: {2}.", path or "{}", str(key), ", ".join(known)
			)


def _checked(value: object, column: Column, place: str) -> object:
	if column.kind == "table":
		return _checked_rows(value, column, place)
	if value is None:
		return None
	if column.kind == "group":
		return canonical(value, column.columns, place)
	return _READERS[column.kind](value, place)


def _checked_rows(value: object, column: Column, place: str) -> list[dict]:
	if value is None:
		return []
	if not isinstance(value, list):
		raise Problem("{0}: a list in square brackets is expected here.", place)
	partial_from = 1 if column is VERSIONS else len(value)
	return [
		canonical(row, column.columns, row_place(place, column, row, number), partial=number > partial_from)
		for number, row in enumerate(value, 1)
	]


def _text(value: object, place: str) -> str:
	if not isinstance(value, str):
		raise Problem("{0}: a text in quotation marks is expected, not {1}.", place, str(value)[:60])
	return value.strip()


def _date(value: object, place: str) -> str:
	try:
		return date.fromisoformat(str(value)).isoformat()
	except ValueError as error:
		raise Problem("{0}: {1} is not a date. Write it as 2021-07-01.", place, str(value)[:60]) from error


def _number(value: object, place: str) -> int | float:
	try:
		if isinstance(value, bool):
			raise InvalidOperation
		exact = Decimal(str(value))
		if not exact.is_finite():
			raise InvalidOperation
		return int(exact) if exact == exact.to_integral_value() else float(exact)
	except (InvalidOperation, ValueError) as error:
		raise Problem("{0}: a number is expected, not {1}.", place, str(value)[:60]) from error


def _whole(value: object, place: str) -> int:
	number = _number(value, place)
	if not isinstance(number, int) or number < 0:
		raise Problem("{0}: a whole number from 0 on is expected, not {1}.", place, str(value)[:60])
	return number


def _yes_or_no(value: object, place: str) -> bool:
	if value not in (True, False):
		raise Problem("{0}: true or false is expected, not {1}.", place, str(value)[:60])
	return bool(value)


def _lines(value: object, place: str) -> list[str]:
	if not isinstance(value, list):
		raise Problem("{0}: a list in square brackets is expected here.", place)
	return [_text(line, f"{place}[{number}]") for number, line in enumerate(value, 1)]


def _object(value: object, place: str) -> dict:
	if not isinstance(value, dict):
		raise Problem("{0}: an object in curly brackets is expected here.", place)
	return value


_READERS: dict[str, Callable[[object, str], object]] = {
	"text": _text, "date": _date, "money": _whole, "integer": _whole, "number": _number,
	"flag": _yes_or_no, "lines": _lines, "json": _object,
}  # fmt: skip
