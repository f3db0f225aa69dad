// Form of the Support Application: only the facts that the policy asks for, and what they entitle to.

const FACT_FIELDS = [
	"job_family", "has_labour_contract", "monthly_income", "stopped_from", "stopped_to", "months", "days",
	"children_under_6", "pregnant",
];

frappe.ui.form.on("Support Application", {
	setup(frm) {
		covid_support.only_units(frm, "commune", "Commune");
		covid_support.only_own_policies(frm, () => frm.doc.commune);
		frm.set_query("beneficiary", () => ({
			filters: { life_status: "Alive", ...(frm.doc.household ? { household: frm.doc.household } : {}) },
		}));
	},

	refresh(frm) {
		covid_support.clear_buttons(frm);
		// the server takes the commune from the person
		frm.set_df_property("commune", "read_only", 1);
		frm.toggle_display("commune", !frm.is_new());
		frm.set_df_property("commune", "reqd", 0);
		frm.toggle_display(["sec_result", "sec_detail"], !frm.is_new());
		frm.toggle_display("eligible", false);
		show_policy_fields(frm);
		show_entitlement(frm);
		frm.toggle_display(["sec_checks", "sec_papers"], !frm.is_new());
		covid_support.show_checks(frm);
		covid_support.show_papers(frm);
		set_page_indicator(frm);
		if (!frm.is_new()) add_buttons(frm);
		if (frm.doc.status !== "Draft") frm.disable_save();
	},

	policy: show_policy_fields,

	async beneficiary(frm) {
		if (!frm.doc.beneficiary) return;
		const { message } = await frappe.db.get_value("Beneficiary", frm.doc.beneficiary, ["commune"]);
		if (message?.commune) frm.set_value("commune", message.commune);
	},

	async household(frm) {
		if (!frm.doc.household) return;
		const { message } = await frappe.db.get_value("Household", frm.doc.household, ["head", "commune"]);
		if (message?.commune) frm.set_value("commune", message.commune);
		if (message?.head && !frm.doc.beneficiary) frm.set_value("beneficiary", message.head);
	},

	async employer(frm) {
		if (!frm.doc.employer || frm.doc.applicant_kind !== "Employer") return;
		const { message } = await frappe.db.get_value("Employer", frm.doc.employer, ["commune"]);
		if (message?.commune) frm.set_value("commune", message.commune);
	},
});

function set_page_indicator(frm) {
	if (frm.is_new() || frm.is_dirty()) return;
	frm.page.set_indicator(__(frm.doc.status), covid_support.COLOURS[frm.doc.status] || "gray");
}

/** Once for each policy: drawing the fields again would take away what is being typed into them. */
function show_policy_fields(frm) {
	const asked = [frm.doc.name, frm.doc.modified, frm.doc.policy].join("|");
	if (frm.policy_asked === asked) return;
	frm.policy_asked = asked;
	frm.toggle_display([...FACT_FIELDS, "sec_facts", "sec_policy_fields", "period"], false);
	if (!frm.doc.policy) return;
	covid_support.attempt(async () => {
		const application = frm.is_new() ? "" : frm.doc.name;
		const reading = covid_support.read("screens.get_policy_form", { policy: frm.doc.policy, application });
		reading.catch(() => {
			if (frm.policy_asked === asked) frm.policy_asked = ""; // ask again
		});
		const policy = await reading;
		if (frm.policy_asked !== asked) return; // another policy was chosen meanwhile
		const standing = policy.fields.filter((field) => FACT_FIELDS.includes(field));
		frm.toggle_display("sec_facts", standing.length > 0);
		frm.toggle_display(standing, true);
		covid_support.show_own_fields(frm, policy.own_fields);
		frm.toggle_display("period", policy.period_kind !== "Once");
		show_applicant(frm, policy);
		if (policy.period_kind === "Once" && frm.doc.period !== "once") frm.set_value("period", "once");
		const open = [covid_support.day(policy.application_from), covid_support.day(policy.application_to)];
		frm.set_df_property("application_date", "description", __("Applications from {0} to {1}", open));
	});
}

/** A worker's application names the employer whose list it will stand on. */
function show_applicant(frm, policy) {
	const workers = ["Employer", "Institution"].includes(policy.filed_by) && policy.applicant_kind === "Person";
	const employer = workers || policy.applicant_kind === "Employer";
	frm.set_df_property("employer", "depends_on", employer ? "" : "eval:doc.employer");
	frm.toggle_display("employer", employer);
}

function show_entitlement(frm) {
	const wrapper = frm.get_field("entitlement_html").$wrapper.empty();
	if (frm.is_new()) return;
	if (!frm.doc.eligible) {
		wrapper.append(covid_support.element("p", __("Not eligible, because:"), "text-danger bold"), reasons(frm));
		return;
	}
	const rows = JSON.parse(frm.doc.entitlement || "[]").map((line) => [
		line.title,
		line.ceiling_rate
			? __("{0}, at most {1} × {2}", [__(line.method), covid_support.money(line.ceiling_rate), covid_support.count(line.ceiling_quantity)])
			: __(line.method),
		covid_support.count(line.quantity),
		covid_support.money(line.rate),
		covid_support.money(line.amount),
	]);
	rows.push([covid_support.element("b", __("Total")), "", "", "", covid_support.element("b", covid_support.money(frm.doc.proposed_amount))]);
	wrapper.append(covid_support.plain_table([__("Component"), __("Method"), __("Quantity"), __("Rate"), __("Amount (VND)")], rows, [2, 3, 4]));
	if (frm.doc.status === "Rejected" && frm.doc.reason) wrapper.append(covid_support.element("p", frm.doc.reason, "text-danger"));
}

function reasons(frm) {
	const list = $("<ul>");
	(frm.doc.judgement || "").split("\n").filter(Boolean).forEach((reason) => list.append(covid_support.element("li", reason)));
	return list;
}

function add_buttons(frm) {
	if (frm.doc.status !== "Draft" || !frm.perm[0].write) return;
	if (frm.doc.eligible) {
		covid_support.add_button(frm, __("Put on a list"), () => covid_support.attempt(() => choose_list(frm)), true);
	}
	covid_support.add_button(frm, __("Withdraw"), () => withdraw(frm));
}

function withdraw(frm) {
	covid_support.ask_reason(__("Withdraw the application of {0}", [frm.doc.beneficiary_name]), async (reason) => {
		await covid_support.call("withdraw_application", { application: frm.doc.name, reason });
		await frm.reload_doc();
	});
}

async function choose_list(frm) {
	const lists = await covid_support.read("screens.get_open_lists", { application: frm.doc.name });
	if (!lists.length) {
		frappe.confirm(__("There is no open list of this policy and commune. Make a new one?"), () =>
			covid_support.attempt(async () => attach(frm, await new_list(frm)))
		);
		return;
	}
	const NEW = __("A new list");
	const label = (row) => `${row.name} – ${row.title} (${__("{0} people", [covid_support.count(row.people)])})`;
	const options = [...lists.map((row) => ({ value: row.name, label: label(row) })), { value: NEW, label: NEW }];
	const fields = [{ fieldname: "list", fieldtype: "Select", label: __("Application List"), options, reqd: 1, default: lists[0].name }];
	covid_support.dialog(__("Put on a list"), fields, __("Put on the list"), async (values) =>
		attach(frm, values.list === NEW ? await new_list(frm) : values.list)
	);
}

async function new_list(frm) {
	const { policy, period, commune, application_date } = frm.doc;
	const doc = { doctype: "Application List", administrative_unit: commune, policy, period, list_date: application_date };
	return (await covid_support.call("frappe.client.insert", { doc })).name;
}

async function attach(frm, application_list) {
	await covid_support.call("attach_application", { application: frm.doc.name, application_list });
	frappe.set_route("Form", "Application List", application_list);
}
