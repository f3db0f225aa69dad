"""Groups of policies in which a person gets the higher amount: what one policy gave is taken off the next.

Whoever had a lower support of the group may claim another for the difference; nobody while a claim of the group
is undecided, because its amount is not known yet. The deduction stands as a line of its own in the entitlement,
so that the amount can be computed again for good (I3).
"""

import json
from dataclasses import dataclass, replace

import frappe
from frappe import _

from covid_support.applications.judging import ALREADY_GRANTED, Judged

TOP_UP = "Top Up to the Higher"
UNDECIDED = ("Draft", "Listed", "Proposed")


@dataclass
class Granted:
	"""What a person has from other policies of the group (VND), less what was taken off earlier; one that waits."""

	amount: int = 0
	undecided: str | None = None
	policy: str | None = None


def tops_up(group: str | None) -> bool:
	"""Whether the exclusive group pays the difference to the higher amount."""
	return bool(group) and frappe.get_cached_value("Exclusive Group", group, "settlement") == TOP_UP


def settled(
	policy: str, period: str, judged: dict[str, Judged], people: dict[str, str], lock: bool = True
) -> dict[str, Judged]:
	"""`judged` ({key: Judged}) with what other policies of the group have granted taken off.

	`people` is {key: beneficiary}. With `lock` the people are kept until the transaction ends, so that two supports
	of one group are never computed side by side.
	"""
	group = frappe.get_cached_value("Support Policy", policy, "exclusive_group")
	eligible = {key: people[key] for key, outcome in judged.items() if outcome.eligible and people.get(key)}
	if not tops_up(group) or not eligible:
		return judged
	granted = granted_in(group, policy, period, sorted(set(eligible.values())), lock)
	changed = {
		key: _less(judged[key], granted[person]) for key, person in eligible.items() if person in granted
	}
	return {**judged, **changed}


def granted_in(
	group: str, policy: str, period: str, people: list[str], lock: bool = True
) -> dict[str, Granted]:
	"""{beneficiary: Granted} of those `people` with another live support of the group in the same cycle."""
	if lock:
		frappe.db.sql(
			"select name from `tabBeneficiary` where name in %s order by name for update", (people,)
		)
	rows = frappe.db.sql(
		f"""select application.beneficiary, application.policy, application.status, application.already_granted,
			application.approved_amount - if(application.payment_status = 'Recovered', application.returned_amount, 0) as kept
		from `tabSupport Application` application
		join `tabSupport Policy` policy on policy.name = application.policy
		join `tabExclusive Group` family on family.name = policy.exclusive_group
		where family.name = %(group)s and application.beneficiary in %(people)s
			and application.status not in ('Rejected', 'Withdrawn')
			and (family.cycle <> 'Period' or application.period = %(period)s)
		order by application.creation, application.name {"lock in share mode" if lock else ""}""",
		{"group": group, "people": people, "period": period},
		as_dict=True,
	)
	granted: dict[str, Granted] = {}
	for row in rows:
		_count(granted.setdefault(row.beneficiary, Granted()), row, policy)
	return {person: found for person, found in granted.items() if found.policy}


def _count(found: Granted, row: dict, policy: str) -> None:
	if row.policy == policy:
		found.amount -= int(row.already_granted or 0)
		return
	found.policy = row.policy
	if row.status in UNDECIDED:
		found.undecided = row.policy
	else:
		found.amount += int(row.kept)


def _less(outcome: Judged, granted: Granted) -> Judged:
	"""The outcome with the deduction; refused while another claim waits and when nothing is left."""
	if granted.undecided:
		return _refused(outcome, _("waits for the decision on {0} of the same group"), granted.undecided)
	deduction = min(max(granted.amount, 0), outcome.amount)
	if deduction == outcome.amount:
		return _refused(outcome, _("already has the same or a higher amount through {0}"), granted.policy)
	if not deduction:
		return outcome
	line = {
		"code": ALREADY_GRANTED,
		"title": _title(granted.policy),
		"method": "Already Granted",
		"quantity": 1,
		"rate": -deduction,
		"amount": -deduction,
	}
	lines = [*json.loads(outcome.entitlement), line]
	return replace(
		outcome,
		amount=outcome.amount - deduction,
		already_granted=deduction,
		entitlement=json.dumps(lines, ensure_ascii=False),
	)


def _refused(outcome: Judged, template: str, policy: str) -> Judged:
	reason = template.format(_title(policy))
	return replace(outcome, eligible=False, amount=0, entitlement="[]", reasons=(reason,), heading=reason)


def _title(policy: str) -> str:
	return frappe.get_cached_value("Support Policy", policy, "short_title")
