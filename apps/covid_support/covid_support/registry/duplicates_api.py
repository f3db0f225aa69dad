"""Public doors to duplicates: comparing, deciding, merging, undoing, searching. The rules live in the actions."""

import frappe

from covid_support.actions.decide_duplicates import DecideDuplicates
from covid_support.actions.flag_life_status import DecideFlags, FlagLifeStatus
from covid_support.actions.merge_people import MergePeople, UndoMerge, standing_merge
from covid_support.bulk.start import start
from covid_support.policies.duplicate_rights import may_decide
from covid_support.registry.comparison import compare


@frappe.whitelist()
def get_comparison(case: str) -> dict:
	"""Both records of a case side by side, and which buttons the reader gets."""
	document = frappe.get_doc("Duplicate Case", case)
	document.check_permission("read")
	decides = may_decide([document.commune, document.other_commune])
	merged = next((name for name in (document.one, document.other) if _merged_in(document, name)), None)
	merge = standing_merge(merged) if merged and document.state == "Merged" else None
	return {**compare(document), "decides": decides, "merge": merge.name if merge else None}


def _merged_in(case, name: str) -> bool:
	other = case.other if name == case.one else case.one
	return frappe.db.get_value("Beneficiary", name, "merged_into") == other


@frappe.whitelist(methods=["POST"])
def decide_cases(cases: list | str, state: str, note: str = "") -> dict:
	"""Decide many cases at once: {"decided", "left"}."""
	return DecideDuplicates(list(frappe.parse_json(cases)), state, note).run()


@frappe.whitelist(methods=["POST"])
def merge_people(kept: str, merged: str, reason: str) -> str:
	"""Merge the record `merged` into `kept`; returns the record of the merge."""
	return MergePeople(kept, merged, reason).run()


@frappe.whitelist(methods=["POST"])
def undo_merge(merge: str, reason: str) -> None:
	"""Put both records back as they were before the merge."""
	UndoMerge(merge, reason).run()


@frappe.whitelist(methods=["POST"])
def search_duplicates(administrative_unit: str) -> str:
	"""Begin a search of the unit's people; returns the operation that carries it out."""
	return start("Find Duplicates", {"administrative_unit": administrative_unit})


@frappe.whitelist(methods=["POST"])
def preview_life_list(text: str, life_status: str, reference: str) -> dict:
	"""Whom of the user's area a pasted list of the dead or the moved means; nothing is written."""
	return FlagLifeStatus(text, life_status, reference).preview()


@frappe.whitelist(methods=["POST"])
def flag_life_status(text: str, life_status: str, reference: str) -> dict:
	"""Mark those whose number fits and raise a flag for those who only look alike: {"marked", "to_decide"}."""
	return FlagLifeStatus(text, life_status, reference).run()


@frappe.whitelist(methods=["POST"])
def decide_flags(flags: list | str, state: str) -> int:
	"""Confirm or dismiss what a list says of people; returns how many were decided."""
	return DecideFlags(list(frappe.parse_json(flags)), state).run()
