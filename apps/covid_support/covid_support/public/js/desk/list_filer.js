// Who draws a list up: the commune, an employer for its workers, or a service office; and adding workers by number.
frappe.provide("covid_support");

const EMPLOYERS = ["Employer", "Institution"];

/** Shows the employer or the office that the policy's lists are drawn up by; the server fills in their unit. */
covid_support.show_list_filer = (frm, policy) => {
	const by_employer = EMPLOYERS.includes(policy.filed_by) && policy.applicant_kind === "Person";
	const by_office = policy.filed_by === "Service Office";
	ask_for(frm, "employer", by_employer);
	ask_for(frm, "filing_office", by_office);
	frm.layout.refresh_dependency();
	if (frm.is_new()) frm.toggle_reqd("administrative_unit", !by_employer && !by_office);
};

function ask_for(frm, field, asked) {
	// an empty condition would not be judged again, and the field stay hidden
	frm.set_df_property(field, "depends_on", asked ? "eval:true" : `eval:doc.${field}`);
	frm.toggle_reqd(field, asked);
	frm.toggle_display(field, asked || !!frm.doc[field]);
	if (!asked && frm.is_new() && frm.doc[field]) frm.set_value(field, null);
}

/** Whether people from anywhere stand on this list. */
covid_support.holds_outsiders = (frm) => !!(frm.doc.employer || frm.doc.filing_office);

/** Add one worker: found by a number, or registered at home with name, sex, date of birth and commune. */
covid_support.add_worker = async (frm) => {
	const { fields, own_fields } = await covid_support.read("screens.get_policy_form", { policy: frm.doc.policy });
	const declared = await covid_support.declared_controls(fields, own_fields);
	return covid_support.dialog(
		__("Add a worker"),
		[...NUMBERS(), ...PERSON(), ...declared],
		__("Add to the list"),
		(values) => add(frm, values, fields),
		{ size: "large" }
	);
};

const NUMBERS = () => [
	{ fieldname: "personal_id", fieldtype: "Data", label: __("Personal ID (CCCD)") },
	{ fieldname: "identity_card", fieldtype: "Data", label: __("Identity Card (CMND)") },
	{ fieldtype: "Column Break" },
	{ fieldname: "social_insurance_number", fieldtype: "Data", label: __("Social Insurance Number") },
	{ fieldname: "full_name", fieldtype: "Data", label: __("Full Name"), reqd: 1 },
];

const any_commune = () => ({ query: "covid_support.registry.unit_search.units", filters: { level: "Commune" } });

const PERSON = () => [
	{ fieldtype: "Section Break", label: __("If nobody is registered under this number") },
	{ fieldname: "sex", fieldtype: "Select", label: __("Sex"), options: ["", "Male", "Female"] },
	{ fieldname: "birth_date", fieldtype: "Data", label: __("Date of Birth") },
	{ fieldtype: "Column Break" },
	{ fieldname: "commune", fieldtype: "Link", options: "Administrative Unit", label: __("Commune of Residence"), get_query: any_commune },
];

async function add(frm, values, fields) {
	const names = [...NUMBERS(), ...PERSON()].map((field) => field.fieldname).filter(Boolean);
	const part = (wanted) => Object.fromEntries(wanted.filter((field) => values[field]).map((field) => [field, values[field]]));
	const workers = [{ person: part(names), declared: part(fields) }];
	const added = await covid_support.call("add_workers", { application_list: frm.doc.name, workers });
	await frm.reload_doc();
	covid_support.show_added(added);
}
