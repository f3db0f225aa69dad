"""Workflows as data. States and actions are English source strings; translations give the Vietnamese."""

from covid_support.policies.roles import (
	COMMUNE_CHAIR,
	COMMUNE_OFFICER,
	DEPARTMENT_OFFICER,
	DISTRICT_CHAIR,
	DISTRICT_OFFICER,
	FINANCE_OFFICER,
	PAYING_OFFICER,
	PROVINCIAL_LEADER,
)

# state -> style of its badge
STATE_STYLES = {
	"Draft": "",
	"Returned": "Danger",
	"Commune Signing": "Warning",
	"Public Posting": "Info",
	"District Appraisal": "Warning",
	"District Signing": "Warning",
	"Province Appraisal": "Warning",
	"Province Decision": "Primary",
	"Approved": "Success",
	"Rejected": "Inverse",
	"Pending Signature": "Warning",
	"Issued": "Success",
	"Pending Approval": "Warning",
	"Approved for Payment": "Primary",
	"Sent": "Info",
	"Completed": "Success",
}

SUBMIT = "Submit for Signature"
SIGN = "Sign"
CLOSE_POSTING = "Close Posting"
PROPOSE = "Propose Decision"
APPROVE = "Approve"
RETURN = "Return"
RETURN_TO_DISTRICT = "Return to District"
REJECT = "Reject"
ISSUE = "Issue Decision"
SUBMIT_FOR_APPROVAL = "Submit for Approval"
APPROVE_PAYMENT = "Approve Payment"
SEND = "Send to Pay"
COMPLETE = "Complete"


def _when_next(state: str) -> str:
	return f'doc.next_state == "{state}"'


_DECISION_ISSUED = 'doc.decision and frappe.db.get_value("Decision", doc.decision, "docstatus") == 1'

WORKFLOWS = {
	"Application List Approval": {
		"document_type": "Application List",
		# (state, docstatus, role that may edit)
		"states": (
			("Draft", 0, COMMUNE_OFFICER),
			("Returned", 0, COMMUNE_OFFICER),
			("Commune Signing", 0, COMMUNE_CHAIR),
			("Public Posting", 0, COMMUNE_OFFICER),
			("District Appraisal", 0, DISTRICT_OFFICER),
			("District Signing", 0, DISTRICT_CHAIR),
			("Province Appraisal", 0, DEPARTMENT_OFFICER),
			("Province Decision", 0, PROVINCIAL_LEADER),
			("Approved", 1, PROVINCIAL_LEADER),
			("Rejected", 0, PROVINCIAL_LEADER),
		),
		# (state, action, next state, role, condition)
		"transitions": (
			("Draft", SUBMIT, "Commune Signing", COMMUNE_OFFICER, _when_next("Commune Signing")),
			("Returned", SUBMIT, "Commune Signing", COMMUNE_OFFICER, _when_next("Commune Signing")),
			("Commune Signing", SIGN, "Public Posting", COMMUNE_CHAIR, _when_next("Public Posting")),
			("Commune Signing", SIGN, "District Appraisal", COMMUNE_CHAIR, _when_next("District Appraisal")),
			("Commune Signing", SIGN, "Province Appraisal", COMMUNE_CHAIR, _when_next("Province Appraisal")),
			("Commune Signing", RETURN, "Returned", COMMUNE_CHAIR, ""),
			(
				"Public Posting",
				CLOSE_POSTING,
				"District Appraisal",
				COMMUNE_OFFICER,
				_when_next("District Appraisal"),
			),
			(
				"Public Posting",
				CLOSE_POSTING,
				"Province Appraisal",
				COMMUNE_OFFICER,
				_when_next("Province Appraisal"),
			),
			("Public Posting", RETURN, "Returned", COMMUNE_CHAIR, ""),
			(
				"District Appraisal",
				SUBMIT,
				"District Signing",
				DISTRICT_OFFICER,
				_when_next("District Signing"),
			),
			("District Appraisal", RETURN, "Returned", DISTRICT_OFFICER, ""),
			(
				"District Signing",
				SIGN,
				"Province Appraisal",
				DISTRICT_CHAIR,
				_when_next("Province Appraisal"),
			),
			("District Signing", RETURN, "District Appraisal", DISTRICT_CHAIR, ""),
			("District Signing", REJECT, "Rejected", DISTRICT_CHAIR, ""),
			(
				"Province Appraisal",
				PROPOSE,
				"Province Decision",
				DEPARTMENT_OFFICER,
				_when_next("Province Decision"),
			),
			("Province Appraisal", RETURN, "Returned", DEPARTMENT_OFFICER, ""),
			(
				"Province Appraisal",
				RETURN_TO_DISTRICT,
				"District Appraisal",
				DEPARTMENT_OFFICER,
				'"District Appraisal" in (doc.route_states or "")',
			),
			("Province Decision", APPROVE, "Approved", PROVINCIAL_LEADER, _DECISION_ISSUED),
			("Province Decision", RETURN, "Province Appraisal", PROVINCIAL_LEADER, ""),
			("Province Decision", REJECT, "Rejected", PROVINCIAL_LEADER, "not doc.decision"),
		),
	},
	"Decision Signing": {
		"document_type": "Decision",
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
		"document_type": "Payment Batch",
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
