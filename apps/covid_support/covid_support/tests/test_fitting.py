"""A list filled in by sets holds line for line what adding the same people one by one would have put on it."""

import random

import frappe
import pytest

from covid_support import clock
from covid_support.actions import add_applications, add_in_sets, fill_list
from covid_support.actions.add_applications import AddAllEligible, AddApplications, Added
from covid_support.actions.fill_list import FillList
from covid_support.applications.fitting import Alike
from covid_support.bulk.insert import insert_rows
from covid_support.core.record_name import record_name
from covid_support.programmes.versions import snapshot_of
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.test_fact_query import stored_households, stored_people

ADULT = {"component_code": "MAIN", "group_number": 1, "fact": "age", "operator": ">=", "value": "18"}
POOR = {"group_number": 1, "fact": "household_poverty", "operator": "in", "value": "Poor, Near Poor"}
OLD = {**ADULT, "component_code": "OLD", "value": "60"}
STORED = ("name", "creation", "modified", "live_application", "live_household", "live_employer")
APPLICATION = (
	"name", "beneficiary", "household", "applicant_kind", "policy", "period", "status", "payment_status", "commune",
)  # fmt: skip


@pytest.fixture
def crowd(who):
	"""600 people and 60 households of every fate."""
	chance = random.Random(20201104)
	households = stored_households(chance)
	people = stored_people(chance, households) + stored_people(chance, households)
	frappe.db.sql(
		"update `tabBeneficiary` set moved_on = '2020-04-20' where life_status = 'Moved Away' limit 20"
	)
	for household in households[:40]:
		member = frappe.db.get_value("Beneficiary", {"household": household}, "name")
		frappe.db.set_value("Household", household, "head", chance.choice((None, member, people[0])))
	return chance, people


def person_policy(other: str) -> str:
	"""Poor adults, more for the old, nobody supported by `other`, in an exclusive group."""
	return own.policy(
		criteria=[POOR],
		components=[own.component(500_000), own.component(250_000, code="OLD")],
		exclusions=[{"policy": other}],
		exclusive_group=group_of(make.MERIT),
		period_kind="Month",
	)


def group_of(policy: str) -> str:
	return frappe.db.get_value("Support Policy", policy, "exclusive_group")


def entangle(chance: random.Random, people: list[str], policy: str, other: str) -> None:
	"""Some have applied for the policy before, some for `other`, some claim, some decline."""
	group, day = frappe.db.get_value("Support Policy", policy, "exclusive_group"), clock.today()
	programme = frappe.db.get_value("Support Policy", policy, "programme")
	applications, claims, waivers, applied = [], [], [], set()
	for person in people:
		household = frappe.db.get_value("Beneficiary", person, "household")
		fate = chance.randrange(12)
		if fate < 4:
			status = ("Listed", "Rejected", "Approved", "Withdrawn")[fate]
			period = chance.choice(("once", "2020-04"))
			applications.append(
				(record_name(), person, None, "Person", policy, period, status, None, make.COMMUNE)
			)
		elif fate < 7:
			status, paid = (("Listed", None), ("Approved", "Paid"), ("Approved", "Recovered"))[fate - 4]
			applications.append(
				(record_name(), person, None, "Person", other, "once", status, paid, make.COMMUNE)
			)
		elif fate < 9 and group:
			claims.append(
				(record_name(), group, person, "once", (policy, make.MERIT)[fate - 7], make.COMMUNE)
			)
		elif fate < 11:
			scope = (policy, None) if chance.random() < 0.5 else (None, programme)
			waivers.append((record_name(), person, *scope, day, chance.choice((None, day)), make.COMMUNE))
		elif household and household not in applied and chance.random() < 0.2:
			applied.add(household)
			row = (record_name(), None, household, "Household", policy, "once", "Listed", None, make.COMMUNE)
			applications.append(row)
	insert_rows("Support Application", list(APPLICATION), applications)
	claim = ["name", "exclusive_group", "beneficiary", "period", "policy", "commune"]
	insert_rows("Entitlement Claim", claim, claims)
	waiver = ["name", "beneficiary", "policy", "programme", "declared_on", "withdrawn_on", "commune"]
	insert_rows("Support Waiver", waiver, waivers)


def filled(policy: str, by: str, period: str | None, door=FillList) -> tuple[list, list, Added]:
	"""(lines, claims, answer) of a list filled in for the commune, which is then taken back."""
	frappe.db.savepoint("before_filling")
	name = make.empty_list(by, policy=policy, period=period)
	with make.acting_as(by):
		added = door(name).run()
	lines = frappe.db.sql(
		"select * from `tabSupport Application` where application_list = %s order by beneficiary",
		name,
		as_dict=True,
	)
	claims = frappe.db.sql(
		"""select claim.beneficiary, claim.exclusive_group, claim.period, claim.policy, claim.policy_slot, claim.commune
		from `tabEntitlement Claim` claim join `tabSupport Application` line on line.name = claim.application
		where line.application_list = %s order by claim.beneficiary""",
		name,
	)
	people, amount = frappe.db.get_value("Application List", name, ["people", "proposed_amount"])
	assert (
		(added.people, added.amount)
		== (people, amount)
		== (len(lines), sum(x.proposed_amount for x in lines))
	)
	frappe.db.rollback(save_point="before_filling")
	rows = [
		{key: value for key, value in line.items() if key not in (*STORED, "application_list")}
		for line in lines
	]
	return rows, list(claims), added


def compare(policy: str, by: str, monkeypatch, period: str | None = None) -> int:
	"""How many come on the list, the same in both ways, by the operation and by the button."""
	everybody = frappe.get_all("Beneficiary", pluck="name") + frappe.get_all("Household", pluck="name")
	doors = (FillList, AddAllEligible, lambda name: AddApplications(name, {key: {} for key in everybody}))
	in_sets = [filled(policy, by, period, door) for door in doors]
	with monkeypatch.context() as patch:
		for module in (fill_list, add_applications):
			patch.setattr(module, "sets_serve", lambda application_list, group: False)
		alone = [filled(policy, by, period, door) for door in doors]
	assert in_sets[1:] == alone[1:]
	assert in_sets[0][:2] == alone[0][:2] == alone[1][:2]  # nobody asks the operation who does not fit
	assert len(in_sets[2][2].refused) > 10
	return in_sets[0][2].people


def test_people_of_a_shipped_policy(crowd, who, monkeypatch):
	chance, people = crowd
	entangle(chance, people, make.MERIT, make.POOR)
	assert compare(make.MERIT, who.commune_officer, monkeypatch) > 5


def test_people_with_exclusions_in_a_group_month_by_month(crowd, who, monkeypatch):
	chance, people = crowd
	other = own.policy()
	policy = person_policy(other)
	entangle(chance, people, policy, other)
	for period in ("2020-04", "2020-05"):
		assert compare(policy, who.commune_officer, monkeypatch, period) > 5
	frappe.db.set_value("Support Policy", policy, "once_only", 1)
	frappe.clear_document_cache("Support Policy", policy)
	assert compare(policy, who.commune_officer, monkeypatch, "2020-05") > 5


def test_households(crowd, who, monkeypatch):
	chance, people = crowd
	other = own.policy()
	policy = own.policy(
		applicant_kind="Household", exclusions=[{"policy": other}], exclusive_group=group_of(make.MERIT)
	)
	entangle(chance, people, policy, other)
	assert compare(policy, who.commune_officer, monkeypatch) > 3


def test_sums_that_depend_on_each_person(crowd, who, monkeypatch):
	"""Five thousand for each year of age: as many sorts of people as ages."""
	policy = own.policy(components=[own.component(5_000, "Per Unit", quantity_fact="age")])
	assert compare(policy, who.commune_officer, monkeypatch) > 20


def test_a_form_that_must_be_filled_in_leaves_nobody(crowd, who, monkeypatch):
	field = {"fieldname": "months", "label": "Số tháng", "kind": "number", "mandatory": 1}
	policy = own.policy(form_fields=[field])
	version = frappe.db.get_value("Support Policy", policy, "current_version")
	assert [fact.mandatory for fact in snapshot_of(version).extra_facts] == [True]
	assert compare(policy, who.commune_officer, monkeypatch) == 0


def test_python_has_the_last_word(crowd, who, monkeypatch):
	"""Should the database ever sort somebody wrongly, everybody is judged alone."""
	told = filled(make.MERIT, who.commune_officer, None)
	wrong = [Alike(True, 1, False, crowd[1][0], [(name, name) for name in crowd[1]])]
	monkeypatch.setattr(add_in_sets, "fitting", lambda *_arguments: wrong)
	assert filled(make.MERIT, who.commune_officer, None)[:2] == told[:2]
	assert told[2].people > 5
