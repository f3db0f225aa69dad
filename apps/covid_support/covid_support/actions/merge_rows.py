"""What hangs on a person's record and goes along when it is merged into another one."""

from dataclasses import dataclass

import frappe

from covid_support.messages import refuse

# DocType, the column that names the person, whether `filed_as` keeps the record that was signed for (I4)
PARTS = (
	("Support Application", "beneficiary", True),
	("Payment", "beneficiary", True),
	("Entitlement Claim", "beneficiary", False),
	("Benefit Delivery", "beneficiary", False),
	("Support Waiver", "beneficiary", False),
	("Conflict Declaration", "beneficiary", False),
	("Household", "head", False),
)
LIVE = "status not in ('Rejected', 'Withdrawn')"


@dataclass(frozen=True)
class MovedRow:
	"""One row that went along; `filed_as` is what stood there before."""

	doctype: str
	name: str
	filed_as: str | None = None


def refuse_two_supports(kept: str, merged: str) -> None:
	"""Refuse when the merge would leave one person with two live applications that exclude each other (I1).

	Locks the applications of both, so that the answer holds until the transaction ends.
	"""
	frappe.db.sql(
		"select name from `tabSupport Application` where beneficiary in %s for update", [(kept, merged)]
	)
	names = {"kept": kept, "merged": merged}
	_refuse_same_policy(names)
	_refuse_same_group(names)


def _refuse_same_policy(names: dict) -> None:
	rows = frappe.db.sql(
		f"""select one.name, other.name, one.policy, one.period from `tabSupport Application` one
		join `tabSupport Application` other on other.policy = one.policy and other.beneficiary = %(merged)s
			and coalesce(nullif(other.unique_period, ''), other.period) = coalesce(nullif(one.unique_period, ''), one.period)
		where one.beneficiary = %(kept)s and one.{LIVE} and other.{LIVE} limit 1""",
		names,
	)
	if rows:
		first, second, policy, period = rows[0]
		refuse(
			"Both records have a live application for {0} {1}: {2} and {3}. Withdraw one of them or have its line taken out; if both were paid, recover one payment first. Then merge.",
			_title(policy),
			period or "",
			first,
			second,
		)


def _refuse_same_group(names: dict) -> None:
	rows = frappe.db.sql(
		f"""select one.name, other.name, one.policy, other.policy from `tabSupport Application` one
		join `tabSupport Policy` policy on policy.name = one.policy
		join `tabExclusive Group` family on family.name = policy.exclusive_group
		join `tabSupport Policy` second on second.exclusive_group = family.name and second.name <> policy.name
		join `tabSupport Application` other on other.policy = second.name and other.beneficiary = %(merged)s
			and (family.cycle <> 'Period' or other.period = one.period)
		where one.beneficiary = %(kept)s and one.{LIVE} and other.{LIVE} limit 1""",
		names,
	)
	if rows:
		first, second, policy, other = rows[0]
		refuse(
			"The records take part in two policies of which one person receives one: {0} ({1}) and {2} ({3}). Withdraw one of them or have its line taken out; if both were paid, recover one payment first. Then merge.",
			_title(policy),
			first,
			_title(other),
			second,
		)


def _title(policy: str) -> str:
	return frappe.get_cached_value("Support Policy", policy, "short_title") or policy


def move_rows(kept: str, merged: str) -> list[MovedRow]:
	"""Point everything of `merged` to `kept`; returns what was moved.

	A waiver or a claim that `kept` has itself stays where it is: moved, it would say the same thing twice.
	"""
	moved = []
	for doctype, column, signed in PARTS:
		rows = _rows_of(doctype, column, merged, kept, signed)
		if rows:
			_point(doctype, column, signed, [row.name for row in rows], kept, merged)
		moved += rows
	return moved


def _rows_of(doctype: str, column: str, merged: str, kept: str, signed: bool) -> list[MovedRow]:
	filed_as = "part.filed_as" if signed else "null"
	same = {
		"Entitlement Claim": "own.exclusive_group = part.exclusive_group and own.period = part.period "
		"and ifnull(own.policy_slot, '') = ifnull(part.policy_slot, '')",
		"Support Waiver": "ifnull(own.policy, '') = ifnull(part.policy, '') and own.withdrawn_on is null "
		"and part.withdrawn_on is null and ifnull(own.programme, '') = ifnull(part.programme, '')",
	}.get(doctype, "false")
	rows = frappe.db.sql(
		f"""select part.name, {filed_as} from `tab{doctype}` part where part.{column} = %(merged)s
		and not exists (select 1 from `tab{doctype}` own where own.{column} = %(kept)s and {same})
		order by part.name for update""",
		{"merged": merged, "kept": kept},
	)
	return [MovedRow(doctype, name, before) for name, before in rows]


def _point(doctype: str, column: str, signed: bool, names: list[str], kept: str, merged: str) -> None:
	filed_as = ", filed_as = coalesce(nullif(filed_as, ''), %(merged)s)" if signed else ""
	frappe.db.sql(
		f"update `tab{doctype}` set {column} = %(kept)s{filed_as} where name in %(names)s",
		{"kept": kept, "merged": merged, "names": names},
	)


def put_rows_back(moved: list[MovedRow], merged: str) -> None:
	"""Undo `move_rows`: a row that was deleted meanwhile (a withdrawn draft) is passed over."""
	for doctype, column, signed in PARTS:
		for row in (row for row in moved if row.doctype == doctype):
			values = {column: merged, **({"filed_as": row.filed_as} if signed else {})}
			frappe.db.set_value(doctype, row.name, values, update_modified=False)


def newer_rows(kept: str, moved: list[MovedRow], since) -> tuple[str, str] | None:
	"""(DocType, name) of something written for `kept` after `since` that was not moved, or None."""
	known = {(row.doctype, row.name) for row in moved}
	for doctype, column, _signed in PARTS:
		names = frappe.get_all(
			doctype, filters={column: kept, "creation": [">", since]}, pluck="name", order_by="creation"
		)
		fresh = next((name for name in names if (doctype, name) not in known), None)
		if fresh:
			return doctype, fresh
	return None
