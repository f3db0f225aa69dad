"""How tests look at a refusal: its words, and that nothing of it stays."""

from contextlib import contextmanager

import frappe
import pytest

REFUSALS = (frappe.ValidationError, frappe.PermissionError)


@contextmanager
def refused(*fragments: str, exception=REFUSALS):
	"""The block is refused in words that hold all `fragments`; as in a request, its writes are undone."""
	frappe.db.savepoint("before_refusal")
	with pytest.raises(exception) as caught:
		yield caught
	frappe.db.rollback(save_point="before_refusal")
	said = str(caught.value)
	for fragment in fragments:
		assert fragment in said, f"{fragment!r} is not in {said!r}"
