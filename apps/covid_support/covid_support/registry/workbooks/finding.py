"""What is wrong with a cell, and what it should perhaps be."""

from dataclasses import dataclass

from covid_support.core.problem import Problem


@dataclass(frozen=True)
class Finding:
	"""`field` is what the column holds, `suggestion` a value to type instead, or ""."""

	field: str
	problem: Problem
	suggestion: str = ""


class WrongCell(ValueError):
	"""A cell that cannot be used: the words and, where one is near, the value that was probably meant."""

	def __init__(self, problem: Problem, suggestion: str = ""):
		super().__init__(str(problem))
		self.problem = problem
		self.suggestion = suggestion
