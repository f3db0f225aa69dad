"""A policy frozen as one value: what a running file is judged and computed by, whatever changes later."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cached_property

from covid_support.core.problem import Problem
from covid_support.rules import benefits
from covid_support.rules.benefits import CompiledComponent, Component, Entitlement
from covid_support.rules.criteria import CompiledCriteria, Criterion, Failure, compile_criteria
from covid_support.rules.facts import Fact, catalogue_with
from covid_support.rules.instalments import Instalment, check_instalments
from covid_support.rules.papers import Paper, check_dossier

APPLICANT_KINDS = ("Person", "Household", "Employer")
PERIOD_KINDS = ("Once", "Month", "Quarter")
# left out of a component while empty: policies frozen before they existed keep their digest
YOUNGER_LIMITS = ("maximum_per_unit", "maximum_by_fact")


@dataclass(frozen=True)
class FundingShare:
	"""One source that pays a share of the policy; `percent` of all shares together is 100."""

	source_kind: str
	percent: Decimal

	def __post_init__(self) -> None:
		object.__setattr__(self, "percent", Decimal(str(self.percent)).normalize() + 0)


@dataclass(frozen=True)
class Outcome:
	"""The result for one applicant; the entitlement is empty unless the applicant is eligible."""

	eligible: bool
	failures: list[Failure]
	entitlement: Entitlement


@dataclass(frozen=True)
class PolicySnapshot:
	"""A version of a policy: conditions, benefit, dates, exclusive group, funding.

	effective_from/effective_to/reference_date are ISO dates or None; on the reference date categories and
	poverty status are read. extra_facts are the policy's own form fields. `not_together_with` names policies
	(codes) whose receipt rules this one out; `dossier` holds the papers; `instalments` the parts
	in which the amount is given.
	"""

	policy_code: str
	version: int
	effective_from: str | None = None
	effective_to: str | None = None
	applicant_kind: str = "Person"
	period_kind: str = "Once"
	exclusive_group: str | None = None
	reference_date: str | None = None
	criteria: tuple[Criterion, ...] = ()
	components: tuple[Component, ...] = ()
	funding_shares: tuple[FundingShare, ...] = ()
	extra_facts: tuple[Fact, ...] = ()
	not_together_with: tuple[str, ...] = ()
	dossier: tuple[Paper, ...] = ()
	benefit_kind: str = "Cash"
	instalments: tuple[Instalment, ...] = ()

	@classmethod
	def from_dict(cls, data: Mapping) -> "PolicySnapshot":
		"""Build and validate a snapshot from plain data, as `to_dict` gives it.

		Raises Problem for unknown keys (a misspelt limit must not be lost), missing keys and bad values.
		"""
		values = dict(_known_keys(cls, data))
		for key in ("effective_from", "effective_to", "reference_date"):
			values[key] = _iso(values.get(key))
		values["criteria"] = tuple(_build(Criterion, row) for row in data.get("criteria") or ())
		values["components"] = tuple(_build_component(row) for row in data.get("components") or ())
		values["funding_shares"] = tuple(
			_build(FundingShare, row) for row in data.get("funding_shares") or ()
		)
		values["extra_facts"] = tuple(
			_build(Fact, {**row, "choices": tuple(row.get("choices") or ())})
			for row in data.get("extra_facts") or ()
		)
		values["not_together_with"] = tuple(data.get("not_together_with") or ())
		values["instalments"] = tuple(_build(Instalment, row) for row in data.get("instalments") or ())
		values["dossier"] = tuple(_build(Paper, row) for row in data.get("dossier") or ())
		snapshot = _build(cls, values)
		snapshot.validate()
		return snapshot

	def to_dict(self) -> dict:
		"""Give the snapshot as plain data for JSON; decimals become text."""
		data = _plain(asdict(self))
		for component in data["components"]:
			for key in YOUNGER_LIMITS:
				if component[key] is None:
					del component[key]
		return data

	@property
	def canonical_json(self) -> str:
		"""The one JSON text of this snapshot: sorted keys, no spaces, Vietnamese letters as they are."""
		return json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

	@cached_property
	def digest(self) -> str:
		"""SHA-256 (hex) of the canonical JSON."""
		return hashlib.sha256(self.canonical_json.encode()).hexdigest()

	@cached_property
	def catalogue(self) -> dict[str, Fact]:
		"""The facts this policy may ask about."""
		return catalogue_with(self.extra_facts)

	@cached_property
	def compiled_criteria(self) -> CompiledCriteria:
		"""The conditions in their typed form."""
		return compile_criteria(self.criteria, self.catalogue)

	@cached_property
	def compiled_components(self) -> tuple[CompiledComponent, ...]:
		"""The benefit, ready to be computed for many applicants."""
		return benefits.compile_components(self.components, self.catalogue)

	def validate(self) -> None:
		"""Raise Problem when the policy could not be applied as it stands."""
		if self.applicant_kind not in APPLICANT_KINDS or self.period_kind not in PERIOD_KINDS:
			raise Problem(
				"Policy {0}: choose the kind of applicant ({1}) and the kind of period ({2}).",
				self.policy_code,
				", ".join(APPLICANT_KINDS),
				", ".join(PERIOD_KINDS),
			)
		if self.effective_from and self.effective_to and self.effective_from > self.effective_to:
			raise Problem("Policy {0} ends before it begins. Correct its dates.", self.policy_code)
		_ = self.compiled_criteria, self.compiled_components
		check_dossier(self.dossier, self.catalogue)
		check_instalments(self.instalments)
		shared = sum(share.percent for share in self.funding_shares)
		if self.funding_shares and shared != 100:
			raise Problem(
				"The funding shares of policy {0} add up to {1} %, not 100 %. Correct the percentages.",
				self.policy_code,
				shared,
			)


def judge_and_compute(snapshot: PolicySnapshot, facts: Mapping[str, object]) -> Outcome:
	"""Judge one applicant and, when eligible, compute the entitlement.

	A quantity that is needed and not known counts as a failure ("not known", group 0), so nothing is raised
	for facts that are merely missing. Raises Problem for a quantity below zero.
	"""
	judgement = snapshot.compiled_criteria.judge(facts)
	failures = list(judgement.failures)
	if judgement.eligible:
		missing = benefits.missing_quantities(snapshot.compiled_components, facts)
		failures = [Failure.of_missing_fact(fact) for fact in missing]
	if failures:
		return Outcome(False, failures, Entitlement(0, []))
	return Outcome(True, [], benefits.entitlement_of(snapshot.compiled_components, facts))


def _known_keys(kind: type, data: Mapping) -> Mapping:
	names = {field.name for field in fields(kind)}
	for key in data:
		if key not in names:
			raise Problem("A {0} has no field {1}. Remove it or correct its spelling.", kind.__name__, key)
	return data


def _build(kind: type, data: Mapping):
	try:
		return kind(**_known_keys(kind, data))
	except TypeError as error:
		raise Problem("A {0} is incomplete: {1}.", kind.__name__, str(error)) from error


def _build_component(row: Mapping) -> Component:
	return _build(
		Component, {**row, "criteria": tuple(_build(Criterion, inner) for inner in row.get("criteria") or ())}
	)


def _iso(day: str | date | None) -> str | None:
	if not day:
		return None
	try:
		return date.fromisoformat(str(day)[:10]).isoformat()
	except ValueError as error:
		raise Problem("{0} is not a date. Write it as 2020-04-01.", str(day)) from error


def _plain(value: object) -> object:
	if isinstance(value, dict):
		return {key: _plain(inner) for key, inner in value.items()}
	if isinstance(value, (list, tuple)):
		return [_plain(inner) for inner in value]
	return format(value, "f") if isinstance(value, Decimal) else value
