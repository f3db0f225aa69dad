"""The workflows as data. States and actions are English source strings; translations give the Vietnamese.

The workflow of Application List is not written down here: `route_transitions` makes its rows from the Approval
Routes of the site. Whoever else decides adds rows to the decision's workflow in the same way.
"""

from covid_support.policies.roles import (
	DEPARTMENT_OFFICER,
	FINANCE_OFFICER,
	PAYING_OFFICER,
	PROVINCIAL_LEADER,
)
from covid_support.programmes.route_places import (
	APPROVED,
	DECIDING_STATES,
	POSTING,
	REJECTED,
	RETURNED,
	SIGNING_STATES,
	START,
	WORKING_PLACES,
)
from covid_support.workflows.words import (
	APPROVE_PAYMENT,
	COMPLETE,
	ISSUE,
	RETURN,
	SEND,
	SUBMIT,
	SUBMIT_FOR_APPROVAL,
)

LIST_WORKFLOW, DECISION_WORKFLOW = "Application List Approval", "Decision Signing"
DOCUMENT_TYPES = {
	LIST_WORKFLOW: "Application List",
	DECISION_WORKFLOW: "Decision",
	"Payment Batch Approval": "Payment Batch",
}

# state -> style of its badge
STATE_STYLES = {
	START: "",
	RETURNED: "Danger",
	POSTING: "Info",
	**{preparing: "Warning" for preparing, _signing in WORKING_PLACES.values()},
	**dict.fromkeys(SIGNING_STATES, "Warning"),
	**dict.fromkeys(DECIDING_STATES, "Primary"),
	APPROVED: "Success",
	REJECTED: "Inverse",
	"Pending Signature": "Warning",
	"Issued": "Success",
	"Pending Approval": "Warning",
	"Approved for Payment": "Primary",
	"Sent": "Info",
	"Completed": "Success",
}

# the documents whose way is the same everywhere: (state, docstatus, role that may edit), then
# (state, action, next state, role, condition)
WORKFLOWS = {
	"Decision Signing": {
		"states": (
			("Draft", 0, DEPARTMENT_OFFICER),
			("Pending Signature", 0, PROVINCIAL_LEADER),
			("Issued", 1, PROVINCIAL_LEADER),
		),
		"transitions": (
			("Draft", SUBMIT, "Pending Signature", DEPARTMENT_OFFICER, ""),
			("Pending Signature", ISSUE, "Issued", PROVINCIAL_LEADER, ""),
			("Pending Signature", RETURN, "Draft", PROVINCIAL_LEADER, ""),
		),
	},
	"Payment Batch Approval": {
		"states": (
			("Draft", 0, PAYING_OFFICER),
			("Pending Approval", 0, FINANCE_OFFICER),
			("Approved for Payment", 1, PAYING_OFFICER),
			("Sent", 1, PAYING_OFFICER),
			("Completed", 1, PAYING_OFFICER),
		),
		"transitions": (
			("Draft", SUBMIT_FOR_APPROVAL, "Pending Approval", PAYING_OFFICER, ""),
			("Pending Approval", APPROVE_PAYMENT, "Approved for Payment", FINANCE_OFFICER, ""),
			("Pending Approval", RETURN, "Draft", FINANCE_OFFICER, ""),
			("Approved for Payment", SEND, "Sent", PAYING_OFFICER, ""),
			("Sent", COMPLETE, "Completed", PAYING_OFFICER, ""),
		),
	},
}
