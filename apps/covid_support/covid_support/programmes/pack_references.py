"""What a programme needs besides its own policies: documents, exclusive groups and routes. Pure."""

from collections.abc import Callable, Iterator

from covid_support.core.problem import Problem
from covid_support.programmes.pack_file import complete_wordings

SHARED = {"routes": "code", "exclusive_groups": "group_code", "legal_documents": "document_code"}
Lookup = Callable[[str, str], dict | None]


def completed(pack: dict, lookup: Lookup) -> dict:
	"""The pack with exactly the shared records that its programme and policies reach.

	`lookup(key, code)` gives a record ("routes", "exclusive_groups" or "legal_documents").
	Raises Problem for a code that it does not know.
	"""
	found: dict[str, dict[str, dict]] = {key: {} for key in SHARED}
	waiting = list(_of_programme(pack["programme"]))
	for policy in pack["policies"]:
		waiting += _of_policy(policy)
	while waiting:
		key, code, place = waiting.pop()
		if not code or code in found[key]:
			continue
		record = lookup(key, code)
		if record is None:
			raise Problem("{0}: {1} is neither in the file nor on this site.", place, code)
		found[key][code] = record
		waiting += _OF_SHARED[key](record, f"{key}[{code}]")
	return {**pack, **{key: list(records.values()) for key, records in found.items()}}


def _of_programme(programme: dict) -> Iterator[tuple[str, str, str]]:
	for row in programme.get("legal_documents", ()):
		yield "legal_documents", row["legal_document"], "programme.legal_documents"


def _of_policy(policy: dict) -> Iterator[tuple[str, str, str]]:
	for wording in complete_wordings(policy):
		place = f"policies[{policy['code']}]"
		yield "legal_documents", wording.get("legal_basis"), f"{place}.legal_basis"
		yield "exclusive_groups", wording.get("exclusive_group"), f"{place}.exclusive_group"
		yield "routes", wording["route"], f"{place}.route"


def _of_route(route: dict, place: str) -> Iterator[tuple[str, str, str]]:
	yield "legal_documents", route.get("legal_basis"), f"{place}.legal_basis"
	yield "routes", route.get("handover_route"), f"{place}.handover_route"


def _of_group(group: dict, place: str) -> Iterator[tuple[str, str, str]]:
	yield "legal_documents", group.get("legal_basis"), f"{place}.legal_basis"


def _of_document(document: dict, place: str) -> Iterator[tuple[str, str, str]]:
	yield "legal_documents", document.get("amends"), f"{place}.amends"


_OF_SHARED = {"routes": _of_route, "exclusive_groups": _of_group, "legal_documents": _of_document}
