"""Passes everything else on to gunicorn, and waits out its restarts."""

import asyncio
from contextlib import suppress

import aiohttp
from aiohttp import web
from multidict import CIMultiDict

from host.gateway.settings import Settings

# Headers that belong to one connection only (RFC 9110 §7.6.1); Host is passed on as it came.
HOP_BY_HOP = {
	"connection",
	"keep-alive",
	"proxy-authenticate",
	"proxy-authorization",
	"te",
	"trailer",
	"transfer-encoding",
	"upgrade",
}
# What a browser may not set for itself: the site is ours to name, and files are sent by gunicorn.
NOT_FROM_OUTSIDE = {"x-frappe-site-name", "x-forwarded-for", "x-forwarded-proto", "x-use-x-accel-redirect"}
CONNECT_PATIENCE = 20.0

UNAVAILABLE = (
	"<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=3><title>Đang khởi động lại</title>"
	"<p>Máy chủ đang khởi động lại, trang sẽ tự tải lại sau vài giây.</p>"
	"<p lang=en>The server is restarting; this page reloads by itself.</p>"
)


class Backend:
	"""One gunicorn, reached over HTTP."""

	def __init__(self, settings: Settings):
		self.settings = settings
		self.session: aiohttp.ClientSession | None = None

	async def run(self, app: web.Application):
		"""Lifetime of the connections (an aiohttp cleanup context)."""
		# A fresh connection for each request: gunicorn may close an idle one at any moment, and a POST
		# that meets a closed connection cannot be repeated safely.
		connector = aiohttp.TCPConnector(force_close=True, limit=0)
		timeout = aiohttp.ClientTimeout(total=None, sock_connect=5, sock_read=660)
		self.session = aiohttp.ClientSession(
			connector=connector, timeout=timeout, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()
		)
		yield
		await self.session.close()

	async def forward(self, request: web.Request) -> web.StreamResponse:
		"""Send the request on and stream the answer back."""
		if request.path.startswith("/backups"):
			raise web.HTTPNotFound
		try:
			answer = await self.send(request)
		except (aiohttp.ClientConnectorError, aiohttp.ServerDisconnectedError, asyncio.TimeoutError):
			return web.Response(status=503, text=UNAVAILABLE, content_type="text/html")
		async with answer:
			headers = kept(answer.headers)
			response = web.StreamResponse(status=answer.status, reason=answer.reason, headers=headers)
			with suppress(ConnectionResetError):  # the browser went on to another page
				await response.prepare(request)
				async for chunk in answer.content.iter_chunked(65536):
					await response.write(chunk)
				await response.write_eof()
			return response

	async def send(self, request: web.Request) -> aiohttp.ClientResponse:
		"""The backend's answer. A refused connection never reached it, so trying again is harmless."""
		deadline = asyncio.get_running_loop().time() + CONNECT_PATIENCE
		while True:
			try:
				return await self.session.request(
					request.method,
					self.settings.backend + request.raw_path,
					headers=self.headers_for(request),
					data=request.content if request.body_exists else None,
					allow_redirects=False,
				)
			except aiohttp.ClientConnectorError:
				if asyncio.get_running_loop().time() > deadline:
					raise
				await asyncio.sleep(0.25)

	def headers_for(self, request: web.Request) -> CIMultiDict:
		"""The browser's headers, with the site and the true address put in by us."""
		headers = kept(request.headers, NOT_FROM_OUTSIDE)
		headers["X-Frappe-Site-Name"] = self.settings.site
		headers["X-Forwarded-For"] = request.remote or "127.0.0.1"
		headers["X-Forwarded-Proto"] = "http"
		return headers

	async def call(self, method: str, cookie: str, arguments: dict | None = None) -> dict | None:
		"""Call a whitelisted Frappe method as the owner of `cookie`; None when refused."""
		headers = {"Cookie": cookie, "X-Frappe-Site-Name": self.settings.site, "Accept": "application/json"}
		url = f"{self.settings.backend}/api/method/{method}"
		async with self.session.get(url, headers=headers, params=arguments or {}) as answer:
			return await answer.json() if answer.status == 200 else None


def kept(headers, also_dropped: set[str] = frozenset()) -> CIMultiDict:
	"""The headers that travel on."""
	dropped = HOP_BY_HOP | also_dropped
	return CIMultiDict((name, value) for name, value in headers.items() if name.lower() not in dropped)
