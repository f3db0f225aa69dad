"""The catalogue of facts that a criterion or a benefit may ask about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from covid_support.core.problem import Problem, Term

KINDS = ("number", "money", "date", "text", "choice", "yes_no", "set")
NUMERIC_KINDS = frozenset({"number", "money"})
WORD_KINDS = frozenset({"text", "choice"})


@dataclass(frozen=True)
class Fact:
	"""One thing that is known (or not) about an applicant on the policy's reference date.

	`label` is an English source string with a Vietnamese row; that of a policy's own field is what its
	administrator typed. `choices` lists the values of a choice; a choice without any takes codes of a
	register that administrators keep, such as job families. `mandatory`: an application must state it.
	"""

	key: str
	label: str
	kind: str
	choices: tuple[str, ...] = ()
	mandatory: bool = False


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
	Fact("household_members", "Members of the household", "number"),
	Fact(
		"employer_kind",
		"Kind of employer",
		"choice",
		("Enterprise", "Cooperative", "Household Business", "Public Unit", "School"),
	),
	Fact("insured_workers", "Insured workers of the employer", "number"),
	Fact("wage_region", "Minimum wage region", "choice", ("I", "II", "III", "IV")),
)

FACTS: dict[str, Fact] = {fact.key: fact for fact in _CATALOGUE}

# known from registers and earlier files; an application never states them
REGISTER_KEYS = frozenset(
	(
		"age", "sex", "life_status", "categories", "household_poverty", "resident_commune_kind",
		"permanent_or_temporary_resident", "unit_path", "near_poor_line", "waived", "received_exclusive", "employer_kind",
	)
)  # fmt: skip


def catalogue_with(extra: Iterable[Fact]) -> dict[str, Fact]:
	"""Give the catalogue with a policy's own facts (its additional form fields) added.

	A field may bear the key of a fact of the catalogue, and then gives it a label and choices of its own.
	Raises Problem for an unknown kind, for a key that stands twice and for one that means something else.
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
		known = FACTS.get(fact.key)
		if fact.key in REGISTER_KEYS or catalogue.get(fact.key) != known:
			raise Problem("The fact {0} exists already. Choose another name for the field.", fact.key)
		if known and known.kind != fact.kind:
			raise Problem(
				"The field {0} must be of the kind {1}, because {2} is known to all policies as such.",
				fact.key,
				Term(known.kind),
				Term(known.label),
			)
		catalogue[fact.key] = fact
	return catalogue


def label_of(key: str, catalogue: Mapping[str, Fact] = FACTS) -> str:
	"""Give the label of a fact, or its key when the catalogue does not hold it."""
	return catalogue[key].label if key in catalogue else key
