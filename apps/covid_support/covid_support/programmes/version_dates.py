"""Which wording of a policy holds on a day, and what may become of a wording's day.

The wording in force on a day is that of the Policy Version with the latest `in_force_from` on or before it; an
empty one is in force from the beginning. Of two versions of one day the newer number holds for new files.
"""

from datetime import date

import frappe
from frappe.utils import format_date, getdate

from covid_support.messages import refuse, remark
from covid_support.programmes.versions import freeze, window_of

FROM_THE_BEGINNING = date.min
FILES = ("Support Application", "Application List")


def version_on(policy: str, day: date | str) -> str:
	"""The name of the Policy Version by which a file of `day` is judged. Refuses a day before the first wording."""
	versions = _live_versions(policy)
	version = _in_force(versions, day)
	if not version:
		_refuse_day(policy, day, versions)
	return version


def filing_days(policy, day: date | str) -> tuple[date, date]:
	"""First and last day on which the wording of `day` takes applications for `policy` (a Support Policy)."""
	version = _in_force(_live_versions(policy.name), day) or policy.current_version
	return tuple(getdate(end) for end in window_of(policy, version))


def _in_force(versions: list, day: date | str) -> str | None:
	in_force = [row for row in versions if _day(row) <= getdate(day)]
	return max(in_force, key=_age).name if in_force else None


def version_kept(version: str, policy: str, day: date | str) -> str:
	"""`version`, unless another wording was in force on `day`, to which a draft's date was corrected."""
	wanted = version_on(policy, day)
	days = dict(
		frappe.get_all(
			"Policy Version", {"name": ["in", [version, wanted]]}, ["name", "in_force_from"], as_list=True
		)
	)
	return version if days.get(version) == days[wanted] else wanted


def check_in_force_from(policy) -> None:
	"""Refuse a day that would put this wording before another by which files are judged already."""
	for row in _later_versions(policy):
		if is_used(policy.name, row.name):
			refuse(
				"Files are judged by the wording of {0} that is in force from {1} (version {2}). A wording from {3} would overlap it: enter a later day.",
				policy.short_title,
				format_date(row.in_force_from),
				row.version_number,
				format_date(policy.in_force_from) if policy.in_force_from else "—",
			)


def freeze_dated(policy) -> str:
	"""Freeze an active policy for its day; returns the name of the version. Unused later wordings are withdrawn."""
	before = policy.get_doc_before_save()
	current = before.current_version if before else None
	for row in _later_versions(policy):
		_withdraw(row.name)
	version = freeze(policy)
	if current and current != version:
		_settle_former(policy, before, version)
	return version


def is_used(policy: str, version: str) -> bool:
	"""Whether any application or list is judged by `version`."""
	filters = {"policy": policy, "policy_version": version}
	return any(frappe.db.exists(doctype, filters) for doctype in FILES)


def _refuse_day(policy: str, day: date | str, versions: list) -> None:
	title = frappe.get_cached_value("Support Policy", policy, "short_title")
	if not versions:
		refuse("Policy {0} has no wording that has been put into force. Activate it first.", title)
	refuse(
		"No wording of policy {0} is in force on {1}. The first takes effect on {2}.",
		title,
		format_date(day),
		format_date(min(map(_day, versions))),
	)


def _settle_former(policy, before, version: str) -> None:
	"""Tell what becomes of running files; a version whose day was only mistyped is withdrawn.

	`before` is the policy as it stood. One that takes applications on other days is an amendment, though its rules are
	the same.
	"""
	former = before.current_version
	columns = ["digest", "in_force_from", "version_number"]
	old, new = (
		frappe.db.get_value("Policy Version", name, columns, as_dict=True) for name in (former, version)
	)
	if not is_used(policy.name, former):
		if old.digest == new.digest and _window(before) == _window(policy):
			_withdraw(former)
	elif old.in_force_from == new.in_force_from:
		remark(
			"Files that have begun keep version {0}. New files are judged by version {1}, in force from the same day.",
			old.version_number,
			new.version_number,
		)


def _window(policy) -> list[date]:
	return [getdate(policy.application_from), getdate(policy.application_to)]


def _withdraw(version: str) -> None:
	frappe.db.set_value("Policy Version", version, "withdrawn", 1)


def _later_versions(policy) -> list:
	day = getdate(policy.in_force_from) if policy.in_force_from else FROM_THE_BEGINNING
	return [row for row in _live_versions(policy.name) if _day(row) > day]


def _live_versions(policy: str) -> list:
	return frappe.get_all(
		"Policy Version",
		filters={"policy": policy, "withdrawn": 0},
		fields=["name", "in_force_from", "version_number"],
	)


def _day(version) -> date:
	return version.in_force_from or FROM_THE_BEGINNING


def _age(version) -> tuple[date, int]:
	return _day(version), version.version_number
