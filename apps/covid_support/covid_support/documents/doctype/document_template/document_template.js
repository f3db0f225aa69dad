// Form of the Document Template: values and placeholders are picked from lists, the paper is shown beside them.

frappe.ui.form.on("Document Template", {
	setup(frm) {
		frm.set_query("policy", () => ({ filters: frm.doc.programme ? { programme: frm.doc.programme } : {} }));
	},

	refresh(frm) {
		covid_support.clear_buttons(frm);
		covid_support.add_button(frm, __("Insert placeholder"), () => covid_support.attempt(() => insert_placeholder(frm)));
		covid_support.add_button(frm, __("Preview"), () => covid_support.attempt(() => preview(frm)));
		if (!frm.is_new() && frm.doc.status === "Active") {
			covid_support.add_button(frm, __("New version"), () => new_version(frm));
		}
		offer_choices(frm);
	},

	policy: offer_choices,
	programme: offer_choices,
});

function offer_choices(frm) {
	return covid_support.attempt(async () => {
		const { policy, programme } = frm.doc;
		frm.choices = await covid_support.read("documents.api.get_template_choices", { policy: policy || "", programme: programme || "" });
		const options = Object.entries(frm.choices.columns).map(([value, label]) => ({ value, label }));
		const grid = frm.fields_dict.columns.grid;
		grid.update_docfield_property("source", "options", ["", ...options]);
		grid.update_docfield_property("source", "formatter", (value) => frappe.utils.escape_html(frm.choices.columns[value] || value || ""));
		frm.refresh_field("columns");
	});
}

async function insert_placeholder(frm) {
	const parts = frm.doc.blocks.map((row) => ({ value: row.name, label: `${row.idx}. ${__(row.block)}` }));
	if (!parts.length) frappe.throw(__("Add a part of the paper first."));
	if (!frm.choices) await offer_choices(frm);
	if (!frm.choices) return; // refused, and said so
	const options = Object.entries(frm.choices.placeholders).map(([value, label]) => ({ value, label }));
	covid_support.dialog(
		__("Insert placeholder"),
		[
			{ fieldname: "part", fieldtype: "Select", label: __("Part of the Paper"), options: parts, reqd: 1, default: parts.at(-1).value },
			{ fieldname: "placeholder", fieldtype: "Select", label: __("Placeholder"), options, reqd: 1 },
		],
		__("Insert"),
		({ part, placeholder }) => {
			const row = frm.doc.blocks.find((each) => each.name === part);
			return frappe.model.set_value(row.doctype, row.name, "text", `${row.text || ""}{${placeholder}}`);
		}
	);
}

async function preview(frm) {
	const { sample, pages } = await covid_support.call("documents.api.preview_template", {
		template: JSON.stringify(frm.doc),
		sample: frm.doc.sample || "",
	});
	const pictures = pages.map((page, number) =>
		$("<img class='official-page'>").attr({ src: `data:image/svg+xml;utf8,${encodeURIComponent(page)}`, alt: `${sample}, ${__("page")} ${number + 1}` })
	);
	frm.fields_dict.preview_html.$wrapper.empty().append(covid_support.element("p", sample, "text-muted"), pictures);
}

function new_version(frm) {
	const copy = frappe.model.copy_doc(frm.doc);
	copy.status = "Draft";
	copy.valid_from = frappe.datetime.add_days(frappe.datetime.get_today(), 1);
	frappe.set_route("Form", copy.doctype, copy.name);
}
