"""The blocks that an official document is made of.

A document is a list of blocks: letterhead, title, legal basis, paragraphs, tables, signature places,
recipients. Blocks say what the document holds and never how it looks: a layout kit
(:mod:`.state_document`) knows the looks and a renderer (:mod:`.typst_renderer`) draws them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from covid_support.core.problem import Problem

COLUMN_KINDS = ("text", "integer", "money", "percent", "signature")
COLUMN_ALIGNMENTS = ("", "left", "center", "right")
PARAGRAPH_STYLES = ("body", "heading", "article", "note", "right")
SIGNATURE_NOTE = "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True)
class Letterhead:
	"""Head of the first page: the agency on the left, the national title and the date on the right.

	``number_symbol`` is the text after "Số:" such as ``12/QĐ-UBND``; one that begins with a slash leaves
	room for the registrar to fill the number in. An empty one leaves the whole line out, as lists do.
	``issued_on`` None with a ``place`` prints "ngày … tháng … năm …" with room to fill in.
	"""

	agency: str
	parent_agency: str = ""
	number_symbol: str = ""
	place: str = ""
	issued_on: date | None = None


@dataclass(frozen=True)
class TypeTitle:
	"""Name of the document type in capitals ("QUYẾT ĐỊNH") and what it is about.

	``reference`` is an italic line below ("(Kèm theo Tờ trình số …)"), printed after the short rule.
	"""

	type_name: str
	subject: str = ""
	reference: str = ""


@dataclass(frozen=True)
class SubjectLine:
	"""Subject of a letter that has no type name: "V/v …". Follows the letterhead, printed under the number."""

	text: str


@dataclass(frozen=True)
class Addressees:
	""" "Kính gửi": one name on one line, several as a dashed list."""

	names: Sequence[str]


@dataclass(frozen=True)
class LegalBasis:
	"""The "Căn cứ …" lines; the kit ends each with ";" and the last with "."."""

	lines: Sequence[str]


@dataclass(frozen=True)
class Paragraph:
	"""Running text. ``**words**`` print bold; ``{name}`` is replaced by ``values["name"]`` literally.

	Values are inserted after the bold marks are read, so nothing in a value can change the looks.
	"""

	text: str
	style: str = "body"
	values: Mapping[str, object] = field(default_factory=dict)

	def __post_init__(self):
		if self.style not in PARAGRAPH_STYLES:
			raise Problem(
				"Paragraph style {0} is not known. Use one of: {1}.", self.style, ", ".join(PARAGRAPH_STYLES)
			)


@dataclass(frozen=True)
class Column:
	"""One column of a table.

	``width`` is the wished width in millimetres; all widths are scaled to fill the page, and a column of
	figures is never made narrower than its longest figure. ``total`` sums the column (money columns by
	default). ``sub_columns`` makes this a heading over them, with no cells of its own.
	"""

	key: str
	title: str
	width: float = 20
	align: str = ""
	kind: str = "text"
	total: bool | None = None
	sub_columns: Sequence[Column] = ()

	def __post_init__(self):
		if self.kind not in COLUMN_KINDS:
			raise Problem(
				"Column {0}: the kind {1} is not known. Use one of: {2}.",
				self.title or self.key,
				self.kind,
				", ".join(COLUMN_KINDS),
			)
		if self.align not in COLUMN_ALIGNMENTS:
			raise Problem(
				"Column {0}: the alignment {1} is not known. Use left, center or right.",
				self.title or self.key,
				self.align,
			)
		if any(column.sub_columns for column in self.sub_columns):
			raise Problem(
				"Column {0}: table headings have at most two levels. Remove the third level.",
				self.title or self.key,
			)

	@property
	def totalled(self) -> bool:
		"""True when the column is summed on each page and over the whole table."""
		return self.kind == "money" if self.total is None else self.total


@dataclass(frozen=True)
class Row:
	"""A table row that is printed bold or indented; plain rows may be given as bare mappings."""

	cells: Mapping[str, Any]
	bold: bool = False
	level: int = 0


@dataclass(frozen=True)
class Table:
	"""A table of any length; its heading is repeated on each page.

	``rows`` are mappings (or :class:`Row`) from column key to str, int or None. ``number_column`` adds the
	"STT" column. ``group_by`` names a key of the rows: rows of equal value stand together under a bold
	line with their own totals, labelled with ``group_label``. ``page_subtotal`` closes each page of a table of several pages with the sum
	of that page; ``carried`` also carries the running sum from page to page; ``grand_total`` closes the
	table. ``{count}`` in a label is the number of rows summed. ``row_height`` is a least height in mm.
	"""

	columns: Sequence[Column]
	rows: Sequence[Mapping[str, Any] | Row]
	number_column: bool = True
	number_title: str = "STT"
	group_by: str = ""
	group_label: str = "{name}"
	page_subtotal: bool = False
	carried: bool = False
	grand_total: bool = False
	total_label: str = "TỔNG CỘNG"
	page_label: str = "Cộng trang"
	empty_text: str = "(Không có trường hợp nào)"
	column_numbers: bool = False
	font_size: float = 12
	row_height: float = 0

	def __post_init__(self):
		if not self.columns:
			raise Problem("The table has no columns. Choose at least one column.")

	@property
	def sums(self) -> bool:
		"""True when anything of this table is summed."""
		return bool(self.group_by or self.page_subtotal or self.carried or self.grand_total)

	@property
	def leaves(self) -> list[Column]:
		"""The columns that hold cells, in printing order."""
		return [leaf for column in self.columns for leaf in (column.sub_columns or (column,))]


@dataclass(frozen=True)
class AmountInWords:
	"""An amount of money (integer đồng) in figures and words, such as the closing line of a list."""

	label: str
	amount: int


@dataclass(frozen=True)
class SignaturePlace:
	"""Where one person signs: authority ("TM. ỦY BAN NHÂN DÂN"), post lines, name of the signer.

	``place_date`` is the italic line above ("Kế Sách, ngày … tháng … năm …") of lists whose head has none.
	"""

	post: Sequence[str]
	authority: str = ""
	name: str = ""
	note: str = SIGNATURE_NOTE
	place_date: str = ""


@dataclass(frozen=True)
class SignaturePlaces:
	"""One to four signature places side by side; a single one stands on the right."""

	places: Sequence[SignaturePlace]

	def __post_init__(self):
		if not 1 <= len(self.places) <= 4:
			raise Problem(
				"A signature block holds one to four places side by side, not {0}. Split it into two blocks.",
				len(self.places),
			)


@dataclass(frozen=True)
class Recipients:
	""" "Nơi nhận": printed on the left, level with the single signature place next to it."""

	lines: Sequence[str]


@dataclass(frozen=True)
class QRNote:
	"""A QR code with a caption and, behind it, the `code` to be typed by hand.

	``modules`` are rows of 0 (light) and 1 (dark), without the quiet zone.
	"""

	modules: Sequence[Sequence[int]]
	caption: str = ""
	code: str = ""


@dataclass(frozen=True)
class PageBreak:
	"""What follows begins on a new page."""


@dataclass(frozen=True)
class Annex:
	"""An annex: new page, its own page numbers and, if wished, landscape paper."""

	title: str
	blocks: Sequence[Block]
	label: str = "Phụ lục"
	reference: str = ""
	landscape: bool = False


Block = (
	Letterhead
	| TypeTitle
	| SubjectLine
	| Addressees
	| LegalBasis
	| Paragraph
	| Table
	| AmountInWords
	| SignaturePlaces
	| Recipients
	| QRNote
	| PageBreak
	| Annex
)


@dataclass(frozen=True)
class Document:
	"""A whole document. Title, author and date go into the PDF's properties; nothing else does."""

	title: str
	author: str
	issued_on: date
	blocks: Sequence[Block]
	landscape: bool = False
