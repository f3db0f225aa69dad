"""The last words of ./run start, and ./run status: address, accounts, services."""

import json
import time
from pathlib import Path

from host import groups, layout
from host.services import GROUPS

ACCOUNTS = layout.SITES / layout.MAIN_SITE / "demo_accounts.json"


def show_access() -> None:
	"""Address and demonstration accounts."""
	print()
	print(f"Địa chỉ (address): {groups.address('main')}")
	accounts = json.loads(ACCOUNTS.read_text()) if ACCOUNTS.exists() else []
	if accounts:
		show_accounts(accounts)
	password = layout.SECRETS / f"administrator-{layout.MAIN_SITE}"
	print(
		f"Quản trị hệ thống (system administrator): Administrator, mật khẩu (password) trong {relative(password)}"
	)
	print("Dừng: ./run stop · Xem lại: ./run status   (stop: ./run stop · see this again: ./run status)")


def show_accounts(accounts: list[dict]) -> None:
	"""A table of the accounts made for the demonstration."""
	print("Tài khoản dùng thử (demonstration accounts):")
	rows = [(item["role"], item["name"], item["user"], item["password"]) for item in accounts]
	rows.insert(0, ("Vai trò", "Họ và tên", "Tên đăng nhập", "Mật khẩu"))
	widths = [max(len(row[column]) for row in rows) for column in range(4)]
	for row in rows:
		print("  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def show_services() -> bool:
	"""A table of all services; returns whether everything of the main site runs."""
	for group in GROUPS:
		states = groups.states(group)
		if not states:
			print(f"{group}: đã dừng (stopped)")
		for state in states:
			print(f"{group}: {state['name']:22} {describe(state)}")
	return groups.is_running("data") and groups.is_running("main") and groups.site_answers("main")


def describe(state: dict) -> str:
	"""One service in words."""
	if not state["alive"]:
		return "đang khởi động lại (restarting)"
	age = time.time() - Path(f"/proc/{state['pid']}").stat().st_mtime
	restarts = f", {state['restarts']} lần khởi động lại (restarts)" if state["restarts"] else ""
	return f"pid {state['pid']}, {duration(age)}{restarts}"


def duration(seconds: float) -> str:
	"""Hours and minutes."""
	minutes = int(seconds // 60)
	return f"{minutes // 60} h {minutes % 60:02} min"


def relative(file: Path) -> str:
	"""A path as the operator types it."""
	return str(file.relative_to(layout.ROOT))
