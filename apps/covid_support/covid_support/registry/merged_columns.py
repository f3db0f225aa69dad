"""The columns of two records of one person put together: what the one lacks, the other may have. Pure."""

from covid_support.core.partial_date import PartialDate
from covid_support.registry.person_record import NUMBER_FIELDS, masked_identity

# taken together or not at all
GROUPS = (
	("phone",),
	("ethnic_group",),
	("hamlet", "address"),
	("household", "household_role"),
	("account_number", "bank", "account_holder", "preferred_channel"),
)
BIRTH = ("birth_date", "birth_year", "birth_month", "birth_day")


def joined_columns(kept: dict, merged: dict) -> dict:
	"""What changes in `kept` (columns of a Beneficiary) when `merged` goes into it; what it has is never replaced.

	A hamlet is taken within one commune only; a more exact date of the same year and a death are taken too.
	"""
	changes: dict = {}
	for field in NUMBER_FIELDS:
		if merged.get(field) and not kept.get(field):
			changes[field] = merged[field]
	for group in GROUPS:
		lead = group[0]
		if merged.get(lead) and not kept.get(lead) and _fits(lead, kept, merged):
			changes.update({field: merged.get(field) for field in group})
	if _more_exact(kept, merged):
		changes.update({field: merged[field] for field in BIRTH})
	if merged.get("life_status") == "Dead" and kept.get("life_status") != "Dead":
		changes.update(life_status="Dead", death_date=merged.get("death_date"))
	numbers = {field: changes.get(field) or kept.get(field) for field in NUMBER_FIELDS}
	if masked_identity(numbers) != (kept.get("identity_masked") or ""):
		changes["identity_masked"] = masked_identity(numbers)
	return changes


def numbers_left(kept: dict, merged: dict) -> dict:
	"""What stays of the numbers of `merged`: those of which `kept` has another one, so that they are still found."""
	return {
		field: (merged[field] if kept.get(field) else None) for field in NUMBER_FIELDS if merged.get(field)
	}


def _fits(lead: str, kept: dict, merged: dict) -> bool:
	return lead not in ("hamlet", "household") or kept.get("commune") == merged.get("commune")


def _more_exact(kept: dict, merged: dict) -> bool:
	here, there = PartialDate.parse(kept["birth_date"]), PartialDate.parse(merged["birth_date"])
	return (
		here.year == there.year and there.is_exact and not here.is_exact and here.month in (None, there.month)
	)
