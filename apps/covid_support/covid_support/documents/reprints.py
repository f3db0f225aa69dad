"""Receipt sheets, which people sign: each print after the first says that it is one, and is made for a reason.

A second sheet could be signed and handed in once more. So the paper tells which print it is, and its batch how many
there were and why.
"""

import frappe

from covid_support import clock
from covid_support.messages import refuse


def times_printed(document, wanted) -> int:
	"""How often the print `wanted` of an approved batch was made; 0 for prints that nobody counts."""
	if not (wanted.counted and document.docstatus == 1):
		return 0
	return _count(document, "")


def note_print(document, wanted, reason: str = "") -> str:
	"""Count one more print of `document`; returns what the paper says of it, nothing for the first.

	Raises frappe.ValidationError for another print without a reason.
	"""
	if not (wanted.counted and document.docstatus == 1):
		return ""
	number, reason = _count(document, "for update") + 1, (reason or "").strip()
	if number > 1 and not reason:
		refuse(
			"The receipt sheet of {0} has been printed already ({1} times). Print it again from the menu of the batch, and give the reason.",
			document.name,
			number - 1,
		)
	frappe.db.sql("update `tabPayment Batch` set sheet_prints = %s where name = %s", (number, document.name))
	told = frappe._("Receipt sheet printed, time {0}.").format(number)
	document.add_comment("Info", f"{told} {reason}".strip())
	frappe.local.flags.commit = True  # a download is a GET, which the framework does not write for otherwise
	if number == 1:
		return ""
	return f"(Bản in lần {number}, ngày {clock.today():%d/%m/%Y}; các bản in trước không dùng để ký nhận)"


def _count(document, lock: str) -> int:
	rows = frappe.db.sql(f"select sheet_prints from `tabPayment Batch` where name = %s {lock}", document.name)
	return int(rows[0][0] or 0)
