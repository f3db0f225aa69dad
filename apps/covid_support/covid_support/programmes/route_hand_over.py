"""Where a list stands on another route: for lists whose offices are abolished while they are under way. Pure."""

from covid_support.programmes.route_places import PREPARING_STATES
from covid_support.programmes.routes import POST, SIGN, RouteState, comes_before, find, walked


def route_after(old: list[RouteState], new: list[RouteState]) -> list[RouteState]:
	"""The route by which lists of `old` go on: `new`, drawn up by the office that drew them up already.

	Social insurance or a job centre is not abolished with the districts: its first step stays, and what the new
	route does after its own first step and posting follows.
	"""
	if (old[0].office_kind, old[0].role) == (new[0].office_kind, new[0].role):
		return new
	first = [state for state in old if state.step_number == 1]
	return first + [state for state in new if state.step_number > 1 and state.work != POST]


def place_on(old: list[RouteState], new: list[RouteState], current: str, amount: int) -> str | None:
	"""The state of `new` in which a list of `amount` VND goes on that stands in `current` of `old`.

	The state stays when the new route has it too; otherwise the list goes to the first office whose work has
	not been done yet. None when `current` is on neither route.
	"""
	if current in PREPARING_STATES or find(new, current):
		return current
	standing = find(old, current)
	if not standing:
		return None
	done = {state.state for state in old if comes_before(old, state.state, current)}
	last = max((place for place, state in enumerate(new) if state.state in done), default=-1)
	ahead = [
		state for state in walked(new, amount) if state.work not in (SIGN, POST) and new.index(state) > last
	]
	return ahead[0].state if ahead else None
