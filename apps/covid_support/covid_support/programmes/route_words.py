"""An Approval Route in plain words, for whoever edits it. Pure; `translate` gives the reader's language."""

from collections.abc import Callable

from covid_support.core.money import format_vnd
from covid_support.programmes.routes import DECIDE, POST, SIGN, RouteState

DOES = {"Confirm": "confirms", "Verify": "verifies", "Appraise": "appraises", "Decide": "decides"}
Translate = Callable[[str], str]


def route_sentence(states: list[RouteState], translate: Translate) -> str:
	"""The whole route in one line: "UBND cấp xã lập danh sách, 5 ngày làm việc → niêm yết 2 ngày → …"."""
	return " → ".join(step_sentence(state, translate) for state in states if state.work != SIGN)


def step_sentence(state: RouteState, translate: Translate) -> str:
	"""One step: who does what, within which time, for which lists."""
	office = translate(f"{state.level} {state.office_kind}")
	if state.work == POST:
		words = translate("{0} posts the list for {1} days").format(office, state.posting_days)
	else:
		does = "draws up the list" if state.step_number == 1 else DOES[state.step_kind]
		words = translate("{0} {1}, {2} working days").format(office, translate(does), state.working_days)
	if state.from_amount:
		words += " " + translate("(lists of at least {0} VND)").format(format_vnd(state.from_amount))
	if state.work == DECIDE and state.second_role:
		words += ", " + translate("signed by {0}").format(translate(state.second_role))
	return words
