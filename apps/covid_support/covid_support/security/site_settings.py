"""Settings of the framework that keep accounts and sessions safe; seeded after install and every migrate.

A value that is stricter than ours is left alone; a laxer one is raised to ours. Settings that this version of the
framework does not know are passed over.
"""

import frappe

from covid_support.policies.roles import ROLES

# setting -> the value it must have
FIXED = {
	"allow_error_traceback": 0,
	"allow_guests_to_upload_files": 0,
	"allow_older_web_view_links": 0,
	"apply_strict_user_permissions": 1,
	"disable_document_sharing": 1,
	"enable_password_policy": 1,
	"encrypt_backup": 1,
	"login_with_email_link": 0,
	"logout_on_password_reset": 1,
	"strip_exif_metadata_from_uploaded_images": 1,
}
# setting -> the most it may be; 0 means no limit in the framework and is raised as well
AT_MOST = {"allow_consecutive_login_attempts": 5, "password_reset_limit": 3}
# setting -> the least it may be
AT_LEAST = {"allow_login_after_fail": 300, "minimum_password_score": 3}
LONGEST_SESSION = "06:00"  # hours and minutes without a click
FORMS_OF_GUESTS = ("Help Article",)


def seed_security_settings() -> None:
	"""Bring System Settings, sign-up and role profiles to the product's standard."""
	settings = frappe.get_single("System Settings")
	for setting, value in _wanted(settings).items():
		if settings.meta.has_field(setting):
			settings.set(setting, value)
	settings.flags.ignore_mandatory = True
	settings.save(ignore_permissions=True)
	frappe.db.set_single_value("Website Settings", "disable_signup", 1)
	_seed_role_profiles()
	_close_roles()


def _wanted(settings) -> dict:
	wanted = dict(FIXED)
	for setting, most in AT_MOST.items():
		current = frappe.utils.cint(settings.get(setting))
		wanted[setting] = current if 0 < current <= most else most
	for setting, least in AT_LEAST.items():
		wanted[setting] = str(max(frappe.utils.cint(settings.get(setting)), least))
	current = str(settings.get("session_expiry") or "")
	wanted["session_expiry"] = (
		current if "00:00" < current <= LONGEST_SESSION and len(current) == 5 else LONGEST_SESSION
	)
	return wanted


def _seed_role_profiles() -> None:
	"""One role profile for each role, so that an account is made by one choice."""
	for role in ROLES:
		if not frappe.db.exists("Role Profile", role):
			profile = frappe.new_doc("Role Profile")
			profile.role_profile = role
			profile.append("roles", {"role": role})
			profile.insert(ignore_permissions=True)
		frappe.db.set_value("Role", role, "desk_access", 1)


def _close_roles() -> None:
	"""Guests read nothing of the framework's help pages."""
	for doctype in FORMS_OF_GUESTS:
		if frappe.db.exists("DocPerm", {"parent": doctype, "role": "Guest"}):
			frappe.db.delete("DocPerm", {"parent": doctype, "role": "Guest"})
			frappe.clear_cache(doctype=doctype)
