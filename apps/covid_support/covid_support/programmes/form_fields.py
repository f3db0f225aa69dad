"""The additional form fields of a policy: rows of its grid, checked and turned into facts and fields. Pure.

A field holds one answer of the applicant. It may bear the key of a fact that the catalogue knows (months,
f0_days …); then its kind must be the same, and every policy that uses it means the same.
"""

import re
from collections.abc import Iterable, Mapping

from covid_support.core.problem import Problem, Term
from covid_support.rules.facts import FACTS, REGISTER_KEYS, Fact

NAME = re.compile(r"[a-z][a-z0-9_]{1,49}")
LONGEST_CHOICE = 140
# columns of the database's own, and words that SQL or the form script would take for something else
RESERVED = frozenset(
	(
		"name", "owner", "creation", "modified", "modified_by", "docstatus", "idx", "parent", "parenttype",
		"parentfield", "doctype", "amended_from", "live_application",
	)
)  # fmt: skip
YES_NO = "\nYes\nNo"


def facts_of_rows(rows: Iterable[Mapping]) -> list[Fact]:
	"""The facts that the rows (fieldname, label, kind, choices, mandatory) of a form describe."""
	return [
		Fact(
			(row.get("fieldname") or "").strip(),
			(row.get("label") or "").strip(),
			row.get("kind"),
			tuple(choices_of(row)),
			bool(row.get("mandatory")),
		)
		for row in rows
	]


def choices_of(row: Mapping) -> list[str]:
	"""The choices of a row, one for each line that is not empty."""
	return [line.strip() for line in (row.get("choices") or "").splitlines() if line.strip()]


def check_rows(rows: Iterable[Mapping], standing: Iterable[str]) -> None:
	"""Raise Problem naming the row that cannot become a field; `standing` are the form's built-in columns."""
	standing = set(standing)
	seen: set[str] = set()
	for number, row in enumerate(rows, 1):
		name = (row.get("fieldname") or "").strip()
		_check_name(number, name, standing)
		if name in seen:
			raise Problem("Form field row {0}: {1} stands twice. Keep one of them.", number, name)
		seen.add(name)
		_check_kind(number, name, row)


def needs_column(name: str, standing: Iterable[str]) -> bool:
	"""Whether the field has no built-in column on the application and so gets one of its own."""
	return name not in set(standing)


def field_of(fact: Fact, choices: Iterable[str] = ()) -> dict:
	"""The properties of the form field that holds `fact`; `choices` are those of all policies that use it."""
	kinds = {
		"number": {"fieldtype": "Float", "non_negative": 1},
		"money": {"fieldtype": "Currency", "precision": "0", "non_negative": 1},
		"date": {"fieldtype": "Date"},
		"text": {"fieldtype": "Data"},
		"choice": {"fieldtype": "Select", "options": "\n" + "\n".join(choices or fact.choices)},
		"yes_no": {"fieldtype": "Select", "options": YES_NO},
	}
	return {"fieldname": fact.key, "label": fact.label, **kinds[fact.kind]}


def _check_name(number: int, name: str, standing: set[str]) -> None:
	if not NAME.fullmatch(name):
		raise Problem(
			"Form field row {0}: {1} cannot be the name of a field. Use small letters without diacritics, digits and _, beginning with a letter, for example so_kwh.",
			number,
			name or "–",
		)
	if name in REGISTER_KEYS:
		raise Problem(
			"Form field row {0}: {1} ({2}) is taken from the register and cannot be asked on the form. Choose another name.",
			number,
			name,
			Term(FACTS[name].label),
		)
	if name in RESERVED or (name in standing and name not in FACTS):
		raise Problem(
			"Form field row {0}: the name {1} is used by the form itself. Choose another name.", number, name
		)


def _check_kind(number: int, name: str, row: Mapping) -> None:
	known = FACTS.get(name)
	if known and known.kind != row.get("kind"):
		raise Problem(
			"Form field row {0}: {1} must be of the kind {2}, because all policies know {3} as such.",
			number,
			name,
			Term(known.kind),
			Term(known.label),
		)
	choices = choices_of(row)
	if row.get("kind") != "choice":
		return
	if not choices and not (known and not known.choices):
		raise Problem("Form field row {0}: enter the choices of {1}, one on each line.", number, name)
	if len(set(choices)) != len(choices):
		raise Problem("Form field row {0}: a choice of {1} stands twice. Keep one of them.", number, name)
	if any(len(choice) > LONGEST_CHOICE for choice in choices):
		raise Problem(
			"Form field row {0}: a choice of {1} is longer than {2} letters. Shorten it.",
			number,
			name,
			LONGEST_CHOICE,
		)
