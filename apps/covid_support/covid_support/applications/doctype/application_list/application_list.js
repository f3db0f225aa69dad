// Form of the Application List: its lines, who has to act until when, and the workflow's buttons.

const LINE_STATUSES = ["Listed", "Proposed", "Approved", "Rejected"];

frappe.ui.form.on("Application List", {
	setup(frm) {
		covid_support.only_units(frm, "administrative_unit", "Commune", "list_date");
		covid_support.only_own_policies(frm, () => frm.doc.administrative_unit);
	},

	onload(frm) {
		covid_support.fill_own_unit(frm, "administrative_unit", "Commune");
	},

	policy(frm) {
		if (!frm.doc.policy) return;
		covid_support.attempt(async () => {
			const policy = await covid_support.read("screens.get_policy_form", { policy: frm.doc.policy });
			frm.toggle_display("period", policy.period_kind !== "Once");
			if (policy.period_kind === "Once") frm.set_value("period", "once");
			covid_support.show_list_filer(frm, policy);
		});
	},

	refresh(frm) {
		// these stand in the head of the page
		frm.toggle_display(["title", "workflow_state", "due_date", "responsible_role", "responsible_user", "return_reason"], false);
		frm.toggle_display("period", !frm.is_new() && frm.doc.period !== "once");
		frm.toggle_display(["sec_lines", "sec_papers", "sec_totals", "sec_history", "sec_seal", "sec_posting"], !frm.is_new());
		frm.toggle_display("sec_posting", !!frm.doc.posted_from || !!frm.doc.decision);
		covid_support.show_due(frm, who_acts(frm));
		if (frm.doc.return_reason) frm.set_intro(__("Reason of return or refusal: {0}", [frappe.utils.escape_html(frm.doc.return_reason)]), "red");
		if (frm.is_new()) return;
		covid_support.add_prints(frm);
		covid_support.show_delegation(frm);
		show_lines(frm);
		covid_support.show_papers(frm);
		show_history(frm);
	},

	before_workflow_action: (frm) => covid_support.press(frm),
});

function who_acts(frm) {
	const user = frm.doc.responsible_user ? covid_support.user_name(frm.doc.responsible_user) : "";
	const role = frm.doc.responsible_role ? __(frm.doc.responsible_role) : "";
	return [role, user].filter(Boolean).join(": ");
}

function show_lines(frm) {
	const { name } = frm.doc;
	const table = new covid_support.PagedTable({
		wrapper: frm.get_field("lines_html").$wrapper,
		fetch: async (question) => {
			const page = await fetch_lines(name, question);
			table.columns = line_columns(frm, page.own_fields);
			return page;
		},
		statuses: LINE_STATUSES,
		empty: __("Nobody is on this list yet."),
		columns: [],
		buttons: (row) => line_buttons(frm, row),
	});
	covid_support.attempt(async () => {
		frm.line_rights = await covid_support.read("screens.get_list_rights", { application_list: name });
		if (frm.line_rights.prepare) add_buttons(frm, table);
		await table.refresh();
	});
}

/** A page of lines, each with the counts of its checks. */
async function fetch_lines(application_list, question) {
	const page = await covid_support.read("api.get_list_lines", { application_list, ...question });
	if (!page.rows.length) return page;
	const names = JSON.stringify(page.rows.map((row) => row.name));
	const checks = await covid_support.read("screens.get_line_checks", { application_list, names });
	page.rows.forEach((row) => Object.assign(row, { checks: checks[row.name] }));
	return page;
}

function add_buttons(frm, table) {
	if (frm.doc.people) table.add_button(__("All papers received"), () => covid_support.receive_all_papers(frm));
	if (covid_support.holds_outsiders(frm)) {
		table.add_button(__("Add a worker"), () => covid_support.attempt(() => covid_support.add_worker(frm)));
		table.add_button(__("Choose people"), () => covid_support.attempt(() => covid_support.choose_people(frm)));
		return;
	}
	table.add_button(__("Register somebody"), () => covid_support.register_for_list(frm));
	table.add_button(__("Choose people"), () => covid_support.attempt(() => covid_support.choose_people(frm)));
	table.add_button(__("Add everybody eligible"), () => covid_support.add_all_eligible(frm), !frm.doc.people);
}

function line_columns(frm, own_fields) {
	const columns = [
		{ label: __("Full Name"), value: person_link },
		{ label: __("Date of Birth"), value: (row) => row.birth_date },
		...own_fields.map(covid_support.own_column),
		{ label: __("Proposed Amount (VND)"), amount: true, value: (row) => covid_support.money(row.proposed_amount) },
		{ label: __("Status"), value: status_cell },
		{ label: __("Checks"), value: (row) => covid_support.checks_cell(row, row.checks) },
	];
	if (frm.doc.workflow_state === "Approved") {
		columns.push({ label: __("Payment Status"), value: (row) => covid_support.badge(row.payment_status) });
	}
	return columns;
}

function person_link(row) {
	const link = covid_support.element("a", row.beneficiary_name);
	return link.attr("href", frappe.utils.get_form_link("Support Application", row.name));
}

function status_cell(row) {
	const cell = $("<div>").append(covid_support.badge(row.status));
	if (row.reason) cell.append(covid_support.element("div", row.reason, "cs-reason"));
	return cell;
}

function line_buttons(frm, row) {
	const { prepare, correct } = frm.line_rights || {};
	if (prepare && row.status === "Listed") {
		return [{ label: __("Take off"), act: () => detach(frm, row) }];
	}
	if (correct && row.status === "Proposed") {
		return [{ label: __("Take out"), danger: true, act: () => correct_line(frm, row, "take_out_line", __("Take out {0}", [row.beneficiary_name])) }];
	}
	if (correct && row.status === "Rejected") {
		return [{ label: __("Put back"), act: () => correct_line(frm, row, "put_back_line", __("Put back {0}", [row.beneficiary_name])) }];
	}
	return [];
}

function detach(frm, row) {
	frappe.confirm(__("Take {0} off this list? The application stays as a draft.", [frappe.utils.escape_html(row.beneficiary_name)]), () =>
		covid_support.attempt(async () => {
			await covid_support.call("detach_application", { application: row.name });
			await frm.reload_doc();
		})
	);
}

function correct_line(frm, row, method, title) {
	covid_support.ask_reason(title, async (reason) => {
		await covid_support.call(method, { application: row.name, reason });
		await frm.reload_doc();
	});
}

function signed_by(step) {
	const official = covid_support.user_name(step.user);
	return step.on_behalf_of ? __("{0}, for {1}", [official, covid_support.user_name(step.on_behalf_of)]) : official;
}

function show_history(frm) {
	const field = frm.get_field("steps");
	field.grid.wrapper.hide();
	field.$wrapper.find(".cs-history").remove();
	const rows = (frm.doc.steps || []).map((step) => [
		covid_support.moment(step.taken_at),
		signed_by(step),
		__(step.action),
		__(step.to_state),
		[step.reason, step.skipped_steps && __("Not needed: {0}", [step.skipped_steps])].filter(Boolean).join(". "),
		covid_support.count(step.people),
		covid_support.money(step.amount),
	]);
	const labels = [__("Time"), __("Official"), __("Action"), __("To"), __("Reason"), __("People"), __("Amount (VND)")];
	const history = covid_support.element("div", "", "cs-history");
	if (rows.length) history.append(covid_support.plain_table(labels, rows, [5, 6]));
	else history.append(covid_support.element("p", __("No step has been taken yet."), "text-muted"));
	field.$wrapper.append(history);
}
