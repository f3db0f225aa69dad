"""Names of administrative units, compared however officials shorten them."""

import re

from covid_support.core.names import search_key

UNIT_LEVELS = ("Country", "Province", "District", "Commune", "Hamlet")

# Longest first. A single letter counts as a prefix only before a digit or when it had its dot ("P.1", "H. Mỹ Tú").
_PREFIX = re.compile(
	r"^(?:(?:thanh pho|thi xa|thi tran|dac khu|tinh|huyen|quan|xa|phuong|tp|tx|tt)(?=[ \d])"
	r"|(?:[phqx])(?= ?\d))\s*"
)
_DOTTED_LETTER = re.compile(r"^\s*[phqxt]\s*\.\s*(?=\S)", re.IGNORECASE)
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")


def unit_search_key(name: str) -> str:
	"""Give the key of a unit's name without its kind: "TX. Vĩnh Châu", "Thị xã Vĩnh Châu" and "Vĩnh Châu"
	give "vinh chau"; "P.1", "Phường 01" and "Phường 1" give "1". A name that is nothing but a kind stays.
	"""
	without_letter = _DOTTED_LETTER.sub("", str(name or ""))
	key = search_key(without_letter)
	if without_letter == str(name or ""):
		key = _PREFIX.sub("", key) or key
	return _LEADING_ZEROS.sub("", key)
