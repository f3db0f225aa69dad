"""Who takes which step of a delivery."""

from covid_support.policies.roles import (
	COMMUNE_CHAIR,
	COMMUNE_OFFICER,
	DEPARTMENT_OFFICER,
	DISTRICT_CHAIR,
	DISTRICT_OFFICER,
	PAYING_OFFICER,
	POLICY_BANK_OFFICER,
	SOCIAL_INSURANCE_OFFICER,
)

STEP_ROLES = {
	"Report Work": (COMMUNE_OFFICER, DISTRICT_OFFICER),
	"Accept Work": (COMMUNE_CHAIR, DISTRICT_OFFICER, DISTRICT_CHAIR, DEPARTMENT_OFFICER),
	"Reject Work": (COMMUNE_CHAIR, DISTRICT_OFFICER, DISTRICT_CHAIR, DEPARTMENT_OFFICER),
	"Hand Over": (PAYING_OFFICER,),
	"Sign Contract": (POLICY_BANK_OFFICER,),
	"Refuse Loan": (POLICY_BANK_OFFICER,),
	"Disburse": (POLICY_BANK_OFFICER,),
	"Record Repayment": (POLICY_BANK_OFFICER,),
	"Apply Reduction": (SOCIAL_INSURANCE_OFFICER,),
	"End Reduction": (SOCIAL_INSURANCE_OFFICER,),
	"Settle Grant": (DEPARTMENT_OFFICER,),
	"Demand Recovery": (DEPARTMENT_OFFICER,),
}


def may_take(step: str, roles: set[str]) -> bool:
	"""Whether somebody with `roles` takes this step."""
	return bool(roles & set(STEP_ROLES[step]))
