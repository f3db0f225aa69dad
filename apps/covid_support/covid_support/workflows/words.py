"""The words on the workflow buttons: English sources; translations give the Vietnamese."""

SUBMIT = "Submit for Signature"
SIGN = "Sign"
CONFIRM = "Confirm"
CLOSE_POSTING = "Close Posting"
PROPOSE = "Propose Decision"
APPROVE = "Approve"
RETURN = "Return"
RETURN_TO_DISTRICT = "Return to District"
RETURN_STEP = "Return One Step"
REJECT = "Reject"
ISSUE = "Issue Decision"
SUBMIT_FOR_APPROVAL = "Submit for Approval"
APPROVE_PAYMENT = "Approve Payment"
SEND = "Send to Pay"
COMPLETE = "Complete"

SENDING_BACK = (RETURN, RETURN_TO_DISTRICT, RETURN_STEP, REJECT)
