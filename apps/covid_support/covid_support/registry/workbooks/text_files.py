"""Lists as text (.csv): which encoding, which separator.

Certain signs decide alone: a byte order mark, or bytes that are valid UTF-8. Everything else is asked:
the old Vietnamese encodings cannot be told apart with certainty.
"""

import codecs
import csv
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from covid_support.core.problem import Problem

# the user's choice: how the bytes become characters (those of fonts are converted by legacy_text afterwards)
ENCODINGS = {
	"UTF-8": "utf-8-sig",
	"UTF-16": "utf-16",
	"Windows-1258": "cp1258",
	"TCVN3 (ABC)": "latin-1",
	"VNI": "cp1252",
}
SEPARATORS = ",;\t|"
_SAMPLE_LINES = 30
MOST_COLUMNS = 200
csv.field_size_limit(100_000)


class TextFile:
	"""A .csv file with its encoding and separator found or told."""

	def __init__(self, path: Path, encoding: str = ""):
		if encoding and encoding not in ENCODINGS:
			raise Problem("There is no encoding {0}. Choose one from the list.", encoding)
		self.path = path
		self.encoding = encoding or certain_encoding(path)
		self.codec = ENCODINGS[self.encoding]
		self.separator = self._separator()

	def iter_rows(self) -> Iterator[list[str]]:
		"""All lines as lists of texts. Raises Problem when the bytes do not fit the encoding."""
		with self.path.open(encoding=self.codec, newline="") as stream:
			yield from self._rows(stream)

	def _rows(self, stream) -> Iterator[list[str]]:
		try:
			for row in csv.reader(stream, delimiter=self.separator):
				if len(row) > MOST_COLUMNS:
					raise Problem(
						"A line of the file has more than {0} columns. Check the separator.", MOST_COLUMNS
					)
				if row and row[0].startswith("sep=") and len(row) <= 2:
					yield []
					continue
				yield [unicodedata.normalize("NFC", cell) for cell in row]
		except UnicodeError as error:
			raise Problem(
				"The file is not written in {0}. Choose the encoding it was saved with.", self.encoding
			) from error
		except csv.Error as error:
			raise Problem("The file is not a table of text. Save it as .csv or .xlsx again.") from error

	def _separator(self) -> str:
		"""The sign that cuts the first lines into the same, largest number of columns."""
		try:
			with self.path.open(encoding=self.codec, newline="") as stream:
				lines = [line for _, line in zip(range(_SAMPLE_LINES), stream, strict=False)]
		except UnicodeError as error:
			raise Problem(
				"The file is not written in {0}. Choose the encoding it was saved with.", self.encoding
			) from error
		if lines and lines[0].startswith("sep=") and len(lines[0]) > 4:
			return lines[0][4]
		return max(SEPARATORS, key=lambda sign: _steadiness(lines, sign))


def _steadiness(lines: list[str], separator: str) -> tuple[int, int]:
	widths = [len(row) for row in csv.reader(lines, delimiter=separator) if any(row)]
	wide = [width for width in widths if width > 1]
	if not wide:
		return 0, 0
	most_common = max(set(wide), key=wide.count)
	return wide.count(most_common), most_common


def certain_encoding(path: Path) -> str:
	"""UTF-8 or UTF-16 when the file says so or can be nothing else; raises Problem that asks for a choice."""
	with path.open("rb") as stream:
		start = stream.read(4)
		if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
			return "UTF-16"
		stream.seek(0)
		decoder = codecs.getincrementaldecoder("utf-8")()
		try:
			while block := stream.read(1 << 20):
				decoder.decode(block)
			decoder.decode(b"", final=True)
		except UnicodeDecodeError as error:
			raise Problem(
				"The encoding of the text file cannot be told with certainty. Choose it ({0}) and look at the "
				"preview.",
				", ".join(ENCODINGS),
			) from error
	return "UTF-8"
