"""Serves /assets and /files from disk, and nothing outside the folders meant for it."""

import mimetypes
from pathlib import Path

from aiohttp import web

from host.gateway.settings import Settings

YEAR = 31_536_000
SHOWN_IN_BROWSER = {"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"}


def safe_join(root: Path, requested: str, allowed: tuple[Path, ...]) -> Path:
	"""The file that `requested` names below `root`.

	Raises 404 for anything that climbs, is hidden, or whose real place is outside of `allowed`
	(folders below root may be links, so the real path is what counts).
	"""
	parts = requested.split("/")
	if "\\" in requested or "\0" in requested or any(part in ("", ".", "..") for part in parts):
		raise web.HTTPNotFound
	if any(part.startswith(".") for part in parts):
		raise web.HTTPNotFound
	file = root.joinpath(*parts).resolve()
	if not file.is_file() or not any(file.is_relative_to(folder) for folder in allowed):
		raise web.HTTPNotFound
	return file


def add_routes(app: web.Application, settings: Settings) -> None:
	"""Add the routes of built assets and of the site's public files."""
	assets = settings.sites_path / "assets"
	bench = settings.sites_path.parent
	served = (assets, *public_folders(bench), (bench / "host/assets/node_modules").resolve())
	files = settings.sites_path / settings.site / "public/files"

	async def asset(request: web.Request) -> web.StreamResponse:
		file = safe_join(assets, request.match_info["path"], served)
		lifetime = f"public, max-age={YEAR}, immutable" if "/dist/" in request.path else "no-cache"
		return web.FileResponse(file, headers={"Cache-Control": lifetime})

	async def public_file(request: web.Request) -> web.StreamResponse:
		file = safe_join(files, request.match_info["path"], (files.resolve(),))
		headers = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
		if mimetypes.guess_type(file.name)[0] not in SHOWN_IN_BROWSER:
			headers["Content-Disposition"] = "attachment"
		return web.FileResponse(file, headers=headers)

	app.router.add_get("/assets/{path:.+}", asset)
	app.router.add_get("/files/{path:.+}", public_file)


def public_folders(bench: Path) -> list[Path]:
	"""The public/ folder of every app of the bench, at its real place."""
	return [folder.resolve() for folder in (bench / "apps").glob("*/*/public")]
