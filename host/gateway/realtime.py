"""Realtime for the browser: socket.io rooms, fed by what Frappe publishes on Redis.

Frappe publishes {"namespace": site, "room", "event", "message"} on the channel "events"
(frappe/realtime.py). Browsers join the namespace "/<site>" with their session cookie; who they are and
what they may watch is asked of Frappe itself, so that this server has no rules of its own.
"""

import asyncio
import json
import logging
from urllib.parse import urlsplit

import redis.asyncio
import socketio
from redis.exceptions import RedisError
from socketio.exceptions import ConnectionRefusedError

from host.gateway.backend import Backend
from host.gateway.settings import Settings

log = logging.getLogger("realtime")


class Realtime:
	"""The socket.io server of one site."""

	def __init__(self, settings: Settings, backend: Backend):
		self.settings = settings
		self.backend = backend
		self.namespace = f"/{settings.site}"
		self.server = socketio.AsyncServer(
			async_mode="aiohttp", cors_allowed_origins=same_origin, namespaces=[self.namespace]
		)
		self.viewers: dict[str, dict[str, str]] = {}
		handlers = {
			"connect": self.connect,
			"disconnect": self.disconnect,
			"ping": self.ping,
			"task_subscribe": self.task_subscribe,
			"progress_subscribe": self.task_subscribe,
			"task_unsubscribe": self.task_unsubscribe,
			"doctype_subscribe": self.doctype_subscribe,
			"doctype_unsubscribe": self.doctype_unsubscribe,
			"doc_subscribe": self.doc_subscribe,
			"doc_unsubscribe": self.doc_unsubscribe,
			"doc_open": self.doc_open,
			"doc_close": self.doc_close,
		}
		for event, handler in handlers.items():
			self.server.on(event, handler, namespace=self.namespace)

	async def connect(self, sid: str, environ: dict, auth=None) -> None:
		"""Let a browser with a valid session in, and put it where news for it arrives."""
		cookie = environ.get("HTTP_COOKIE", "")
		answer = await self.backend.call("frappe.realtime.get_user_info", cookie)
		info = (answer or {}).get("message")
		if not info:
			raise ConnectionRefusedError("Unauthorized")
		await self.server.save_session(sid, {"user": info["user"], "cookie": cookie}, self.namespace)
		await self.enter(sid, f"user:{info['user']}")
		await self.enter(sid, "website")
		if info.get("user_type") == "System User":
			await self.enter(sid, "all")

	async def disconnect(self, sid: str, reason=None) -> None:
		"""Forget which documents the browser had open."""
		for room in [room for room, watching in self.viewers.items() if sid in watching]:
			await self.leave_document(sid, room)

	async def ping(self, sid: str) -> None:
		"""Answer, so that a page can tell that the connection lives."""
		await self.server.emit("pong", to=sid, namespace=self.namespace)

	async def task_subscribe(self, sid: str, task: str) -> None:
		"""Watch a background job; its number is known only to those who started it."""
		await self.enter(sid, f"task_progress:{task}")

	async def task_unsubscribe(self, sid: str, task: str) -> None:
		"""Stop watching a background job."""
		await self.leave(sid, f"task_progress:{task}")

	async def doctype_subscribe(self, sid: str, doctype: str) -> None:
		"""Watch a list, if the user may read the DocType."""
		if await self.allowed(sid, "can_subscribe_doctype", doctype=doctype):
			await self.enter(sid, f"doctype:{doctype}")

	async def doctype_unsubscribe(self, sid: str, doctype: str) -> None:
		"""Stop watching a list."""
		await self.leave(sid, f"doctype:{doctype}")

	async def doc_subscribe(self, sid: str, doctype: str, name: str) -> None:
		"""Watch a document, if the user may read it."""
		if await self.allowed(sid, "can_subscribe_doc", doctype=doctype, docname=name):
			await self.enter(sid, f"doc:{doctype}/{name}")

	async def doc_unsubscribe(self, sid: str, doctype: str, name: str) -> None:
		"""Stop watching a document."""
		await self.leave(sid, f"doc:{doctype}/{name}")

	async def doc_open(self, sid: str, doctype: str, name: str) -> None:
		"""Say that the user has the document open, if they may read it."""
		if not await self.allowed(sid, "can_subscribe_doc", doctype=doctype, docname=name):
			return
		session = await self.server.get_session(sid, self.namespace)
		room = f"open_doc:{doctype}/{name}"
		self.viewers.setdefault(room, {})[sid] = session["user"]
		await self.enter(sid, room)
		await self.announce_viewers(room)

	async def doc_close(self, sid: str, doctype: str, name: str) -> None:
		"""Say that the user closed the document."""
		room = f"open_doc:{doctype}/{name}"
		await self.leave(sid, room)
		await self.leave_document(sid, room)

	async def leave_document(self, sid: str, room: str) -> None:
		"""Take one browser off a document's viewers and tell the others."""
		watching = self.viewers.get(room, {})
		watching.pop(sid, None)
		if watching:
			await self.announce_viewers(room)
		else:
			self.viewers.pop(room, None)

	async def announce_viewers(self, room: str) -> None:
		"""Tell everyone who has the document open who else has."""
		doctype, name = room.removeprefix("open_doc:").split("/", 1)
		users = sorted(set(self.viewers[room].values()))
		message = {"doctype": doctype, "docname": name, "users": users}
		await self.server.emit("doc_viewers", message, room=room, namespace=self.namespace)

	async def allowed(self, sid: str, method: str, **arguments) -> bool:
		"""Whether Frappe lets the owner of this connection watch it."""
		session = await self.server.get_session(sid, self.namespace)
		names = {key: str(value) for key, value in arguments.items()}
		return await self.backend.call(f"frappe.realtime.{method}", session["cookie"], names) is not None

	async def enter(self, sid: str, room: str) -> None:
		"""Join a room of our namespace."""
		await self.server.enter_room(sid, room, namespace=self.namespace)

	async def leave(self, sid: str, room: str) -> None:
		"""Leave a room of our namespace."""
		await self.server.leave_room(sid, room, namespace=self.namespace)

	async def relay(self, app):
		"""Lifetime of the relay from Redis (an aiohttp cleanup context)."""
		task = asyncio.create_task(self.listen())
		yield
		task.cancel()

	async def listen(self) -> None:
		"""Pass on every event, for ever; a lost Redis is waited for."""
		while True:
			try:
				connection = redis.asyncio.from_url(self.settings.events_redis)
				async with connection.pubsub() as channel:
					await channel.subscribe("events")
					async for item in channel.listen():
						await self.pass_on(item)
			except (RedisError, OSError) as problem:
				log.warning("events: %s; trying again", problem)
				await asyncio.sleep(1)

	async def pass_on(self, item: dict) -> None:
		"""Send one published event to the browsers of its room."""
		if item["type"] != "message":
			return
		event = json.loads(item["data"])
		if event.get("namespace") == self.settings.site:
			await self.server.emit(
				event["event"], event["message"], room=event.get("room"), namespace=self.namespace
			)


def same_origin(origin: str, environ: dict) -> bool:
	"""Only pages that this server itself delivered may connect."""
	return urlsplit(origin).netloc == environ.get("HTTP_HOST")
