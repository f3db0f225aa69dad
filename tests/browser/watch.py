"""Keeps an eye on a browser page: whatever the console, the scripts or the network complain about."""

from contextlib import contextmanager


class Watch:
	"""Collects the complaints of one page; `demand_silence` fails with all of them."""

	def __init__(self, page):
		self.page = page
		self.complaints: list[str] = []
		self.refusals_awaited = 0
		self.refusals: list[tuple[int, str]] = []
		page.on("console", self._console)
		page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
		page.on("requestfailed", self._failed)
		page.on("response", self._response)

	def demand_silence(self) -> None:
		"""Fail with everything that was complained about."""
		assert not self.complaints, "\n".join([f"The page {self.page.url} complains:", *self.complaints])

	@contextmanager
	def one_refusal(self, *statuses: int):
		"""Exactly one request inside may be refused by the server, with one of `statuses`."""
		self.refusals = []
		self.refusals_awaited = 1
		yield
		self.page.wait_for_timeout(200)  # the console speaks after the answer
		assert len(self.refusals) == 1, f"expected one refusal, saw {self.refusals}"
		status, address = self.refusals[0]
		assert status in statuses, f"{address} answered {status}, not one of {statuses}"
		self.refusals_awaited = 0

	def _response(self, response) -> None:
		if response.status < 400:
			return
		if self.refusals_awaited:
			self.refusals.append((response.status, response.url))
		else:
			self.complaints.append(f"request: {response.status} {response.url}")

	def _console(self, message) -> None:
		if message.type != "error":
			return
		# the browser's own line about an answer that `_response` has judged already
		if message.text.startswith("Failed to load resource") and self._judged(
			message.location.get("url", "")
		):
			return
		self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

	def _judged(self, address: str) -> bool:
		return bool(self.refusals_awaited) or any(address == refused for _status, refused in self.refusals)

	def _failed(self, request) -> None:
		# leaving a page breaks off what it was still asking for; that is no fault
		if request.failure != "net::ERR_ABORTED":
			self.complaints.append(f"network: {request.failure} {request.url}")
