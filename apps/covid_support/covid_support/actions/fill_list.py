"""One commune's list filled in, by its office or an office above."""

from covid_support.actions.add_applications import AddAllEligible, AddApplications, Added
from covid_support.actions.add_in_sets import AddInSets, sets_serve
from covid_support.applications.list_totals import store_totals
from covid_support.messages import lost_races_told


class FillList(AddAllEligible):
	"""As adding everybody eligible, but nobody asks who does not fit, and it is no fault when nobody does."""

	def require_preparer(self) -> None:
		"""The operation has asked for the role and the area."""

	def run(self) -> Added:
		"""In sets where that serves, otherwise as by the button."""
		self.check()
		with lost_races_told():
			added = AddInSets(self.list, self.group).run() if sets_serve(self.list, self.group) else None
		if added is None:
			self.declare_everybody()
			return AddApplications.run(self) if self.declared else self.added
		self._count(added)
		store_totals(self.list.name)
		return self.added
