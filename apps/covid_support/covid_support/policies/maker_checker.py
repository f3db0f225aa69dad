"""No one decides what they prepared, and no relative appraises (I6)."""

import frappe

from covid_support.messages import forbid


def forbid_own_work(user: str, makers: set[str], subject: str) -> None:
	"""Refuse when `user` is among those who prepared `subject` (a document name)."""
	if user in makers:
		forbid(
			"You took part in preparing {0}, so you may not sign or decide it. Ask another authorised official to do so.",
			subject,
		)


def forbid_deputy_of_maker(delegator: str, makers: set[str], subject: str) -> None:
	"""Refuse a signature given for somebody who prepared `subject`: it would be that person's own."""
	if delegator in makers:
		forbid(
			"{0} took part in preparing {1}, so nobody may sign it on their behalf. Ask another authorised official to do so.",
			frappe.get_cached_value("User", delegator, "full_name") or delegator,
			subject,
		)


def forbid_relatives(user: str, *application_lists: str) -> None:
	"""Refuse when one of the lists holds someone whom `user` has declared as a relative."""
	if not application_lists:
		return
	rows = frappe.db.sql(
		"""select application.beneficiary_name from `tabConflict Declaration` declared
		join `tabSupport Application` application on application.beneficiary = declared.beneficiary
		where declared.user = %s and declared.withdrawn_on is null
			and application.application_list in %s and application.status not in ('Rejected', 'Withdrawn')
		limit 1""",
		(user, application_lists),
	)
	if rows:
		forbid(
			"{0} on this list is your declared relative, so another official must handle the list.",
			rows[0][0],
		)
