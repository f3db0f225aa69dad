"""The register of issued documents (NĐ 30/2020/NĐ-CP Điều 14–19): number, PDF with its code and seal, revocation.

A signed paper is issued once: it gets the office's next number, and what is printed then is kept as it went out. A
paper at fault is revoked with a reason; issued again it gets a number of its own and takes the other's place.
"""

from datetime import date
from pathlib import Path

import frappe

from covid_support import clock
from covid_support.actions.scans import check_scan
from covid_support.documents.drawing import paper_of
from covid_support.documents.kit.templates.shared_parts import as_date
from covid_support.documents.kit.typst_renderer import render_pdf
from covid_support.documents.numbers import next_document_number
from covid_support.documents.official_prints import file_name
from covid_support.documents.registry_of_prints import Print
from covid_support.documents.verification import digest_of, new_code, with_code
from covid_support.messages import lost_races_told, problems_shown, refuse
from covid_support.policies.issuing_rights import require_issuer

DOCTYPE = "Issued Document"
ISSUED, REVOKED, REPLACED = "Issued", "Revoked", "Replaced"


def issue(document, wanted: Print) -> str:
	"""Issue the print `wanted` of `document` (read with the user's rights); returns the Issued Document's name.

	Raises frappe.PermissionError for who does not work in the issuing office, frappe.ValidationError for a paper
	that is not signed, or is issued already.
	"""
	require_issuer(wanted.issuer(document) if wanted.issuer else None)
	refuse_second(document, wanted)
	data = wanted.collect(document)
	issued_on = as_date(data.get("issued_on"))
	if not issued_on or not wanted.is_signed(document):
		refuse("This paper is not signed yet. It is issued once it has been signed.")
	if not data.get("office"):
		refuse("{0} is not in the register of offices. Let the administrator enter it first.", data["agency"])
	with lost_races_told():
		return _write(document, wanted, data, issued_on)


def refuse_second(document, wanted: Print) -> None:
	"""Refuse what is in force already, and a decision that was revoked: its number is the decision's own."""
	standing = in_force(document, wanted)
	if standing:
		refuse(
			"This paper was issued as number {0}. Revoke that first if it is at fault.",
			standing.document_number,
		)
	if wanted.numbered_itself and _last_revoked(document, wanted):
		refuse("A decision that was revoked is not issued again under its number. Draw up a new decision.")


def in_force(document, wanted: Print) -> dict | None:
	"""name and document_number of the paper in force, or None."""
	key = {"active_key": paper_key(document, wanted)}
	return frappe.db.get_value(DOCTYPE, key, ["name", "document_number"], as_dict=True)


def paper_key(document, wanted: Print) -> str:
	"""What can be in force only once: a print of one document, or of the documents that stand on it together."""
	return f"{document.doctype}|{wanted.key(document)}|{wanted.name}"


def _write(document, wanted: Print, data: dict, issued_on: date) -> str:
	number, code = _number(wanted, data, issued_on), new_code()
	with problems_shown():
		paper = with_code(paper_of(document, wanted, {**data, "number_symbol": number}), code)
		content = render_pdf(paper)
	people, amount = totals(data)
	replaces = _last_revoked(document, wanted)
	record = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"document_number": number,
			"print_title": wanted.title,
			"issue_date": issued_on,
			"status": ISSUED,
			"office": data["office"],
			"administrative_unit": wanted.issuer(document),
			"reference_doctype": document.doctype,
			"reference_name": document.name,
			"subject": " ".join(paper.title.split()),
			"people": people,
			"amount": amount,
			"digest": digest_of(content),
			"verification_code": code,
			"issued_by": frappe.session.user,
			"issued_at": clock.now(),
			"replaces": replaces,
			"paper_key": paper_key(document, wanted),
			"active_key": paper_key(document, wanted),
			"number_key": f"{data['office']}|{issued_on.year}|{number}",
		}
	)
	_save(record)
	record.file = _keep(record.name, file_name(document, wanted), content)
	_save(record)
	if replaces:
		_change(replaces, status=REPLACED, replaced_by=record.name)
	return record.name


def _number(wanted: Print, data: dict, issued_on: date) -> str:
	"""The number that the paper has, else the office's next one of its kind: "/DS-UBND" asks for "05/DS-UBND"."""
	symbol = data["number_symbol"]
	if wanted.numbered_itself:
		return symbol
	kind = symbol.lstrip("/").split("-")[0]
	return next_document_number(data["office"], kind, issued_on)


def _keep(name: str, title: str, content: bytes) -> str:
	"""Attach the PDF to the record; returns its address."""
	values = {"attached_to_doctype": DOCTYPE, "attached_to_name": name, "attached_to_field": "file"}
	file = frappe.get_doc(
		{"doctype": "File", "file_name": title, "is_private": 1, "content": content, **values}
	)
	return file.insert(ignore_permissions=True).file_url


def totals(data: dict) -> tuple[int, int]:
	"""(people, VND) that a paper's data come to."""
	if data.get("approved"):
		return int(data["approved"]["people"]), int(data["approved"]["amount"])
	if data.get("lists"):
		return sum(int(row["people"]) for row in data["lists"]), sum(
			int(row["amount"]) for row in data["lists"]
		)
	lines = data.get("lines") or []
	return len(lines), sum(int(line["amount"]) for line in lines)


def revoke(name: str, reason: str) -> None:
	"""Take a paper out of force, for a reason that its readers are told."""
	record = _of_own_office(name)
	reason = (reason or "").strip()
	if not reason:
		refuse("Give the reason, so that whoever holds the paper knows why it no longer counts.")
	_change(
		record.name,
		status=REVOKED,
		revoked_on=clock.today(),
		revoked_by=frappe.session.user,
		revocation_reason=reason,
		active_key=None,
	)


def attach_signed_scan(name: str, address: str) -> None:
	"""Keep the scan of the signed and sealed paper (a file attached to the record); verification knows it too."""
	record = _of_own_office(name)
	check_scan(address, DOCTYPE, [record.name])
	file = frappe.get_doc("File", {"file_url": address, "attached_to_name": record.name})
	_change(record.name, signed_scan=address, scan_digest=digest_of(Path(file.get_full_path()).read_bytes()))


def _of_own_office(name: str):
	"""A record in force that the user's own office has issued."""
	record = frappe.get_doc(DOCTYPE, name)
	record.check_permission("write")
	require_issuer(record.administrative_unit)
	if record.status != ISSUED:
		refuse("Number {0} is no longer in force and is kept as it is.", record.document_number)
	return record


def _last_revoked(document, wanted: Print) -> str | None:
	fits = {"paper_key": paper_key(document, wanted), "status": REVOKED}
	return frappe.db.get_value(DOCTYPE, fits, "name", order_by="issued_at desc, name desc")


def _change(name: str, **values) -> None:
	record = frappe.get_doc(DOCTYPE, name)
	record.update(values)
	_save(record)


def _save(record) -> None:
	record.flags.by_register = True
	record.save(ignore_permissions=True)
