// Form of the Support Policy: its rules are put together from lists, read back in words and tried out at once.

const PAUSE = 500;
const DRAWN_FROM = { "Policy Criterion": ["fact", "operator", "component_code"], "Benefit Component": ["quantity_fact", "maximum_by_fact"] };

frappe.ui.form.on("Support Policy", {
	setup(frm) {
		as_lists();
		frm.set_query("policy", "exclusions", () => ({ filters: { name: ["!=", frm.doc.name] } }));
	},

	onload(frm) {
		frm.follow = frappe.utils.debounce(() => covid_support.attempt(() => follow(frm)), PAUSE);
		$(frm.wrapper).off("dirty.builder").on("dirty.builder", () => frm.follow());
	},

	refresh(frm) {
		frm.toggle_display(["confirmed_by", "confirmed_on"], !frm.is_new());
		covid_support.attempt(async () => {
			await show_lists(frm);
			await follow(frm);
		});
		if (!frm.perm[0]?.write) return;
		add_condition_button(frm);
		if (!frm.is_new()) frm.add_custom_button(__("Copy as a new policy"), () => copy_policy(frm));
	},
});

frappe.ui.form.on("Policy Criterion", {
	fact(frm, doctype, name) {
		const row = locals[doctype][name];
		const signs = frm.words.operators(row.fact).map(({ value }) => value);
		if (row.operator && !signs.includes(row.operator)) frappe.model.set_value(doctype, name, { operator: signs[0], value: "" });
		offer_operators(frm, row);
	},

	criteria_add(frm, doctype, name) {
		const row = locals[doctype][name];
		const groups = (frm.doc.criteria || []).map((one) => one.group_number || 0);
		if (!row.fact) row.group_number = Math.max(0, ...groups.slice(0, -1)) + 1;
		offer_operators(frm, row);
	},
});

frappe.ui.form.on("Policy Form Field", {
	label(frm, doctype, name) {
		const row = locals[doctype][name];
		if (row.label && !row.fieldname) frappe.model.set_value(doctype, name, "fieldname", field_name(row.label));
	},
});

/** Columns that hold keys are lists on the screen; what is stored stays text. */
function as_lists() {
	for (const [doctype, fields] of Object.entries(DRAWN_FROM)) {
		for (const field of fields) frappe.meta.docfield_map[doctype][field].fieldtype = "Select";
	}
	frappe.meta.docfield_map["Policy Criterion"].value.read_only = 1;
}

/** Fills the lists with Vietnamese names and shows stored keys under them. */
async function show_lists(frm) {
	frm.words = new covid_support.PolicyWords(await covid_support.builder_words(), frm.doc);
	const { words } = frm;
	const numeric = words.fact_options((fact) => words.is_numeric(fact));
	offer(frm, "criteria", "fact", words.fact_options(), (value) => words.fact_label(value));
	offer(frm, "criteria", "component_code", component_options(frm), (value) => component_name(frm, value));
	offer(frm, "criteria", "operator", words.all_operators(), (value) => words.operator_label(value));
	offer(frm, "components", "quantity_fact", numeric, (value) => words.fact_label(value));
	offer(frm, "components", "maximum_by_fact", words.fact_options((fact) => fact.kind === "number"), (value) => words.fact_label(value));
	frappe.meta.docfield_map["Policy Criterion"].value.formatter = (value) => frappe.utils.escape_html(words.value_label(value));
	(frm.doc.criteria || []).forEach((row) => offer_operators(frm, row));
	frm.refresh_field("criteria");
	frm.refresh_field("components");
}

function offer(frm, table, field, options, name_of) {
	const { grid } = frm.get_field(table);
	const column = frappe.meta.docfield_map[grid.doctype][field];
	Object.assign(column, { options, formatter: (value) => frappe.utils.escape_html(name_of(value)) });
	grid.update_docfield_property(field, "fieldtype", "Select");
	grid.update_docfield_property(field, "options", options);
}

/** The list of operators of one row holds those that fit its fact. */
function offer_operators(frm, row) {
	if (!frm.words) return;
	frm.set_df_property("criteria", "options", frm.words.operators(row.fact), frm.doc.name, "operator", row.name);
}

function component_options(frm) {
	const rows = (frm.doc.components || []).filter((row) => row.component_code);
	return [{ value: "", label: __("The whole policy") }, ...rows.map((row) => ({ value: row.component_code, label: row.title || row.component_code }))];
}

function component_name(frm, code) {
	return component_options(frm).find((option) => option.value === (code || ""))?.label || code;
}

/** A field's name from its label: "Số kWh tiêu thụ" → "so_kwh_tieu_thu". */
function field_name(label) {
	const plain = label.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
	return plain.replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "").slice(0, 50);
}

function add_condition_button(frm) {
	const { grid } = frm.get_field("criteria");
	grid.add_custom_button(__("Add a condition"), () => ask_condition(frm));
	grid.wrapper.off("click.builder").on("click.builder", ".grid-row [data-fieldname='value']", (event) => {
		event.stopPropagation(); // a cell holds a further element of this field
		const name = $(event.currentTarget).closest(".grid-row").attr("data-name");
		const row = locals["Policy Criterion"]?.[name];
		if (row?.fact) ask_condition(frm, row);
	});
}

/** One condition in a dialog: a new one, or the present values of `row`. */
function ask_condition(frm, row = null) {
	frm.words = new covid_support.PolicyWords(frm.words.words, frm.doc);
	const groups = (frm.doc.criteria || []).map((one) => one.group_number || 0);
	const present = row || { group_number: Math.max(0, ...groups) + 1 };
	covid_support.condition_dialog(frm.words, present, frm.doc.components || [], async (values) => {
		const target = row || frm.add_child("criteria");
		Object.assign(target, values);
		frm.dirty();
		await show_lists(frm);
	});
}

/** The sentences and the panel follow what stands on the screen. */
async function follow(frm) {
	if (frm.doc.doctype !== "Support Policy" || !frm.get_field("read_back_html")) return;
	const form_shape = JSON.stringify([frm.doc.form_fields, (frm.doc.components || []).map((row) => [row.component_code, row.title])]);
	if (frm.form_shape !== form_shape) {
		frm.form_shape = form_shape;
		await show_lists(frm);
	}
	show_read_back(frm, await covid_support.call("screens.read_policy_back", { policy: frm.doc }));
	frm.try_out = frm.try_out?.frm_name === frm.doc.name ? frm.try_out : new_panel(frm);
	await frm.try_out.refresh();
}

function new_panel(frm) {
	const panel = new covid_support.TryOutPanel(frm.get_field("try_out_html").$wrapper, frm);
	return Object.assign(panel, { frm_name: frm.doc.name });
}

function show_read_back(frm, { sentences, problem }) {
	const wrapper = frm.get_field("read_back_html").$wrapper.empty().addClass("cs-read-back");
	wrapper.append(covid_support.element("div", __("The policy in words"), "cs-read-back-title"));
	if (problem) wrapper.append(covid_support.element("p", problem, "text-danger"));
	sentences.forEach(({ about, text }) => wrapper.append(covid_support.element("p", text, `cs-about-${about}`)));
}

/** A further programme begins as a copy: its own code and name, in draft, valid from a day of its own. */
function copy_policy(frm) {
	const fields = [
		{ fieldname: "policy_code", fieldtype: "Data", label: __("Code of the new policy"), reqd: 1 },
		{ fieldname: "short_title", fieldtype: "Data", label: __("Short name of the new policy"), reqd: 1, default: frm.doc.short_title },
	];
	covid_support.dialog(__("Copy as a new policy"), fields, __("Copy"), async (values) => {
		const copy = frappe.model.copy_doc(frm.doc);
		Object.assign(copy, values, { status: "Draft", in_force_from: null, current_version: null });
		frappe.set_route("Form", "Support Policy", copy.name);
	});
}
