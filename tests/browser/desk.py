"""An official at the Desk: logs in, opens, types, presses."""

import re
from pathlib import Path

from playwright.sync_api import Error, Page, expect
from site_preparation import Account
from watch import Watch

QUIET = """() => window.frappe && frappe.request && !frappe.request.ajax_count
	&& !document.querySelector('#freeze.show, #freeze.in') && !document.querySelector('.modal.fade:not(.show)[style*="block"]')
	&& ![...document.querySelectorAll('.modal.show')].some(modal => $(modal).data('bs.modal')?._isTransitioning)"""

# the official's own workspace, with its figures and charts
DRAWN = """() => document.querySelector('.layout-main .widget, .layout-main .ce-block')
	&& ![...document.querySelectorAll('.chart-loading-state, .workspace-skeleton')].some(mark => mark.offsetParent)"""

# How far the form on the screen is, for the log of a test that failed.
FORM_STATE = """() => window.cur_frm && `${cur_frm.doctype}: ${cur_frm.is_new() ? 'new' : 'stored'}, ${cur_frm.is_dirty() ? 'changed' : 'unchanged'},`
	+ ` ${frappe.request.ajax_count} questions open, saving: ${!!frappe.ui.form.is_saving}, focus: ${document.activeElement?.outerHTML.slice(0, 200)}\n`
	+ JSON.stringify(cur_frm.doc).slice(0, 3000)"""

# In what is written and what is typed words stand for the marks until everything is put back.
WITHOUT_MARKS = """words => {
	window.cs_marked = [];
	const take = (node, key) => {
		const text = node[key] || "";
		const clean = Object.entries(words).reduce((left, [mark, word]) => left.replaceAll(mark, word), text);
		if (clean === text) return;
		window.cs_marked.push([node, key, text]);
		node[key] = clean;
	};
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) take(texts.currentNode, "nodeValue");
	document.querySelectorAll("input, textarea").forEach(box => take(box, "value"));
}"""
WITH_MARKS = "() => window.cs_marked.forEach(([node, key, text]) => { node[key] = text; })"


class Desk:
	"""One official's browser window."""

	def __init__(self, page: Page, address: str, account: Account, screenshots: Path, size: str):
		self.page = page
		self.address = address
		self.account = account
		self.screenshots = screenshots
		self.size = size
		self.watch = Watch(page)

	# --- getting somewhere

	def log_in(self) -> None:
		"""Through the login page, as a person does."""
		self.page.goto(f"{self.address}/login")
		self.page.fill("#login_email", self.account.user)
		self.page.fill("#login_password", self.account.password)
		self.page.click(".btn-login")
		self.page.wait_for_url(re.compile(r"/app"))
		self.page.wait_for_selector(".page-head:visible, .layout-main:visible")
		self.settle()
		self.page.wait_for_function(DRAWN, polling=100)
		# the chart library draws with negative widths when its page is left before its figures have come
		self.page.wait_for_load_state("networkidle")
		self.page.wait_for_function(DRAWN, polling=100)

	def open(self, *route: str) -> None:
		"""Go to a Desk route within the running application."""
		self.page.evaluate("route => frappe.set_route(route)", list(route))
		self.settle()

	def settle(self) -> None:
		"""Wait until nothing is being fetched or moved."""
		self.page.wait_for_timeout(120)
		self.page.wait_for_function(QUIET, polling=100)
		self.page.wait_for_timeout(80)

	def picture(self, name: str) -> None:
		"""Save what is on the screen."""
		self.settle()
		self.page.screenshot(path=self.screenshots / f"{self.size}-{name}.png")

	def guide_picture(self, name: str, words: dict[str, str]) -> None:
		"""Save what is on the screen for the guides, as `name`; `words` stand for the codes by which a test tells its own.

		Wide screens alone; ./run test --guide-pictures takes the pictures over into docs/images.
		"""
		if self.size != "desktop":
			return
		self.settle()
		self.page.evaluate(WITHOUT_MARKS, words)
		self.page.screenshot(path=self.screenshots / f"guide-{name}.png")
		self.page.evaluate(WITH_MARKS)

	def told(self) -> str:
		"""Who is where, and what the dialogs and notes on the screen say: a log that outlives the pictures."""
		try:
			texts = self.page.locator(".modal.show:visible, .desk-alert:visible").all_inner_texts()
			texts.append(self.page.evaluate(FORM_STATE) or "")
		except Error as problem:  # the page is gone
			texts = [str(problem)]
		return "\n".join([f"{self.account.name}: {self.page.url}", *(text.strip() for text in texts)])

	# --- where on the page

	@property
	def dialog(self):
		"""The dialog on top."""
		return self.page.locator(".modal.show").last

	@property
	def form(self):
		"""The form that is open."""
		return self.page.locator(
			".page-container:visible .std-form-layout > .form-layout > .form-page:visible"
		).last

	# --- typing

	def dialog_opened(self) -> None:
		"""Wait until the dialog has come in: its first field takes the focus, and it can be closed, only then."""
		self.dialog.wait_for()
		self.page.wait_for_function(
			"() => { const modal = $('.modal.show:visible').last().data('bs.modal'); return modal && !modal._isTransitioning; }",
			polling=100,
		)

	def write(self, field: str, text: str, where=None) -> None:
		"""Type into a plain field."""
		box = self._control(field, where).locator("input, textarea").first
		box.fill(text)
		box.press("Tab")

	def choose(self, field: str, label: str, where=None) -> None:
		"""Choose from a short list."""
		self._control(field, where).locator("select").select_option(label=label)

	def link(self, field: str, typed: str, label: str, where=None) -> None:
		"""Type into a link field and take the suggestion `label`."""
		control = self._control(field, where)
		control.locator("input").click()
		control.locator("input").fill(typed)
		suggestion = control.locator("[role=option]:visible, li:visible").filter(has_text=label).first
		suggestion.click()
		self.settle()

	def _control(self, field: str, where=None):
		where = where or self.form
		return where.locator(f".frappe-control[data-fieldname='{field}']:visible").first

	# --- pressing

	def press(self, label: str, where=None) -> None:
		"""Press the button that bears `label`."""
		(where or self.page).get_by_role("button", name=label, exact=True).locator(
			"visible=true"
		).last.click()
		self.settle()

	def wait_new(self, doctype: str) -> None:
		"""Wait for the empty form of a new document. Asks by the clock: a page behind others draws no frames."""
		self.page.wait_for_function(
			"doctype => window.cur_frm && cur_frm.doctype === doctype && !!cur_frm.is_new()",
			arg=doctype,
			polling=100,
		)

	def save(self) -> None:
		"""Save the form and wait until it is saved."""
		self.page.locator(".page-head:visible .primary-action:visible").last.click()
		self.page.wait_for_function("() => cur_frm && !cur_frm.is_new() && !cur_frm.is_dirty()", polling=100)
		self.settle()

	def act(self, action: str, reason: str = "") -> None:
		"""Press a button of the workflow and answer what it asks."""
		self.choose_action(action)
		if reason:
			self.write("reason", reason, self.dialog)
		self.dialog.locator(
			".modal-footer .btn-primary:visible, .standard-actions .btn-primary:visible"
		).first.click()
		self.settle()

	def choose_action(self, action: str) -> None:
		"""Press a button of the workflow; its question is then on the screen."""
		self.page.locator(".actions-btn-group:visible button").first.click()
		self.page.locator(
			".actions-btn-group .dropdown-menu.show a, .actions-btn-group .dropdown-menu.show button"
		).filter(has_text=re.compile(rf"^\s*{re.escape(action)}\s*$")).first.click()
		self.dialog_opened()

	def expect_state(self, state: str) -> None:
		"""The form shows this state (in Vietnamese) beside its title."""
		expect(self.page.locator(".page-head:visible .indicator-pill").last).to_have_text(
			re.compile(state, re.IGNORECASE)
		)

	def message(self) -> str:
		"""The text of the message on top; closes it."""
		self.dialog_opened()
		text = self.dialog.inner_text()
		self.dialog.locator(".btn-modal-close:visible").first.click()
		self.settle()
		return text

	def expect_status(self, status: str) -> None:
		"""The form on the screen comes to this status (in English) by itself, as what works behind it goes on."""
		self.page.wait_for_function("status => cur_frm?.doc?.status === status", arg=status, polling=100)
		self.settle()

	def operation_ends(self) -> None:
		"""Watch an operation over many rows until it has done everything."""
		self.page.wait_for_url("**/bulk-operation/**")
		self.page.wait_for_function(
			"() => cur_frm?.doctype === 'Bulk Operation' && !['Planned', 'Running'].includes(cur_frm.doc.status)",
			polling=100,
		)
		self.expect_state("Đã hoàn thành")

	def upload(self, path: Path) -> None:
		"""Choose a file in the dialog for files and send it."""
		self.dialog_opened()
		self.dialog.locator("input[type=file]").first.set_input_files(path)
		self.press("Tải lên", self.dialog)

	def current_name(self) -> str:
		"""Name of the document on the screen."""
		return self.page.evaluate("() => cur_frm.doc.name")
