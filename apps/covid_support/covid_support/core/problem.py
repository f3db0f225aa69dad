"""One way to report bad input, readable by people and translatable by the layer above."""

from collections.abc import Callable


class Term(str):
	"""A value inside a message that is itself a source string to be translated, such as a fact's label."""

	__slots__ = ()


class TermList(tuple):
	"""Several values inside a message, printed one after another; those that are terms are translated."""

	__slots__ = ()

	def __str__(self) -> str:
		return "; ".join(str(item) for item in self)


def translate_value(value: object, translate: Callable[[str], str]) -> object:
	"""Give the value as it is shown to a person: terms and problems translated, everything else unchanged."""
	if isinstance(value, Problem):
		return value.message(translate)
	if isinstance(value, Term):
		return translate(str(value))
	if isinstance(value, TermList):
		return "; ".join(str(translate_value(item, translate)) for item in value)
	return value


def format_message(template: str, values: tuple, translate: Callable[[str], str] = str) -> str:
	"""Fill a message template. `translate` turns an English source string into the reader's language."""
	return translate(template).format(*(translate_value(value, translate) for value in values))


class Problem(ValueError):
	"""Bad input, told so that the person who made it can mend it.

	`template` is an English source string with numbered places ({0}, {1} …); `values` fill them.
	Raise it with a literal template, because the tests look for the Vietnamese row of every template.
	"""

	def __init__(self, template: str, *values: object):
		super().__init__(template, *values)
		self.template = template
		self.values = values

	def __str__(self) -> str:
		return format_message(self.template, self.values)

	def message(self, translate: Callable[[str], str]) -> str:
		"""The message in another language; `translate` maps one source string to its translation."""
		return format_message(self.template, self.values, translate)
