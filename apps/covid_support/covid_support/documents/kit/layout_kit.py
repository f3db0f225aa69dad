"""What a layout kit fixes: paper, margins, sizes and the typst file that draws its blocks."""

from __future__ import annotations

from dataclasses import dataclass

POINTS_PER_MILLIMETRE = 72 / 25.4


def points(millimetres: float) -> float:
	"""Millimetres in points."""
	return millimetres * POINTS_PER_MILLIMETRE


@dataclass(frozen=True)
class LayoutKit:
	"""Measures of one kind of official document: lengths in millimetres, sizes in points.

	``template`` is the typst file that draws the blocks of this kit; ``sizes`` are handed to it by name.
	"""

	name: str
	template: str
	sizes: dict[str, float]
	paper_width: float = 210
	paper_height: float = 297
	margin_top: float = 20
	margin_bottom: float = 20
	margin_left: float = 30
	margin_right: float = 15
	cell_inset_x: float = 3
	cell_inset_y: float = 3
	smallest_table_size: float = 7

	def content_width(self, landscape: bool) -> float:
		"""Width between the margins in points."""
		paper = self.paper_height if landscape else self.paper_width
		return points(paper - self.margin_left - self.margin_right)

	def content_height(self, landscape: bool) -> float:
		"""Height between the margins in points."""
		paper = self.paper_width if landscape else self.paper_height
		return points(paper - self.margin_top - self.margin_bottom)

	def row_height(self, lines: int, size: float, least: float = 0) -> float:
		"""Height in points of a table row of so many lines; ``least`` in millimetres."""
		text = lines * size + (lines - 1) * self.leading(size)
		return round(max(text + 2 * self.cell_inset_y, points(least)), 3)

	def leading(self, size: float) -> float:
		"""Gap between two lines of a table cell."""
		return round(0.18 * size, 3)

	def measures(self) -> dict[str, object]:
		"""What the typst files need to know, lengths in points."""
		return {
			"sizes": self.sizes,
			"paper": [points(self.paper_width), points(self.paper_height)],
			"margins": {
				"top": points(self.margin_top),
				"bottom": points(self.margin_bottom),
				"left": points(self.margin_left),
				"right": points(self.margin_right),
			},
			"inset": {"x": self.cell_inset_x, "y": self.cell_inset_y},
		}
