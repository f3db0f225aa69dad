"""Who may only read opens a list, its papers and a batch without a word: what is hidden needs no message."""

import json

import frappe
import pytest

from covid_support import api, screens
from covid_support.documents.api import get_prints
from covid_support.policies import roles
from covid_support.tests import factories as make


@pytest.mark.parametrize("role", [roles.SUPERVISOR, roles.AUDITOR])
def test_readers_are_shown_no_message(role):
	who = make.officials()
	approved = make.approved_list(who)
	batch = make.batch(frappe.db.get_value("Application List", approved, "decision"), who)
	reader = make.official(role, make.PROVINCE)
	with make.acting_as(reader):
		frappe.clear_messages()
		rights = screens.get_list_rights(approved)
		page = api.get_list_lines(approved)
		screens.get_line_checks(approved, json.dumps([row["name"] for row in page["rows"]]))
		screens.get_papers("Application List", approved)
		screens.get_batch_rights(batch)
		get_prints("Application List", approved)
		assert frappe.get_message_log() == []
	assert rights == {"prepare": False, "correct": False}
	assert page["total"] == 2
