"""Breaks the text of table cells into lines before the renderer sees it.

Known lines mean known row heights, so the pages of a list of 10,000 rows are fixed by addition, each
page's total is exact, and the renderer need not lay anything out twice.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .fonts import FaceMetrics

# a long word may be broken after these, before it is cut between letters
SOFT_BREAK = re.compile(r"(?<=[-/.,;@_])")
SLACK = 0.5


class LineBreaker:
	"""Breaks texts of one face and size; remembers the widths of words."""

	def __init__(self, metrics: FaceMetrics, size: float):
		self.metrics = metrics
		self.size = size
		self.space = metrics.width(" ", size)
		self.width = lru_cache(maxsize=50_000)(self._width)

	def _width(self, text: str) -> float:
		return self.metrics.width(text, self.size)

	def lines(self, text: str, limit: float) -> list[str]:
		"""Lines of ``text``, each at most ``limit`` points wide; an empty text is one empty line."""
		limit -= SLACK
		if "\n" not in text and self.width(text) <= limit:
			return [text]
		return [line for paragraph in text.split("\n") for line in self._paragraph(paragraph, limit)]

	def longest_word(self, text: str) -> float:
		"""Width of the widest word, in points."""
		return max((self.width(word) for word in text.split()), default=0.0)

	def _paragraph(self, text: str, limit: float) -> list[str]:
		lines, current, used = [], "", 0.0
		for word, glue in self._words(text, limit):
			width = self.width(word)
			gap = self.space if glue and current else 0.0
			if current and used + gap + width > limit:
				lines.append(current)
				current, used, gap = "", 0.0, 0.0
			current += (" " if gap else "") + word
			used += gap + width
		return [*lines, current]

	def _words(self, text: str, limit: float):
		"""Words with a flag whether a space stands before them; words too wide come in pieces."""
		for word in text.split():
			if self.width(word) <= limit:
				yield word, True
			else:
				for index, piece in enumerate(self._pieces(word, limit)):
					yield piece, index == 0

	def _pieces(self, word: str, limit: float):
		for part in SOFT_BREAK.split(word):
			while self.width(part) > limit and len(part) > 1:
				count = self._letters_that_fit(part, limit)
				yield part[:count]
				part = part[count:]
			if part:
				yield part

	def _letters_that_fit(self, text: str, limit: float) -> int:
		used = 0.0
		for count, letter in enumerate(text):
			used += self.metrics.width(letter, self.size)
			if used > limit:
				return max(count, 1)
		return len(text)
