"""Chains of things that point to one another."""

from collections.abc import Mapping


def find_cycle(start: str, excludes: Mapping[str, list[str]]) -> list[str]:
	"""The shortest chain from `start` back to itself along `excludes` ({policy: policies}); [] when there is none."""
	chains = [[start]]
	seen = {start}
	while chains:
		chain = chains.pop(0)
		for policy in excludes.get(chain[-1], ()):
			if policy == start:
				return [*chain, start]
			if policy not in seen:
				seen.add(policy)
				chains.append([*chain, policy])
	return []
