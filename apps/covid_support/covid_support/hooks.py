app_name = "covid_support"
app_title = "Hỗ trợ an sinh"
app_publisher = "covid_support maintainers"
app_description = "Social-support programmes: from the list to the payment, once, with proof"
app_email = "maintainers@covid-support.invalid"
app_license = "mit"

after_install = "covid_support.install.after_install"
after_migrate = "covid_support.install.after_migrate"

app_logo_url = "/assets/covid_support/images/logo.svg"
app_include_js = "covid_support.bundle.js"
app_include_css = "covid_support.bundle.css"
extend_bootinfo = "covid_support.boot.extend_bootinfo"
setup_wizard_complete = "covid_support.setup.site_settings.after_setup_wizard"

# filters by unit in lists take the unit's whole subtree: a district's filter finds its communes' rows
treeviews = ["Administrative Unit"]

permission_query_conditions = {
	"Beneficiary": "covid_support.policies.area_conditions.beneficiary",
	"Household": "covid_support.policies.area_conditions.household",
	"Employer": "covid_support.policies.area_conditions.employer",
	"Support Application": "covid_support.policies.area_conditions.support_application",
	"Application List": "covid_support.policies.area_conditions.application_list",
	"Line Correction": "covid_support.policies.area_conditions.line_correction",
	"Entitlement Claim": "covid_support.policies.area_conditions.entitlement_claim",
	"Decision": "covid_support.policies.area_conditions.decision",
	"Budget Allocation": "covid_support.policies.area_conditions.budget_allocation",
	"Budget Ledger Entry": "covid_support.policies.area_conditions.budget_ledger_entry",
	"Payment Batch": "covid_support.policies.area_conditions.payment_batch",
	"Payment": "covid_support.policies.area_conditions.payment",
	"Benefit Delivery": "covid_support.policies.area_conditions.benefit_delivery",
	"Delivery Step": "covid_support.policies.area_conditions.delivery_step",
	"Payment Result": "covid_support.policies.area_conditions.payment_result",
	"Official Assignment": "covid_support.policies.area_conditions.official_assignment",
	"Signing Delegation": "covid_support.policies.area_conditions.signing_delegation",
	"Freeze Period": "covid_support.policies.area_conditions.freeze_period",
	"Unit Hand Over": "covid_support.policies.area_conditions.unit_hand_over",
	"Unit Hand Over Row": "covid_support.policies.area_conditions.unit_hand_over_row",
	"Application Paper": "covid_support.policies.area_conditions.application_paper",
	"Support Waiver": "covid_support.policies.area_conditions.support_waiver",
	"Bulk Operation": "covid_support.policies.area_conditions.bulk_operation",
	"Issued Document": "covid_support.policies.area_conditions.issued_document",
	"Duplicate Case": "covid_support.policies.area_conditions.duplicate_case",
	"Person Merge": "covid_support.policies.area_conditions.person_merge",
	"Life Status Flag": "covid_support.policies.area_conditions.life_status_flag",
	"Registry Import": "covid_support.policies.area_conditions.registry_import",
	"Registry Import Row": "covid_support.policies.area_conditions.registry_import_row",
	"Registry Import Sheet": "covid_support.policies.area_conditions.registry_import_sheet",
	"Registry Import Column": "covid_support.policies.area_conditions.registry_import_column",
	"List Step": "covid_support.policies.area_conditions.list_step",
	"Decision List": "covid_support.policies.area_conditions.decision_list",
	"Beneficiary Category Period": "covid_support.policies.area_conditions.beneficiary_category_period",
	"Household Poverty Status": "covid_support.policies.area_conditions.household_poverty_status",
	"Allocation Source": "covid_support.policies.area_conditions.allocation_source",
	"File": "covid_support.policies.area_conditions.file",
	"Workflow Action": "covid_support.policies.area_conditions.workflow_action",
	"ToDo": "covid_support.policies.area_conditions.todo",
	"Comment": "covid_support.policies.area_conditions.comment",
	"Communication": "covid_support.policies.area_conditions.communication",
	"Version": "covid_support.policies.area_conditions.version",
	"Activity Log": "covid_support.policies.area_conditions.activity_log",
	"Tag Link": "covid_support.policies.area_conditions.tag_link",
	"Document Follow": "covid_support.policies.area_conditions.document_follow",
	"DocShare": "covid_support.policies.area_conditions.docshare",
	"List Filter": "covid_support.policies.own_rows.list_filter",
	"Prepared Report": "covid_support.policies.own_rows.prepared_report",
	"Conflict Declaration": "covid_support.policies.own_rows.conflict_declaration",
}

has_permission = {
	"Beneficiary": "covid_support.policies.area.has_area_permission",
	"Household": "covid_support.policies.area.has_area_permission",
	"Employer": "covid_support.policies.area.has_area_permission",
	"Support Application": "covid_support.policies.area.has_area_permission",
	"Application List": "covid_support.policies.area.has_area_permission",
	"Line Correction": "covid_support.policies.area.has_area_permission",
	"Entitlement Claim": "covid_support.policies.area.has_area_permission",
	"Decision": "covid_support.policies.area.has_area_permission",
	"Budget Allocation": "covid_support.policies.area.has_area_permission",
	"Budget Ledger Entry": "covid_support.policies.area.has_area_permission",
	"Payment Batch": "covid_support.policies.area.has_area_permission",
	"Payment": "covid_support.policies.area.has_area_permission",
	"Benefit Delivery": "covid_support.policies.area.has_area_permission",
	"Payment Result": "covid_support.policies.area.has_area_permission",
	"Official Assignment": "covid_support.policies.area.has_area_permission",
	"Signing Delegation": "covid_support.policies.area.has_area_permission",
	"Registry Import": "covid_support.policies.area.has_area_permission",
	"Registry Import Row": "covid_support.policies.area.has_area_permission",
	"Freeze Period": "covid_support.policies.area.has_area_permission",
	"Unit Hand Over": "covid_support.policies.area.has_area_permission",
	"Application Paper": "covid_support.policies.area.has_area_permission",
	"Support Waiver": "covid_support.policies.area.has_area_permission",
	"Duplicate Case": "covid_support.policies.area.has_area_permission",
	"Person Merge": "covid_support.policies.area.has_area_permission",
	"Life Status Flag": "covid_support.policies.area.has_area_permission",
	"Bulk Operation": "covid_support.policies.area.has_area_permission",
	"Issued Document": "covid_support.policies.area.has_area_permission",
	"File": "covid_support.security.files.has_permission",
	"Workflow Action": "covid_support.policies.pointing_rows.has_pointing_permission",
	"ToDo": "covid_support.policies.pointing_rows.has_pointing_permission",
	"Comment": "covid_support.policies.pointing_rows.has_pointing_permission",
	"Communication": "covid_support.policies.pointing_rows.has_pointing_permission",
	"Version": "covid_support.policies.pointing_rows.has_pointing_permission",
	"Activity Log": "covid_support.policies.pointing_rows.has_pointing_permission",
	"Tag Link": "covid_support.policies.pointing_rows.has_pointing_permission",
	"Document Follow": "covid_support.policies.pointing_rows.has_pointing_permission",
	"DocShare": "covid_support.policies.pointing_rows.has_pointing_permission",
	"List Filter": "covid_support.policies.own_rows.is_own",
	"Prepared Report": "covid_support.policies.own_rows.is_own",
	"Conflict Declaration": "covid_support.policies.own_rows.may_see_declaration",
}

# the doorkeeper runs after the user is known, by session or by key
auth_hooks = ["covid_support.security.guard.check_request"]

standard_queries = {
	doctype: "covid_support.policies.link_search.search"
	for doctype in (
		"Beneficiary", "Household", "Employer", "Support Application", "Application List", "Decision",
		"Budget Allocation", "Payment Batch", "Payment", "Benefit Delivery", "Payment Result", "Line Correction", "Official Assignment",
		"Application Paper", "Support Waiver", "Registry Import", "Issued Document",
	)
}  # fmt: skip

after_request = ["covid_support.response_headers.mend_file_name"]

override_whitelisted_methods = {
	"frappe.client.get_count": "covid_support.security.counts.get_count",
	"frappe.desk.reportview.get": "covid_support.security.list_pages.get_page",
	"frappe.desk.reportview.get_count": "covid_support.security.counts.get_list_count",
	"frappe.desk.doctype.number_card.number_card.get_result": "covid_support.security.counts.get_card_number",
	"frappe.desk.listview.get_group_by_count": "covid_support.security.counts.get_group_by_count",
	"frappe.desk.notifications.get_open_count": "covid_support.security.counts.get_open_count",
	"frappe.utils.global_search.search": "covid_support.security.search_results.search_everywhere",
	"frappe.desk.search.get_link_title": "covid_support.security.search_results.get_link_title",
	"frappe.utils.print_format.download_pdf": "covid_support.documents.print_button.download_pdf",
	"frappe.utils.print_format.download_multi_pdf": "covid_support.documents.print_button.download_multi_pdf",
}

jinja = {"methods": ["covid_support.documents.print_button.official_pages"]}

override_doctype_class = {"File": "covid_support.security.kept_file.KeptFile"}

doc_events = {
	"Approval Route": {"on_update": "covid_support.workflows.seed.route_saved"},
	"Freeze Period": {
		"on_update": "covid_support.applications.frozen_deadlines.freeze_saved",
		"on_trash": "covid_support.applications.frozen_deadlines.freeze_deleted",
	},
	"File": {
		"before_insert": "covid_support.security.files.before_insert",
		"validate": "covid_support.security.files.validate",
	},
	"DocShare": {"validate": "covid_support.security.sharing.refuse_share"},
	"User": {
		"before_validate": "covid_support.policies.official_accounts.remember_roles",
		"validate": "covid_support.policies.official_accounts.check_user",
	},
	(
		"Address Template", "Assignment Rule", "Auto Repeat", "Bulk Update", "Client Script", "Custom HTML Block",
		"Email Template", "Letter Head", "Newsletter", "Notification", "Package", "Package Import", "Print Format",
		"Report", "Server Script", "Web Form", "Web Page", "Webhook", "Workspace",
	): {"validate": "covid_support.security.operator_documents.refuse_officials"},
}  # fmt: skip

# kind → class of the operation (bulk/operation.py)
bulk_operations = {
	"Read Registry Import": "covid_support.actions.registry_import.ReadRegistryImport",
	"Register Imported Rows": "covid_support.actions.registry_import.RegisterImportedRows",
	"Undo Registry Import": "covid_support.actions.registry_import.UndoRegistryImport",
	"Fill In Lists": "covid_support.actions.generate_applications.GenerateApplications",
	"Move Lists": "covid_support.actions.move_lists.MoveLists",
	"Draw Up Decisions": "covid_support.actions.draw_up_decisions.DrawUpDecisions",
	"Move Decisions": "covid_support.actions.move_money.MoveDecisions",
	"Build Payment Batches": "covid_support.actions.build_payment_batches.BuildPaymentBatches",
	"Move Payment Batches": "covid_support.actions.move_money.MovePaymentBatches",
	"Record Receipt Sheets": "covid_support.actions.record_receipt_sheets.RecordReceiptSheets",
	"Recover Payments": "covid_support.actions.recover_payments.RecoverPayments",
	"Merge Duplicates": "covid_support.actions.merge_cases.MergeCases",
	"Hand Over Units": "covid_support.actions.hand_over_units.HandOverUnits",
	"Report Overdue Lists": "covid_support.actions.escalate.ReportOverdueLists",
	"Find Duplicates": "covid_support.actions.find_duplicates.FindDuplicates",
	"Print Papers": "covid_support.documents.print_many.PrintPapers",
}

scheduler_events = {
	"cron": {"*/2 * * * *": ["covid_support.bulk.resume.take_up_silent"]},
	"daily": [
		"covid_support.actions.escalate.escalate_overdue",
		"covid_support.payments.loans_due.mark_overdue",
		"covid_support.documents.print_many.remove_old_results",
	],
}
