"""The rows of the list's workflow that a route needs. Pure: from RouteStates to states and transitions.

A transition is offered when the list's `next_state` (or `previous_state`), computed from its own route and
amount, equals the transition's target. So routes may share states, and a new route adds only what is missing.
"""

from dataclasses import dataclass

from covid_support.programmes.route_places import (
	APPROVED,
	DECIDING_STATES,
	POSTING,
	REJECTED,
	RETURNED,
	SIGNING_STATES,
	START,
)
from covid_support.programmes.routes import DECIDE, POST, PREPARE, SIGN, RouteState
from covid_support.workflows import words

DECISION_ISSUED = 'doc.decision and frappe.db.get_value("Decision", doc.decision, "docstatus") == 1'
NO_DECISION = "not doc.decision"
DISTRICT_APPRAISAL = "District Appraisal"


@dataclass(frozen=True)
class Row:
	"""One transition: from `state` by pressing `action` to `target`, for `role`, when `condition` holds."""

	state: str
	action: str
	target: str
	role: str
	condition: str = ""


def state_rows(states: list[RouteState]) -> list[tuple[str, int, str]]:
	"""(state, docstatus, role that works in it) of the route, with the ends of the way."""
	rows = [(START, 0, states[0].role), (RETURNED, 0, states[0].role)]
	rows += [(state.state, 0, state.role) for state in states[1:]]
	deciding = [state for state in states if state.work == DECIDE]
	rows += [(APPROVED, 1, state.second_role) for state in deciding]
	rows += [(REJECTED, 0, state.second_role) for state in deciding]
	return list(dict.fromkeys(rows))


def transition_rows(states: list[RouteState]) -> list[Row]:
	"""All transitions of the route, in the order of its states."""
	rows = []
	for position, state in enumerate(states):
		rows += _forward(states, position)
		rows += _back(states, position)
		if state.work == DECIDE or (state.work == SIGN and state.step_number > 1):
			condition = NO_DECISION if state.work == DECIDE else f'doc.previous_state != "{RETURNED}"'
			rows.append(Row(state.state, words.REJECT, REJECTED, _signer(state), condition))
	return list(dict.fromkeys(rows))


def _signer(state: RouteState) -> str:
	return state.second_role if state.work == DECIDE else state.role


def _forward(states: list[RouteState], position: int) -> list[Row]:
	state = states[position]
	if state.work == DECIDE:
		return [Row(state.state, words.APPROVE, APPROVED, state.second_role, DECISION_ISSUED)]
	rows = []
	for target in _reachable(states, position):
		condition = f'doc.next_state == "{target.state}"'
		row = Row(state.state, forward_action(state.state, target.state), target.state, state.role, condition)
		rows.append(row)
		if state.state == START:
			rows.append(Row(RETURNED, row.action, row.target, row.role, condition))
	return rows


def _reachable(states: list[RouteState], position: int) -> list[RouteState]:
	"""The states that may come next: steps with an amount are passed over by small lists."""
	own = states[position]
	if own.work == PREPARE and position + 1 < len(states) and states[position + 1].work == SIGN:
		return [states[position + 1]]
	reachable = []
	for state in states[position + 1 :]:
		if state.work == SIGN:
			continue  # entered from its own preparing state alone
		reachable.append(state)
		if not state.from_amount and state.work != DECIDE:
			break
	return reachable


def _back(states: list[RouteState], position: int) -> list[Row]:
	state = states[position]
	if state.state == START:
		return []
	if state.work == POST:
		return [Row(state.state, words.RETURN, RETURNED, state.second_role)]
	if state.work == SIGN:
		target = RETURNED if state.step_number == 1 else states[position - 1].state
		return [Row(state.state, words.RETURN, target, state.role, f'doc.previous_state == "{target}"')]
	earlier = _steps_before(states, position)
	if state.work == DECIDE:
		return [
			Row(state.state, words.RETURN, target, state.second_role, f'doc.previous_state == "{target}"')
			for target in (*earlier, RETURNED)
		]
	rows = [Row(state.state, words.RETURN, RETURNED, state.role)]
	rows += [
		Row(state.state, _return_word(target), target, state.role, f'doc.previous_state == "{target}"')
		for target in earlier
	]
	return rows


def _steps_before(states: list[RouteState], position: int) -> list[str]:
	"""The offices that a list may come from: steps with an amount may have been passed over."""
	number, found = states[position].step_number, []
	for item in reversed(states[:position]):
		if item.work == PREPARE and item.state != START and item.step_number < number:
			found.append(item.state)
			if not item.from_amount:
				break
	return found


def _return_word(target: str) -> str:
	return words.RETURN_TO_DISTRICT if target == DISTRICT_APPRAISAL else words.RETURN_STEP


def forward_action(state: str, target: str) -> str:
	"""The button that carries a list from `state` on to `target`, by the names of the states alone."""
	if state in SIGNING_STATES:
		return words.SIGN
	if state == POSTING:
		return words.CLOSE_POSTING
	if target in SIGNING_STATES:
		return words.SUBMIT
	return words.PROPOSE if target in DECIDING_STATES else words.CONFIRM
