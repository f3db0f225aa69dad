"""Puts Frappe 15 at apps/frappe.

Frappe is not on PyPI under its own name. The wheel criscostack 1.0.0 is Frappe 15.0.0-dev (upstream commit
4931c7379c5db7022df34e4aa3945a43655be370, 5 August 2023) with its names replaced; undoing the replacements
gives upstream's tree. Both the wheel and the restored tree are checked against digests, so a changed
upload is refused. FRAPPE_SOURCE=/path links an upstream Frappe 15 checkout instead; the link stays until
apps/frappe is removed by hand.
"""

import hashlib
import os
import shutil
import zipfile
from pathlib import Path

from host import layout, python_env, stamps
from host.failure import Failure
from host.process import run_quietly

LOCK = layout.HOST / "frappe-source.lock"
TREE_DIGEST = "811c1f8a969d182a9b8d84b018f9c4fbb8e409688166271e689896ab3b92cced"
REPLACED = (
	("CRISCOSTACK", "FRAPPE"),
	("criscostack", "frappe"),
	("Criscostack", "Frappe"),
	("Criscoerp", "ERPNext"),
	("criscoerp", "erpnext"),
	("CRISCO", "FRAPPE"),
	("Crisco", "Frappe"),
	("brik_helper", "bench_helper"),
)
NOT_SOURCE = (".dist-info/", ".DS_Store", "__pycache__")
PYPROJECT = """\
[project]
name = "frappe"
description = "Frappe 15.0.0-dev, restored from the package registry by host/framework.py"
requires-python = ">=3.10"
dynamic = ["version"]

[build-system]
requires = ["flit_core >=3.4,<4"]
build-backend = "flit_core.buildapi"
"""


def put_in_place() -> str:
	"""Make apps/frappe importable in env/. Returns a remark."""
	source = os.environ.get("FRAPPE_SOURCE")
	if source is None and layout.FRAPPE.is_symlink():
		source = os.readlink(layout.FRAPPE)
	remark = link(Path(source)) if source else restore()
	python_env.make_apps_importable([layout.FRAPPE.resolve(), layout.APPS / layout.APP])
	return remark


def link(source: Path) -> str:
	"""Use an upstream checkout, with the Python packages that it asks for."""
	if not (source / "frappe/__init__.py").is_file():
		raise Failure(
			f"FRAPPE_SOURCE={source} không phải là thư mục mã nguồn Frappe.",
			f"FRAPPE_SOURCE={source} is no Frappe checkout: {source}/frappe/__init__.py is missing.",
		)
	if layout.FRAPPE.is_dir() and not layout.FRAPPE.is_symlink():
		shutil.rmtree(layout.FRAPPE)
	layout.FRAPPE.unlink(missing_ok=True)
	layout.FRAPPE.symlink_to(source.resolve())
	stamps.forget("frappe")
	pyproject = source / "pyproject.toml"
	digest = hashlib.sha256(pyproject.read_bytes() if pyproject.exists() else b"").hexdigest()
	if pyproject.exists() and not stamps.is_current("frappe-link", digest):
		run_quietly([layout.PYTHON, "-m", "pip", "install", "-e", source.resolve()], "pip.log")
		stamps.record("frappe-link", digest)
	return f"linked to {source}"


def restore() -> str:
	"""Restore Frappe from the wheel unless the restored tree stands already."""
	digest = stamps.digest_of([LOCK], TREE_DIGEST, repr(REPLACED), PYPROJECT)
	if stamps.is_current("frappe", digest) and (layout.FRAPPE / "frappe/__init__.py").is_file():
		return "unchanged"
	files = upstream_files(fetch_wheel())
	check(files)
	write(files)
	forget_link()
	stamps.record("frappe", digest)
	return f"restored, {len(files)} files"


def forget_link() -> None:
	"""After a linked checkout: take its package out of env/ and put the locked versions back."""
	if not (layout.STAMPS / "frappe-link").exists():
		return
	run_quietly([layout.PYTHON, "-m", "pip", "uninstall", "-y", "frappe"], "pip.log")
	stamps.forget("frappe-link")
	stamps.forget("python")
	python_env.make_bench_environment()


def fetch_wheel() -> Path:
	"""Download the wheel with pip, which checks its digest."""
	pip = [layout.PYTHON, "-m", "pip", "download", "--no-input", "--disable-pip-version-check"]
	run_quietly([*pip, "--require-hashes", "--no-deps", "-r", LOCK, "-d", layout.DOWNLOADS], "pip.log")
	return next(layout.DOWNLOADS.glob("criscostack-*.whl"))


def upstream_files(wheel: Path) -> dict[str, bytes]:
	"""Upstream's files by path, as the wheel's contents say with the names put back."""
	files = {}
	with zipfile.ZipFile(wheel) as archive:
		for name in archive.namelist():
			if name.endswith("/") or any(mark in name for mark in NOT_SOURCE):
				continue
			files[put_back(name)] = put_back_in_text(archive.read(name))
	return files


def put_back_in_text(content: bytes) -> bytes:
	"""Text with upstream's names; anything else as it is."""
	if b"\0" in content:
		return content
	try:
		return put_back(content.decode()).encode()
	except UnicodeDecodeError:
		return content


def put_back(text: str) -> str:
	"""Undo the replacement of names."""
	for theirs, upstream in REPLACED:
		text = text.replace(theirs, upstream)
	return text


def check(files: dict[str, bytes]) -> None:
	"""Refuse a tree that is not, byte for byte, the one that was reviewed."""
	left = [
		name for name, content in files.items() if "crisco" in name.lower() or b"crisco" in content.lower()
	]
	if left or tree_digest(files) != TREE_DIGEST:
		raise Failure(
			"Mã nguồn Frappe tải về không đúng bản đã kiểm tra; không cài đặt. Hãy xóa .run/downloads rồi chạy lại.",
			f"The restored Frappe differs from the reviewed one (digest {tree_digest(files)}); nothing installed.",
		)


def tree_digest(files: dict[str, bytes]) -> str:
	"""One digest over all names and contents."""
	total = hashlib.sha256()
	for name in sorted(files):
		total.update(f"{name}\0{hashlib.sha256(files[name]).hexdigest()}\n".encode())
	return total.hexdigest()


def write(files: dict[str, bytes]) -> None:
	"""Write the tree beside its place and move it there whole."""
	new = layout.APPS / "frappe.new"
	shutil.rmtree(new, ignore_errors=True)
	for name, content in files.items():
		file = new / name
		file.parent.mkdir(parents=True, exist_ok=True)
		file.write_bytes(content)
	(new / "pyproject.toml").write_text(PYPROJECT)
	shutil.rmtree(layout.FRAPPE, ignore_errors=True)
	new.rename(layout.FRAPPE)
