app_name = "covid_support"
app_title = "Hỗ trợ an sinh"
app_publisher = "covid_support maintainers"
app_description = "Social-support programmes: from the list to the payment, once, with proof"
app_email = "maintainers@covid-support.invalid"
app_license = "mit"

after_install = "covid_support.install.after_install"
after_migrate = "covid_support.install.after_migrate"

app_include_js = "covid_support.bundle.js"
app_include_css = "covid_support.bundle.css"
extend_bootinfo = "covid_support.boot.extend_bootinfo"
setup_wizard_complete = "covid_support.setup.site_settings.after_setup_wizard"

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
	"Payment Result": "covid_support.policies.area_conditions.payment_result",
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
	"Payment Result": "covid_support.policies.area.has_area_permission",
}
