"""What the gateway is told by its environment."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
	"""Where the gateway listens, which site it serves and where the parts behind it are."""

	site: str
	sites_path: Path
	port: int
	backend: str
	events_redis: str

	@classmethod
	def from_environment(cls) -> "Settings":
		"""Read the GATEWAY_* variables; raises KeyError when one is missing."""
		return cls(
			site=os.environ["GATEWAY_SITE"],
			sites_path=Path(os.environ["GATEWAY_SITES_PATH"]).resolve(),
			port=int(os.environ["GATEWAY_PORT"]),
			backend=os.environ["GATEWAY_BACKEND"],
			events_redis=os.environ["GATEWAY_EVENTS_REDIS"],
		)
