"""Parts that several prints share: reading the data, letterhead, signers, columns of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from covid_support.core.money import format_vnd
from covid_support.core.problem import Problem

from ..blocks import Column, Letterhead, SignaturePlace

Data = Mapping[str, Any]
SEALED_NOTE = "(Ký, ghi rõ họ tên, đóng dấu)"
MALE, FEMALE = "Male", "Female"


def required(data: Data, key: str) -> Any:
	"""The value of a key; raises Problem when it is missing or empty."""
	value = data.get(key)
	if value is None or value == "":
		raise Problem('The document cannot be printed: "{0}" is missing from its data.', key)
	return value


def as_date(value: Any) -> date | None:
	"""A date from a date, a datetime, an ISO text or None. Raises Problem for anything else."""
	if isinstance(value, datetime):
		return value.date()
	if isinstance(value, date) or not value:
		return value or None
	try:
		return date.fromisoformat(str(value)[:10])
	except ValueError as error:
		raise Problem("{0} is not a date. Write it as year-month-day, such as 2020-05-05.", value) from error


def document_date(data: Data) -> date:
	"""The date in the PDF's properties: that of issue, else the day the data were drawn up."""
	day = as_date(data.get("issued_on")) or as_date(data.get("prepared_on"))
	if day is None:
		raise Problem('The document cannot be printed: "{0}" is missing from its data.', "prepared_on")
	return day


def document_title(type_name: str, subject: str) -> str:
	"""Title in the PDF's properties: "Quyết định về việc …"."""
	begins_a_sentence = subject[:1].isupper() and subject[1:2].islower()
	return f"{type_name} {subject[:1].lower() + subject[1:] if begins_a_sentence else subject}"


def letterhead(data: Data) -> Letterhead:
	"""Letterhead from agency, parent_agency, number_symbol, place, issued_on."""
	return Letterhead(
		required(data, "agency"),
		data.get("parent_agency", ""),
		data.get("number_symbol", ""),
		data.get("place", ""),
		as_date(data.get("issued_on")),
	)


def signature_place(data: Data, note: str = "") -> SignaturePlace:
	"""A signature place from {"authority", "post": [lines], "name", "place_date"}."""
	post = required(data, "post")
	return SignaturePlace(
		[post] if isinstance(post, str) else post,
		data.get("authority", ""),
		data.get("name", ""),
		data.get("note", note),
		data.get("place_date", ""),
	)


def birth_columns(lines: Sequence[Data]) -> Column:
	"""Birth date under "Nam" and "Nữ"; one column when the sex of someone is not known."""
	if all(line.get("sex") in (MALE, FEMALE) for line in lines):
		return Column(
			"birth",
			"Ngày, tháng, năm sinh",
			sub_columns=(
				Column("birth_male", "Nam", 21, "center"),
				Column("birth_female", "Nữ", 21, "center"),
			),
		)
	return Column("birth_date", "Ngày, tháng, năm sinh", 23, "center")


def person_cells(line: Data) -> dict[str, Any]:
	"""The cells of one person: the line itself with the birth date under the person's sex."""
	birth = line.get("birth_date", "")
	return {
		**line,
		"birth_male": birth if line.get("sex") == MALE else "",
		"birth_female": birth if line.get("sex") == FEMALE else "",
	}


def total_amount(lines: Sequence[Data]) -> int:
	"""Sum of the amounts of the lines, in đồng."""
	return sum(int(required(line, "amount")) for line in lines)


def people_and_amount(people: int) -> str:
	"""Label of the closing line of a list."""
	return f"Tổng số: {format_vnd(people)} người; tổng số tiền:"
