"""The same case on the day before an amendment took effect and on that day."""

import pytest

from covid_support.programmes.pack_file import complete_wordings
from covid_support.tests.policy_cases import outcome_on, policies, tables, wordings

NQ126, QD33, NQ154 = ("2021-10-07", "2021-10-08"), ("2021-11-05", "2021-11-06"), ("2020-10-18", "2020-10-19")
REFUSED = 0


def somebody(code: str, day: str) -> dict:
	"""The eligible person of the table for that policy and day."""
	return next(dict(table.person) for table in tables() if table.policy == code and day in table.on)


EXTENDED_REASON = {"stop_reason": "Đơn vị ở địa bàn áp dụng Chỉ thị 16"}


@pytest.mark.parametrize(
	("code", "person", "days", "before", "after"),
	[
		("NQ68-04", somebody("NQ68-04", "2021-07-20") | EXTENDED_REASON, NQ126, REFUSED, 3_710_000),
		("NQ68-04", somebody("NQ68-04", "2021-07-20"), NQ126, 3_710_000, 3_710_000),
		(
			"NQ68-04",
			somebody("NQ68-04", "2021-07-20") | {"employer_kind": "Household Business"},
			NQ126,
			REFUSED,
			3_710_000,
		),
		(
			"NQ68-05",
			somebody("NQ68-05", "2021-07-20") | {"stop_reason": "Điều trị COVID-19"},
			NQ126,
			REFUSED,
			1_000_000,
		),
		("NQ68-06", somebody("NQ68-06", "2021-07-20") | EXTENDED_REASON, NQ126, REFUSED, 3_710_000),
		("NQ68-02", somebody("NQ68-02", "2021-10-08"), NQ126, REFUSED, 264_000_000),
		(
			"NQ68-10",
			somebody("NQ68-10", "2021-07-20") | {"stopped_by_order": "No", "restricted_area": "Yes"},
			NQ126,
			REFUSED,
			3_000_000,
		),
		("NQ68-11A", somebody("NQ68-11A", "2021-07-20") | {"bad_debt": "Yes"}, NQ126, REFUSED, 78_400_000),
		("NQ68-11B", somebody("NQ68-11B", "2021-07-20") | {"bad_debt": "Yes"}, NQ126, REFUSED, 78_400_000),
		("NQ68-11C", somebody("NQ68-11C", "2021-07-20") | {"bad_debt": "Yes"}, NQ126, REFUSED, 78_400_000),
		(
			"NQ68-07",
			somebody("NQ68-07", "2021-07-20") | {"age": 45, "categories": {"BTXH_KT_NANG"}},
			QD33,
			REFUSED,
			1_000_000,
		),
		(
			"NQ42-TH",
			somebody("NQ42-TH", "2020-05-04") | {"employer_kind": "School"},
			NQ154,
			REFUSED,
			1_800_000,
		),
		# nothing paid in advance, but revenue down by a fifth
		("NQ42-VAY", somebody("NQ42-VAY", "2020-11-02"), NQ154, REFUSED, 51_450_000),
		("NQ42-VAY", somebody("NQ42-VAY", "2020-05-04"), NQ154, 51_450_000, REFUSED),
	],
)
def test_the_day_before_and_the_day(code, person, days, before, after):
	totals = [outcome_on(code, day, person).entitlement.total for day in days]
	assert totals == [before, after]


@pytest.mark.parametrize("code", ["NQ68-04", "NQ68-05"])
def test_certified_copies_until_decision_33(code):
	_first, before, after = wordings(code)
	assert (before[0], after[0]) == ("2021-10-08", "2021-11-06")
	certified = [paper.title for paper in before[1].dossier if "có chứng thực" in paper.title]
	assert len(certified) == 3  # the agreement or order, the pregnancy, the child
	assert not [paper.title for paper in after[1].dossier if "có chứng thực" in paper.title]
	assert len(after[1].dossier) == len(before[1].dossier) == 4


def test_households_without_registration_come_in_with_decision_33():
	((start, _rules),) = wordings("NQ68-10B")
	wording = complete_wordings(policies()["NQ68-10B"])[0]
	assert start == wording["application_from"] == "2021-11-06"
	assert wording["application_to"] == "2021-12-31"


def test_the_bank_decides_on_loans_since_decision_32():
	routes = [wording["route"] for wording in complete_wordings(policies()["NQ42-VAY"])]
	assert routes == ["NQ42-VAY", "NQ42-VAY-NHCSXH"]


def test_each_later_wording_names_the_document_that_makes_it():
	makers = {
		"2020-10-19": {"NQ-154-2020", "QD-32-2020"},
		"2021-10-08": {"NQ-126-2021"},
		"2021-11-06": {"QD-33-2021"},
	}
	for code in policies():
		for wording in complete_wordings(policies()[code])[1:]:
			assert wording["legal_basis"] in makers[wording["in_force_from"]], code
