"""Lists on their way: each button pressed by the official in charge, on the day that the story tells."""

from collections.abc import Iterable
from itertools import groupby

import frappe

from covid_support import api
from covid_support.actions.add_applications import EDITABLE_STATES
from covid_support.applications.api import check_paper, receive_papers_of_all
from covid_support.applications.papers import RECEIVED, papers_of_list
from covid_support.bulk.chunk_rows import exceptions_of
from covid_support.bulk.start import run_now
from covid_support.programmes.route_places import SIGNING_STATES
from covid_support.scenarios.acting import acting, later
from covid_support.scenarios.story import Story, Wave
from covid_support.workflows.route_transitions import forward_action
from covid_support.workflows.words import RETURN

FIELDS = ["name", "administrative_unit", "workflow_state", "next_state", "responsible_role", "decision"]


class Journey:
	"""Moves the lists of a story."""

	def __init__(self, story: Story):
		self.story = story

	def standing(self, unit: str, state: str, wave: Wave) -> list[dict]:
		"""The lists of `wave` under `unit` that stand in `state`."""
		return frappe.get_all(
			"Application List",
			filters={
				"administrative_unit": ["in", self.story.officials.subtree(unit)],
				"workflow_state": state,
				"list_date": wave.list_day,
			},
			fields=FIELDS,
			order_by="administrative_unit, policy, name",
		)

	def walk(self, units: Iterable[str], states: tuple[str, ...], waves: Iterable[Wave]) -> None:
		"""Under each unit, press the button of every list through `states`, in their order."""
		waves = list(waves)
		self.story.share(list(units), lambda unit: self._walk(unit, states, waves))

	def _walk(self, unit: str, states: tuple[str, ...], waves: list[Wave]) -> None:
		for wave in waves:
			for state in states:
				if state in wave.days_after:
					self.press_all(self.standing(unit, state, wave), wave, wave.days_after[state])

	def press_all(self, lists: list[dict], wave: Wave, days: int) -> None:
		"""Send each list on, `days` after the wave's list day: one button for all of an official's lists."""
		for (user, action), rows in groupby(lists, lambda row: (self._in_charge(row), _next_action(row))):
			with acting(user, later(wave.list_day, days)):
				press_many(list(rows), action)

	def _in_charge(self, row: dict) -> str:
		"""The official in whose hands the list is."""
		signs = row.workflow_state in SIGNING_STATES
		return self.story.officials.in_charge(row.responsible_role, row.administrative_unit, signs)

	def return_one(self, unit: str, state: str, wave: Wave, reason: str, days: dict[str, int]) -> None:
		"""One list of the unit goes back from `state` to its commune and comes again, as happens in life.

		`days` holds the day of the return under `state` and the days of the way back up.
		"""
		lists = self.standing(unit, state, wave)
		names = [row.name for row in lists]
		if not names or frappe.db.exists("List Step", {"parent": ["in", names], "action": RETURN}):
			return
		with acting(self._in_charge(lists[0]), later(wave.list_day, days[state])):
			press(lists[0], RETURN, reason)
		for stop in ("Returned", "Commune Signing", "Public Posting"):
			again = [row for row in self.standing(unit, stop, wave) if row.name == names[0]]
			self.press_all(again, wave, days[stop])


def _next_action(row: dict) -> str:
	return forward_action(row.workflow_state, row.next_state)


def press_many(lists: list[dict], action: str) -> None:
	"""Press `action` on the lists, as the acting official: on one as on its form, on more as on the list page. Commits.

	Raises frappe.ValidationError for the first list that is left alone.
	"""
	if len(lists) == 1:
		press(lists[0], action)
		return
	for row in lists:
		_bring_papers(row)
	operation = run_now("Move Lists", {"action": action, "lists": [row.name for row in lists]})
	left = exceptions_of(operation, 0, 1)
	if left:
		raise frappe.ValidationError(f"{left[0]['label']}: {left[0]['message']}")


def press(row: dict, action: str, reason: str = "") -> None:
	"""Press `action` on the list, as the acting official."""
	_bring_papers(row)
	api.act("Application List", row.name, action, reason)


def _bring_papers(row: dict) -> None:
	if row.workflow_state in EDITABLE_STATES:
		receive_papers(row.name)


def receive_papers(application_list: str) -> None:
	"""As the acting official, check off every paper that the list and its people must bring."""
	receive_papers_of_all(application_list)
	columns = ["name", "policy_version"]
	row = frappe.db.get_value("Application List", application_list, columns, as_dict=True)
	for paper in papers_of_list(row):
		if paper.lacking:
			check_paper("Application List", application_list, paper.title, RECEIVED)
