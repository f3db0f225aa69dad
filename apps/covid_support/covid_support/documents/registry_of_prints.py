"""Which official prints exist: for which DocType, under which names, made by what."""

from collections.abc import Callable
from dataclasses import dataclass

import frappe
from frappe import _

from covid_support.documents.kit.blocks import Document as Paper
from covid_support.documents.kit.templates import decision as decision_template
from covid_support.documents.kit.templates import payment_list as payment_list_template
from covid_support.documents.kit.templates import proposed_list as proposed_list_template
from covid_support.documents.kit.templates import submission_letter as submission_letter_template
from covid_support.documents.reprints import times_printed
from covid_support.documents.sources import (
	decision,
	district_letter,
	payment_list,
	proposed_list,
	submission_letter,
)
from covid_support.documents.sources.list_signature import commune_signature, district_signature, sent_on


def _always(_document) -> bool:
	return True


def _own_unit(document) -> str:
	return document.administrative_unit


def _own_name(document) -> str:
	return document.name


def _is_submitted(document) -> bool:
	return document.docstatus == 1


def _is_signed_by_commune(application_list) -> bool:
	return commune_signature(application_list)[1] is not None


def _is_sent(application_list) -> bool:
	return sent_on(application_list) is not None


def _is_signed_by_district(application_list) -> bool:
	return bool(district_signature(application_list.name))


@dataclass(frozen=True)
class Print:
	"""One official print of a DocType.

	`name` goes into addresses, `title` on buttons (English, translated), `print_format` is the Print Format
	that serves it through the ordinary Print button, `slug` begins the names of its files. `collect` turns
	the Frappe document into the data of `build`; `is_open` says whether the button is worth showing.
	Whoever may read and print the document may print it; `collect` refuses what needs more.

	A print that offices issue has `issuer(document)`, the unit whose People's Committee issues it, and
	`is_signed(document)`: whether it may be issued; `numbered_itself` when the document has its number already.
	Documents of the same `key` stand on one and the same paper. `counted` prints are signed by those who receive
	money: each after the first says so (reprints.py).
	"""

	name: str
	doctype: str
	title: str
	print_format: str
	slug: str
	collect: Callable[[object], dict]
	build: Callable[[dict], Paper]
	is_open: Callable[[object], bool] = _always
	issuer: Callable[[object], str | None] | None = None
	is_signed: Callable[[object], bool] = _always
	numbered_itself: bool = False
	key: Callable[[object], str] = _own_name
	counted: bool = False


PRINTS = (
	Print(
		"proposed_list", "Application List", "Proposed list", "Danh sách đề nghị hỗ trợ", "danh-sach-de-nghi",
		proposed_list.collect, proposed_list_template.build, issuer=_own_unit, is_signed=_is_signed_by_commune,
	),
	Print(
		"submission_letter", "Application List", "Letter of the commune", "Tờ trình của cấp xã", "to-trinh-xa",
		submission_letter.collect, submission_letter_template.build, issuer=_own_unit, is_signed=_is_sent,
	),
	Print(
		"district_letter", "Application List", "Letter of the district", "Tờ trình của cấp huyện", "to-trinh-huyen",
		district_letter.collect, submission_letter_template.build, district_letter.is_open,
		issuer=district_letter.district_of, is_signed=_is_signed_by_district,
		key=district_letter.letter_key,
	),
	Print(
		"decision", "Decision", "Decision with annexed lists", "Quyết định kèm danh sách", "quyet-dinh",
		decision.collect, decision_template.build, issuer=_own_unit, is_signed=_is_submitted, numbered_itself=True,
	),
	Print(
		"payment_list", "Payment Batch", "Payment list with receipts", "Danh sách chi trả", "danh-sach-chi-tra",
		payment_list.collect, payment_list_template.build, counted=True,
	),
)  # fmt: skip


def find(doctype: str, name: str) -> Print | None:
	"""The print `name` of `doctype`, or None."""
	return next((each for each in PRINTS if each.doctype == doctype and each.name == name), None)


def of_title(title: str) -> Print:
	"""The print that bears `title`; Document Templates name theirs so."""
	return next(each for each in PRINTS if each.title == title)


def of_print_format(doctype: str, print_format: str | None) -> Print | None:
	"""The print that a Print Format of `doctype` serves; without a name, the one of its default format."""
	wanted = print_format or frappe.get_meta(doctype).default_print_format
	return next((each for each in PRINTS if each.doctype == doctype and each.print_format == wanted), None)


def open_prints(document) -> list[dict]:
	"""[{"name", "title", "printed"}] of the prints that the reader can have of `document` now.

	`printed` is how often a counted print was made.
	"""
	return [
		{"name": each.name, "title": _(each.title), "printed": times_printed(document, each)}
		for each in PRINTS
		if each.doctype == document.doctype and each.is_open(document)
	]
