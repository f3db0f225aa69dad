"""Photos of minutes and handover sheets: of the delivery itself, kept, and open to who accepts the work."""

import frappe
import pytest

from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.areas_world import attach
from covid_support.tests.deliveries_world import approved, deliveries, take, two_instalments
from covid_support.tests.doors import knock
from covid_support.tests.refusals import refused

MINUTES = {"minutes_number": "05/BB", "minutes_on": "2020-05-04"}


@pytest.fixture
def work(who) -> str:
	"""The delivery of an instalment that has to be accepted."""
	policy = own.policy(10_000_000, benefit_kind="In Kind", instalments=two_instalments())
	return deliveries(approved(who, policy, [make.person().name]))[1].name


def photo_of(delivery: str, by: str) -> str:
	"""The address of a photo that `by` has attached to a delivery."""
	file = attach("Benefit Delivery", delivery, "bien-ban.pdf")
	file.db_set("owner", by)
	return file.file_url


def test_only_a_file_of_the_delivery_is_taken(who, work):
	elsewhere = attach("Beneficiary", make.person().name).file_url
	for address in (elsewhere, "/private/files/khong-co.pdf", "https://example.com/x.pdf"):
		with refused("Không tìm thấy ảnh"):
			take(who.commune_officer, work, "Report Work", **MINUTES, minutes_file=address)
	assert frappe.db.get_value("Benefit Delivery", work, ["status", "minutes_file"]) == ("Planned", None)
	photo = photo_of(work, who.commune_officer)
	take(who.commune_officer, work, "Report Work", **MINUTES, minutes_file=photo)
	assert frappe.db.get_value("Benefit Delivery", work, ["status", "minutes_file"]) == ("Reported", photo)


def test_a_handover_sheet_is_of_one_of_the_deliveries(who):
	policy = own.policy(2_500_000, benefit_kind="In Kind")
	decision = approved(who, policy, [person.name for person in make.people(2)])
	first, second = (row.name for row in deliveries(decision))
	sheet = {"handover_number": "07/BG", "handed_over_on": "2020-05-04"}
	foreign = attach("Decision", decision).file_url
	with refused("Không tìm thấy ảnh"):
		take(who.paying_officer, [first, second], "Hand Over", **sheet, handover_file=foreign)
	photo = photo_of(second, who.paying_officer)
	assert take(who.paying_officer, [first, second], "Hand Over", **sheet, handover_file=photo) == 2
	shown = frappe.get_all("Benefit Delivery", {"decision": decision}, pluck="handover_file")
	assert shown == [photo, photo]


def test_the_photo_stays_and_opens_to_who_accepts(who, work):
	photo = photo_of(work, who.commune_officer)
	take(who.commune_officer, work, "Report Work", **MINUTES, minutes_file=photo)
	file = frappe.get_doc("File", {"file_url": photo})
	with make.acting_as(who.commune_officer), refused("không xóa được", exception=frappe.PermissionError):
		frappe.delete_doc("File", file.name)
	assert frappe.db.exists("File", file.name) and file.exists_on_disk()
	for reader in (who.commune_chair, who.district_officer, who.district_chair, who.department_officer):
		assert knock(reader, photo, "GET", {}).refusal is None
	stranger = make.official(roles.COMMUNE_CHAIR, make.FAR_COMMUNE)
	supervisor = make.official(roles.SUPERVISOR, make.PROVINCE)  # sees no identity numbers
	for reader in (stranger, supervisor):
		assert isinstance(knock(reader, photo, "GET", {}).refusal, frappe.PermissionError)
