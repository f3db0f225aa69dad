"""The browser side: npm packages and the built bundles in sites/assets."""

import json
import shutil
from pathlib import Path

from host import layout, stamps
from host.failure import Failure
from host.process import output_of, run_quietly

FOLDER = layout.HOST / "assets"
SOURCES = {".js", ".ts", ".vue", ".css", ".scss", ".html", ".json"}
OLDEST_NODE = 18


def install_packages() -> str:
	"""npm packages at the locked versions. Returns a remark."""
	check_node()
	digest = stamps.digest_of([FOLDER / "package.json", FOLDER / "package-lock.json"])
	if stamps.is_current("npm", digest) and (FOLDER / "node_modules/esbuild").is_dir():
		return "unchanged"
	try:
		run_quietly(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], "npm.log", cwd=FOLDER)
	except Failure as failure:
		raise Failure(
			"Không cài được gói npm. Kiểm tra kết nối tới registry npm rồi chạy lại lệnh.",
			f"npm packages could not be installed; check the way to the npm registry.\n{failure.english}",
		) from None
	stamps.record("npm", digest)
	return "installed"


def check_node() -> None:
	"""Raises Failure when Node or npm is missing or too old."""
	found = shutil.which("node") and shutil.which("npm")
	version = output_of(["node", "--version"]).strip() if found else ""
	if not version or int(version.lstrip("v").split(".")[0]) < OLDEST_NODE:
		raise Failure(
			f"Cần Node.js {OLDEST_NODE} trở lên và npm (đang có: {version or 'không có'}).",
			f"Node.js {OLDEST_NODE} or newer with npm is needed (found: {version or 'none'}).",
		)


def build(force: bool = False) -> str:
	"""Build the bundles of the apps whose sources changed; returns the apps built."""
	if upstream_builds_itself():
		return "built by upstream's own scripts"
	built = [app for app in ("frappe", layout.APP) if build_app(app, force)]
	return "built " + ", ".join(built) if built else "unchanged"


def build_app(app: str, force: bool) -> bool:
	"""Build one app unless its result stands already."""
	digest = stamps.digest_of(sources_of(app))
	done = stamps.is_current(f"assets-{app}", digest) and results_stand(app)
	if done and not force:
		return False
	node = ["node", FOLDER / "build.mjs", "--bench", layout.ROOT, "--apps", app]
	run_quietly(node, "assets.log", {"NODE_ENV": "production"})
	stamps.record(f"assets-{app}", digest)
	return True


def sources_of(app: str) -> list[Path]:
	"""All files that the bundles of an app may be made from."""
	public = layout.APPS / app / app / "public"
	own = [FOLDER / "package-lock.json", *FOLDER.glob("*.mjs")]
	folders_skipped = {"node_modules", "dist"}
	found = (file for file in public.rglob("*") if file.suffix in SOURCES and file.is_file())
	return own + [file for file in found if not folders_skipped.intersection(file.parts)]


def results_stand(app: str) -> bool:
	"""Whether every bundle that is listed for the app lies there."""
	listing = layout.SITES / "assets/assets.json"
	if not listing.exists():
		return False
	urls = [url for url in json.loads(listing.read_text()).values() if url.startswith(f"/assets/{app}/")]
	linked = (layout.SITES / "assets" / app).is_dir()
	return linked and all((layout.SITES / url.lstrip("/")).is_file() for url in urls)


def upstream_builds_itself() -> bool:
	"""With a linked checkout: use upstream's own asset build, which knows its own versions. Returns whether."""
	script = layout.FRAPPE / "esbuild/index.js"
	if not layout.FRAPPE.is_symlink() or not script.exists():
		return False
	if not (layout.FRAPPE / "node_modules").is_dir():
		run_quietly(
			["npm", "install", "--no-package-lock", "--no-audit"], "npm.log", cwd=layout.FRAPPE.resolve()
		)
	# Upstream's script finds the bench two folders above itself, so it must not look behind the link.
	node = ["node", "--preserve-symlinks", "--preserve-symlinks-main", script]
	run_quietly([*node, "--production", "--run-build-command"], "assets.log", cwd=layout.FRAPPE)
	return True
