"""./run stop: end all services of this checkout."""

from host import groups, setup


def add_arguments(parser) -> None:
	"""No options."""


def run(arguments) -> int:
	"""Stop everything; nothing is lost."""
	with setup.exclusively():
		groups.stop_all()
	print("Đã dừng mọi dịch vụ. (All services are stopped.)")
	return 0
