"""Run the gateway: python -m host.gateway (settings in GATEWAY_* variables)."""

import logging

from aiohttp import web

from host.gateway import statics
from host.gateway.backend import Backend
from host.gateway.realtime import Realtime
from host.gateway.settings import Settings

PROTECTION = {
	"X-Content-Type-Options": "nosniff",
	"X-Frame-Options": "SAMEORIGIN",
	"Referrer-Policy": "same-origin, strict-origin-when-cross-origin",
}


async def protect(request: web.Request, response: web.StreamResponse) -> None:
	"""Headers that every answer carries, unless the app set its own."""
	for name, value in PROTECTION.items():
		response.headers.setdefault(name, value)


def create_app(settings: Settings) -> web.Application:
	"""The gateway as an aiohttp application."""
	app = web.Application()
	backend = Backend(settings)
	realtime = Realtime(settings, backend)
	app.cleanup_ctx.append(backend.run)
	app.cleanup_ctx.append(realtime.relay)
	app.on_response_prepare.append(protect)
	realtime.server.attach(app)
	statics.add_routes(app, settings)
	app.router.add_route("*", "/{path:.*}", backend.forward)
	return app


if __name__ == "__main__":
	logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
	settings = Settings.from_environment()
	web.run_app(create_app(settings), host="127.0.0.1", port=settings.port, print=None, access_log=None)
