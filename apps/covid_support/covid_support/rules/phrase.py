"""Sentences put together from translatable parts: a template with places, filled with terms, lists, other phrases."""

from collections.abc import Callable
from dataclasses import dataclass

from covid_support.core.problem import Term


class Label(str):
	"""A fact's label in the middle of a sentence: translated, its first letter small."""

	__slots__ = ()


@dataclass(frozen=True)
class Phrase:
	"""A template (an English source string with numbered places) and what fills it."""

	template: str
	values: tuple = ()

	def said(self, translate: Callable[[str], str] = str) -> str:
		"""The phrase in the language of `translate`."""
		return translate(self.template).format(*(said(value, translate) for value in self.values))


@dataclass(frozen=True)
class Listing:
	"""Several phrases one after another, joined by a template such as "{0}; {1}"."""

	joint: str
	items: tuple

	def said(self, translate: Callable[[str], str] = str) -> str:
		"""The phrases in the language of `translate`."""
		text = said(self.items[0], translate)
		for item in self.items[1:]:
			text = translate(self.joint).format(text, said(item, translate))
		return text


def said(value: object, translate: Callable[[str], str]) -> str:
	"""One value as it stands in a sentence."""
	if isinstance(value, (Phrase, Listing)):
		return value.said(translate)
	if isinstance(value, Label):
		return lowered(translate(str(value)))
	if isinstance(value, Term):
		return translate(str(value))
	return str(value)


def lowered(text: str) -> str:
	"""The text with a small first letter, unless it begins with an abbreviation (BHXH, F0)."""
	follows = text[1:2]
	return text if follows.isupper() or follows.isdigit() else text[:1].lower() + text[1:]
