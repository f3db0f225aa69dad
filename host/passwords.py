"""Passwords that this checkout makes for itself, one file each in .run/secrets, readable by the owner only."""

import secrets

from host import layout


def secret(name: str) -> str:
	"""The password of that name; made at first use."""
	layout.SECRETS.mkdir(parents=True, exist_ok=True, mode=0o700)
	file = layout.SECRETS / name
	if not file.exists():
		file.touch(mode=0o600)
		file.write_text(secrets.token_urlsafe(18))
	return file.read_text().strip()
