"""What stands in the way of an applicant besides the conditions of the policy: one answer for all doors.

Excluded by another policy ("not together with", in one direction), declined voluntarily, dead, moved away,
supported elsewhere. Asked for many applicants at once: when people are put on a list, when the list is handed in,
proposed and decided, because another list may have been approved since.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from covid_support.applications.case_facts import judged_alike, wordings_on
from covid_support.applications.waivers import live_waivers
from covid_support.core.problem import Term
from covid_support.messages import refuse
from covid_support.programmes.versions import snapshot_of
from covid_support.registry.found_rows import whereabouts
from covid_support.registry.merged_people import MERGED

LINES_NAMED = 10
LIVE = ("Draft", "Listed", "Proposed", "Approved")
RECEIVED = ("Approved",)
LIVE_LINE = "line.application_list = %(list)s and line.status not in ('Rejected', 'Withdrawn')"
GONE = "life_status in ('Dead', 'Moved Away', 'Merged')"
# lines of which `gone`, `declined` or `supported_elsewhere` may have something to say
IN_DOUBT = f"""line.other_policy_elsewhere = 1
	or exists (select 1 from `tabBeneficiary` person where person.name = line.beneficiary and person.{GONE})
	or exists (select 1 from `tabSupport Waiver` waiver where waiver.beneficiary = line.beneficiary
		and waiver.withdrawn_on is null)"""
# kind of obstacle -> its name
HEADINGS = {
	"life": Term("Dead or moved away"),
	"waiver": Term("Declined voluntarily"),
	"exclusion": Term("Supported by a policy that excludes this one"),
}


@dataclass(frozen=True)
class Obstacle:
	"""Why somebody may not be supported, in the reader's language, and the row that says so."""

	kind: str
	reason: str
	doctype: str
	row: str
	commune: str | None


def obstacles(
	version: str, people: Iterable[str], day: date, statuses: tuple[str, ...] = LIVE, lock: bool = True
) -> dict:
	"""{beneficiary: first Obstacle} of `people` on `day`, the application date.

	`statuses` are those in which an application under an excluding policy counts. With `lock` its rows are kept,
	so that the answer holds until the transaction ends.
	"""
	people = sorted({person for person in people if person})
	if not people:
		return {}
	found: dict[str, Obstacle] = {}
	shut_out = excluded(version, people, statuses, lock)
	for look in (gone(people, day), declined(version, people), shut_out):
		for person, obstacle in look.items():
			found.setdefault(person, obstacle)
	return found


def excluded(
	version: str, people: list[str], statuses: tuple[str, ...] = LIVE, lock: bool = False
) -> dict[str, Obstacle]:
	"""{beneficiary: Obstacle} of those with an application in `statuses` under a policy that excludes this one.

	An approved one counts before one that is only filed. `lock` keeps the rows as they are until the transaction
	ends.
	"""
	policies = snapshot_of(version).not_together_with
	if not policies or not people:
		return {}
	rows = frappe.db.sql(
		f"""select name, beneficiary, policy, commune, status from `tabSupport Application`
		where beneficiary in %(people)s and policy in %(policies)s and status in %(statuses)s
			and ifnull(payment_status, '') <> 'Recovered'
		order by status = 'Approved', name {"for update" if lock else ""}""",
		{"people": people, "policies": policies, "statuses": statuses},
		as_dict=True,
	)
	return {row.beneficiary: _exclusion(row) for row in rows}


def _exclusion(row: dict) -> Obstacle:
	title = frappe.get_cached_value("Support Policy", row.policy, "short_title")
	received = row.status in RECEIVED
	template = (
		_("receives support under {0}, and whoever receives that is not supported here{1}")
		if received
		else _("has an application under {0}, and whoever receives that is not supported here{1}")
	)
	return Obstacle(
		"exclusion",
		template.format(title, whereabouts(row.commune)),
		"Support Application",
		row.name,
		row.commune,
	)


def gone(people: list[str], day: date) -> dict[str, Obstacle]:
	"""The dead and the moved; whoever died or moved after `day` was there when it counted."""
	rows = frappe.db.sql(
		f"""select name, life_status, death_date, moved_on, commune from `tabBeneficiary`
		where name in %s and {GONE}""",
		(people,),
		as_dict=True,
	)
	found = {}
	for row in rows:
		since = row.death_date if row.life_status == "Dead" else row.moved_on
		if row.life_status == MERGED:
			since = None  # a merged record counts on no day
		if since and getdate(since) > day:
			continue
		found[row.name] = Obstacle("life", _gone_since(row, since), "Beneficiary", row.name, row.commune)
	return found


def _gone_since(row: dict, since: date | None) -> str:
	if row.life_status == MERGED:
		return _("was merged into another record, which counts instead")
	if not since:
		return _("is recorded as dead") if row.life_status == "Dead" else _("has moved away")
	day = f"{getdate(since):%d/%m/%Y}"
	if row.life_status == "Dead":
		return _("is recorded as dead since {0}").format(day)
	return _("has moved away since {0}").format(day)


def declined(version: str, people: list[str]) -> dict[str, Obstacle]:
	"""Those of `people` who decline this support or its whole programme."""
	policy = snapshot_of(version).policy_code
	return {
		person: Obstacle(
			"waiver",
			_("declined this support voluntarily on {0}").format(f"{getdate(row.declared_on):%d/%m/%Y}"),
			"Support Waiver",
			row.name,
			row.commune,
		)
		for person, row in live_waivers(policy, people).items()
	}


def supported_elsewhere(application) -> str | None:
	"""Why an application that states support elsewhere may not go on; None when that does not matter."""
	if not application.other_policy_elsewhere:
		return None
	policy = frappe.get_cached_doc("Support Policy", application.policy)
	if not policy.exclusive_group and not policy.exclusions:
		return None
	return _("states that another policy supports them elsewhere")


def refuse_supported_elsewhere(application) -> None:
	"""Refuse to put an application forward that itself states the support which rules it out."""
	reason = supported_elsewhere(application)
	if reason:
		refuse(
			"{0} {1}. The application cannot go on. If that was stated by mistake, correct the application; otherwise withdraw it.",
			application.beneficiary_name,
			reason,
		)


def refuse_obstacle(application) -> None:
	"""Refuse a single application (a document or row) that something stands in the way of."""
	found = obstacles(
		application.policy_version, [application.beneficiary], getdate(application.application_date)
	)
	obstacle = found.get(application.beneficiary)
	if obstacle:
		refuse(
			"{0} {1}. The application cannot go on. If that record is wrong, have it corrected first; otherwise do not file the application, or withdraw it.",
			application.beneficiary_name,
			obstacle.reason,
		)


def has_live_lines(application_list: str) -> bool:
	"""Whether anybody is left on the list."""
	return bool(
		frappe.db.sql(
			f"select 1 from `tabSupport Application` line where {LIVE_LINE} limit 1",
			{"list": application_list},
		)
	)


def doubtful_lines(application_list: str) -> list[dict]:
	"""The live lines that `lines_in_the_way` has to look at, in the order of the list.

	Those of whom any register says something; all of them where another policy may rule people out, because that
	answer has to be held until the transaction ends.
	"""
	whole = any(wording.not_together_with for wording in wordings_on(application_list))
	return frappe.db.sql(
		f"""select name, beneficiary, beneficiary_name, policy, policy_version, application_date, other_policy_elsewhere
		from `tabSupport Application` line
		where {LIVE_LINE} {"" if whole else f"and ({IN_DOUBT})"} order by search_key, name""",
		{"list": application_list},
		as_dict=True,
	)


def lines_in_the_way(rows: list[dict]) -> list[tuple[str, str]]:
	"""(name of the person, reason) for each of `rows` (live lines of a list) that may not be supported any more."""
	found = {}
	for (version, day), part in judged_alike(rows).items():
		found.update(obstacles(version, (row.beneficiary for row in part), day, RECEIVED))
	reasons = [
		(
			row.beneficiary_name,
			found[row.beneficiary].reason if row.beneficiary in found else supported_elsewhere(row),
		)
		for row in rows
	]
	return [(name, reason) for name, reason in reasons if reason]


def require_clear(application_list) -> None:
	"""Refuse a list with lines that must be taken out first, naming them."""
	lines = lines_in_the_way(doubtful_lines(application_list.name))
	if not lines:
		return
	refuse(
		"List {0} cannot go on before these {1} lines are taken out: {2} Take each out with its reason.",
		application_list.title,
		len(lines),
		told_lines(lines),
	)


def told_lines(lines: list[tuple[str, str]]) -> str:
	"""At most LINES_NAMED lines "name: reason", each on a line of its own, and how many more there are."""
	shown = [f"{frappe.utils.escape_html(name)}: {reason}" for name, reason in lines[:LINES_NAMED]]
	if len(lines) > LINES_NAMED:
		shown.append(_("… and {0} more").format(len(lines) - LINES_NAMED))
	return "".join(f"<br>{line}" for line in shown) + "<br>"
