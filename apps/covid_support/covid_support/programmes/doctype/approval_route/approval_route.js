// Form of the Approval Route: what its steps say in plain words, and when each is due from a chosen day on.

const STEP_FIELDS = ["step_kind", "level", "office_kind", "prepare_role", "sign_role", "working_days", "posting_days", "from_amount"];

frappe.ui.form.on("Approval Route", {
	setup(frm) {
		covid_support.attempt(() => offer_roles(frm));
		frm.draw_preview = frappe.utils.debounce(() => covid_support.attempt(() => draw_preview(frm)), 300);
		frm.set_query("handover_route", () => ({ filters: { name: ["!=", frm.doc.name] } }));
	},

	refresh(frm) {
		if (!frm.route_day) add_day(frm);
		frm.draw_preview();
	},
});

frappe.ui.form.on("Approval Route Step", {
	steps_remove: (frm) => frm.draw_preview(),
	steps_move: (frm) => frm.draw_preview(),
	...Object.fromEntries(STEP_FIELDS.map((field) => [field, (frm) => frm.draw_preview()])),
});

/** Roles are chosen from those that take steps; the register of roles itself is not open to administrators. */
async function offer_roles(frm) {
	const options = ["", ...(await covid_support.read("workflows.api.get_route_roles"))];
	for (const field of ["prepare_role", "sign_role"]) {
		Object.assign(frappe.meta.docfield_map["Approval Route Step"][field], {
			fieldtype: "Select",
			options,
			formatter: (value) => __(value || ""),
		});
		const { grid } = frm.get_field("steps");
		grid.update_docfield_property(field, "fieldtype", "Select");
		grid.update_docfield_property(field, "options", options);
	}
	frm.refresh_field("steps");
}

function add_day(frm) {
	const { $wrapper } = frm.get_field("preview_html");
	frm.route_day = frappe.ui.form.make_control({
		parent: $("<div>").appendTo($wrapper),
		df: { fieldtype: "Date", label: __("List begun on"), change: () => frm.draw_preview() },
		render_input: true,
	});
	frm.route_day.set_value(frappe.datetime.get_today());
	frm.route_words = $("<div>").appendTo($wrapper);
}

async function draw_preview(frm) {
	const rows = (frm.doc.steps || []).filter((row) => row.step_kind && row.level && row.prepare_role);
	if (!rows.length) return frm.route_words.empty();
	const steps = JSON.stringify(rows.map((row) => Object.fromEntries(STEP_FIELDS.map((field) => [field, row[field]]))));
	const preview = await covid_support.read("workflows.api.get_route_preview", { steps, start: frm.route_day.get_value() || "" });
	frm.route_words.empty();
	if (preview.problem) return frm.route_words.append(covid_support.element("p", preview.problem, "text-danger"));
	const labels = [__("Step"), __("What Is Done"), __("Prepared By"), __("Due at the Latest")];
	const cells = preview.steps.map((row) => [row.step, row.words, row.role, covid_support.day(row.due)]);
	frm.route_words.append(covid_support.element("p", preview.sentence), covid_support.plain_table(labels, cells, []));
}
