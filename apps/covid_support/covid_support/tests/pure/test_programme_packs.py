"""The shipped programme packs: well formed, usable by the rules, with the law's figures and their sources."""

import json
from datetime import date
from pathlib import Path

import pytest

from covid_support.programmes.pack_file import complete_wordings, snapshot_of_wording
from covid_support.rules.policy_snapshot import PolicySnapshot, judge_and_compute

PACKS = Path(__file__).parents[2] / "programme_packs"
CONFIDENCE = {"V1", "V2", "D", "M", "NF"}
STEP_KINDS = ("Confirm", "Post", "Verify", "Appraise", "Decide")
ROLES = {
	"CS Commune Officer",
	"CS Commune Chair",
	"CS District Officer",
	"CS District Chair",
	"CS Department Officer",
	"CS Provincial Leader",
	"CS Finance Officer",
	"CS Paying Officer",
	"CS Supervisor",
	"CS Programme Administrator",
	"CS Auditor",
}
SOURCE_KINDS = {
	"Central Budget",
	"Provincial Budget",
	"District Budget",
	"Lottery Company",
	"Mobilised",
	"Other",
}
THREE_MONTHS = 3


def read(name: str) -> dict:
	return json.loads((PACKS / name).read_text(encoding="utf-8"))


NQ42 = read("nq42_2020/programme.json")
LOCAL = read("soc_trang_2020/programme.json")
ROUTES = read("routes.json")
POLICIES = {
	policy["code"]: {"code": policy["code"], **complete_wordings(policy)[-1]}
	for pack in (NQ42, LOCAL)
	for policy in pack["policies"]
}
DOCUMENTS = {
	document["document_code"]: document
	for pack in (NQ42, LOCAL, ROUTES)
	for document in pack["legal_documents"]
}


def snapshot(policy: dict) -> PolicySnapshot:
	return snapshot_of_wording(policy["code"], {key: value for key, value in policy.items() if key != "code"})


def outcome(code: str, **facts):
	return judge_and_compute(snapshot(POLICIES[code]), facts)


def worker(**changes) -> dict:
	facts = {
		"has_labour_contract": "No",
		"permanent_or_temporary_resident": "Permanent",
		"job_family": "STREET_TRADE",
		"monthly_income": 600_000,
		"near_poor_line": 1_000_000,
		"stopped_from": date(2020, 4, 1),
		"stopped_to": date(2020, 4, 22),
		"months": 1,
		"days": 22,
		"life_status": "Alive",
	}
	return facts | changes


def test_amounts_are_the_law_s():
	def amount(code: str) -> int:
		(component,) = POLICIES[code]["components"]
		return component["amount"]

	assert amount("NQ42-NCC") == 500_000 * THREE_MONTHS
	assert amount("NQ42-BTXH") == 500_000 * THREE_MONTHS
	assert amount("NQ42-HN") == 250_000 * THREE_MONTHS
	assert amount("NQ42-HCN") == 250_000 * THREE_MONTHS
	assert amount("NQ42-LDTD") == 1_000_000
	assert amount("NQ42-VESO") == 60_000 * 15
	assert amount("ST2020-NGAY") == 50_000


def test_amounts_give_the_figures_of_soc_trang():
	lists = 45_873 * POLICIES["NQ42-NCC"]["components"][0]["amount"]
	lists += 207_641 * POLICIES["NQ42-HN"]["components"][0]["amount"]
	assert lists == 224_540_250_000
	assert 6_297 * POLICIES["NQ42-VESO"]["components"][0]["amount"] == 5_667_300_000


@pytest.mark.parametrize("code", POLICIES)
def test_rules_accept_the_policy(code):
	assert snapshot(POLICIES[code]).digest


@pytest.mark.parametrize(
	("code", "facts", "total"),
	[
		("NQ42-NCC", {"categories": {"NCC"}, "life_status": "Alive"}, 1_500_000),
		("NQ42-BTXH", {"categories": {"BTXH", "BTXH_NCT_80"}, "life_status": "Alive"}, 1_500_000),
		("NQ42-HN", {"household_poverty": "Poor", "life_status": "Alive"}, 750_000),
		("NQ42-HCN", {"household_poverty": "Near Poor", "life_status": "Alive"}, 750_000),
		("NQ42-LDTD", worker(), 1_000_000),
		("NQ42-LDTD", worker(months=3), 3_000_000),
		("NQ42-LDTD", worker(stopped_to=None), 1_000_000),
		("NQ42-VESO", worker(job_family="LOTTERY_RETAIL"), 900_000),
		("ST2020-NGAY", worker(days=1), 50_000),
		("ST2020-NGAY", worker(days=10), 500_000),
		("ST2020-NGAY", worker(days=45), 2_250_000),
	],
)
def test_eligible(code, facts, total):
	result = outcome(code, **facts)
	assert result.eligible
	assert result.entitlement.total == total


@pytest.mark.parametrize(
	("code", "facts"),
	[
		("NQ42-NCC", {"categories": {"NCC"}, "life_status": "Dead"}),
		("NQ42-NCC", {"categories": {"BTXH"}, "life_status": "Alive"}),
		("NQ42-BTXH", {"categories": set(), "life_status": "Alive"}),
		("NQ42-HN", {"household_poverty": "Near Poor", "life_status": "Alive"}),
		("NQ42-HCN", {"household_poverty": "Poor", "life_status": "Alive"}),
		("NQ42-HN", {"life_status": "Alive"}),
		("NQ42-LDTD", worker(has_labour_contract="Yes")),
		("NQ42-LDTD", worker(monthly_income=1_000_000)),
		("NQ42-LDTD", worker(monthly_income=None)),
		("NQ42-LDTD", worker(job_family="OTHER_LOCAL")),
		("NQ42-LDTD", worker(months=0)),
		("NQ42-LDTD", worker(months=4)),
		("NQ42-LDTD", worker(stopped_from=date(2020, 7, 1), stopped_to=None)),
		("NQ42-LDTD", worker(stopped_from=date(2020, 2, 1), stopped_to=date(2020, 3, 31))),
		("NQ42-VESO", worker(job_family="PORTERAGE")),
		("ST2020-NGAY", worker(days=0)),
		("ST2020-NGAY", worker(days=46)),
	],
)
def test_not_eligible(code, facts):
	result = outcome(code, **facts)
	assert not result.eligible
	assert result.entitlement.total == 0


def test_one_scheme_only():
	assert [group["group_code"] for group in NQ42["exclusive_groups"]] == ["NQ42-2020"]
	for policy in POLICIES.values():
		assert policy["exclusive_group"] == "NQ42-2020"
		assert "applicant_kind" not in policy and "period_kind" not in policy, "Person and Once, the defaults"


@pytest.mark.parametrize("code", POLICIES)
def test_poverty_lists_are_read_at_the_end_of_2019(code):
	expected = "2019-12-31" if code in ("NQ42-HN", "NQ42-HCN") else "2020-04-01"
	assert POLICIES[code]["reference_date"] == expected


@pytest.mark.parametrize("code", POLICIES)
def test_references_and_dates(code):
	policy = POLICIES[code]
	assert policy["route"] in {route["code"] for route in ROUTES["routes"]}
	assert policy["legal_basis"] in DOCUMENTS
	assert date.fromisoformat(policy["effective_from"]) < date.fromisoformat(policy["effective_to"])
	assert date.fromisoformat(policy["application_from"]) < date.fromisoformat(policy["application_to"])
	assert date.fromisoformat(policy["application_from"]) >= date(2020, 4, 24), "not before QĐ 15"
	shares = policy["funding_shares"]
	assert sum(share["percent"] for share in shares) == 100
	assert {share["source_kind"] for share in shares} <= SOURCE_KINDS


def test_lottery_sellers_are_paid_by_the_lottery_company():
	(share,) = POLICIES["NQ42-VESO"]["funding_shares"]
	assert (share["source_kind"], share["percent"]) == ("Lottery Company", 100)


def marked_values() -> list[dict]:
	"""Everything that must carry its confidence and where it comes from."""
	values = [*DOCUMENTS.values(), NQ42["programme"], LOCAL["programme"], *NQ42["exclusive_groups"]]
	for policy in POLICIES.values():
		values += [policy, policy["dates"], *policy["criteria"], *policy["components"]]
		values += [{**share, "source": share["note"]} for share in policy["funding_shares"]]
		values += [{**paper, "confidence": "V2"} for paper in policy["dossier"]]
	for route in ROUTES["routes"]:
		values += [route, *route["steps"]]
	return values


def test_every_value_has_confidence_and_source():
	for value in marked_values():
		assert value["confidence"] in CONFIDENCE, value
		assert value["source"].strip(), value


def test_documents_have_number_title_issuer_and_date():
	numbers = {document["document_number"] for document in DOCUMENTS.values()}
	assert {"42/NQ-CP", "15/2020/QĐ-TTg", "154/NQ-CP", "32/2020/QĐ-TTg", "59/2015/QĐ-TTg"} <= numbers
	assert DOCUMENTS["NQ-42-2020"]["issued_on"] == "2020-04-09"
	assert DOCUMENTS["NQ-42-2020"]["issuer"] == "Chính phủ"
	assert DOCUMENTS["QD-15-2020"]["issued_on"] == "2020-04-24"
	for document in DOCUMENTS.values():
		assert document["document_type"] and document["title"] and document["issuer"]
		assert date.fromisoformat(document["issued_on"]) <= date.fromisoformat(document["effective_from"])
		assert document.get("amends") is None or document["amends"] in DOCUMENTS


def test_programmes_cite_known_documents():
	for pack in (NQ42, LOCAL):
		for row in pack["programme"]["legal_documents"]:
			assert row["legal_document"] in DOCUMENTS
			assert ("citation" in row) == row.get("print_as_basis", True)
			assert row.get("citation", "Căn cứ ").startswith("Căn cứ ")


@pytest.mark.parametrize("route", ROUTES["routes"], ids=lambda route: route["code"])
def test_routes(route):
	steps = route["steps"]
	assert steps[0]["step_kind"] == "Confirm" and steps[-1]["step_kind"] == "Decide"
	assert steps[-1]["sign_role"] == "CS Provincial Leader"
	for step in steps:
		assert step["step_kind"] in STEP_KINDS
		assert step["prepare_role"] in ROLES
		assert step.get("sign_role") is None or step["sign_role"] in ROLES - {step["prepare_role"]}
		assert step["working_days"] >= step.get("posting_days", 0)
		assert bool(step.get("posting_days")) == (step["step_kind"] == "Post")


def test_route_levels_follow_the_reform():
	by_code = {route["code"]: route for route in ROUTES["routes"]}
	for code in ("BA-CAP-DANH-SACH", "BA-CAP-LAO-DONG"):
		assert by_code[code]["valid_to"] == "2025-06-30"
		assert {step["level"] for step in by_code[code]["steps"]} == {"Commune", "District", "Province"}
	assert by_code["HAI-CAP"]["valid_from"] == "2025-07-01"
	assert {step["level"] for step in by_code["HAI-CAP"]["steps"]} == {"Commune", "Province"}


def test_days_for_workers_without_contract():
	"""Commune 5 working days and 2 of posting, district 2, province 3."""
	(route,) = (route for route in ROUTES["routes"] if route["code"] == "BA-CAP-LAO-DONG")
	days = {}
	for step in route["steps"]:
		key = (step["level"], step["step_kind"] == "Post")
		days[key] = days.get(key, 0) + step["working_days"]
	assert days == {
		("Commune", False): 5,
		("Commune", True): 2,
		("District", False): 2,
		("Province", False): 3,
	}


def test_the_local_policy_says_that_it_is_a_demonstration():
	assert "chưa xác nhận" in POLICIES["ST2020-NGAY"]["title"]
	assert LOCAL["programme"]["area"] == "94-2004"
	assert POLICIES["ST2020-NGAY"]["confidence"] == "M"
