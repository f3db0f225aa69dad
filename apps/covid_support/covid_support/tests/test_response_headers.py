"""Names of downloaded files as the browser reads them."""

import frappe
import pytest
from frappe.utils.response import as_csv, as_pdf, as_raw
from werkzeug.http import parse_options_header
from werkzeug.wrappers import Response

from covid_support.response_headers import mend_file_name

MEND = "covid_support.response_headers.mend_file_name"


def test_hook_is_in_place():
	assert MEND in frappe.get_hooks("after_request")


@pytest.mark.parametrize("kind", ["inline", "attachment"])
def test_name_and_kind_survive(kind):
	frappe.local.response = frappe._dict(
		filename="to trinh 01.pdf", filecontent=b"%PDF-", display_content_as=kind
	)
	response = as_raw()
	mend_file_name(response)
	assert parse_options_header(response.headers["Content-Disposition"]) == (
		kind,
		{"filename": "to_trinh_01.pdf"},
	)


def test_vietnamese_names_and_sound_headers_survive():
	frappe.local.response = frappe._dict(
		filename="Tờ trình.pdf", filecontent=b"%PDF-", doctype="X", result="a"
	)
	for response in (as_pdf(), as_csv()):
		mend_file_name(response)
		assert (
			response.headers["Content-Disposition"].startswith("filename=")
			or "attachment" in response.headers["Content-Disposition"]
		)
	sound = Response(headers={"Content-Disposition": 'attachment; filename="a.pdf"'})
	mend_file_name(sound)
	assert sound.headers["Content-Disposition"] == 'attachment; filename="a.pdf"'
	mend_file_name(Response())
