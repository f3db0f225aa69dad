"""Workspaces as data: for each role what waits for it, its figures and where its lists and reports are.

All texts are English sources with Vietnamese rows in locale/vi. A filter is written as the list view takes it;
TODAY stands for the day on which the workspace is opened.
"""

from dataclasses import dataclass

from covid_support.policies import roles
from covid_support.programmes.route_places import WORKING_PLACES

TODAY = "frappe.datetime.get_today()"
LIST, APPLICATION, DECISION, BATCH = "Application List", "Support Application", "Decision", "Payment Batch"
DONE = ["Approved", "Rejected"]
# state while an office prepares -> state while its head signs
WORKING_SIGNATURES = dict(WORKING_PLACES.values())


@dataclass(frozen=True)
class Shortcut:
	"""A tile that opens `link_to`; with filters it also shows how many rows wait behind it."""

	label: str
	link_to: str
	filters: tuple[tuple[str, str, object], ...] = ()
	color: str = "Orange"
	view: str = "List"
	kind: str = "DocType"


@dataclass(frozen=True)
class Card:
	"""A number card: how many rows of `document_type` fit the filters."""

	label: str
	document_type: str
	filters: tuple[tuple[str, str, object], ...]
	color: str


@dataclass(frozen=True)
class Desk:
	"""The workspace of one role."""

	title: str
	role: str
	icon: str
	waiting: tuple[Shortcut, ...]
	cards: tuple[str, ...]
	links: tuple[str, ...]
	chart: bool = False


def in_state(
	label: str, document_type: str, *states: str, color: str = "Orange", extra: tuple = ()
) -> Shortcut:
	"""A tile for the documents that stand in one of `states`."""
	return Shortcut(label, document_type, (("workflow_state", "in", list(states)), *extra), color)


def overdue_lists(role: str | None = None) -> Shortcut:
	"""A tile for the lists past their due date, of `role` alone when given."""
	of_role = (("responsible_role", "=", role),) if role else ()
	return Shortcut(
		"Overdue Lists", LIST, (("due_date", "<", TODAY), ("workflow_state", "not in", DONE), *of_role), "Red"
	)


OVERDUE_BATCHES = Shortcut(
	"Overdue Payment Batches", BATCH, (("due_date", "<", TODAY), ("workflow_state", "!=", "Completed")), "Red"
)
LISTS_UNDER_WAY = Shortcut("Lists under Way", LIST, (("workflow_state", "not in", DONE),), "Blue")
LISTS_RETURNED = in_state("Returned Lists", LIST, "Returned", color="Red")
PAYMENTS_NOT_MADE = Shortcut(
	"Payments Failed or Returned", "Payment", (("status", "in", ["Failed", "Returned"]),), "Red"
)
# many refusals of support on one day are a sign of pressure (Quảng Xương 2020)
REFUSALS_TO_LOOK_AT = Shortcut(
	"Refusals to Look At", "Support Waiver", (("flagged", "=", 1), ("withdrawn_on", "is", "not set")), "Red"
)
RESULTS = Shortcut("Support Results", "Support Results", kind="Report")

CARDS = {
	"draft": Card("Applications in Draft", APPLICATION, (("status", "=", "Draft"),), "#7c7c7c"),
	"review": Card("Applications under Review", APPLICATION, (("status", "in", ["Listed", "Proposed"]),), "#cb7a00"),
	"unpaid": Card(
		"Approved, Not Paid", APPLICATION, (("status", "=", "Approved"), ("payment_status", "!=", "Paid")), "#b52a2a"
	),
	"paid": Card("Applications Paid", APPLICATION, (("payment_status", "=", "Paid"),), "#1c7c3c"),
}  # fmt: skip

# heading -> (kind, name); what the reader may not open is left out by Frappe
LINKS = {
	"People and Units": (
		("DocType", "Beneficiary"), ("DocType", "Household"), ("DocType", "Employer"), ("DocType", "Duplicate Case"),
		("DocType", "Registry Import"), ("DocType", "Administrative Unit"),
	),
	"Applications and Lists": (
		("DocType", APPLICATION), ("DocType", LIST), ("DocType", "Line Correction"), ("DocType", DECISION),
		("DocType", "Application Paper"), ("DocType", "Support Waiver"), ("DocType", "Issued Document"),
	),
	"Budget and Payments": (
		("DocType", "Budget Allocation"), ("DocType", "Budget Ledger Entry"), ("DocType", BATCH), ("DocType", "Payment"),
		("DocType", "Benefit Delivery"), ("DocType", "Payment Result"),
	),
	"Reports": (
		("Report", "Support Results"), ("Report", "Overdue Steps"), ("Report", "Budget Use"),
		("Report", "Extra Papers Requested"),
	),
	"Programmes and Rules": (
		("DocType", "Support Programme"), ("DocType", "Support Policy"), ("DocType", "Exclusive Group"),
		("DocType", "Approval Route"), ("DocType", "Document Template"), ("DocType", "Legal Document"),
		("DocType", "Policy Version"),
	),
	"Settings": (
		("DocType", "Official Assignment"), ("DocType", "Signing Delegation"), ("DocType", "Freeze Period"),
		("DocType", "Unit Hand Over"),
		("DocType", "Office"), ("DocType", "Conflict Declaration"),
		("DocType", "Beneficiary Category"), ("DocType", "Job Family"), ("DocType", "Funding Source"),
		("DocType", "Paying Bank"), ("DocType", "Public Holiday"),
	),
}  # fmt: skip
WORKING_LINKS = (
	"People and Units",
	"Applications and Lists",
	"Budget and Payments",
	"Reports",
	"Programmes and Rules",
)
FIGURES = ("review", "unpaid", "paid")


def special_office(title: str, role: str, draws_up: bool, states: tuple[str, ...]) -> Desk:
	"""The desk of an office that is no people's committee: lists to draw up, to appraise, to sign."""
	signing = tuple(WORKING_SIGNATURES[state] for state in states)
	new = (
		(
			Shortcut("New Application List", LIST, view="New"),
			in_state("Lists to Prepare", LIST, "Draft"),
			LISTS_RETURNED,
		)
		if draws_up
		else ()
	)
	return Desk(
		title,
		role,
		"list",
		(
			*new,
			in_state("Lists to Appraise", LIST, *states),
			in_state("Lists to Sign", LIST, *signing),
			overdue_lists(role),
			RESULTS,
		),
		FIGURES,
		("Applications and Lists", "People and Units", "Reports", "Programmes and Rules"),
	)


DESKS = (
	Desk(
		"Commune Officer", roles.COMMUNE_OFFICER, "users",
		(
			Shortcut("Register a Person", "Beneficiary", view="New"),
			Shortcut("New Application List", LIST, view="New"),
			in_state("Lists to Prepare", LIST, "Draft"),
			LISTS_RETURNED,
			in_state("Lists Posted", LIST, "Public Posting", color="Blue"),
			overdue_lists(roles.COMMUNE_OFFICER),
		),
		("draft", *FIGURES), WORKING_LINKS,
	),
	Desk(
		"Commune Chair", roles.COMMUNE_CHAIR, "edit",
		(
			in_state("Lists to Sign", LIST, "Commune Signing"),
			in_state("Lists Posted", LIST, "Public Posting", color="Blue"),
			LISTS_RETURNED,
			overdue_lists(roles.COMMUNE_CHAIR),
		),
		FIGURES, WORKING_LINKS,
	),
	Desk(
		"District Officer", roles.DISTRICT_OFFICER, "list",
		(
			in_state("Lists to Appraise", LIST, "District Appraisal"),
			in_state("Waiting for the Signature", LIST, "District Signing", color="Blue"),
			LISTS_RETURNED,
			REFUSALS_TO_LOOK_AT,
			overdue_lists(roles.DISTRICT_OFFICER),
		),
		FIGURES, WORKING_LINKS,
	),
	Desk(
		"District Chair", roles.DISTRICT_CHAIR, "edit",
		(
			in_state("Lists to Sign", LIST, "District Signing"),
			in_state("Lists in Appraisal", LIST, "District Appraisal", color="Blue"),
			overdue_lists(roles.DISTRICT_CHAIR),
			RESULTS,
		),
		FIGURES, WORKING_LINKS,
	),
	Desk(
		"Department Officer", roles.DEPARTMENT_OFFICER, "list",
		(
			in_state("Lists to Appraise", LIST, "Province Appraisal"),
			in_state("Lists without a Decision", LIST, "Province Decision", extra=(("decision", "is", "not set"),)),
			in_state("Decisions to Prepare", DECISION, "Draft"),
			in_state("Waiting for the Signature", DECISION, "Pending Signature", color="Blue"),
			overdue_lists(roles.DEPARTMENT_OFFICER),
			RESULTS,
		),
		FIGURES, WORKING_LINKS,
	),
	Desk(
		"Provincial Leader", roles.PROVINCIAL_LEADER, "organization",
		(
			in_state("Decisions to Sign", DECISION, "Pending Signature"),
			in_state("Lists to Decide", LIST, "Province Decision"),
			overdue_lists(),
			RESULTS,
		),
		FIGURES, ("Applications and Lists", "Budget and Payments", "Reports"), chart=True,
	),
	special_office(
		"Social Insurance Officer", roles.SOCIAL_INSURANCE_OFFICER, draws_up=True,
		states=("Social Insurance Confirmation", "Provincial Social Insurance Confirmation"),
	),
	special_office(
		"Tax Officer", roles.TAX_OFFICER, draws_up=False, states=("Tax Appraisal", "Provincial Tax Appraisal")
	),
	special_office(
		"Job Centre Officer", roles.JOB_CENTRE_OFFICER, draws_up=True,
		states=("Job Centre Listing", "District Job Centre Listing"),
	),
	special_office(
		"Culture Officer", roles.CULTURE_OFFICER, draws_up=True,
		states=("Culture Appraisal", "District Culture Appraisal"),
	),
	special_office(
		"Policy Bank Officer", roles.POLICY_BANK_OFFICER, draws_up=True,
		states=("Policy Bank Appraisal", "Provincial Policy Bank Appraisal"),
	),
	Desk(
		"Finance Officer", roles.FINANCE_OFFICER, "accounting",
		(
			in_state("Payment Batches to Approve", BATCH, "Pending Approval"),
			Shortcut("Allocations in Draft", "Budget Allocation", (("docstatus", "=", 0),)),
			in_state("Decisions Issued", DECISION, "Issued", color="Blue"),
			OVERDUE_BATCHES,
			Shortcut("Budget Use", "Budget Use", kind="Report"),
		),
		("unpaid", "paid"), ("Budget and Payments", "Applications and Lists", "Reports", "Settings"),
	),
	Desk(
		"Paying Officer", roles.PAYING_OFFICER, "expenses",
		(
			Shortcut("New Payment Batch", BATCH, view="New"),
			in_state("Payment Batches to Prepare", BATCH, "Draft"),
			in_state("Payment Batches to Send", BATCH, "Approved for Payment"),
			in_state("Waiting for Results", BATCH, "Sent", color="Blue"),
			PAYMENTS_NOT_MADE,
			OVERDUE_BATCHES,
		),
		("unpaid", "paid"), ("Budget and Payments", "Applications and Lists", "Reports"),
	),
	Desk(
		"Supervisor", roles.SUPERVISOR, "view",
		(
			LISTS_UNDER_WAY, LISTS_RETURNED, overdue_lists(), OVERDUE_BATCHES, PAYMENTS_NOT_MADE, REFUSALS_TO_LOOK_AT,
			RESULTS,
		),
		FIGURES, (*WORKING_LINKS, "Settings"), chart=True,
	),
	Desk(
		"Programme Administrator", roles.PROGRAMME_ADMINISTRATOR, "setting-gear",
		(
			Shortcut("Policies in Draft", "Support Policy", (("status", "=", "Draft"),)),
			Shortcut("Active Policies", "Support Policy", (("status", "=", "Active"),), "Green"),
			Shortcut("Policies with Values Not Confirmed", "Support Policy", (("unconfirmed_values", ">", 0),)),
			Shortcut("Officials at Work", "Official Assignment", (("enabled", "=", 1),), "Blue"),
			overdue_lists(),
		),
		FIGURES, ("Programmes and Rules", "Settings", *WORKING_LINKS[:4]),
	),
	Desk(
		"Auditor", roles.AUDITOR, "quality",
		(
			Shortcut("Line Corrections", "Line Correction", (("name", "is", "set"),), "Blue"),
			in_state("Rejected Lists", LIST, "Rejected", color="Blue"),
			PAYMENTS_NOT_MADE,
			overdue_lists(),
			Shortcut("Budget Use", "Budget Use", kind="Report"),
			RESULTS,
		),
		FIGURES, (*WORKING_LINKS, "Settings"), chart=True,
	),
)  # fmt: skip
