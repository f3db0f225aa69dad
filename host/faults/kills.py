"""What is killed and when: drawn by chance from a seed."""

import random
from dataclasses import dataclass

WORKER, QUEUE, DATABASE = "worker", "Redis", "MariaDB"
KINDS = (WORKER, WORKER, QUEUE, WORKER, DATABASE)  # of ten kills six hit a worker, two each server
PREPARED = 0.98  # of the work: what comes later may find it ended


@dataclass(frozen=True)
class Kill:
	"""kill -9 of a `kind` once `share` of all parts is done and a `delay` (in parts' times) has passed.

	`place` tells which of the workers, as a share of them.
	"""

	kind: str
	share: float
	delay: float
	place: float


def draw(count: int, chance: random.Random) -> list[Kill]:
	"""`count` kills in the order of their moments; every kind as often as KINDS has it."""
	kinds = [KINDS[number % len(KINDS)] for number in range(count)]
	chance.shuffle(kinds)
	moments = sorted(chance.random() * PREPARED for _ in range(count))
	return [
		Kill(kind, share, chance.random(), chance.random())
		for kind, share in zip(kinds, moments, strict=True)
	]
