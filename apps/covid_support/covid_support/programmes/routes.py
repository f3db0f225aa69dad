"""From the steps of an Approval Route to the states an Application List passes through. Pure.

A step has step_kind, level, office_kind, prepare_role, sign_role, working_days, posting_days, from_amount. A
step with two roles has two states (prepare, then sign) that share its working days. A step with from_amount
is taken only by lists of at least that amount (VND); of several deciding steps the last one that applies
decides.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from covid_support.programmes.route_checks import check_route, check_steps
from covid_support.programmes.route_places import (
	APPROVED,
	RETURNED,
	START,
	deciding_place,
	office_of,
	posting_place,
	working_place,
)

END = APPROVED
PREPARE, SIGN, POST, DECIDE = "prepare", "sign", "post", "decide"


@dataclass(frozen=True)
class RouteState:
	"""One state of the list on its way: who acts, within how many working days, posted for how many days.

	`work` is prepare, sign, post or decide; `second_role` is who signs the decision, or who may call a posted
	list back.
	"""

	state: str
	step_number: int
	role: str
	working_days: int
	posting_days: int
	work: str = PREPARE
	second_role: str | None = None
	step_kind: str = ""
	level: str = ""
	office_kind: str = ""
	from_amount: int = 0

	def to_dict(self) -> dict:
		"""Plain values, for keeping the route on a list."""
		return asdict(self)


def route_states(steps: list[dict]) -> list[RouteState]:
	"""The states of a route in order. Raises Problem for a route that cannot be walked."""
	check_steps(steps)
	states: list[RouteState] = []
	for number, step in enumerate(steps, 1):
		states.extend(_states_of(number, step))
	check_route(states, steps)
	return states


def states_from(rows: list[dict]) -> list[RouteState]:
	"""The states that `RouteState.to_dict` wrote down."""
	return [RouteState(**row) for row in rows]


def walked(states: list[RouteState], amount: int) -> list[RouteState]:
	"""The states that a list of `amount` VND takes."""
	reached = [state for state in states if state.from_amount <= amount]
	deciding = [state for state in reached if state.work == DECIDE]
	return [state for state in reached if state.work != DECIDE or state is deciding[-1]]


def next_state(states: list[RouteState], current: str, amount: int = 0) -> str | None:
	"""The state after `current` for a list of `amount` VND; END after the last; None off the way."""
	position = _position(states, current)
	if position is None:
		return None
	if states[position].work == DECIDE:
		return END
	ahead = walked(states, amount)
	return next((state.state for state in ahead if states.index(state) > position), END)


def previous_state(states: list[RouteState], current: str, amount: int = 0) -> str | None:
	"""Where a list goes back to: from the signer to the preparer, from an office to the one before it.

	"Returned" when that is the office that drew the list up.
	"""
	position = _position(states, current)
	if not position:
		return None
	step = states[position].step_number
	if states[position].work == SIGN:
		return RETURNED if step == 1 else states[position - 1].state
	before = [
		state
		for state in walked(states, amount)
		if state.step_number < step and state.work == PREPARE and state.state != START
	]
	return before[-1].state if before else RETURNED


def skipped(states: list[RouteState], current: str, target: str, amount: int) -> list[RouteState]:
	"""The states between `current` and `target` that a list of `amount` VND does not take."""
	first, last = _position(states, current), _position(states, target)
	if first is None or last is None:
		return []
	taken = walked(states, amount)
	return [state for state in states[first + 1 : last] if state not in taken]


def find(states: list[RouteState], state: str) -> RouteState | None:
	"""The RouteState named `state`; "Returned" means the first one."""
	position = _position(states, state)
	return None if position is None else states[position]


def comes_before(states: list[RouteState], first: str, second: str) -> bool:
	"""Whether `first` stands before `second` on the way; what is not on it stands nowhere."""
	left, right = _position(states, first), _position(states, second)
	return left is not None and right is not None and left < right


def _position(states: list[RouteState], state: str) -> int | None:
	if state == RETURNED:
		return 0
	return next((place for place, item in enumerate(states) if item.state == state), None)


def _states_of(number: int, step: dict) -> list[RouteState]:
	values = {
		"step_number": number,
		"working_days": step.get("working_days") or 0,
		"posting_days": step.get("posting_days") or 0,
		"step_kind": step["step_kind"],
		"level": step["level"],
		"office_kind": office_of(step),
		"from_amount": int(step.get("from_amount") or 0),
	}
	preparer, signer = step["prepare_role"], step.get("sign_role") or None
	if step["step_kind"] == "Post":
		return [
			RouteState(
				posting_place(number, step),
				role=preparer,
				work=POST,
				second_role=signer or preparer,
				**values,
			)
		]
	if step["step_kind"] == "Decide":
		decider = signer or preparer
		return [
			RouteState(
				deciding_place(number, step), role=preparer, work=DECIDE, second_role=decider, **values
			)
		]
	preparing, signing = working_place(number, step)
	states = [RouteState(START if number == 1 else preparing, role=preparer, **values)]
	if signer:
		states.append(RouteState(signing, role=signer, work=SIGN, **values))
	return states


def last_day(state: RouteState, begins: date, add: Callable[[date, int], date]) -> date:
	"""The last day of `state` for a list that came to it on `begins`; `add` counts working days on a calendar.

	A posted list is passed on, on the first working day after its posting.
	"""
	if state.work == POST:
		return add(add(begins, state.posting_days) + timedelta(days=1), 0)
	return add(begins, state.working_days)
