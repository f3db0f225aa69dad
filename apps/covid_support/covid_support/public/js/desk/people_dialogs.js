// Putting people on a list: everyone eligible, chosen people, or someone who is registered on the spot.
frappe.provide("covid_support");

/** After people were added: how many, for how much, and who was refused for which reason. */
covid_support.show_added = (added) => {
	const text = __("{0} people added, {1}", [covid_support.count(added.people), covid_support.money(added.amount)]);
	if (!added.refused.length) {
		frappe.show_alert({ message: text, indicator: added.people ? "green" : "orange" });
		return;
	}
	const dialog = new frappe.ui.Dialog({ title: text, size: "large" });
	const rows = added.refused.map((row) => [row.full_name, row.reason]);
	$(dialog.body).append(
		covid_support.element("p", __("{0} people could not be added:", [covid_support.count(rows.length)]), "cs-padded"),
		covid_support.plain_table([__("Full Name"), __("Reason")], rows)
	);
	dialog.set_primary_action(__("Close"), () => dialog.hide());
	dialog.show();
};

/** Adds everyone of the commune who fits the policy, after a yes. */
covid_support.add_all_eligible = (frm) =>
	frappe.confirm(
		__("Add everybody of the commune who meets the conditions and has no application yet?"),
		() => covid_support.attempt(() => add(frm, "add_all_eligible", { application_list: frm.doc.name }, covid_support.show_all_added))
	);

async function add(frm, method, args, show = (_frm, added) => covid_support.show_added(added)) {
	const added = await covid_support.call(method, args, { freeze: true, freeze_message: __("Checking the conditions…") });
	await frm.reload_doc();
	show(frm, added);
}

/** Choose people of the commune, with the facts that the policy asks them to declare. */
covid_support.choose_people = async (frm) => {
	const { fields, own_fields } = await covid_support.read("screens.get_policy_form", { policy: frm.doc.policy });
	const picked = new Map();
	const dialog = covid_support.dialog(
		__("Choose people"),
		[{ fieldname: "people", fieldtype: "HTML" }, ...(await declared_controls(fields, own_fields))],
		__("Add to the list"),
		(values) => add_picked(frm, picked, fields, values),
		{ size: "large" }
	);
	const show_count = () => {
		dialog.get_primary_btn().text(__("Add {0} people", [picked.size])).prop("disabled", !picked.size);
	};
	covid_support.candidates_table(dialog.get_field("people").$wrapper, frm.doc.name, picked, show_count).refresh();
	show_count();
	return dialog;
};

covid_support.candidates_table = (wrapper, application_list, picked, on_pick) =>
	new covid_support.PagedTable({
		wrapper,
		picked,
		on_pick,
		fetch: (question) => covid_support.read("screens.get_candidates", { application_list, ...question }),
		empty: __("Everybody registered in this commune has an application for this policy already."),
		columns: [
			{ label: __("Full Name"), value: (row) => row.full_name },
			{ label: __("Date of Birth"), value: (row) => row.birth_date },
			{ label: __("Identity Number (masked)"), value: (row) => row.identity_masked },
			{ label: __("Hamlet"), value: (row) => row.hamlet },
			{ label: __("Categories"), value: (row) => row.categories },
		],
	});

async function add_picked(frm, picked, fields, values) {
	if (!picked.size) frappe.throw(__("Tick at least one person."));
	const declared = Object.fromEntries(fields.filter((field) => values[field]).map((field) => [field, values[field]]));
	const people = Object.fromEntries([...picked.keys()].map((name) => [name, declared]));
	await add(frm, "add_people", { application_list: frm.doc.name, people });
}

/** The form fields of Support Application that hold `fields`, for use in a dialog. */
async function declared_controls(fields, own_fields) {
	if (!fields.length) return [];
	await new Promise((resolve) => frappe.model.with_doctype("Support Application", resolve));
	const controls = fields.map((field) => {
		const own = own_fields.find((row) => row.fieldname === field);
		if (own) return covid_support.own_control(own);
		const { fieldname, fieldtype, label, options, description } = frappe.meta.get_docfield("Support Application", field);
		return { fieldname, fieldtype, label, options, description };
	});
	return [{ fieldtype: "Section Break", label: __("Declared by the people chosen") }, ...controls];
}

/** Register somebody new, ask what the policy wants to know, and put them on the list. */
covid_support.register_for_list = (frm) => {
	frappe.ui.form.make_quick_entry(
		"Beneficiary",
		(person) => covid_support.attempt(() => add_registered(frm, person.name)),
		null,
		covid_support.new_person({ commune: frm.doc.administrative_unit }),
		true
	);
};

async function add_registered(frm, person) {
	const { fields, own_fields } = await covid_support.read("screens.get_policy_form", { policy: frm.doc.policy });
	const put = (declared) => add(frm, "add_people", { application_list: frm.doc.name, people: { [person]: declared } });
	if (!fields.length) return put({});
	const controls = await declared_controls(fields, own_fields);
	return covid_support.dialog(__("Declared by the person registered"), controls, __("Add to the list"), put);
}

covid_support.declared_controls = declared_controls;

covid_support.new_person = (values) =>
	Object.assign(frappe.model.get_new_doc("Beneficiary", null, null, true), values);
