"""The roles of the product and what each may do beyond DocType permissions."""

COMMUNE_OFFICER = "CS Commune Officer"
COMMUNE_CHAIR = "CS Commune Chair"
DISTRICT_OFFICER = "CS District Officer"
DISTRICT_CHAIR = "CS District Chair"
DEPARTMENT_OFFICER = "CS Department Officer"
PROVINCIAL_LEADER = "CS Provincial Leader"
FINANCE_OFFICER = "CS Finance Officer"
PAYING_OFFICER = "CS Paying Officer"
SUPERVISOR = "CS Supervisor"
PROGRAMME_ADMINISTRATOR = "CS Programme Administrator"
AUDITOR = "CS Auditor"
# officials of offices that are no people's committee; their area is their Official Assignment's, as for all
SOCIAL_INSURANCE_OFFICER = "CS Social Insurance Officer"
TAX_OFFICER = "CS Tax Officer"
JOB_CENTRE_OFFICER = "CS Job Centre Officer"
CULTURE_OFFICER = "CS Culture Officer"
POLICY_BANK_OFFICER = "CS Policy Bank Officer"

SPECIAL_OFFICE_ROLES = (
	SOCIAL_INSURANCE_OFFICER,
	TAX_OFFICER,
	JOB_CENTRE_OFFICER,
	CULTURE_OFFICER,
	POLICY_BANK_OFFICER,
)

# who can prepare or sign a step of an Approval Route
STEP_ROLES = (
	COMMUNE_OFFICER,
	COMMUNE_CHAIR,
	DISTRICT_OFFICER,
	DISTRICT_CHAIR,
	DEPARTMENT_OFFICER,
	PROVINCIAL_LEADER,
	*SPECIAL_OFFICE_ROLES,
)

ROLES = (
	COMMUNE_OFFICER,
	COMMUNE_CHAIR,
	DISTRICT_OFFICER,
	DISTRICT_CHAIR,
	DEPARTMENT_OFFICER,
	PROVINCIAL_LEADER,
	FINANCE_OFFICER,
	PAYING_OFFICER,
	SUPERVISOR,
	PROGRAMME_ADMINISTRATOR,
	AUDITOR,
	*SPECIAL_OFFICE_ROLES,
)
