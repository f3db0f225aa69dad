"""Where a list stands while an office works on it: the names of the states of the workflow. Pure.

A state is named after the office, not after the policy, so that one Frappe Workflow carries every route. The
names are English sources with Vietnamese rows in locale/vi/routes.csv.
"""

from covid_support.core.problem import Problem, Term

START, RETURNED, POSTING, APPROVED, REJECTED = "Draft", "Returned", "Public Posting", "Approved", "Rejected"
COMMITTEE, LABOUR, FINANCE = "People's Committee", "Labour Office", "Finance Office"
SOCIAL_INSURANCE, TAX, JOB_CENTRE = "Social Insurance", "Tax Office", "Job Centre"
CULTURE, POLICY_BANK, HEALTH = "Culture Office", "Policy Bank", "Health Office"

# (office, level) -> (state while preparing, state while signing)
WORKING_PLACES = {
	(COMMITTEE, "Commune"): ("Commune Review", "Commune Signing"),
	(COMMITTEE, "District"): ("District Appraisal", "District Signing"),
	(COMMITTEE, "Province"): ("Provincial Committee Review", "Provincial Committee Signing"),
	(LABOUR, "District"): ("District Labour Appraisal", "District Labour Signing"),
	(LABOUR, "Province"): ("Province Appraisal", "Department Signing"),
	(FINANCE, "District"): ("District Finance Appraisal", "District Finance Signing"),
	(FINANCE, "Province"): ("Finance Appraisal", "Finance Signing"),
	(SOCIAL_INSURANCE, "District"): ("Social Insurance Confirmation", "Social Insurance Signing"),
	(SOCIAL_INSURANCE, "Province"): (
		"Provincial Social Insurance Confirmation",
		"Provincial Social Insurance Signing",
	),
	(TAX, "District"): ("Tax Appraisal", "Tax Signing"),
	(TAX, "Province"): ("Provincial Tax Appraisal", "Provincial Tax Signing"),
	(JOB_CENTRE, "District"): ("District Job Centre Listing", "District Job Centre Signing"),
	(JOB_CENTRE, "Province"): ("Job Centre Listing", "Job Centre Signing"),
	(CULTURE, "District"): ("District Culture Appraisal", "District Culture Signing"),
	(CULTURE, "Province"): ("Culture Appraisal", "Culture Signing"),
	(POLICY_BANK, "District"): ("Policy Bank Appraisal", "Policy Bank Signing"),
	(POLICY_BANK, "Province"): ("Provincial Policy Bank Appraisal", "Provincial Policy Bank Signing"),
	(HEALTH, "Commune"): ("Health Station Confirmation", "Health Station Signing"),
	(HEALTH, "District"): ("Health Confirmation", "Health Signing"),
	(HEALTH, "Province"): ("Provincial Health Appraisal", "Provincial Health Signing"),
}
# (office, level) -> the state in which the decision is drawn up and issued
DECIDING_PLACES = {
	(COMMITTEE, "Commune"): "Commune Decision",
	(COMMITTEE, "District"): "District Decision",
	(COMMITTEE, "Province"): "Province Decision",
	(LABOUR, "Province"): "Department Decision",
	(CULTURE, "Province"): "Culture Decision",
	(SOCIAL_INSURANCE, "District"): "Social Insurance Decision",
	(SOCIAL_INSURANCE, "Province"): "Provincial Social Insurance Decision",
	(POLICY_BANK, "District"): "Policy Bank Decision",
	(POLICY_BANK, "Province"): "Provincial Policy Bank Decision",
}
DECIDING_STATES = tuple(DECIDING_PLACES.values())
SIGNING_STATES = tuple(signing for _preparing, signing in WORKING_PLACES.values())
# where nothing is signed yet
PREPARING_STATES = (START, RETURNED)


def office_of(step: dict) -> str:
	"""The office of a step; without one it is the committee, or at the province the office that appraises."""
	if step.get("office_kind"):
		return step["office_kind"]
	appraises = step["level"] == "Province" and step["step_kind"] != "Decide"
	return LABOUR if appraises else COMMITTEE


def working_place(number: int, step: dict) -> tuple[str, str]:
	"""(preparing, signing) of a step that confirms, verifies or appraises. Raises Problem for an unknown place."""
	return _place(number, step, WORKING_PLACES)


def deciding_place(number: int, step: dict) -> str:
	"""The state of a step that decides. Raises Problem for an office that decides nothing by law."""
	return _place(number, step, DECIDING_PLACES)


def posting_place(number: int, step: dict) -> str:
	"""The state of a step that posts a list in public: the commune's alone."""
	return _place(number, step, {(COMMITTEE, "Commune"): POSTING})


def _place(number: int, step: dict, places: dict):
	try:
		return places[(office_of(step), step["level"])]
	except KeyError:
		raise Problem(
			"Step {0}: {1} at level {2} takes no step of the kind {3}. Choose another kind, level or office.",
			number,
			Term(office_of(step)),
			Term(step["level"]),
			Term(step["step_kind"]),
		) from None
