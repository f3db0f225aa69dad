"""./run bench …: Frappe's bench command in this bench."""

import os
import sys

from host import frontend, layout, python_env, setup
from host.services import SITE_OF, site_environment


def run(arguments: list[str]) -> int:
	"""Pass everything on. `bench build` is answered by our own build, since the wheel has none."""
	python_env.make_bench_tool()
	if "build" in arguments:
		print(frontend.build(force="--force" in arguments))
		return 0
	setup.ensure_data()
	group = next((group for group, site in SITE_OF.items() if site in arguments), "main")
	environment = {**os.environ, **site_environment(group)}
	environment["PATH"] = f"{layout.ENV / 'bin'}:{environment['PATH']}"
	sys.stdout.flush()
	os.chdir(layout.ROOT)
	program = str(layout.BENCH_TOOL / "bin/bench")
	return os.execve(program, [program, *arguments], environment)
