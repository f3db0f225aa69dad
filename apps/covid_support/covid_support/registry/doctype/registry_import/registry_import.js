// Form of a Registry Import: what the workbook holds, how it will be read, what came of it.

const DOOR = "registry.imports_api";
const AT_WORK = ["Reading", "Registering"];
const PAUSE = 3000;
const FIXED_ONCE_READ = ["sender", "source_file", "text_encoding", "administrative_unit", "default_commune", "category", "category_from"];

frappe.ui.form.on("Registry Import", {
	setup(frm) {
		covid_support.only_units(frm, "default_commune", "Commune");
		frm.set_query("category", () => ({ filters: { enabled: 1 } }));
	},

	onload(frm) {
		covid_support.fill_own_unit(frm, "administrative_unit");
	},

	refresh(frm) {
		covid_support.clear_buttons(frm);
		["sheets", "columns"].forEach((grid) => {
			frm.set_df_property(grid, "cannot_add_rows", true);
			frm.set_df_property(grid, "cannot_delete_rows", true);
		});
		FIXED_ONCE_READ.forEach((field) => frm.set_df_property(field, "read_only", frm.doc.status !== "New"));
		if (frm.doc.status !== "New") frm.disable_save();
		else if (frm.save_disabled) frm.enable_save();
		if (frm.is_new()) return;
		frm.page.set_indicator(__(frm.doc.status), covid_support.colour_of(frm.doc.status));
		covid_support.attempt(() => show_result(frm));
		if (frm.doc.status === "New" && frm.doc.source_file) covid_support.attempt(() => show_preview(frm));
		else frm.get_field("preview_html").$wrapper.empty();
		add_buttons(frm);
		if (AT_WORK.includes(frm.doc.status)) look_again(frm, frm.doc.name);
	},
});

/** The workers change the import behind the form: show it anew when they have. */
function look_again(frm, name) {
	clearTimeout(frm.look_timer);
	frm.look_timer = setTimeout(() => {
		if (frm.doc.name !== name || cur_frm !== frm) return;
		covid_support.attempt(async () => {
			const { message } = await frappe.db.get_value(frm.doctype, name, "status");
			if (message.status !== frm.doc.status) frm.reload_doc();
			else look_again(frm, name);
		});
	}, PAUSE);
}

function add_buttons(frm) {
	const { status, name, source_file } = frm.doc;
	if (!frm.perm[0]?.write) return;
	if (status === "New" && source_file) covid_support.add_button(frm, __("Import the List"), () => press(frm, "start_import"), true);
	if (status === "Rows to Correct") {
		covid_support.add_button(frm, __("Download Rows to Correct"), () => window.open(`/api/method/covid_support.${DOOR}.download_corrections?name=${encodeURIComponent(name)}`), true);
		covid_support.add_button(frm, __("Upload corrections"), () => upload_corrections(frm));
	}
	if (["Completed", "Rows to Correct"].includes(status) && frm.doc.rows_registered) covid_support.add_button(frm, __("Undo the Import"), () => undo(frm));
}

function press(frm, method, args = {}) {
	covid_support.attempt(async () => {
		if (frm.is_dirty()) await frm.save();
		const operation = await covid_support.call(`${DOOR}.${method}`, { name: frm.doc.name, ...args }, { freeze: true, freeze_message: __("Working…") });
		frappe.model.remove_from_locals(frm.doctype, frm.doc.name); // fetched anew by whoever comes back
		frappe.set_route("Form", "Bulk Operation", operation);
	});
}

function undo(frm) {
	const question = __("Take {0} people of this list out of the registry again? This can be done only while nothing depends on them.", [frm.doc.rows_registered]);
	frappe.confirm(question, () => press(frm, "undo_import"));
}

function upload_corrections(frm) {
	new frappe.ui.FileUploader({
		doctype: frm.doctype,
		docname: frm.docname,
		folder: "Home/Attachments",
		make_attachments_public: false,
		restrictions: { allowed_file_types: [".xlsx"], max_number_of_files: 1 },
		on_success: (file) => press(frm, "upload_corrections", { file_url: file.file_url }),
	});
}

async function show_preview(frm) {
	const forms = await covid_support.read(`${DOOR}.get_import_preview`, { name: frm.doc.name });
	const wrapper = frm.get_field("preview_html").$wrapper.empty();
	wrapper.append(covid_support.element("p", __("This is how the first rows will be read. Names not right? Choose another encoding above and save."), "text-muted"));
	forms.forEach(({ form, headings, rows }) => {
		if (forms.length > 1) wrapper.append(covid_support.element("h5", __("Form {0}", [form])));
		const cells = rows.map((row) => [...row.cells.map((cell) => String(cell ?? "")), row.problems.join(" ")]);
		wrapper.append($("<div>").css("overflow-x", "auto").append(covid_support.plain_table([...headings, __("What is wrong")], cells)));
	});
}

async function show_result(frm) {
	const wrapper = frm.get_field("result_html").$wrapper.empty();
	if (frm.doc.status === "New") return;
	if (AT_WORK.includes(frm.doc.status)) {
		wrapper.append(covid_support.element("p", __("The list is being read and its people registered. The result is shown here as soon as that is done.")));
		return;
	}
	const { rows_read, rows_registered, rows_known, rows_repeated, rows_faulty } = frm.doc;
	const said = [
		__("{0} rows read", [rows_read]),
		__("Registered: {0}", [rows_registered]),
		__("In the registry before: {0}", [rows_known]),
		__("Repeated in the list: {0}", [rows_repeated]),
		__("To correct: {0}", [rows_faulty]),
	];
	wrapper.append(covid_support.element("p", said.join(" · ")));
	if (!rows_faulty) return;
	const { total, rows } = await covid_support.read(`${DOOR}.get_rows_to_correct`, { name: frm.doc.name });
	if (rows.length < total) wrapper.append(covid_support.element("p", __("The first {0} of {1} rows to correct", [rows.length, total]), "text-muted"));
	const labels = [__("Sheet"), __("Row"), __("Fields at Fault"), __("What is wrong"), __("Suggestion")];
	wrapper.append($("<div>").css("overflow-x", "auto").append(covid_support.plain_table(labels, rows, [1])));
}
