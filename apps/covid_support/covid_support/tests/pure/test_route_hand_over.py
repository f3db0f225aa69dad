"""Where lists of a three-level route go on when there are no districts any more."""

import pytest

from covid_support.policies import roles
from covid_support.programmes.route_hand_over import place_on, route_after
from covid_support.programmes.routes import route_states
from covid_support.tests.pure.test_routes import COMMUNE, DISTRICT, POST, PROVINCE, TAX, step

DEPARTMENT = step("Appraise", "Province", "Labour Office", roles.DEPARTMENT_OFFICER, working_days=3)
THREE = route_states([COMMUNE, POST, DISTRICT, DEPARTMENT, PROVINCE])
TWO = route_states([COMMUNE, POST, DEPARTMENT, PROVINCE])


@pytest.mark.parametrize(
	("stands", "goes_on"),
	[
		("Draft", "Draft"),
		("Returned", "Returned"),
		("Commune Signing", "Commune Signing"),
		("Public Posting", "Public Posting"),
		("District Appraisal", "Province Appraisal"),
		("District Signing", "Province Appraisal"),
		("Province Appraisal", "Province Appraisal"),
		("Province Decision", "Province Decision"),
	],
)
def test_lists_at_the_district_go_to_the_province(stands, goes_on):
	assert place_on(THREE, TWO, stands, 0) == goes_on


def test_work_that_was_done_is_not_done_again():
	provincial_tax = {**TAX, "level": "Province"}
	old = route_states([COMMUNE, TAX, DISTRICT, PROVINCE])
	new = route_states([COMMUNE, provincial_tax, DEPARTMENT, PROVINCE])
	assert place_on(old, new, "Tax Appraisal", 0) == "Provincial Tax Appraisal"
	assert (
		place_on(THREE, route_states([COMMUNE, DEPARTMENT, PROVINCE]), "Public Posting", 0)
		== "Province Appraisal"
	)


def test_social_insurance_goes_on_drawing_up_what_it_drew_up():
	office = "Social Insurance"
	insurance = roles.SOCIAL_INSURANCE_OFFICER
	old = route_states([step("Confirm", "District", office, insurance, insurance), DISTRICT, PROVINCE])
	after = route_after(old, TWO)
	assert [state.state for state in after] == [
		"Draft", "Social Insurance Signing", "Province Appraisal", "Province Decision",
	]  # fmt: skip
	places = [
		place_on(old, after, state, 0)
		for state in ("Draft", "Social Insurance Signing", "District Appraisal")
	]
	assert places == ["Draft", "Social Insurance Signing", "Province Appraisal"]
	assert route_after(THREE, TWO) is TWO


def test_a_step_with_an_amount_is_passed_by_small_lists():
	new = route_states([COMMUNE, POST, {**DEPARTMENT, "from_amount": 100}, PROVINCE])
	assert place_on(THREE, new, "District Appraisal", 99) == "Province Decision"
	assert place_on(THREE, new, "District Appraisal", 100) == "Province Appraisal"


def test_a_state_of_neither_route_has_no_place():
	assert place_on(THREE, TWO, "Tax Appraisal", 0) is None
