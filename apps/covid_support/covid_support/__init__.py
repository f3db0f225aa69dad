"""Social-support programmes of Vietnamese local governments, as a Frappe app."""

__version__ = "0.1.0"
