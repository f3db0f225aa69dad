"""Kinds of benefit: who pays them, in which statuses they are delivered, what these mean."""

CASH, IN_KIND, LOAN, REDUCTION, GRANT = (
	"Cash", "In Kind", "Loan", "Contribution Reduction", "Training Grant",
)  # fmt: skip
# kinds that the support budget pays; a loan is the bank's capital, a reduction is never collected
FROM_BUDGET = (CASH, IN_KIND, GRANT)
FIRST_STATUS = {
	CASH: "Planned",
	IN_KIND: "Planned",
	LOAN: "Approved",
	REDUCTION: "Approved",
	GRANT: "Approved",
}
MONEY, GOODS = "Money", "Goods"
# the support has reached its receiver, outside of payment batches
REACHED = ("Delivered", "Disbursed", "Repaid", "Overdue", "Applied", "Ended")
LENT = ("Disbursed", "Repaid", "Overdue")


def handed_over_as(kind: str, has_instalments: bool) -> str:
	"""Money goes through payment batches, goods by a handover sheet; loans and reductions are neither."""
	if kind in (CASH, GRANT):
		return MONEY
	if kind == IN_KIND:
		return MONEY if has_instalments else GOODS
	return ""
