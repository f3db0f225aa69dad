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
	seal = hashlib.sha256(_FORMAT_MARK)
	for row in rows:
		seal.update(b"r%d:" % len(row))
		for value in row:
			seal.update(_encode(value))
	return seal.hexdigest()


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
