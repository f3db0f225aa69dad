"""Filling the grids of a form as an administrator does: add a row, open it, type, close it."""

from desk import Desk
from playwright.sync_api import TimeoutError

# a grid that must not be empty offers an empty first row by itself
DROP_OFFERED_ROWS = """() => frappe.meta.get_table_fields(cur_frm.doctype).forEach(({ fieldname }) => {
	cur_frm.clear_table(fieldname);
	cur_frm.refresh_field(fieldname);
})"""
# half a second after it was opened, a row gives its first field the focus, whoever types elsewhere by then
FOCUS_GIVEN = "() => new Promise(done => setTimeout(done, 600))"


def add_row(desk: Desk, table: str, **values) -> None:
	"""One more row of `table`. A value is typed; ("choose", text), ("link", typed, label) or True (a tick) otherwise."""
	# an open row holds a form-page of its own, so the grid is looked for on the whole page
	grid = desk.page.locator(f".page-container:visible .frappe-control[data-fieldname='{table}']").first
	grid.locator(".grid-add-row").last.click()
	desk.settle()
	row = grid.locator(".grid-row-open")
	_open_last(grid, row)
	desk.page.evaluate(FOCUS_GIVEN)
	for field, value in values.items():
		fill(desk, field, value, row)
	desk.page.keyboard.press("Escape")
	row.wait_for(state="hidden")
	desk.settle()


def _open_last(grid, row) -> None:
	"""Open the last row; a grid that was just being drawn anew may miss the first click, as with a person's."""
	for patience in (5_000, 60_000):
		grid.locator(".grid-body .grid-row .btn-open-row").last.click()
		try:
			return row.locator(".form-in-grid").wait_for(timeout=patience)
		except TimeoutError:
			continue
	raise AssertionError("the row does not open")


def fill(desk: Desk, field: str, value, where=None) -> None:
	"""Fill one field by what kind of value it is given.

	Leaves a text without Tab: before a grid, Tab opens the grid's first row.
	"""
	control = (where or desk.form).locator(f".frappe-control[data-fieldname='{field}']:visible").first
	if value is True:
		control.locator("input.input-with-feedback[type=checkbox]").check()
	elif isinstance(value, tuple) and value[0] == "choose":
		desk.choose(field, value[1], where)
	elif isinstance(value, tuple):
		desk.link(field, *value[1:], where)
	else:
		box = control.locator("input, textarea").first
		box.fill(str(value))
		box.blur()


def fill_all(desk: Desk, **values) -> None:
	"""Fill fields of the form itself."""
	for field, value in values.items():
		fill(desk, field, value)


def new_form(desk: Desk, doctype: str) -> None:
	"""The empty form of a new document, from the list's button."""
	desk.open("List", doctype)
	desk.page.locator(".page-head:visible .primary-action:visible").last.click()
	desk.wait_new(doctype)
	desk.settle()
	desk.page.evaluate(DROP_OFFERED_ROWS)
