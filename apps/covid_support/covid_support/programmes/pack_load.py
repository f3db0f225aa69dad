"""Put a programme pack on the site: what is missing is added, what stands there is left alone."""

from pathlib import Path

import frappe

from covid_support.messages import problems_shown
from covid_support.programmes.pack_file import complete_wordings, parse_pack, read_shared
from covid_support.programmes.pack_references import SHARED, completed
from covid_support.programmes.pack_rows import packed, policy_values, values_of
from covid_support.programmes.pack_schema import (
	EXCLUSIVE_GROUP,
	LEGAL_DOCUMENT,
	PROGRAMME,
	ROUTE,
	TEST_PERSON,
)
from covid_support.programmes.versions import freeze

FOLDER = Path(__file__).resolve().parent.parent / "programme_packs"
RECORDS = {
	"legal_documents": ("Legal Document", LEGAL_DOCUMENT),
	"exclusive_groups": ("Exclusive Group", EXCLUSIVE_GROUP),
	"routes": ("Approval Route", ROUTE),
}


def shipped_packs() -> list[dict]:
	"""The packs that ship, in the order in which they are loaded; templates are not among them."""
	packs = [parse_pack(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*/programme.json"))]
	return sorted(packs, key=lambda pack: pack["programme"].get("order", 0))


def load_shipped() -> None:
	"""The shared routes, then every shipped pack."""
	load_records(read_shared((FOLDER / "routes.json").read_text(encoding="utf-8")))
	for pack in shipped_packs():
		load_pack(pack)


def load_pack(pack: dict) -> None:
	"""Add what a pack (canonical) has and the site lacks. Raises a message for codes that nobody knows."""
	with problems_shown(pack["programme"]["title"]):
		completed(pack, lambda key, code: of_pack(pack, key, code) or site_record(key, code))
	load_records(pack)
	add("Support Programme", values_of(pack["programme"], PROGRAMME))
	for policy in pack["policies"]:
		if not frappe.db.exists("Support Policy", policy["code"]):
			add_policy(policy, pack["programme"]["code"], shipped=True)


def load_records(pack: dict) -> None:
	"""Add the documents, groups and routes that the site lacks."""
	for key, (doctype, columns) in RECORDS.items():
		for record in pack.get(key, ()):
			add(doctype, values_of(record, columns))


def add(doctype: str, values: dict) -> None:
	"""Insert a record unless one of its name is there; it may name records that come after it."""
	document = frappe.get_doc({"doctype": doctype, **values})
	document.set_new_name()
	if not frappe.db.exists(doctype, document.name):
		document.flags.ignore_links = True
		document.flags.from_pack = True
		document.insert()


def add_policy(policy: dict, programme: str, shipped: bool = False):
	"""Insert a policy with its newest wording, which is returned; those before it become Policy Versions first.

	A policy that ships is put into force without the questions that an administrator must answer.
	"""
	*earlier, newest = complete_wordings(policy)
	for wording in earlier:
		freeze(policy_document(policy, wording, programme))
	document = policy_document(policy, newest, programme)
	document.flags.shipped = shipped
	document.flags.ignore_links = True
	document.insert()
	return document


def policy_document(policy: dict, wording: dict, programme: str):
	"""A Support Policy, not saved, with one complete wording."""
	people = [values_of(person, TEST_PERSON) for person in policy.get("test_people", ())]
	document = frappe.get_doc(
		{
			"doctype": "Support Policy",
			**policy_values(policy["code"], wording),
			"programme": programme,
			"status": policy.get("status", "Draft"),
			"test_people": people,
		}
	)
	document.name = policy["code"]
	document.flags.from_pack = True
	return document


def site_record(key: str, code: str) -> dict | None:
	"""A shared record of the site as it stands in a pack, None when the site lacks it."""
	doctype, columns = RECORDS[key]
	if not frappe.db.exists(doctype, code):
		return None
	return packed(frappe.get_doc(doctype, code), columns)


def of_pack(pack: dict, key: str, code: str) -> dict | None:
	"""A shared record that stands in the pack itself, or None."""
	return next((record for record in pack.get(key, ()) if record[SHARED[key]] == code), None)
