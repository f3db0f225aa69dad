"""A digest of rows that two programs compute alike: the seal of a signed list."""

import hashlib
from collections.abc import Iterable

from covid_support.core.problem import Problem

_FORMAT_MARK = b"covid_support rows, format 1\n"


def digest_rows(rows: Iterable[tuple]) -> str:
	"""Give the SHA-256 (hex) of rows of text, whole numbers and None, in the order given.

	Every value carries its type and length, so that no two different row sequences share an encoding
	(1 and "1", None and "", ("ab", "c") and ("a", "bc") all differ). Rows are read one at a time.
	True and False count as 1 and 0, because a database gives them back so.
	Raises Problem for other types: write dates as ISO text and money as whole đồng first.
	"""
	return digest_encoded(b"r%d:%b" % (len(row), b"".join(map(_encode, row))) for row in rows)


def digest_encoded(rows: Iterable[bytes]) -> str:
	"""The same digest of rows that are encoded already, as `row_sql` lets a database do it."""
	seal = hashlib.sha256(_FORMAT_MARK)
	for row in rows:
		seal.update(row)
	return seal.hexdigest()


def row_sql(*values: str) -> str:
	"""SQL (MariaDB) for the encoding of a row of `text_sql` and `whole_sql`: one short column is read in half the time."""
	return f"cast(concat('r{len(values)}:', {', '.join(values)}) as binary)"


def text_sql(column: str) -> str:
	"""SQL for the encoding of a text, which the database keeps in UTF-8."""
	return f"ifnull(concat('s', octet_length({column}), ':', {column}), 'n;')"


def whole_sql(column: str) -> str:
	"""SQL for the encoding of a whole number."""
	return f"ifnull(concat('i', cast({column} as signed), ';'), 'n;')"


def _encode(value: str | int | None) -> bytes:
	if value is None:
		return b"n;"
	if isinstance(value, str):
		text = value.encode("utf-8", "surrogatepass")
		return b"s%d:%b" % (len(text), text)
	if isinstance(value, int):
		return b"i%d;" % value
	raise Problem(
		"A value of type {0} cannot be sealed. Write it as text or as a whole number first.",
		type(value).__name__,
	)
