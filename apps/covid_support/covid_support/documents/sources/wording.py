"""Words of official Vietnamese prose that are made from the system's titles. Pure."""

import re
from datetime import date

from covid_support.documents.kit.text import long_date

SUPPORT_WORD = "Hỗ trợ "
COMMITTEE_CAPITALS = "ỦY BAN NHÂN DÂN "
CHAIR = re.compile(r"(phó\s+)?chủ tịch\b", re.IGNORECASE)


def lower_first(text: str) -> str:
	"""The text as it goes on within a sentence: "Quy định về …" becomes "quy định về …"."""
	return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
	"""The text as it begins a sentence."""
	return text[:1].upper() + text[1:]


def granted(title: str) -> str:
	"""What a policy or programme grants, as it follows "kinh phí hỗ trợ": its title without "Hỗ trợ"."""
	return title.removeprefix(SUPPORT_WORD) if title.startswith(SUPPORT_WORD) else lower_first(title)


def about(subject: str) -> str:
	"""The subject under the name of a document type: it begins with "Về việc"."""
	subject = subject.strip()
	return subject if subject.lower().startswith("về ") else f"Về việc {lower_first(subject)}"


def in_capitals(office_name: str) -> str:
	"""An office's name in a letterhead; that of a People's Committee goes on two lines."""
	name = office_name.strip().upper()
	if name.startswith("UBND "):
		name = COMMITTEE_CAPITALS + name.removeprefix("UBND ")
	if name.startswith(COMMITTEE_CAPITALS):
		return f"{COMMITTEE_CAPITALS.strip()}\n{name.removeprefix(COMMITTEE_CAPITALS)}"
	return name


def post_lines(position: str, default: str = "CHỦ TỊCH") -> list[str]:
	"""The post above a signature: a deputy signs in the chair's place (NĐ 30/2020 Điều 13)."""
	chair = CHAIR.match(position.strip())
	if chair and chair.group(1):
		return ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
	if chair or not position.strip():
		return ["CHỦ TỊCH"] if chair else [default]
	return [position.strip().upper()]


def of_document(number_symbol: str, day: date | None) -> str:
	"""Number and date of a paper as another refers to it: "số 15/TTr-UBND ngày 05 tháng 5 năm 2020"."""
	number = number_symbol if not number_symbol.startswith("/") else f"        {number_symbol}"
	return f"số {number} {long_date(day)}"
