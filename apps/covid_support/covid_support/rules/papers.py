"""Which papers of a policy's dossier a case needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from covid_support.core.problem import Problem
from covid_support.rules.criterion import Criterion, compile_criterion, read_facts
from covid_support.rules.facts import FACTS, Fact

REQUIRED = "Required"
OPTIONAL = "Optional"
BY_CASE = "By Case"
NOT_NEEDED = "Not Needed"


@dataclass(frozen=True)
class Paper:
	"""One row of a dossier.

	`whole_list` papers belong to the list, not to each applicant. `fact`, `operator` and `value` are a
	condition written like a criterion; without one, `only_for` says in words whom the paper is for, and the
	official judges whether that case applies.
	"""

	title: str
	mandatory: bool = True
	only_for: str = ""
	whole_list: bool = False
	fact: str = ""
	operator: str = ""
	value: str = ""

	@property
	def has_condition(self) -> bool:
		"""Whether facts decide on the paper."""
		return bool(self.fact)

	def need(self, facts: Mapping[str, object], catalogue: Mapping[str, Fact] = FACTS) -> str:
		"""REQUIRED, OPTIONAL, BY_CASE or NOT_NEEDED for an applicant; an unknown fact meets no condition."""
		if self.has_condition and not self._applies(facts, catalogue):
			return NOT_NEEDED
		if not self.mandatory:
			return OPTIONAL
		return BY_CASE if self.only_for and not self.has_condition else REQUIRED

	def _applies(self, facts: Mapping[str, object], catalogue: Mapping[str, Fact]) -> bool:
		test = compile_criterion(1, self._criterion(), catalogue)
		return test.holds(read_facts((test,), facts))

	def _criterion(self) -> Criterion:
		return Criterion(1, self.fact, self.operator, self.value)

	def validate(self, row: int, catalogue: Mapping[str, Fact] = FACTS) -> None:
		"""Raise Problem for a condition that cannot be judged; `row` is the place in the dossier."""
		if not self.has_condition:
			if self.operator or self.value:
				raise Problem("Papers row {0}: choose the fact that the condition is about.", row)
			return
		if self.whole_list:
			raise Problem(
				"Papers row {0}: a paper of the whole list cannot depend on a fact of one person.", row
			)
		try:
			compile_criterion(row, self._criterion(), catalogue)
		except Problem as problem:
			raise Problem("Papers: {0}", problem) from problem


def check_dossier(papers: tuple[Paper, ...], catalogue: Mapping[str, Fact] = FACTS) -> None:
	"""Raise Problem for a paper named twice or a condition that cannot be judged."""
	titles = [paper.title for paper in papers]
	for row, paper in enumerate(papers, start=1):
		if titles.count(paper.title) > 1:
			raise Problem("Papers row {0}: {1} stands twice. Keep one of the rows.", row, paper.title)
		paper.validate(row, catalogue)
