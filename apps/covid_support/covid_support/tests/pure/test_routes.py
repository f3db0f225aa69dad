"""Routes as data: what may be walked, what is refused, and which steps a list of some amount takes."""

import pytest

from covid_support.core.problem import Problem
from covid_support.policies import roles
from covid_support.programmes import routes
from covid_support.programmes.route_places import DECIDING_PLACES, WORKING_PLACES
from covid_support.programmes.route_words import route_sentence
from covid_support.workflows.route_transitions import forward_action, state_rows, transition_rows


def step(kind: str, level: str, office: str = "", prepare=roles.COMMUNE_OFFICER, sign=None, **limits) -> dict:
	return {
		"step_kind": kind,
		"level": level,
		"office_kind": office,
		"prepare_role": prepare,
		"sign_role": sign,
		**limits,
	}


COMMUNE = step("Confirm", "Commune", sign=roles.COMMUNE_CHAIR, working_days=3)
POST = step("Post", "Commune", sign=roles.COMMUNE_CHAIR, working_days=3, posting_days=3)
TAX = step("Appraise", "District", "Tax Office", roles.TAX_OFFICER, working_days=2)
DISTRICT = step("Appraise", "District", "", roles.DISTRICT_OFFICER, roles.DISTRICT_CHAIR, working_days=2)
DISTRICT_DECIDES = step(
	"Decide", "District", "", roles.DISTRICT_OFFICER, roles.DISTRICT_CHAIR, working_days=2
)
PROVINCE = step("Decide", "Province", "", roles.DEPARTMENT_OFFICER, roles.PROVINCIAL_LEADER, working_days=2)


def walk(steps: list[dict], amount: int = 0) -> list[str]:
	"""The states from the first to the end, as next_state leads."""
	states, way = routes.route_states(steps), ["Draft"]
	while way[-1] != routes.END:
		way.append(routes.next_state(states, way[-1], amount))
	return way


def test_household_businesses_go_from_commune_by_tax_and_district_to_the_province():
	"""QĐ 23/2021 Điều 37: commune 3 days with posting, Chi cục Thuế 2, district 2, province 2."""
	assert walk([COMMUNE, POST, TAX, DISTRICT, PROVINCE]) == [
		"Draft", "Commune Signing", "Public Posting", "Tax Appraisal", "District Appraisal", "District Signing",
		"Province Decision", "Approved",
	]  # fmt: skip


def test_employers_lists_start_at_social_insurance():
	"""QĐ 23/2021 Điều 16: BHXH, district, province."""
	insurance = step(
		"Confirm",
		"District",
		"Social Insurance",
		roles.SOCIAL_INSURANCE_OFFICER,
		roles.SOCIAL_INSURANCE_OFFICER,
	)
	assert walk([insurance, DISTRICT, PROVINCE])[:4] == [
		"Draft",
		"Social Insurance Signing",
		"District Appraisal",
		"District Signing",
	]


def test_every_office_of_the_table_can_stand_in_a_route():
	for office, level in WORKING_PLACES:
		first = step("Verify", level, office, sign=roles.COMMUNE_CHAIR)
		assert walk([first, PROVINCE])[1] == WORKING_PLACES[office, level][1]
	for office, level in DECIDING_PLACES:
		last = step("Decide", level, office)
		assert walk([COMMUNE, last])[-2] == DECIDING_PLACES[office, level]


def test_a_step_with_an_amount_is_taken_from_that_amount_on():
	finance = step("Appraise", "Province", "Finance Office", roles.FINANCE_OFFICER, from_amount=500_000_000)
	steps = [COMMUNE, DISTRICT, finance, PROVINCE]
	assert "Finance Appraisal" not in walk(steps, 499_999_999)
	assert "Finance Appraisal" in walk(steps, 500_000_000)
	states = routes.route_states(steps)
	passed = routes.skipped(states, "District Signing", "Province Decision", 499_999_999)
	assert [state.state for state in passed] == ["Finance Appraisal"]


def test_the_amount_says_who_decides():
	steps = [COMMUNE, DISTRICT, DISTRICT_DECIDES, {**PROVINCE, "from_amount": 1_000_000_000}]
	assert walk(steps, 999_999_999)[-2:] == ["District Decision", "Approved"]
	big = walk(steps, 1_000_000_000)
	assert big[-2:] == ["Province Decision", "Approved"]
	assert "District Decision" not in big


def test_a_list_goes_back_to_the_office_before_it_that_had_it():
	finance = step("Appraise", "Province", "Finance Office", roles.FINANCE_OFFICER, from_amount=500)
	states = routes.route_states([COMMUNE, POST, DISTRICT, finance, PROVINCE])
	back = [
		(state.state, routes.previous_state(states, state.state, amount))
		for state, amount in zip(states[1:], (0, 0, 0, 0, 500, 499), strict=True)
	]
	assert back == [
		("Commune Signing", "Returned"),
		("Public Posting", "Returned"),
		("District Appraisal", "Returned"),
		("District Signing", "District Appraisal"),
		("Finance Appraisal", "District Appraisal"),
		("Province Decision", "District Appraisal"),
	]
	assert routes.previous_state(states, "Province Decision", 500) == "Finance Appraisal"


NONSENSE = [
	([], "at least one step"),
	([COMMUNE], "needs a step that decides"),
	([COMMUNE, PROVINCE, DISTRICT], "stands last"),
	([POST, PROVINCE], "Step 1 draws up"),
	([PROVINCE], "Step 1 draws up"),
	([{**COMMUNE, "sign_role": None}, PROVINCE], "Step 1: say who signs"),
	([{**COMMUNE, "from_amount": 5}, PROVINCE], "taken by every list"),
	([COMMUNE, {**DISTRICT, "working_days": -1}, PROVINCE], "Step 2: a time limit or an amount cannot be"),
	([COMMUNE, {**DISTRICT, "from_amount": -1}, PROVINCE], "Step 2: a time limit or an amount cannot be"),
	([COMMUNE, {**DISTRICT, "prepare_role": ""}, PROVINCE], "Step 2: say which role"),
	([COMMUNE, {**POST, "posting_days": 0}, PROVINCE], "Step 2 posts the list"),
	([COMMUNE, {**DISTRICT, "posting_days": 2}, PROVINCE], "only a step of the kind Post"),
	([COMMUNE, DISTRICT, DISTRICT, PROVINCE], "Steps 2 and 3 are both taken by"),
	([COMMUNE, {**DISTRICT, "step_kind": "Verify"}, DISTRICT, PROVINCE], "Steps 2 and 3 are both taken by"),
	([COMMUNE, step("Decide", "Province", "Tax Office")], "takes no step of the kind Decide"),
	([COMMUNE, step("Appraise", "Commune", "Tax Office"), PROVINCE], "takes no step of the kind Appraise"),
	([COMMUNE, {**POST, "level": "Province"}, PROVINCE], "takes no step of the kind Post"),
	([COMMUNE, DISTRICT_DECIDES, TAX, PROVINCE], "no other step may follow"),
	([COMMUNE, {**PROVINCE, "from_amount": 5}], "no decider"),
	([COMMUNE, DISTRICT_DECIDES, PROVINCE], "higher amount"),
]


@pytest.mark.parametrize(("steps", "said"), NONSENSE, ids=[said for _steps, said in NONSENSE])
def test_nonsense_is_refused_at_its_step(steps, said):
	with pytest.raises(Problem) as refusal:
		routes.route_states(steps)
	assert said in str(refusal.value)


def test_the_workflow_gets_what_the_route_needs_and_no_more():
	rows = transition_rows(routes.route_states([COMMUNE, TAX, PROVINCE]))
	assert [(row.state, row.action, row.target, row.role) for row in rows] == [
		("Draft", "Submit for Signature", "Commune Signing", roles.COMMUNE_OFFICER),
		("Returned", "Submit for Signature", "Commune Signing", roles.COMMUNE_OFFICER),
		("Commune Signing", "Sign", "Tax Appraisal", roles.COMMUNE_CHAIR),
		("Commune Signing", "Return", "Returned", roles.COMMUNE_CHAIR),
		("Tax Appraisal", "Propose Decision", "Province Decision", roles.TAX_OFFICER),
		("Tax Appraisal", "Return", "Returned", roles.TAX_OFFICER),
		("Province Decision", "Approve", "Approved", roles.PROVINCIAL_LEADER),
		("Province Decision", "Return", "Tax Appraisal", roles.PROVINCIAL_LEADER),
		("Province Decision", "Return", "Returned", roles.PROVINCIAL_LEADER),
		("Province Decision", "Reject", "Rejected", roles.PROVINCIAL_LEADER),
	]


def test_every_state_that_a_transition_names_is_in_the_workflow():
	steps = [
		COMMUNE,
		POST,
		{**TAX, "from_amount": 5},
		DISTRICT,
		DISTRICT_DECIDES,
		{**PROVINCE, "from_amount": 9},
	]
	states = routes.route_states(steps)
	known = {row[0] for row in state_rows(states)}
	for row in transition_rows(states):
		assert {row.state, row.target} <= known


def test_the_button_follows_from_the_states():
	assert forward_action("Draft", "Job Centre Signing") == "Submit for Signature"
	assert forward_action("Tax Appraisal", "District Appraisal") == "Confirm"
	assert forward_action("Province Appraisal", "Province Decision") == "Propose Decision"
	assert forward_action("Public Posting", "Tax Appraisal") == "Close Posting"
	assert forward_action("District Signing", "Province Decision") == "Sign"


def test_a_route_kept_on_a_list_reads_back_the_same():
	states = routes.route_states([COMMUNE, POST, TAX, DISTRICT, PROVINCE])
	assert routes.states_from([state.to_dict() for state in states]) == states


def test_a_route_in_words():
	sentence = route_sentence(routes.route_states([COMMUNE, POST, TAX, PROVINCE]), str)
	assert sentence == (
		"Commune People's Committee draws up the list, 3 working days → "
		"Commune People's Committee posts the list for 3 days → District Tax Office appraises, 2 working days → "
		"Province People's Committee decides, 2 working days, signed by CS Provincial Leader"
	)
