"""The checks of an application, each with its result and the row that it found; for one file or a page of a list.

Asked in sets: about a dozen queries whatever the number of applications. Rows of another area are told by place and
office alone, without a link and without personal data (I7).
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date

import frappe
from frappe import _

from covid_support.applications import found_elsewhere as elsewhere
from covid_support.applications.case_facts import case_facts, judged_alike
from covid_support.applications.claims import claim_period
from covid_support.applications.exclusions import RECEIVED, declined, excluded, gone, supported_elsewhere
from covid_support.applications.papers import papers_of_applications
from covid_support.applications.standing_facts import standing_facts
from covid_support.applications.top_up import tops_up
from covid_support.core.problem import Term, format_message, translate_value
from covid_support.policies.area import unit_in_area
from covid_support.programmes.read_back_frame import names_of_codes
from covid_support.programmes.versions import snapshot_of
from covid_support.registry.found_rows import whereabouts
from covid_support.rules.criteria import explain
from covid_support.rules.criterion import read_facts
from covid_support.rules.policy_snapshot import PolicySnapshot
from covid_support.rules.values import shown_value

PASSED, FAILED, UNSURE = Term("Met"), Term("Not Met"), Term("To Check")


@dataclass(frozen=True)
class Check:
	"""One check: its kind, title, result and detail in the reader's language, and a link when the reader may follow it."""

	kind: str
	title: str
	result: str
	detail: str = ""
	doctype: str = ""
	row: str = ""


@dataclass(frozen=True)
class Cases:
	"""Applications of one policy version and application date that are looked at together."""

	rows: list[dict]
	version: str
	snapshot: PolicySnapshot
	day: date

	@property
	def people(self) -> list[str]:
		"""The beneficiaries among them."""
		return [row.beneficiary for row in self.rows if row.beneficiary]

	def spread(
		self, kind: str, title: str, found: dict[str, Check], clear: str = ""
	) -> dict[str, list[Check]]:
		"""{application: [check]} from {beneficiary: check}; whoever is not found passes with `clear`."""
		passed = Check(kind, title, PASSED, clear)
		return {row.name: [found.get(row.beneficiary, passed)] for row in self.rows if row.beneficiary}


def checks_of(rows: list[dict]) -> dict[str, list[dict]]:
	"""{application: its checks as dicts} for `rows` (all columns) of Support Application."""
	checks: dict[str, list[dict]] = {row.name: [] for row in rows}
	for (version, day), part in judged_alike(rows).items():
		cases = Cases(part, version, snapshot_of(version), day)
		for look in LOOKS:
			for application, found in look(cases).items():
				checks[application] += [asdict(check) for check in found]
	return checks


def counts_of(checks: list[dict]) -> dict[str, int]:
	"""How many of the checks failed and how many somebody has to look at."""
	return {
		"failed": sum(check["result"] == FAILED for check in checks),
		"unsure": sum(check["result"] == UNSURE for check in checks),
	}


def _found(kind: str, title: str, result: str, detail: str, row: elsewhere.Row) -> Check:
	if unit_in_area(row.commune):
		return Check(kind, title, result, detail, row.doctype, row.name)
	return Check(kind, title, result, detail + whereabouts(row.commune))


# --- the conditions of the policy, one by one


def criteria(cases: Cases) -> dict[str, list[Check]]:
	"""Each condition with what was found."""
	facts = case_facts(cases.snapshot, cases.rows)
	known = standing_facts(cases.version, cases.snapshot, cases.people)
	names = names_of_codes()
	return {
		row.name: _criteria_of(cases.snapshot, {**facts[row.name], **known.get(row.beneficiary, {})}, names)
		for row in cases.rows
	}


def _criteria_of(snapshot: PolicySnapshot, facts: dict, names: dict[str, str]) -> list[Check]:
	compiled = snapshot.compiled_criteria
	failures = {failure.group: failure for failure in compiled.judge(facts).failures}
	checks = []
	for tests in compiled.groups:
		title = " / ".join(dict.fromkeys(_(test.fact.label) for test in tests))
		failure = failures.get(tests[0].criterion.group)
		if failure is None:
			checks.append(Check("criterion", title, PASSED, _shown(tests, facts, names)))
			continue
		reasons = [format_message(template, values, _) for template, values in explain([failure], names)]
		checks.append(Check("criterion", title, UNSURE if failure.missing else FAILED, " ".join(reasons)))
	return checks


def _shown(tests, facts: dict, names: dict[str, str]) -> str:
	found = read_facts(tests, facts)
	values = {test.fact.key: shown_value(test.fact, found[test.fact.key], names) for test in tests}
	return "; ".join(str(translate_value(value, _)) for value in values.values())


# --- other records of the same person


def once(cases: Cases) -> dict[str, list[Check]]:
	"""No other live application for the same policy and period."""
	title = _("Once for each person")
	found = {}
	for row in elsewhere.same_policy(
		cases.people, cases.snapshot.policy_code, [row.name for row in cases.rows]
	):
		periods = {case.period for case in cases.rows if case.beneficiary == row.beneficiary}
		if row.period in periods or elsewhere.is_once_only(cases.snapshot.policy_code):
			detail = _("another application stands for this policy")
			found[row.beneficiary] = _found("once", title, FAILED, detail, row)
	return cases.spread("once", title, found, _("no other application"))


def group(cases: Cases) -> dict[str, list[Check]]:
	"""No part in another policy of the exclusive group."""
	if not cases.snapshot.exclusive_group:
		return {}
	title = _("Exclusive Group")
	wanted = {
		(case.beneficiary, claim_period(cases.snapshot.exclusive_group, case.period)) for case in cases.rows
	}
	found = {}
	for row in elsewhere.claims_of_others(cases.snapshot, cases.people):
		if (row.beneficiary, row.period) not in wanted:
			continue
		detail = _("takes part through the policy {0} of the same group").format(
			elsewhere.title_of(row.policy)
		)
		result = UNSURE if tops_up(cases.snapshot.exclusive_group) else FAILED
		found[row.beneficiary] = _found("group", title, result, detail, row)
	return cases.spread("group", title, found, _("no other policy of the group"))


def exclusions(cases: Cases) -> dict[str, list[Check]]:
	"""Nothing received under a policy that excludes this one."""
	if not cases.snapshot.not_together_with:
		return {}
	title = _("Not Together With")
	received = excluded(cases.version, cases.people, RECEIVED)
	filed = excluded(cases.version, cases.people)
	found = {}
	for person, obstacle in filed.items():
		result = FAILED if person in received else UNSURE
		link = (obstacle.doctype, obstacle.row) if unit_in_area(obstacle.commune) else ("", "")
		found[person] = Check("exclusion", title, result, obstacle.reason, *link)
	titles = ", ".join(elsewhere.title_of(policy) for policy in cases.snapshot.not_together_with)
	return cases.spread("exclusion", title, found, _("nothing received under {0}").format(titles))


def waiver(cases: Cases) -> dict[str, list[Check]]:
	"""The support was not declined."""
	return _obstacles(
		cases, "waiver", _("Voluntary refusal"), declined(cases.version, cases.people), _("none")
	)


def life(cases: Cases) -> dict[str, list[Check]]:
	"""Alive and here on the application date."""
	return _obstacles(cases, "life", _("Life status"), gone(cases.people, cases.day), _("Alive"))


def _obstacles(cases: Cases, kind: str, title: str, obstacles: dict, clear: str) -> dict[str, list[Check]]:
	found = {}
	for person, obstacle in obstacles.items():
		row = elsewhere.Row(obstacle.doctype, obstacle.row, obstacle.commune)
		found[person] = _found(kind, title, FAILED, obstacle.reason, row)
	return cases.spread(kind, title, found, clear)


def residence(cases: Cases) -> dict[str, list[Check]]:
	"""Still registered in the commune of the file; asked where that is the commune of the person."""
	title = _("Residence")
	homes = elsewhere.homes_of(cases.people)
	anywhere = elsewhere.lists_of_outsiders({row.application_list for row in cases.rows})
	checks = {}
	for row in cases.rows:
		home = homes.get(row.beneficiary)
		if not home or row.employer or row.application_list in anywhere:
			continue
		if home.commune == row.commune:
			checks[row.name] = [Check("residence", title, PASSED, _(home.residence_kind or ""))]
		else:
			place = frappe.get_cached_value("Administrative Unit", home.commune, "full_name")
			detail = _("is registered in {0} by now").format(place)
			checks[row.name] = [Check("residence", title, UNSURE, detail)]
	return checks


def relatives(cases: Cases) -> dict[str, list[Check]]:
	"""No official has declared the applicant as a relative; if one has, another official handles the file (I6)."""
	title = _("Relatives of officials")
	found = {
		row.beneficiary: _found(
			"relatives",
			title,
			UNSURE,
			_("{0} has declared a relationship ({1}) and may not appraise or sign").format(
				row.official, row.relationship
			),
			row,
		)
		for row in elsewhere.declared_relatives(cases.people)
	}
	return cases.spread("relatives", title, found, _("none declared"))


def stated_elsewhere(cases: Cases) -> dict[str, list[Check]]:
	"""The applicant does not state support by another policy elsewhere."""
	title = _("Supported Elsewhere by Another Policy")
	checks = {}
	for row in cases.rows:
		reason = supported_elsewhere(row)
		checks[row.name] = [
			Check("elsewhere", title, FAILED if reason else PASSED, reason or _("nothing stated"))
		]
	return checks


def duplicates(cases: Cases) -> dict[str, list[Check]]:
	"""Nobody of the same name and birth date applies too."""
	title = _("Same person under two numbers")
	detail = _("somebody with the same name and date of birth has an application for this policy")
	found = {
		row.beneficiary: _found("duplicate", title, UNSURE, detail, row)
		for row in elsewhere.namesakes(cases.people, cases.snapshot.policy_code)
	}
	return cases.spread("duplicate", title, found, _("nobody found"))


def papers(cases: Cases) -> dict[str, list[Check]]:
	"""The papers that the policy requires are there."""
	title = _("Papers")
	checks = {}
	for application, dossier in papers_of_applications(cases.rows).items():
		lacking = [paper.title for paper in dossier if paper.lacking]
		detail = _("missing: {0}").format("; ".join(lacking)) if lacking else _("complete")
		checks[application] = [Check("papers", title, FAILED if lacking else PASSED, detail)]
	return checks


LOOKS: tuple[Callable[[Cases], dict[str, list[Check]]], ...] = (
	criteria,
	once,
	group,
	exclusions,
	waiver,
	life,
	residence,
	relatives,
	stated_elsewhere,
	duplicates,
	papers,
)
