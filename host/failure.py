"""The one kind of error that ends a command with a message instead of a traceback."""


class Failure(Exception):
	"""Something is missing or wrong that the operator can mend; both texts say how."""

	def __init__(self, vietnamese: str, english: str):
		super().__init__(english)
		self.vietnamese = vietnamese
		self.english = english

	def __str__(self) -> str:
		return f"{self.vietnamese}\n  {self.english}"
