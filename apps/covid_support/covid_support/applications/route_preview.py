"""When each step of a route would be due at the latest, for a list that begins on a chosen day."""

from datetime import date
from functools import partial

from frappe import _

from covid_support.applications.deadlines import due_date
from covid_support.programmes.route_words import route_sentence, step_sentence
from covid_support.programmes.routes import POST, SIGN, RouteState, last_day


def preview_of(states: list[RouteState], start: date, unit: str | None = None) -> dict:
	"""{"sentence", "steps": [{step, words, role, begins, due}], "working_days"}; every step takes all its days.

	`unit` brings its freeze periods in. The dates are those that a list of the route gets.
	"""
	rows, day = [], start
	for state in states:
		if state.work == SIGN:
			continue  # shares the days of its step
		due = last_day(state, day, partial(due_date, unit=unit))
		rows.append(
			{
				"step": state.step_number,
				"words": step_sentence(state, _),
				"role": _(state.role),
				"begins": str(day),
				"due": str(due),
			}
		)
		day = due
	return {
		"sentence": route_sentence(states, _),
		"steps": rows,
		"working_days": sum(_days(state) for state in states if state.work != SIGN),
	}


def _days(state: RouteState) -> int:
	return state.posting_days if state.work == POST else state.working_days
