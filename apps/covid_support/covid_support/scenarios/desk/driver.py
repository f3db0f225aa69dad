"""Sends what officials' browsers ask: one after the other, or at a fixed rate whatever the server answers.

At a fixed rate (open loop) a request's time begins when it was due, not when it could be sent, so that a server that
falls behind is not measured by those requests alone that it let through.
"""

import re
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import requests

from covid_support.scenarios.desk.asks import Ask

PATIENCE = 60  # seconds after which a request counts as dropped
SENDERS = 200  # more than are ever under way, so that nothing waits here
TOKEN = re.compile(r'csrf_token = "(\w+)"')


@dataclass(frozen=True)
class Answer:
	"""One request that was sent: who asked, when it was due (seconds since the epoch), how long it took (ms)."""

	user: str
	ask: Ask
	due: float
	took: float
	status: int

	@property
	def dropped(self) -> bool:
		"""No answer in time, or an error."""
		return self.status != 200


class Driver:
	"""Officials at one address, each in a browser of their own."""

	def __init__(self, address: str):
		self.address = address
		self.browsers: dict[str, requests.Session] = {}

	def log_in(self, accounts: Iterable[dict]) -> None:
		"""Log every account in ({"user", "password"}) as the login page does, and open the Desk once."""
		for account in accounts:
			browser = requests.Session()
			form = {"usr": account["user"], "pwd": account["password"]}
			browser.post(f"{self.address}/api/method/login", data=form, timeout=PATIENCE).raise_for_status()
			token = TOKEN.search(browser.get(f"{self.address}/app", timeout=PATIENCE).text)
			if not token:
				raise SystemExit(f"{account['user']} has no Desk.")
			browser.headers.update({"X-Frappe-CSRF-Token": token[1], "Accept": "application/json"})
			self.browsers[account["user"]] = browser

	def one_by_one(self, user: str, asks: Iterable[Ask]) -> list[Answer]:
		"""Each as soon as the one before it is answered."""
		return [self._send(user, ask, time.time()) for ask in asks]

	def at_rate(self, rate: float, seconds: float, draw: Callable[[], tuple[str, Ask]]) -> list[Answer]:
		"""`rate` requests a second for `seconds`, each of the official and for the thing that `draw` tells."""
		drawn = [draw() for _number in range(int(rate * seconds))]
		with ThreadPoolExecutor(SENDERS) as senders:
			start, under_way = time.time(), []
			for number, (user, ask) in enumerate(drawn):
				due = start + number / rate
				time.sleep(max(0.0, due - time.time()))
				under_way.append(senders.submit(self._send, user, ask, due))
			return [sent.result() for sent in under_way]

	def _send(self, user: str, ask: Ask, due: float) -> Answer:
		where = {"data": ask.form} if ask.by_post else {"params": ask.form}
		try:
			status = self.browsers[user].request(
				"POST" if ask.by_post else "GET", f"{self.address}/api/method/{ask.method}", timeout=PATIENCE, **where
			).status_code  # fmt: skip
		except requests.RequestException:
			status = 0
		return Answer(user, ask, due, (time.time() - due) * 1000, status)
