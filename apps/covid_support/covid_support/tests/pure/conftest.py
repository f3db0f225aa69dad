"""Settings of the pure tests: no time limit for one example, because the machine is shared."""

try:
	from hypothesis import settings
except ImportError:
	pass
else:
	settings.register_profile("pure", deadline=None, print_blob=True)
	settings.load_profile("pure")
