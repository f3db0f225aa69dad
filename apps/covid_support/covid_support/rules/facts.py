"""The catalogue of facts that a criterion or a benefit may ask about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from covid_support.core.problem import Problem

KINDS = ("number", "money", "date", "text", "choice", "yes_no", "set")
NUMERIC_KINDS = frozenset({"number", "money"})
WORD_KINDS = frozenset({"text", "choice"})


@dataclass(frozen=True)
class Fact:
	"""One thing that is known (or not) about an applicant on the policy's reference date.

	`label` is an English source string with a Vietnamese row. `choices` lists the values of a choice; a
	choice without any takes codes of a register that administrators keep, such as job families.
	"""

	key: str
	label: str
	kind: str
	choices: tuple[str, ...] = ()


_CATALOGUE = (
	Fact("age", "Age in completed years", "number"),
	Fact("sex", "Sex", "choice", ("Male", "Female")),
	Fact("life_status", "Life status", "choice", ("Alive", "Dead", "Moved Away")),
	Fact("categories", "Beneficiary categories", "set"),
	Fact("household_poverty", "Household poverty status", "choice", ("Poor", "Near Poor", "Not Poor")),
	Fact("resident_commune_kind", "Kind of commune of residence", "choice", ("Rural", "Urban")),
	Fact("permanent_or_temporary_resident", "Kind of residence", "choice", ("Permanent", "Temporary")),
	Fact("unit_path", "Administrative units of residence", "text"),
	Fact("occupation", "Occupation", "text"),
	Fact("job_family", "Job family", "choice"),
	Fact("employment_kind", "Kind of employment", "choice"),
	Fact("monthly_income", "Average monthly income", "money"),
	Fact("near_poor_line", "Near-poor income line", "money"),
	Fact("has_labour_contract", "Has a labour contract", "yes_no"),
	Fact("insured_social", "Takes part in compulsory social insurance", "yes_no"),
	Fact("insured_unemployment_months", "Months of unemployment insurance paid", "number"),
	Fact("contract_suspended_from", "Contract suspended from", "date"),
	Fact("contract_suspended_to", "Contract suspended until", "date"),
	Fact("contract_ended_on", "Contract ended on", "date"),
	Fact("stopped_from", "Stopped working from", "date"),
	Fact("stopped_to", "Stopped working until", "date"),
	Fact("months", "Months claimed", "number"),
	Fact("days", "Days claimed", "number"),
	Fact("children_under_6", "Children under 6 years", "number"),
	Fact("pregnant", "Pregnant", "yes_no"),
	Fact("business_registered", "Registered household business", "yes_no"),
	Fact("taxable_turnover", "Yearly turnover for tax", "money"),
	Fact("f0_days", "Days of treatment as F0", "number"),
	Fact("f1_days", "Days of isolation as F1", "number"),
	Fact("waived", "Declined the support voluntarily", "yes_no"),
	Fact("received_exclusive", "Received support that excludes this one", "yes_no"),
)

FACTS: dict[str, Fact] = {fact.key: fact for fact in _CATALOGUE}


def catalogue_with(extra: Iterable[Fact]) -> dict[str, Fact]:
	"""Give the catalogue with a policy's own facts (its additional form fields) added.

	Raises Problem for an unknown kind and for a key that the catalogue already holds.
	"""
	catalogue = dict(FACTS)
	for fact in extra:
		if fact.kind not in KINDS:
			raise Problem(
				"The fact {0} has the unknown kind {1}. Choose one of: {2}.",
				fact.key,
				fact.kind,
				", ".join(KINDS),
			)
		if fact.key in catalogue:
			raise Problem("The fact {0} exists already. Choose another name for the field.", fact.key)
		catalogue[fact.key] = fact
	return catalogue


def label_of(key: str, catalogue: Mapping[str, Fact] = FACTS) -> str:
	"""Give the label of a fact, or its key when the catalogue does not hold it."""
	return catalogue[key].label if key in catalogue else key
