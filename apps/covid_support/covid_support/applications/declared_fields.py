"""Which facts an applicant has to declare for a policy: those that its rules ask for and nobody else knows."""

import frappe

from covid_support.applications.declared import STANDING
from covid_support.programmes.policy_rules import snapshot_from
from covid_support.programmes.versions import snapshot_of
from covid_support.rules.policy_snapshot import PolicySnapshot
from covid_support.rules.try_out import facts_asked


def declared_fields(policy: str, version: str | None = None) -> list[str]:
	"""Fields of Support Application that the rules or the form of `policy` ask for, in the order of the form.

	`version` names the frozen wording of an application that has begun; otherwise it is the present one.
	"""
	snapshot = _rules(policy, version)
	asked = {fact.key for fact in facts_asked(snapshot)}
	if "stopped_from" in asked:
		asked.add("stopped_to")
	own = [fact.key for fact in snapshot.extra_facts if fact.key not in STANDING]
	return [*(field for field in STANDING if field in asked), *own]


def own_form(policy: str, version: str | None = None) -> list[dict]:
	"""How the policy's own form fields look: fieldname, label, kind, choices, mandatory, help."""
	helps = {row.fieldname: row.help for row in frappe.get_cached_doc("Support Policy", policy).form_fields}
	return [
		{
			"fieldname": fact.key,
			"label": fact.label,
			"kind": fact.kind,
			"choices": list(fact.choices),
			"mandatory": int(fact.mandatory),
			"help": helps.get(fact.key),
		}
		for fact in _rules(policy, version).extra_facts
	]


def _rules(policy: str, version: str | None) -> PolicySnapshot:
	if version:
		return snapshot_of(version)
	return snapshot_from(frappe.get_cached_doc("Support Policy", policy), version_number=1)
