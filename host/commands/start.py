"""./run start: from whatever is there to a running site with the demonstration in it."""

import signal
import time

from host import groups, ports, setup, site, summary
from host.failure import Failure
from host.progress import Progress

DEMONSTRATION = "covid-demo"


def add_arguments(parser) -> None:
	"""Options of the command."""
	parser.add_argument("--detach", action="store_true", help="return when the site answers")
	parser.add_argument("--port", type=int, help="port of the site on 127.0.0.1 (default 8000)")
	parser.add_argument("--no-demo", action="store_true", help="do not load the demonstration")


def run(arguments) -> int:
	"""Set up and start; without --detach, stay until Ctrl-C (or the terminal closes), then stop everything."""
	progress = Progress()
	with setup.exclusively():
		ports.choose_web_port(arguments.port)
		setup.add_installation(progress)
		setup.add_services(progress, "main")
		progress.run()
	if not arguments.no_demo:
		load_demonstration()
	summary.show_access()
	print(f"Sẵn sàng sau {progress.elapsed():.0f} giây (ready after {progress.elapsed():.0f} s).", flush=True)
	return 0 if arguments.detach else stay()


def load_demonstration() -> None:
	"""Load the demonstration once; it leaves its accounts behind as the sign that it was."""
	if summary.ACCOUNTS.exists() or DEMONSTRATION not in site.app_commands():
		return
	print("Đang nạp dữ liệu trình diễn (loading the demonstration) …", flush=True)
	if site.call_frappe("main", [DEMONSTRATION]):
		raise Failure(
			"Không nạp được dữ liệu trình diễn. Sửa lỗi ghi ở trên rồi chạy lại ./run start (hoặc thêm --no-demo).",
			"The demonstration could not be loaded. Mend the error above and run ./run start again.",
		)
	if summary.ACCOUNTS.exists():
		summary.ACCOUNTS.chmod(0o600)


def stay() -> int:
	"""Wait for Ctrl-C, then stop everything."""
	signal.signal(signal.SIGHUP, signal.default_int_handler)
	print("Nhấn Ctrl-C để dừng (Ctrl-C stops everything).", flush=True)
	try:
		while groups.is_running("main"):
			time.sleep(1)
	except KeyboardInterrupt:
		print("\nĐang dừng … (stopping)", flush=True)
		groups.stop_all()
	return 0
