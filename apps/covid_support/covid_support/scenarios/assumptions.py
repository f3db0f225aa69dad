"""What no public source gives: entered by the programme's administrator, named as an assumption of the story."""

import json

import frappe

from covid_support.core.money import format_vnd
from covid_support.messages import refuse

ASSUMED = "Giả định của kịch bản, không phải mức của văn bản"


def enter_amounts(policy: str, amount: int, eligible_facts: dict) -> None:
	"""As the acting administrator: give `policy` its amount and a test person for it, confirm, put it into force.

	The policy's own gate judges the test people. A policy that is in force with this amount is left alone.
	"""
	document = frappe.get_doc("Support Policy", policy)
	(component,) = document.components
	if component.amount and int(component.amount) != amount:
		refuse(
			"Policy {0} has the amount of {1} đồng already. Play the scenario on a site of its own (--own-site).",
			policy,
			format_vnd(int(component.amount)),
		)
	if document.status == "Active":
		return
	if not component.amount:
		component.update({"amount": amount, "confidence": "D", "source": ASSUMED})
		document.append(
			"test_people",
			{
				"title": f"Người thử: {ASSUMED.lower()}",
				"facts": json.dumps(eligible_facts, ensure_ascii=False),
				"expected_eligible": 1,
				"expected_amount": amount,
			},
		)
	document.update({"status": "Active", "confidence": "D", "source": f"{ASSUMED}. {document.source}"})
	document.save()
