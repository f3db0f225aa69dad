"""Voluntary refusals: who has declined which support, and the alarm when many are recorded on one day.

Declining is a personal act that may be taken back. Whole villages that signed pre-printed refusals are a known
abuse (Quảng Xương 2020), so many refusals of one official or one commune on one day are flagged.
"""

import frappe

from covid_support.policies import roles
from covid_support.policies.officials_over import officials_over

MANY_ON_ONE_DAY = 5
TOLD_ROLES = (roles.DISTRICT_OFFICER, roles.DISTRICT_CHAIR, roles.SUPERVISOR)
SAME = ("recorded_by", "commune")


def live_waivers(policy: str, people: list[str]) -> dict[str, dict]:
	"""{beneficiary: columns of the waiver} of those `people` who decline `policy` or its whole programme."""
	if not people:
		return {}
	programme = frappe.get_cached_value("Support Policy", policy, "programme")
	rows = frappe.db.sql(
		"""select name, beneficiary, commune, declared_on from `tabSupport Waiver`
		where beneficiary in %(people)s and withdrawn_on is null
			and (policy = %(policy)s or programme = %(programme)s)""",
		{"people": people, "policy": policy, "programme": programme},
		as_dict=True,
	)
	return {row.beneficiary: row for row in rows}


def stands(beneficiary: str, policy: str | None, programme: str | None) -> bool:
	"""Whether this very refusal is on record and not withdrawn."""
	filters = {"beneficiary": beneficiary, "withdrawn_on": ["is", "not set"]}
	scope = {"policy": policy} if policy else {"programme": programme}
	return bool(frappe.db.exists("Support Waiver", {**filters, **scope}))


def flag_many(waiver) -> None:
	"""Flag the refusals of a day when one official or one commune has recorded many; tell the supervisors once."""
	day = waiver.recorded_at.date()
	for column in SAME:
		names = frappe.db.sql(
			f"""select name from `tabSupport Waiver`
			where `{column}` = %s and recorded_at >= %s and recorded_at < %s + interval 1 day""",
			(waiver.get(column), day, day),
			pluck=True,
		)
		if len(names) < MANY_ON_ONE_DAY:
			continue
		told = frappe.db.exists("Support Waiver", {"name": ["in", names], "flagged": 1})
		frappe.db.set_value("Support Waiver", {"name": ["in", names]}, "flagged", 1, update_modified=False)
		if not told:
			_tell(waiver, len(names))


def _tell(waiver, count: int) -> None:
	unit = frappe.get_cached_value("Administrative Unit", waiver.commune, "full_name")
	for user in officials_over(waiver.commune, TOLD_ROLES):
		subject = frappe._(
			"{0} refusals of support were recorded on one day in {1}. Check that each person declined of their own will.",
			lang=frappe.db.get_value("User", user, "language"),
		).format(count, unit)
		frappe.get_doc(
			{
				"doctype": "Notification Log",
				"type": "Alert",
				"for_user": user,
				"from_user": frappe.session.user,
				"subject": subject,
				"document_type": "Support Waiver",
				"document_name": waiver.name,
			}
		).insert(ignore_permissions=True)
