"""Accounts: nobody widens their own rights, operators are not officials, and the settings stay safe."""

import frappe
import pytest

from covid_support.policies import roles
from covid_support.security.operator_documents import refuse_officials
from covid_support.security.site_settings import FIXED, seed_security_settings
from covid_support.tests import factories as make
from covid_support.tests.doors import call, resource


@pytest.fixture
def officer():
	return make.official(roles.DISTRICT_OFFICER, make.DISTRICT)


# --- accounts ----------------------------------------------------------------------------------------------


def test_administrator_of_programmes_assigns_others_in_the_own_area_only():
	admin = make.official(roles.PROGRAMME_ADMINISTRATOR, make.PROVINCE)
	clerk = make.official(roles.COMMUNE_OFFICER, make.COMMUNE)
	values = {"position_title": "Cán bộ", "valid_from": "2020-01-01"}

	def assign(user, unit):
		return resource(admin, "Official Assignment", "POST", user=user, administrative_unit=unit, **values)

	assert assign(clerk, make.SECOND_COMMUNE).refusal is None
	assert "phân công của mình" in str(assign(admin, make.SECOND_COMMUNE).refusal)
	assert isinstance(assign(admin, "VN").refusal, frappe.PermissionError)
	assert isinstance(assign(clerk, make.OTHER_PROVINCE).refusal, frappe.PermissionError)
	own = frappe.db.get_value("Official Assignment", {"user": admin})
	for change in ({"administrative_unit": "VN"}, {"user": clerk}, {"valid_to": "2030-01-01"}):
		answer = resource(admin, f"Official Assignment/{own}", "PUT", **change)
		assert isinstance(answer.refusal, frappe.PermissionError), change
	assert frappe.db.get_value("Official Assignment", own, "administrative_unit") == make.PROVINCE


@pytest.mark.parametrize("role", roles.ROLES)
def test_no_role_gives_itself_another(role):
	user = make.official(role, make.PROVINCE)
	mine = {"roles": [{"role": role}, {"role": "System Manager"}]}
	assert resource(user, f"User/{user}", "PUT", **mine).refusal is not None
	added = {
		"doctype": "Has Role",
		"parent": user,
		"parenttype": "User",
		"parentfield": "roles",
		"role": "System Manager",
	}
	assert call(user, "frappe.client.insert", doc=added).refusal is not None
	for doctype in (
		"User Permission",
		"Custom DocPerm",
		"Role Profile",
		"Server Script",
		"Client Script",
		"Report",
	):
		assert isinstance(resource(user, doctype, "POST", user=user, role=role).refusal, Exception), doctype
	assert frappe.get_roles(user).count("System Manager") == 0


def test_an_official_is_not_a_system_manager():
	user = make.official(roles.COMMUNE_OFFICER, make.COMMUNE)
	document = frappe.get_doc("User", user)
	with pytest.raises(frappe.ValidationError, match="tài khoản riêng"):
		document.add_roles("System Manager")
	assert "System Manager" not in {row.role for row in frappe.get_doc("User", user).roles}
	operator = frappe.get_doc(
		{
			"doctype": "User",
			"email": "van-hanh@example.com",
			"first_name": "Vận hành",
			"send_welcome_email": 0,
		}
	)
	operator.append("roles", {"role": "System Manager"})
	operator.insert()
	assert "System Manager" in frappe.get_roles(operator.name)


@pytest.mark.parametrize(
	"doctype", ["Print Format", "Email Template", "Notification", "Report", "Letter Head"]
)
def test_templates_stay_with_the_operator_even_when_permissions_are_widened(officer, doctype):
	with make.acting_as(officer), pytest.raises(frappe.PermissionError, match="quản trị hệ thống"):
		refuse_officials(frappe._dict(doctype=doctype))
	refuse_officials(frappe._dict(doctype=doctype))  # as Administrator


# --- settings ------------------------------------------------------------------------------------------------


def test_settings_are_raised_to_ours_and_stricter_ones_kept():
	settings = frappe.get_single("System Settings")
	settings.update(
		{"session_expiry": "240:00", "login_with_email_link": 1, "allow_consecutive_login_attempts": 0}
	)
	settings.flags.ignore_mandatory = True
	settings.save()
	seed_security_settings()
	settings = frappe.get_single("System Settings")
	assert settings.session_expiry == "06:00"
	assert settings.allow_consecutive_login_attempts == 5
	for setting, value in FIXED.items():
		if settings.meta.has_field(setting):
			assert int(settings.get(setting)) == value, setting
	settings.update({"session_expiry": "01:00", "allow_consecutive_login_attempts": 3})
	settings.flags.ignore_mandatory = True
	settings.save()
	seed_security_settings()
	settings = frappe.get_single("System Settings")
	assert (settings.session_expiry, settings.allow_consecutive_login_attempts) == ("01:00", 3)


def test_every_role_has_a_profile_and_the_desk():
	for role in roles.ROLES:
		profile = frappe.get_doc("Role Profile", role)
		assert [row.role for row in profile.roles] == [role]
		assert frappe.db.get_value("Role", role, "desk_access") == 1


def test_guests_read_nothing():
	for doctype in ("Beneficiary", "Application List", "Support Policy", "File", "Help Article"):
		listed = resource("Guest", doctype)
		assert listed.refusal is not None or listed.message == [], doctype
	assert isinstance(
		call("Guest", "frappe.website.doctype.web_form.web_form.accept").refusal, frappe.PermissionError
	)
	assert frappe.db.get_single_value("Website Settings", "disable_signup") == 1


def test_the_first_official_of_a_site_does_not_become_system_manager():
	"""The framework adds the role to whoever is saved while nobody else has it."""
	frappe.db.delete("Has Role", {"role": "System Manager", "parenttype": "User"})
	frappe.db.set_single_value("System Settings", "setup_complete", 1)
	official = frappe.get_doc(
		{
			"doctype": "User",
			"email": "dau-tien@example.com",
			"first_name": "Đầu tiên",
			"send_welcome_email": 0,
		}
	)
	official.append("roles", {"role": roles.COMMUNE_OFFICER})
	official.insert()
	assert {row.role for row in frappe.get_doc("User", official.name).roles} == {roles.COMMUNE_OFFICER}
