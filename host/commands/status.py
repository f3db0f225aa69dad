"""./run status: what runs, where, and with which accounts."""

from host import summary


def add_arguments(parser) -> None:
	"""No options."""


def run(arguments) -> int:
	"""Show everything; the exit code is 0 when the main site answers, 3 when it does not."""
	served = summary.show_services()
	if served:
		summary.show_access()
	return 0 if served else 3
