"""Ports of this checkout on 127.0.0.1, chosen free at first use and kept in .run/ports.json."""

import json
import socket

from host import layout
from host.failure import Failure

FILE = layout.RUN / "ports.json"
PREFERRED_WEB_PORT = 8000
NAMES = (
	"mariadb",
	"main_cache",
	"main_queue",
	"main_web",
	"test_cache",
	"test_queue",
	"test_web",
	"test_gateway",
	"scenario_cache",
	"scenario_queue",
	"desk_web",
	"desk_gateway",
)


def load() -> dict[str, int]:
	"""All ports by name; those that have none yet get a free one."""
	ports = json.loads(FILE.read_text()) if FILE.exists() else {}
	missing = [name for name in NAMES if name not in ports]
	if missing or "main_gateway" not in ports:
		ports.update(zip(missing, free_ports(len(missing)), strict=True))
		ports.setdefault("main_gateway", first_web_port())
		save(ports)
	return ports


def save(ports: dict[str, int]) -> None:
	"""Keep the ports for the next start."""
	layout.RUN.mkdir(exist_ok=True)
	FILE.write_text(json.dumps(ports, indent=1, sort_keys=True) + "\n")


def free_ports(count: int) -> list[int]:
	"""Ports that nobody listens on now, all different."""
	sockets = [socket.socket() for _ in range(count)]
	try:
		for one in sockets:
			one.bind(("127.0.0.1", 0))
		return [one.getsockname()[1] for one in sockets]
	finally:
		for one in sockets:
			one.close()


def first_web_port() -> int:
	"""8000 if it is free, otherwise any free port."""
	return PREFERRED_WEB_PORT if is_free(PREFERRED_WEB_PORT) else free_ports(1)[0]


def is_free(port: int) -> bool:
	"""Whether we could listen on the port."""
	with socket.socket() as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind(("127.0.0.1", port))
		except OSError:
			return False
		return True


def answers(port: int) -> bool:
	"""Whether someone accepts connections on the port."""
	with socket.socket() as probe:
		probe.settimeout(1)
		return probe.connect_ex(("127.0.0.1", port)) == 0


def choose_web_port(port: int | None) -> int:
	"""Use the port that was asked for (and remember it), else the remembered one.

	Raises Failure when the asked one is not a port or is taken by another program.
	"""
	ports = load()
	if port is None or port == ports["main_gateway"]:
		return ports["main_gateway"]
	if not 1024 <= port <= 65535:
		raise Failure(
			f"Cổng {port} không dùng được. Hãy chọn một cổng từ 1024 đến 65535.",
			f"Port {port} cannot be used; choose one from 1024 to 65535.",
		)
	if not is_free(port):
		raise taken(port)
	ports["main_gateway"] = port
	save(ports)
	return port


def replace_taken(names: list[str]) -> None:
	"""Give new ports to services that are about to start but find their port in strange hands.

	The public web port is not replaced silently: raises Failure.
	"""
	ports = load()
	busy = [name for name in names if not is_free(ports[name])]
	if "main_gateway" in busy:
		raise taken(ports["main_gateway"])
	if busy:
		ports.update(zip(busy, free_ports(len(busy)), strict=True))
		save(ports)


def taken(port: int) -> Failure:
	"""The message for a port that another program uses."""
	return Failure(
		f"Cổng {port} đang có chương trình khác dùng. Hãy chạy lại với cổng khác, ví dụ: ./run start --port 8080",
		f"Port {port} is used by another program. Choose another one, for example: ./run start --port 8080",
	)
