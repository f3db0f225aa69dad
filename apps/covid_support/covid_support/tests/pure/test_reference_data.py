"""Banks, categories and job families shipped with the registry."""

import csv
from pathlib import Path

import pytest

from covid_support.programmes.pack_file import complete_wordings, parse_pack

DATA = Path(__file__).parents[2] / "registry/data"
PACKS = Path(__file__).parents[2] / "programme_packs"
# NAPAS numbers compared in several public lists.
BINS = {
	"VietinBank": "970415",
	"Vietcombank": "970436",
	"BIDV": "970418",
	"Agribank": "970405",
	"MB": "970422",
	"ACB": "970416",
	"Techcombank": "970407",
	"VPBank": "970432",
	"Sacombank": "970403",
	"LPBank": "970449",
	"TPBank": "970423",
	"VIB": "970441",
	"SHB": "970443",
	"HDBank": "970437",
	"Kienlongbank": "970452",
	"NHCSXH": "999888",
}


def rows(name: str) -> list[dict]:
	with (DATA / name).open(encoding="utf-8", newline="") as handle:
		return list(csv.DictReader(handle))


@pytest.mark.parametrize("name", ["banks.csv", "beneficiary_categories.csv", "job_families.csv"])
def test_codes_are_unique_and_every_cell_is_filled(name):
	found = rows(name)
	assert len({row["code"] for row in found}) == len(found) > 0
	for row in found:
		assert None not in row
		assert all(value and value == value.strip() for value in row.values()), row


def test_bank_numbers():
	assert {row["short_name"]: row["bin"] for row in rows("banks.csv")} == BINS
	assert all(len(row["bin"]) == 6 and row["bin"].isdigit() for row in rows("banks.csv"))


def test_six_job_families_of_decision_15():
	codes = [row["code"] for row in rows("job_families.csv")]
	assert len(codes) == 7 and codes[-1] == "OTHER_LOCAL"


def test_categories_cover_the_groups_of_the_decrees():
	groups = {row["group"] for row in rows("beneficiary_categories.csv")}
	assert groups == {
		"NCC",
		"BTXH",
		"HO_NGHEO",
		"HO_CAN_NGHEO",
		"LAO_DONG_TU_DO",
		"NGUOI_LAO_DONG",
		"HO_KINH_DOANH",
		"F0_F1",
		"VAN_HOA_DU_LICH",
		"DIA_PHUONG",
	}


def test_policies_ask_for_known_codes():
	categories = {row["code"] for row in rows("beneficiary_categories.csv")}
	jobs = {row["code"] for row in rows("job_families.csv")}
	for path in PACKS.glob("*/programme.json"):
		for policy in parse_pack(path.read_text(encoding="utf-8"))["policies"]:
			wordings = complete_wordings(policy)
			for criterion in [row for wording in wordings for row in wording.get("criteria", ())]:
				asked = {code.strip() for code in criterion.get("value", "").split(";")}
				if criterion["fact"] == "categories":
					assert asked <= categories
				if criterion["fact"] == "job_family":
					assert asked <= jobs
