"""The area condition of each DocType, by name, as Frappe's permission_query_conditions hook wants it."""

from functools import partial

from covid_support.policies.area import area_condition, child_condition
from covid_support.policies.pointing_rows import pointing_condition

beneficiary = partial(area_condition, doctype="Beneficiary")
household = partial(area_condition, doctype="Household")
employer = partial(area_condition, doctype="Employer")
support_application = partial(area_condition, doctype="Support Application")
application_list = partial(area_condition, doctype="Application List")
line_correction = partial(area_condition, doctype="Line Correction")
entitlement_claim = partial(area_condition, doctype="Entitlement Claim")
decision = partial(area_condition, doctype="Decision")
budget_allocation = partial(area_condition, doctype="Budget Allocation")
budget_ledger_entry = partial(area_condition, doctype="Budget Ledger Entry")
payment_batch = partial(area_condition, doctype="Payment Batch")
payment = partial(area_condition, doctype="Payment")
benefit_delivery = partial(area_condition, doctype="Benefit Delivery")
payment_result = partial(area_condition, doctype="Payment Result")
official_assignment = partial(area_condition, doctype="Official Assignment")
signing_delegation = partial(area_condition, doctype="Signing Delegation")
freeze_period = partial(area_condition, doctype="Freeze Period")
unit_hand_over = partial(area_condition, doctype="Unit Hand Over")
application_paper = partial(area_condition, doctype="Application Paper")
support_waiver = partial(area_condition, doctype="Support Waiver")
duplicate_case = partial(area_condition, doctype="Duplicate Case")
person_merge = partial(area_condition, doctype="Person Merge")
bulk_operation = partial(area_condition, doctype="Bulk Operation")

registry_import = partial(area_condition, doctype="Registry Import")
registry_import_row = partial(area_condition, doctype="Registry Import Row")
registry_import_sheet = partial(child_condition, doctype="Registry Import Sheet")
registry_import_column = partial(child_condition, doctype="Registry Import Column")

list_step = partial(child_condition, doctype="List Step")
decision_list = partial(child_condition, doctype="Decision List")
beneficiary_category_period = partial(child_condition, doctype="Beneficiary Category Period")
household_poverty_status = partial(child_condition, doctype="Household Poverty Status")
delivery_step = partial(child_condition, doctype="Delivery Step")
allocation_source = partial(child_condition, doctype="Allocation Source")
unit_hand_over_row = partial(child_condition, doctype="Unit Hand Over Row")

file = partial(pointing_condition, doctype="File")
workflow_action = partial(pointing_condition, doctype="Workflow Action")
todo = partial(pointing_condition, doctype="ToDo")
comment = partial(pointing_condition, doctype="Comment")
communication = partial(pointing_condition, doctype="Communication")
version = partial(pointing_condition, doctype="Version")
activity_log = partial(pointing_condition, doctype="Activity Log")
tag_link = partial(pointing_condition, doctype="Tag Link")
document_follow = partial(pointing_condition, doctype="Document Follow")
docshare = partial(pointing_condition, doctype="DocShare")
