"""Bad input about people is answered in Vietnamese: what is wrong, where, and how to mend it."""

import frappe
import pytest

from covid_support.tests import factories as make
from covid_support.tests.refusals import refused


def register(**fields):
	"""Save a Beneficiary as the commune's form does."""
	return frappe.get_doc(make.person_values(**fields)).insert()


@pytest.mark.parametrize(
	("number", "sex", "birth_date", "said"),
	[
		# digit 4: 0 man and 1 woman born 1900-1999, 2 man and 3 woman born 2000-2099 (TT 59/2021/TT-BCA Điều 7)
		("004060000011", "Female", "15/03/1960", ("Chữ số thứ 4", "giới tính nam", "nhưng hồ sơ ghi nữ")),
		("004160000011", "Male", "15/03/1960", ("Chữ số thứ 4", "giới tính nữ", "nhưng hồ sơ ghi nam")),
		("004260000011", "Male", "15/03/1960", ("2060", "1960")),
		("004061000011", "Male", "15/03/1960", ("1961", "1960", "ngày sinh")),
		("004000000011", "Male", "01/01/2000", ("1900", "2000")),
	],
)
def test_personal_id_that_disagrees_with_sex_or_birth_year(number, sex, birth_date, said):
	with refused("CCCD", "Đề nghị", *said):
		register(personal_id=number, sex=sex, birth_date=birth_date)
	assert not frappe.db.exists("Beneficiary", {"personal_id": number})


def test_personal_id_that_agrees_is_taken():
	"""A woman born in 2003: digit 3, then 03."""
	assert register(personal_id="004303000011", sex="Female", birth_date="01/02/2003").name


def test_personal_id_too_short():
	with refused("12 chữ số, số này có 11", "đề nghị đối chiếu với thẻ"):
		register(personal_id="00406000001")


def test_duplicate_identity_number_names_the_person_to_the_own_area(who):
	known = make.person()
	values = {"personal_id": known.personal_id, "sex": known.sex, "birth_date": known.birth_date}
	with refused("đã đăng ký cho", known.full_name, "Đề nghị"), make.acting_as(who.commune_officer):
		register(**values)


def test_duplicate_identity_number_of_another_area_tells_no_name(who):
	known = make.person(make.FAR_COMMUNE)
	values = {"personal_id": known.personal_id, "sex": known.sex, "birth_date": known.birth_date}
	with refused("đã được đăng ký ở địa bàn khác") as caught, make.acting_as(who.commune_officer):
		register(**values)
	assert known.full_name not in str(caught.value)
	assert known.personal_id not in str(caught.value)


@pytest.mark.parametrize("field", ["identity_card", "social_insurance_number", "passport_number"])
def test_every_number_belongs_to_one_person(field):
	number = {
		"identity_card": "365999001",
		"social_insurance_number": "9499990011",
		"passport_number": "B9990011",
	}[field]
	make.person(**{field: number})
	with refused("đã đăng ký cho"):
		register(**{field: number})


def test_dates_in_the_future():
	with refused("Ngày sinh 01/06/2020 chưa tới", "Đề nghị"):
		register(birth_date="01/06/2020", personal_id=None)
	with refused("Ngày chết 05/05/2020 chưa tới"):
		register(life_status="Dead", death_date="2020-05-05")


def test_death_without_a_date_and_before_birth():
	with refused("phải có ngày chết"):
		register(life_status="Dead")
	with refused("sớm hơn ngày sinh"):
		register(life_status="Dead", death_date="1930-01-01")


def test_a_person_lives_in_a_commune():
	with refused("đề nghị chọn đơn vị cấp"):
		register(commune=make.DISTRICT)


def test_bank_transfer_needs_an_account():
	with refused("cần có ngân hàng và số tài khoản"):
		register(preferred_channel="Bank Transfer")
