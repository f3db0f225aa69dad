"""A programme of the site as one file: the same text as the pack it came from, if nothing was changed."""

import frappe

from covid_support.messages import problems_shown
from covid_support.programmes.pack_file import folded, pack_text
from covid_support.programmes.pack_load import site_record
from covid_support.programmes.pack_references import completed
from covid_support.programmes.pack_rows import packed, packed_wording
from covid_support.programmes.pack_schema import FORMAT, PROGRAMME, TEST_PERSON


def export_programme(programme: str) -> str:
	"""The canonical text of a Support Programme with all that it needs."""
	with problems_shown(programme):
		return pack_text(programme_pack(programme))


def programme_pack(programme: str) -> dict:
	"""The pack of a Support Programme; not yet in canonical order. Raises Problem for what does not fit a pack."""
	names = frappe.get_all("Support Policy", {"programme": programme}, pluck="name", order_by="policy_code")
	pack = {
		"format": FORMAT,
		"programme": packed(frappe.get_doc("Support Programme", programme), PROGRAMME),
		"policies": [packed_policy(frappe.get_doc("Support Policy", name)) for name in names],
	}
	return _with_names(completed(pack, site_record))


def packed_policy(policy) -> dict:
	"""The object of a policy with all its wordings, oldest first."""
	return {
		"code": policy.policy_code,
		"status": policy.status,
		"versions": folded(wordings_of(policy)),
		"test_people": [packed(row, TEST_PERSON) for row in policy.test_people],
	}


def wordings_of(policy) -> list[dict]:
	"""Complete wordings of a Support Policy by their days; the newest is the document's own."""
	newest = packed_wording(policy)
	return [*earlier_wordings(policy.name, newest.get("in_force_from", "")).values(), newest]


def earlier_wordings(policy: str, before: str) -> dict[str, dict]:
	"""{in_force_from: wording} of the frozen wordings from before the day `before`, oldest first."""
	rows = frappe.get_all(
		"Policy Version",
		filters={"policy": policy, "withdrawn": 0, "wording": ["is", "set"]},
		fields=["in_force_from", "wording"],
		order_by="in_force_from, version_number",
	)
	# of several versions of one day the last one holds
	wordings = {str(row.in_force_from or ""): frappe.parse_json(row.wording) for row in rows}
	return {day: wording for day, wording in wordings.items() if day < before}


def _with_names(value: object) -> object:
	"""Write who confirmed a value by full name: accounts mean nothing on another site."""
	if isinstance(value, list):
		return [_with_names(item) for item in value]
	if not isinstance(value, dict):
		return value
	named = {key: _with_names(item) for key, item in value.items()}
	if isinstance(named.get("confirmed"), dict) and named["confirmed"].get("by"):
		user = named["confirmed"]["by"]
		named["confirmed"]["by"] = frappe.get_cached_value("User", user, "full_name") or user
	return named
