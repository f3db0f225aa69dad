"""Tables of cases for the policies of the shipped packs: who is given what, who is refused by which condition.

A table stands in policy_tables/<pack>.py as `CASES`, a list of PolicyCases; pure/test_policy_tables.py runs
every table it finds there and asks for the cases that are missing. Amounts in a table are computed by hand from
the law (the comment says how), never copied from the program. No site is needed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from covid_support.programmes.pack_file import complete_wordings, parse_pack, snapshot_of_wording
from covid_support.rules.criterion import Test, read_facts
from covid_support.rules.policy_snapshot import Outcome, PolicySnapshot, judge_and_compute
from covid_support.tests import policy_tables

PACKS = Path(__file__).parents[1] / "programme_packs"


@dataclass(frozen=True)
class PolicyCases:
	"""The cases of one wording of a policy (or of several that judge alike).

	policy: its code. person: facts of somebody eligible. amount: what that person is given, in đồng.
	on: days of application, one for each wording that the table holds for; empty: the only wording.
	given: (what changes, amount) of further people who are eligible.
	refused: what changes so that exactly one condition fails, one that reads a fact that changed.
	"""

	policy: str
	person: Mapping[str, object]
	amount: int
	on: tuple[str, ...] = ("",)
	given: tuple[tuple[Mapping[str, object], int], ...] = ()
	refused: tuple[Mapping[str, object], ...] = field(default=())

	def facts(self, changes: Mapping[str, object]) -> dict[str, object]:
		"""The person's facts with `changes`."""
		return {**self.person, **changes}

	def all_given(self) -> list[tuple[Mapping[str, object], int]]:
		"""(what changes, amount) of everybody who is eligible, the person first."""
		return [({}, self.amount), *self.given]


@cache
def packs() -> dict[str, dict]:
	"""{folder: pack} of the packs that ship."""
	return {
		path.parent.name: parse_pack(path.read_text(encoding="utf-8"))
		for path in sorted(PACKS.glob("*/programme.json"))
	}


@cache
def policies() -> dict[str, dict]:
	"""{code: policy as it stands in its pack}."""
	return {policy["code"]: policy for pack in packs().values() for policy in pack["policies"]}


@cache
def wordings(code: str) -> tuple[tuple[str, PolicySnapshot], ...]:
	"""((in force from, rules), …) of a policy, oldest first."""
	return tuple(
		(wording.get("in_force_from", ""), snapshot_of_wording(code, wording, number))
		for number, wording in enumerate(complete_wordings(policies()[code]), 1)
	)


def rules_on(code: str, day: str = "") -> PolicySnapshot:
	"""The wording in force on `day` (ISO); the newest without a day."""
	in_force = [rules for start, rules in wordings(code) if not day or start <= day]
	assert in_force, f"{code} has no wording on {day}"
	return in_force[-1]


def outcome_on(code: str, day: str, facts: Mapping[str, object]) -> Outcome:
	"""What the wording in force on `day` says of somebody with these facts."""
	return judge_and_compute(rules_on(code, day), facts)


@cache
def tables() -> tuple[PolicyCases, ...]:
	"""All tables of policy_tables/."""
	modules = (
		import_module(f"{policy_tables.__name__}.{found.name}")
		for found in iter_modules(policy_tables.__path__)
	)
	return tuple(table for module in modules for table in module.CASES)


def given_cases() -> Iterator[tuple[str, str, dict, int]]:
	"""(policy, day, facts, amount) of everybody who is eligible."""
	for table in tables():
		for day in table.on:
			for changes, amount in table.all_given():
				yield table.policy, day, table.facts(changes), amount


def refused_cases() -> Iterator[tuple[str, str, dict, tuple[str, ...]]]:
	"""(policy, day, facts, what changed) of everybody who is refused."""
	for table in tables():
		for day in table.on:
			for changes in table.refused:
				yield table.policy, day, table.facts(changes), tuple(changes)


def missing_cases(code: str, start: str, rules: PolicySnapshot) -> list[str]:
	"""What the tables do not show yet of one wording: conditions that refuse nobody, parts that nobody gets."""
	given = [facts for policy, day, facts, _amount in given_cases() if _meant(policy, day, code, rules)]
	refused = [facts for policy, day, facts, _changes in refused_cases() if _meant(policy, day, code, rules)]
	missing = [] if given else ["nobody is given it"]
	missing += _conditions_without_refusal(rules, refused)
	missing += _parts_without_recipient(rules, given)
	return [f"{code} {start}: {what}" for what in missing]


def _meant(policy: str, day: str, code: str, rules: PolicySnapshot) -> bool:
	return policy == code and rules_on(policy, day) is rules


def _conditions_without_refusal(rules: PolicySnapshot, refused: list[dict]) -> list[str]:
	missing = []
	for tests in rules.compiled_criteria.groups:
		failed = [read_facts(tests, facts) for facts in refused if _only_failure(rules, facts) == tests]
		if not failed:
			missing.append(f"nobody is refused by {_words(tests)}")
		elif len(tests) == 1 and tests[0].operator == "between":
			missing += _ends_without_refusal(tests[0], [found[tests[0].fact.key] for found in failed])
	return missing


def _only_failure(rules: PolicySnapshot, facts: dict) -> tuple[Test, ...] | None:
	failures = rules.compiled_criteria.judge(facts).failures
	return failures[0].tests if len(failures) == 1 else None


def _ends_without_refusal(test: Test, found: list) -> list[str]:
	low, high = test.operands
	known = [value for value in found if value is not None]
	return [
		f"nobody is refused {side} {_words((test,))}"
		for side, is_shown in (
			("below", any(value < low for value in known)),
			("above", any(value > high for value in known)),
		)
		if not is_shown
	]


def _parts_without_recipient(rules: PolicySnapshot, given: list[dict]) -> list[str]:
	received = [{line.code for line in judge_and_compute(rules, facts).entitlement.lines} for facts in given]
	missing = []
	for component in rules.components:
		if not any(component.code in codes for codes in received):
			missing.append(f"nobody gets the part {component.code}")
		if component.criteria and all(component.code in codes for codes in received):
			missing.append(f"everybody gets the part {component.code} in spite of its conditions")
	return missing


def _words(tests: tuple[Test, ...]) -> str:
	rows = (test.criterion for test in tests)
	return " or ".join(f"{row.fact} {row.operator} {row.value}".strip() for row in rows)
