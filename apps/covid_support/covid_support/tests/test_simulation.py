"""The estimate of a policy: counted by hand on a few people, compared, masked, refused, and on a draft."""

import frappe
import pytest

from covid_support import screens
from covid_support.policies import roles
from covid_support.reporting import estimate_job
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.refusals import refused

YEAR = 2019


@pytest.fixture(autouse=True)
def world():
	"""Kế Sách: six people with merit, of whom one is dead, and a poor pair; Mỹ Xuyên: two people with merit."""
	for doctype in ("Beneficiary", "Household", "Beneficiary Category Period", "Household Poverty Status"):
		frappe.db.delete(doctype)  # until the rollback, so that figures can be told beforehand
	make.people(3, personal_id=None, birth_date="10/10/1930")
	make.people(2, make.SECOND_COMMUNE, personal_id=None, birth_date="10/10/1960")
	make.person(life_status="Dead", death_date="2020-01-15")
	make.people(2, make.FAR_COMMUNE, personal_id=None, birth_date="10/10/1960")
	home = make.household().name
	make.people(2, category=None, household=home, personal_id=None, birth_date="10/10/1990")


@pytest.fixture
def administrator():
	return make.official(roles.PROGRAMME_ADMINISTRATOR, make.PROVINCE)


def policy(criteria: list[tuple] = (), components: list[dict] = (), **fields) -> dict:
	"""A policy as it stands on the screen before it is saved for the first time."""
	columns = ("group_number", "fact", "operator", "value")
	return {
		"doctype": "Support Policy",
		"__islocal": 1,
		"policy_code": "THU",
		"title": "Thử",
		"short_title": "Thử",
		"programme": make.PROGRAMME,
		"applicant_kind": "Person",
		"period_kind": "Once",
		"application_from": "2020-05-01",
		"application_to": "2020-12-31",
		"criteria": [dict(zip(columns, row, strict=True)) for row in criteria],
		"components": list(components) or [fixed(1_500_000)],
		**fields,
	}


def fixed(amount: int, code: str = "A") -> dict:
	return {"component_code": code, "title": code, "method": "Fixed", "amount": amount}


MERIT = [(1, "categories", "contains", "NCC")]


def estimated(document: dict, by: str, **wish) -> dict:
	with make.acting_as(by):
		return screens.estimate_policy(frappe.as_json(document), frappe.as_json(wish))["result"]


def told(rows: list[dict], *columns: str) -> dict:
	return {row["title"]: tuple(row[column] for column in columns) for row in rows}


def test_coverage_and_cost_by_district(administrator):
	"""Five living people with merit in Kế Sách, two in Mỹ Xuyên, 1,500,000 đồng each."""
	result = estimated(policy(MERIT), administrator)
	assert told(result["rows"], "people", "amount") == {
		"Huyện Kế Sách": (5, 7_500_000),
		"Huyện Mỹ Xuyên": (2, 3_000_000),
	}
	assert (result["total"]["people"], result["total"]["amount"]) == (7, 10_500_000)
	assert str(result["day"]) == "2020-05-04"
	assert not result["unknown"] and not result["small_counts_hidden"]
	assert not frappe.db.exists("Support Policy", "THU")


def test_cost_by_commune_category_and_poverty(administrator):
	everybody = policy(reference_date="2019-12-31")
	communes = estimated(everybody, administrator, level="Commune")["rows"]
	assert told(communes, "people") == {"Xã Đại Hải": (2,), "Xã An Mỹ": (5,), "Xã Đại Tâm": (2,)}
	merit = frappe.db.get_value("Beneficiary Category", "NCC", "category_name")
	by_category = estimated(everybody, administrator, part="category")["rows"]
	assert told(by_category, "people", "amount") == {
		merit: (7, 10_500_000),
		"Không thuộc nhóm đối tượng nào": (2, 3_000_000),
	}
	by_poverty = estimated(everybody, administrator, part="poverty")["rows"]
	assert told(by_poverty, "people") == {
		"Hộ nghèo": (2,),
		"Không có trong kết quả rà soát hộ nghèo, hộ cận nghèo của năm": (7,),
	}


def test_who_has_two_categories_is_counted_once_in_the_total(administrator):
	"""Seven people with merit and one with merit and social assistance; two in no category: ten people."""
	rows = [{"category": code, "from_date": "2015-01-01"} for code in ("NCC", "BTXH")]
	make.person(categories=rows, personal_id=None, birth_date="10/10/1960")
	result = estimated(policy(reference_date="2019-12-31"), administrator, part="category")
	assert sorted(row["people"] for row in result["rows"]) == [1, 2, 8]
	assert (result["total"]["people"], result["total"]["amount"]) == (10, 15_000_000)


@pytest.mark.parametrize(
	("dates", "day"),
	[
		({"application_from": "2021-03-01", "application_to": None}, "2021-03-01"),
		({"application_from": None, "application_to": "2020-04-30"}, "2020-04-30"),
		({"application_from": None, "application_to": None}, "2020-05-04"),
	],
)
def test_the_day_of_a_policy_that_is_open_at_one_end(administrator, dates, day):
	"""A policy that opens next year is judged on its first day, not today."""
	assert str(estimated(policy(MERIT, **dates), administrator)["day"]) == day


def test_who_gains_and_who_loses_against_another_policy(administrator):
	"""Draft: merit or poor, 1,500,000, and 500,000 more from 80 years; against NCC of NQ 42 (merit, 1,500,000)."""
	older = {**fixed(500_000, "B")}
	draft = policy(
		[(1, "categories", "contains", "NCC"), (1, "household_poverty", "=", "Poor")],
		[fixed(1_500_000), older],
		reference_date="2019-12-31",
	)
	draft["criteria"].append(
		{"component_code": "B", "group_number": 1, "fact": "age", "operator": ">=", "value": "80"}
	)
	total = estimated(draft, administrator, against_policy=make.MERIT)["total"]
	assert {key: total[key] for key in ("newly", "lost", "more", "less", "equal")} == {
		"newly": 2,
		"lost": 0,
		"more": 3,
		"less": 0,
		"equal": 4,
	}
	assert (total["newly_amount"], total["more_amount"]) == (3_000_000, 1_500_000)
	assert (total["amount"], total["old_amount"], total["difference"]) == (15_000_000, 10_500_000, 4_500_000)


def test_who_loses_against_a_frozen_version(administrator):
	"""From 80 years on only: three keep 1,500,000 and get 500,000 less, four drop out."""
	version = frappe.db.get_value("Support Policy", make.MERIT, "current_version")
	draft = policy([*MERIT, (2, "age", ">=", "80")], [fixed(1_000_000)])
	result = estimated(draft, administrator, against_version=version)
	total = result["total"]
	assert (total["lost"], total["less"], total["equal"]) == (4, 3, 0)
	assert (total["lost_amount"], total["less_amount"]) == (-6_000_000, -1_500_000)
	assert told(result["rows"], "lost", "less", "difference") == {
		"Huyện Kế Sách": (2, 3, -4_500_000),
		"Huyện Mỹ Xuyên": (2, 0, -3_000_000),
	}


def test_what_no_register_knows_is_said_and_can_be_assumed(administrator):
	by_month = {"component_code": "A", "title": "A", "method": "Per Month", "amount": 1_000_000}
	worker = policy(
		[(1, "monthly_income", "<", "{near_poor_line}"), (2, "categories", "is not set", "")], [by_month]
	)
	result = estimated(worker, administrator)
	assert {row["key"]: (row["counted"], row["assumed"]) for row in result["unknown"]} == {
		"monthly_income": (False, ""),
		"months": (True, ""),
	}
	assert result["total"]["people"] == 0
	met = {"monthly_income": "*", "months": "2"}
	assert estimated(worker, administrator, assumptions=met)["total"]["amount"] == 2 * 2_000_000
	rich = {"monthly_income": "1.000.000", "months": "2"}
	assert estimated(worker, administrator, assumptions=rich)["total"]["people"] == 0
	with refused("Số tháng"):
		estimated(worker, administrator, assumptions={"months": "*"})
	with refused("hai"):
		estimated(worker, administrator, assumptions={"months": "hai"})


def test_the_form_fields_of_a_draft_are_unknown_with_their_own_words(administrator):
	"""Electricity for poor households: kWh × price needs what only the household can say."""
	electricity = {
		"component_code": "A", "title": "A", "method": "Per Unit", "amount": 1_678, "quantity_fact": "so_kwh_thu",
	}  # fmt: skip
	draft = policy(
		[(1, "household_poverty", "=", "Poor")],
		[electricity],
		applicant_kind="Household",
		reference_date="2019-12-31",
		form_fields=[{"fieldname": "so_kwh_thu", "label": "Số kWh", "kind": "number"}],
	)
	result = estimated(draft, administrator, assumptions={"so_kwh_thu": "46"})
	assert [(row["label"], row["assumed"]) for row in result["unknown"]] == [("Số kWh", "46")]
	assert (result["total"]["people"], result["total"]["amount"]) == (1, 46 * 1_678)


def test_the_units_of_a_maximum_are_asked_for_as_quantities_are(administrator):
	"""80,000 a day for 30 days are 2,400,000, at most 1,000,000 for each of two months; seven people have merit."""
	days = {"component_code": "A", "title": "A", "method": "Per Day", "amount": 80_000}
	draft = policy(MERIT, [days | {"maximum_per_unit": 1_000_000, "maximum_by_fact": "months"}])
	result = estimated(draft, administrator, assumptions={"days": "30"})
	assert result["total"]["people"] == 0
	assert {row["key"]: (row["counted"], row["assumed"]) for row in result["unknown"]} == {
		"days": (True, "30"),
		"months": (True, ""),
	}
	with refused("Số tháng"):
		estimated(draft, administrator, assumptions={"days": "30", "months": "*"})
	total = estimated(draft, administrator, assumptions={"days": "30", "months": "2"})["total"]
	assert (total["people"], total["amount"]) == (7, 7 * 2_000_000)


def test_an_approved_exclusive_support_is_seen(administrator):
	"""Whoever has an approved application under a policy of the same group has received what excludes this one."""
	who = make.officials()
	make.approved_list(who, 2)
	group = frappe.db.get_value("Support Policy", make.MERIT, "exclusive_group")
	assert group
	draft = policy([*MERIT, (2, "received_exclusive", "=", "No")], exclusive_group=group)
	assert estimated(draft, administrator)["total"]["people"] == 7


def test_who_declined_or_is_ruled_out_is_left_out(administrator):
	"""Of seven people with merit one declined the programme, one took that back, one applied for what rules it out."""
	who = make.officials()
	draft = policy(MERIT, exclusions=[{"policy": own.policy(), "reason": "đã hưởng"}])
	ruling_out = draft["exclusions"][0]["policy"]
	other = own.policy()
	people = frappe.get_all(
		"Beneficiary Category Period", {"category": "NCC"}, pluck="parent", order_by="parent"
	)
	living = [name for name in people if frappe.db.get_value("Beneficiary", name, "life_status") == "Alive"]
	assert len(living) == 7
	near = [name for name in living if frappe.db.get_value("Beneficiary", name, "commune") == make.COMMUNE]
	first, second, third, *_rest = [name for name in living if name not in near]
	decline(first, policy=make.MERIT)  # of another policy: counts in the comparison alone
	decline(second, programme=make.PROGRAMME)
	decline(third, programme=make.PROGRAMME, withdrawn_on="2020-05-03")
	make.application(near[0], ruling_out, who.commune_officer)
	make.application(near[0], other, who.commune_officer)
	withdrawn = make.application(near[1], other, who.commune_officer).name
	frappe.db.set_value("Support Application", withdrawn, {"policy": ruling_out, "status": "Withdrawn"})
	declined = {second}
	ruled_out = set(
		frappe.get_all(
			"Support Application", {"policy": ruling_out, "status": ["!=", "Withdrawn"]}, pluck="beneficiary"
		)
	)
	assert (declined & ruled_out, ruled_out) == (set(), {near[0]})
	left = len(set(living) - declined - ruled_out)
	total = estimated(draft, administrator, against_policy=make.MERIT)["total"]
	assert (total["people"], total["amount"]) == (left, left * 1_500_000) == (5, 7_500_000)
	# the other side is without the two who declined, and minds no exclusion: one is new, one drops out
	assert (total["old_people"], total["newly"], total["lost"]) == (5, 1, 1)
	assert estimated(draft, administrator)["total"]["people"] == 5


def decline(person: str, **columns) -> None:
	"""A refusal as it stands in the register of refusals."""
	row = {"doctype": "Support Waiver", "beneficiary": person, "declared_on": "2020-05-01", **columns}
	waiver = frappe.get_doc(row)
	waiver.name = frappe.generate_hash(length=10)
	waiver.db_insert()


# --- who may see what ------------------------------------------------------------------------------------


def test_a_department_officer_sees_the_saved_policy_of_the_own_area_alone():
	officer = make.official(roles.DEPARTMENT_OFFICER, make.OTHER_PROVINCE)
	assert estimated({"name": make.MERIT, "components": []}, officer)["rows"] == []
	officer = make.official(roles.DEPARTMENT_OFFICER, make.PROVINCE)
	assert estimated({"name": make.MERIT, "components": []}, officer)["total"]["people"] == 7


def test_small_counts_are_hidden_from_those_who_answer_for_less_than_a_province():
	"""Three and two people of two communes: neither is told; the district's five are."""
	district = make.official(roles.PROGRAMME_ADMINISTRATOR, make.DISTRICT)
	result = estimated(policy(MERIT), district, level="Commune")
	assert told(result["rows"], "people", "amount") == {
		"Xã Đại Hải": ("few", None),
		"Xã An Mỹ": ("few", None),
	}
	assert result["total"]["people"] == 5 and result["small_counts_hidden"]
	only_old = estimated(policy([*MERIT, (2, "age", ">=", "80")]), district)
	assert (only_old["total"]["people"], only_old["total"]["amount"]) == ("few", None)


def test_comparisons_by_commune_are_for_those_who_see_small_counts(administrator):
	district = make.official(roles.PROGRAMME_ADMINISTRATOR, make.DISTRICT)
	wish = {"level": "Commune", "against_policy": make.MERIT}
	with refused("chỉ hiển thị theo huyện"):
		estimated(policy(MERIT), district, **wish)
	by_district = estimated(policy(MERIT), district, against_policy=make.MERIT)
	assert told(by_district["rows"], "people", "equal") == {"Huyện Kế Sách": (5, 5)}
	assert len(estimated(policy(MERIT), administrator, **wish)["rows"]) == 3
	commune = make.official(roles.DEPARTMENT_OFFICER, make.SECOND_COMMUNE)
	saved = {"name": make.MERIT, "components": []}
	assert estimated(saved, commune, **wish)["rows"][0]["title"] == "Xã Đại Hải"  # has no other level


@pytest.mark.parametrize("role", [roles.COMMUNE_OFFICER, roles.PROVINCIAL_LEADER, roles.AUDITOR])
def test_others_may_not_estimate(role):
	user = make.official(role, make.PROVINCE)
	with refused("ước tính", exception=frappe.PermissionError), make.acting_as(user):
		screens.estimate_policy(frappe.as_json({"name": make.MERIT}))
	with refused("ước tính", exception=frappe.PermissionError), make.acting_as(user):
		screens.get_estimate("anything")


def test_nonsense_is_refused_where_it_stands(administrator):
	with refused("Dòng 1"):
		estimated(policy([(1, "shoe_size", "=", "40")]), administrator)
	with refused("doanh nghiệp"):
		estimated(policy(applicant_kind="Employer"), administrator)
	with refused("nhóm"):
		estimated(policy(MERIT), administrator, part="shoe size")


# --- long counts ------------------------------------------------------------------------------------------


def test_a_large_register_is_counted_by_a_worker_with_progress(administrator, monkeypatch):
	queued, said = [], []
	monkeypatch.setattr(estimate_job, "COUNTED_AT_ONCE", -1)
	monkeypatch.setattr(frappe, "enqueue", lambda method, **job: queued.append(job))
	monkeypatch.setattr(frappe, "publish_realtime", lambda event, message, user: said.append((user, message)))
	monkeypatch.setattr("covid_support.reporting.simulation.COMMUNES_AT_ONCE", 2)
	with make.acting_as(administrator):
		job = screens.estimate_policy(frappe.as_json(policy(MERIT)))["job"]
		assert screens.get_estimate(job) == {}
		work = {key: queued[0][key] for key in ("job", "policy", "wish")}
		estimate_job.run(**work)
		answer = screens.get_estimate(job)
	assert answer["result"]["total"]["people"] == 7
	assert [(message["done"], message["of"]) for _user, message in said] == [(1, 2), (2, 2), (1, 1)]
	assert {user for user, _message in said} == {administrator}
	assert screens.get_estimate(job) == {}  # of somebody else


def test_a_long_count_that_is_refused_tells_why(administrator):
	with make.acting_as(administrator):
		estimate_job.run("unsinn", frappe.as_json(policy([(1, "shoe_size", "=", "40")])), {})
		assert "Dòng 1" in screens.get_estimate("unsinn")["problem"]
