"""Checking a paper in hand against the register: by the code under its QR code, and by the file itself.

Anybody may ask, so an answer holds what stands in the head of the paper and its sums, never a person.
"""

import hashlib
import secrets
from dataclasses import replace

import frappe
import segno
from frappe.utils import get_url

from covid_support.documents.kit.blocks import Annex, Document, QRNote, Recipients, SignaturePlaces

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no letter is taken for a digit
CODE_LENGTH, GROUP = 12, 4  # 59 bits: not to be guessed
PAGE = "/xac-minh"
COLUMNS = (
	"name", "document_number", "print_title", "issue_date", "status", "office", "subject", "people", "amount",
	"digest", "scan_digest", "verification_code", "revoked_on", "replaced_by",
)  # fmt: skip
AS_ISSUED, AS_SIGNED, CHANGED = "As Issued", "As Signed", "Changed"


def new_code() -> str:
	"""A code by chance: "K7QM-2XRP-9TDA"."""
	letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
	return "-".join(letters[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def clean_code(typed: str) -> str:
	"""The code as it is stored, however it was typed: small letters, spaces, without dashes."""
	letters = [letter for letter in str(typed or "").upper() if letter in ALPHABET][: CODE_LENGTH + 1]
	return "-".join("".join(letters[start : start + GROUP]) for start in range(0, len(letters), GROUP))


def address_of(code: str) -> str:
	"""The page that tells about the paper with this code."""
	return get_url(f"{PAGE}?ma={code}")


def with_code(paper: Document, code: str) -> Document:
	"""The paper with its QR code below the last signature of the main text."""
	matrix = segno.make(address_of(code), error="m", micro=False).matrix
	caption = f"Kiểm tra văn bản: quét mã hoặc mở {get_url(PAGE)}, nhập mã"
	note = QRNote([list(row) for row in matrix], caption, code)
	blocks = list(paper.blocks)
	main = [place for place, block in enumerate(blocks) if not isinstance(block, Annex)]
	signed = [place for place in main if isinstance(blocks[place], SignaturePlaces | Recipients)]
	blocks.insert((signed or main)[-1] + 1, note)
	return replace(paper, blocks=blocks)


def digest_of(content: bytes) -> str:
	"""The seal of a file: its SHA-256 (hex)."""
	return hashlib.sha256(content).hexdigest()


def look_up(typed: str) -> dict | None:
	"""What the register says of a code, with the names of the office and of the successor; None when it has none."""
	row = frappe.db.get_value(
		"Issued Document", {"verification_code": clean_code(typed)}, COLUMNS, as_dict=True
	)
	if not row:
		return None
	row.office_name = frappe.db.get_value("Office", row.office, "office_name")
	if row.replaced_by:
		columns = ["document_number", "verification_code"]
		row.successor = frappe.db.get_value("Issued Document", row.replaced_by, columns, as_dict=True)
	return row


def compare(found: dict, content: bytes) -> str:
	"""Whether a file is the paper that `found` (of `look_up`) tells of: AS_ISSUED, AS_SIGNED (its scan) or CHANGED."""
	digest = digest_of(content)
	if digest == found["digest"]:
		return AS_ISSUED
	return AS_SIGNED if digest == found["scan_digest"] else CHANGED
