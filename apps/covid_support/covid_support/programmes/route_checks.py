"""What an Approval Route must be so that every list reaches a decision. Pure; raises Problem for the first fault."""

from covid_support.core.problem import Problem, Term

LIMITS = ("working_days", "posting_days", "from_amount")


def check_steps(steps: list[dict]) -> None:
	"""The steps row by row, before they are turned into states."""
	if not steps:
		raise Problem("A route needs at least one step that draws up the list and one that decides.")
	if steps[0]["step_kind"] in ("Post", "Decide"):
		raise Problem("Step 1 draws up and signs the list. Put a step of the kind Confirm or Verify first.")
	if not steps[0].get("sign_role"):
		raise Problem("Step 1: say who signs the list that the office draws up.")
	if steps[0].get("from_amount"):
		raise Problem("Step 1 is taken by every list. Leave its amount empty.")
	for number, step in enumerate(steps, 1):
		_check_step(number, step)


def _check_step(number: int, step: dict) -> None:
	if any((step.get(limit) or 0) < 0 for limit in LIMITS):
		raise Problem("Step {0}: a time limit or an amount cannot be negative.", number)
	if not step.get("prepare_role"):
		raise Problem("Step {0}: say which role prepares it.", number)
	posts = step["step_kind"] == "Post"
	if posts and not step.get("posting_days"):
		raise Problem("Step {0} posts the list in public. Enter the number of posting days.", number)
	if step.get("posting_days") and not posts:
		raise Problem("Step {0}: only a step of the kind Post has posting days.", number)


def check_route(states: list, steps: list[dict]) -> None:
	"""The route as a whole: one decider for every amount, standing last, and no office twice."""
	_check_deciders(steps)
	seen = {}
	for state in states:
		first = seen.setdefault(state.state, state.step_number)
		if first != state.step_number:
			raise Problem(
				"Steps {0} and {1} are both taken by {2} at level {3}. Keep one of them.",
				first,
				state.step_number,
				Term(state.office_kind),
				Term(state.level),
			)


def _check_deciders(steps: list[dict]) -> None:
	numbers = [number for number, step in enumerate(steps, 1) if step["step_kind"] == "Decide"]
	if not numbers or numbers[-1] != len(steps):
		raise Problem("A route needs a step that decides, and it stands last.")
	if numbers != list(range(numbers[0], len(steps) + 1)):
		raise Problem("Step {0} decides, so no other step may follow it. Put it last.", numbers[0])
	amounts = [int(steps[number - 1].get("from_amount") or 0) for number in numbers]
	if amounts[0]:
		raise Problem(
			"Step {0}: lists below its amount would have no decider. Leave the amount of the first deciding step empty.",
			numbers[0],
		)
	if amounts != sorted(set(amounts)):
		raise Problem(
			"Deciding steps {0} to {1}: each needs a higher amount than the one before it.",
			numbers[0],
			numbers[-1],
		)
