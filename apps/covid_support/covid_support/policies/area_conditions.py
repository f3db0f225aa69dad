"""The area condition of each DocType, by name, as Frappe's permission_query_conditions hook wants it."""

from functools import partial

from covid_support.policies.area import area_condition

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
payment_result = partial(area_condition, doctype="Payment Result")
