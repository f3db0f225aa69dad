"""A province's own programme, begun from the template pack: everything a draft, no amount filled in."""

import json
import re
from dataclasses import dataclass
from datetime import date

import frappe

from covid_support.messages import problems_shown, refuse
from covid_support.programmes.pack_file import parse_pack
from covid_support.programmes.pack_load import FOLDER, load_pack
from covid_support.registry.units import require_level

TEMPLATE = FOLDER / "local_template" / "template.json"
PLACEHOLDER = "MAU"
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,29}")


@dataclass(frozen=True)
class LocalProgramme:
	"""What the administrator says of the programme: its province, code and title, the text it rests on, its route."""

	province: str
	code: str
	title: str
	document_number: str
	document_title: str
	issuer: str
	issued_on: date
	route: str = "HAI-CAP"

	def create(self) -> str:
		"""Insert the programme with its draft policies; returns its name. Refuses a code that is taken or unfit."""
		self._check()
		with problems_shown(frappe._("Support Programme")):
			pack = self._pack()
		load_pack(pack)
		return self.code

	def _check(self) -> None:
		require_level(self.province, "Province", frappe._("Province"))
		if not CODE.fullmatch(self.code):
			refuse(
				"The code {0} does not fit. Use capital letters, digits and hyphens, for example {1}.",
				self.code,
				"ST-2026",
			)
		if frappe.db.exists("Support Programme", self.code):
			refuse("There is a programme {0} already. Choose another code.", self.code)
		if not frappe.db.exists("Approval Route", self.route):
			refuse("There is no approval route {0}. Choose one from the list.", self.route)

	def _pack(self) -> dict:
		text = TEMPLATE.read_text(encoding="utf-8").replace(f'"{PLACEHOLDER}', f'"{self.code}')
		pack = json.loads(text)
		pack["programme"].update(title=self.title, area=self.province)
		(document,) = [
			row for row in pack["legal_documents"] if row["document_code"].startswith(f"{self.code}-")
		]
		document.update(
			document_number=self.document_number,
			title=self.document_title,
			issuer=self.issuer,
			issued_on=str(self.issued_on),
		)
		for policy in pack["policies"]:
			policy["versions"][0].update(route=self.route, in_force_from=str(self.issued_on))
		return parse_pack(json.dumps(pack))
