"""Judging applicants against the frozen rules of a policy."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import getdate

from covid_support import clock
from covid_support.applications.applicants import load
from covid_support.applications.facts import facts_of
from covid_support.applications.set_judging import classes, says_nothing
from covid_support.applications.standing_facts import standing_facts
from covid_support.core.problem import format_message
from covid_support.messages import refuse
from covid_support.programmes.version_dates import filing_days
from covid_support.programmes.versions import snapshot_of
from covid_support.rules.benefits import EntitlementLine, compute
from covid_support.rules.criteria import explain
from covid_support.rules.policy_snapshot import judge_and_compute

# the code of the line that takes off what another policy of a group granted (top_up.py)
ALREADY_GRANTED = "ALREADY_GRANTED"


@dataclass(frozen=True)
class Judged:
	"""The outcome for one applicant: amount in VND and, when refused, the reasons in the reader's language.

	`already_granted` (VND) was taken off the amount for what another policy of the group gave. `heading` names the conditions that are not met, without what was found, so that reasons can be counted.
	"""

	eligible: bool
	amount: int
	entitlement: str
	reasons: tuple[str, ...]
	heading: str = ""
	already_granted: int = 0


def judge_people(
	version: str,
	declared: dict[str, dict],
	application_date: date,
	applicants: dict[str, dict] | None = None,
	reasons: bool = True,
) -> dict[str, Judged]:
	"""{applicant: Judged} for all `declared` ({beneficiary, household or employer: what the application states}).

	Categories and poverty are taken on the policy's reference date, or else on the application date.
	`applicants` are their rows (applicants.load), when the caller has them. Without `reasons` whoever is refused
	gets the heading alone, which is the same for many.
	"""
	snapshot = snapshot_of(version)
	day = getdate(snapshot.reference_date) if snapshot.reference_date else application_date
	rows = load(snapshot.applicant_kind, declared) if applicants is None else applicants
	alike = classes(snapshot, [key for key in rows if says_nothing(declared[key])], day)
	if reasons:
		alike = {key: kind for key, kind in alike.items() if kind[0]}
	examples = {kind: key for key, kind in alike.items()}
	one_by_one = {key: row for key, row in rows.items() if key not in alike or examples[alike[key]] == key}
	judged = _judge(version, snapshot, one_by_one, declared, day)
	if any(
		(judged[key].eligible, judged[key].amount) != (eligible, amount)
		for (eligible, amount, _rest), key in examples.items()
	):
		return _judge(version, snapshot, rows, declared, day)  # the two ways disagree: Python's word counts
	shared = {
		kind: judged[key] if reasons else replace(judged[key], reasons=()) for kind, key in examples.items()
	}
	return {key: shared[alike[key]] if key in alike else judged[key] for key in rows}


def _judge(
	version: str, snapshot, applicants: dict[str, dict], declared: dict, day: date
) -> dict[str, Judged]:
	"""Each of `applicants` judged by itself."""
	facts = facts_of(applicants, declared, day, snapshot.extra_facts)
	known = standing_facts(
		version, snapshot, [row["beneficiary"] for row in applicants.values() if row["beneficiary"]]
	)
	return {
		key: _judged(snapshot, {**own_facts, **known.get(applicants[key]["beneficiary"], {})})
		for key, own_facts in facts.items()
	}


def _judged(snapshot, facts: dict) -> Judged:
	outcome = judge_and_compute(snapshot, facts)
	lines = [_stored(line) for line in outcome.entitlement.lines] if outcome.eligible else []
	return Judged(
		eligible=outcome.eligible,
		amount=outcome.entitlement.total if outcome.eligible else 0,
		entitlement=json.dumps(lines, ensure_ascii=False, default=str),
		reasons=tuple(format_message(template, values, _) for template, values in explain(outcome.failures)),
		heading=_heading(outcome.failures),
	)


def _stored(line: EntitlementLine) -> dict:
	"""What a line does not have (a maximum per unit) is left out."""
	return {key: value for key, value in asdict(line).items() if value is not None}


def _heading(failures) -> str:
	labels = dict.fromkeys(test.fact.label for failure in failures for test in failure.tests)
	return _("Condition not met: {0}").format("; ".join(_(label) for label in labels)) if labels else ""


def recomputed_amount(version: str, entitlement: str) -> int:
	"""VND that the stored entitlement lines give when computed again from the frozen Policy Version (I3)."""
	snapshot = snapshot_of(version)
	components = {component.code: component for component in snapshot.components}
	lines = json.loads(entitlement or "[]")
	given = sum(
		_line_amount(snapshot, components[x["code"]], x) for x in lines if x["code"] != ALREADY_GRANTED
	)
	return given - deduction_of(lines)


def deduction_of(lines: list[dict]) -> int:
	"""VND that entitlement lines take off for what another policy of the group granted."""
	return -sum(int(line["amount"]) for line in lines if line["code"] == ALREADY_GRANTED)


def _line_amount(snapshot, component, line: dict) -> int:
	facts = {component.quantity_fact: Decimal(str(line["quantity"]))}
	if component.maximum_by_fact:
		facts[component.maximum_by_fact] = Decimal(str(line["ceiling_quantity"]))
	return compute([replace(component, criteria=())], facts, snapshot.catalogue).total


def require_open_policy(policy: str, application_date: date) -> None:
	"""Refuse when `policy` does not take applications on `application_date`, by the wording of that day."""
	row = frappe.get_cached_doc("Support Policy", policy)
	if row.status != "Active":
		refuse("The policy {0} is not active, so it takes no applications.", row.short_title)
	if application_date > clock.today():
		refuse("The application date {0} is in the future.", application_date.strftime("%d/%m/%Y"))
	first, last = filing_days(row, application_date)
	if not first <= application_date <= last:
		refuse(
			"{0} takes applications from {1} to {2}; the application date {3} is outside.",
			row.short_title,
			first.strftime("%d/%m/%Y"),
			last.strftime("%d/%m/%Y"),
			application_date.strftime("%d/%m/%Y"),
		)
