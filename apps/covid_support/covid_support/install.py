"""What puts the product on a site: everything is safe to run again."""

from covid_support.counted_names import make_sequences
from covid_support.database import apply_constraints
from covid_support.security.site_settings import seed_security_settings
from covid_support.setup.programmes import seed_programmes
from covid_support.setup.reference_data import seed_reference_data
from covid_support.setup.site_settings import seed_site_settings
from covid_support.setup.workspace_seed import seed_workspaces
from covid_support.workflows.seed import seed_workflows


def after_install() -> None:
	"""Seed a fresh site."""
	set_up()


def after_migrate() -> None:
	"""Bring constraints and shipped data up to date after every migrate."""
	set_up()


def set_up() -> None:
	"""Constraints, counters, reference data, programmes, workflows, settings and workspaces."""
	apply_constraints()
	make_sequences()
	seed_reference_data()
	seed_programmes()
	seed_workflows()
	seed_site_settings()
	seed_security_settings()
	seed_workspaces()
