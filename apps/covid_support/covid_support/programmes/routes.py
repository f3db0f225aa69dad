"""From the steps of an Approval Route to the states an Application List passes through. Pure.

A step has step_kind, level, prepare_role, sign_role, working_days, posting_days. A step with two roles has
two states (prepare, then sign) that share its working days.
"""

from dataclasses import dataclass

from covid_support.core.problem import Problem

# (kind, level) -> (state while preparing, state while signing)
STATES_OF_STEP = {
	("Confirm", "Commune"): ("Draft", "Commune Signing"),
	("Post", "Commune"): ("Public Posting", None),
	("Verify", "District"): ("District Appraisal", "District Signing"),
	("Appraise", "District"): ("District Appraisal", "District Signing"),
	("Verify", "Province"): ("Province Appraisal", None),
	("Appraise", "Province"): ("Province Appraisal", None),
	("Decide", "Province"): ("Province Decision", None),
}
END = "Approved"


@dataclass(frozen=True)
class RouteState:
	"""One state of the list on its way: who acts, within how many working days, posted for how many days."""

	state: str
	step_number: int
	role: str
	working_days: int
	posting_days: int


def route_states(steps: list[dict]) -> list[RouteState]:
	"""The states of a route in order. Raises Problem for a route that cannot be walked."""
	states: list[RouteState] = []
	for number, step in enumerate(steps, 1):
		states.extend(_states_of(number, step))
	_check(states, steps)
	return states


def next_state(states: list[RouteState], current: str) -> str | None:
	"""The state after `current`; END after the last; None when `current` is not on the way."""
	order = [state.state for state in states]
	if current == "Returned":
		current = order[0]
	if current not in order:
		return None
	position = order.index(current) + 1
	return order[position] if position < len(order) else END


def find(states: list[RouteState], state: str) -> RouteState | None:
	"""The RouteState named `state`; "Returned" means the first one."""
	wanted = states[0].state if state == "Returned" else state
	return next((item for item in states if item.state == wanted), None)


def _states_of(number: int, step: dict) -> list[RouteState]:
	try:
		preparing, signing = STATES_OF_STEP[(step["step_kind"], step["level"])]
	except KeyError:
		raise Problem(
			"Step {0} ({1}, {2}) has no place in the workflow. Choose another kind or level for it.",
			number,
			step["step_kind"],
			step["level"],
		) from None
	days = (step.get("working_days") or 0, step.get("posting_days") or 0)
	states = [RouteState(preparing, number, step["prepare_role"], *days)]
	if step.get("sign_role") and signing:
		states.append(RouteState(signing, number, step["sign_role"], *days))
	return states


def _check(states: list[RouteState], steps: list[dict]) -> None:
	names = [state.state for state in states]
	if not names or names[0] != "Draft":
		raise Problem("A route starts with the commune's confirmation. Put that step first.")
	if steps[-1]["step_kind"] != "Decide":
		raise Problem("A route needs a step that decides, and it stands last.")
	for number, step in enumerate(steps, 1):
		if (step.get("working_days") or 0) < 0 or (step.get("posting_days") or 0) < 0:
			raise Problem("Step {0}: a time limit cannot be negative.", number)
	if len(set(names)) != len(names):
		raise Problem("Two steps of the route have the same kind and level. Keep one of them.")
