"""The font of official documents: where it lies, which letters it has and how wide they are.

NĐ 30/2020 asks for Times New Roman; Liberation Serif has its exact widths and every Vietnamese letter.
Only the folder found here is searched, because a machine's other fonts (Liberation 1 above all) lack
Vietnamese letters and would be mixed in letter by letter.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont
from typst import Fonts

from covid_support.core.problem import Problem

FAMILY = "Liberation Serif"
FOLDER_VARIABLE = "COVID_SUPPORT_FONTS"
USUAL_FOLDERS = (
	"/usr/share/fonts/truetype/liberation2",
	"/usr/share/fonts/truetype/liberation-serif",
	"/usr/share/fonts/liberation-serif",
)
FACES = (
	"LiberationSerif-Regular.ttf",
	"LiberationSerif-Bold.ttf",
	"LiberationSerif-Italic.ttf",
	"LiberationSerif-BoldItalic.ttf",
)
VIETNAMESE_SAMPLE = "ĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"


def font_folder() -> Path:
	"""The folder with the four faces of Liberation Serif 2.

	Looks at the environment variable COVID_SUPPORT_FONTS, then at the usual places. Raises Problem when
	a face is missing or has no Vietnamese letters.
	"""
	chosen = os.environ.get(FOLDER_VARIABLE)
	folders = (chosen,) if chosen else USUAL_FOLDERS
	for folder in folders:
		if all((Path(folder) / face).is_file() for face in FACES):
			return Path(folder)
	raise Problem(
		"The font Liberation Serif is missing from {0}. Install the Debian package fonts-liberation2, or "
		"set {1} to the folder that holds its four faces.",
		", ".join(folders),
		FOLDER_VARIABLE,
	)


class FaceMetrics:
	"""Letters and advance widths of one face."""

	def __init__(self, path: Path):
		with TTFont(path, lazy=True) as font:
			units = font["head"].unitsPerEm
			advances = font["hmtx"].metrics
			self.widths = {
				chr(code): advances[glyph][0] / units for code, glyph in font.getBestCmap().items()
			}
		lacking = [letter for letter in VIETNAMESE_SAMPLE if letter not in self.widths]
		if lacking:
			raise Problem(
				"The font file {0} lacks the Vietnamese letters {1}. Install the Debian package "
				"fonts-liberation2 (version 1 of this font has no Vietnamese).",
				path.name,
				" ".join(lacking),
			)

	def missing(self, text: str) -> str:
		"""The first character of the text that the font cannot print, or ""."""
		widths = self.widths
		for character in text:
			if character not in widths and character != "\n":
				return character
		return ""

	def width(self, text: str, size: float) -> float:
		"""Width of a text of one line in points, without kerning."""
		widths = self.widths
		return size * sum(widths[character] for character in text)


@lru_cache(maxsize=8)
def face_metrics(folder: Path, bold: bool) -> FaceMetrics:
	"""Metrics of the upright regular or bold face in a folder."""
	return FaceMetrics(folder / FACES[1 if bold else 0])


@lru_cache(maxsize=4)
def typst_fonts(folder: Path) -> Fonts:
	"""What typst may use: this folder alone, neither the system's fonts nor its built-in ones."""
	return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
