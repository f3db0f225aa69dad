frappe.listview_settings["Support Programme"] = {
	...covid_support.coloured_by("status"),
	onload(listview) {
		if (!frappe.model.can_create("Support Programme")) return;
		listview.page.add_inner_button(__("Import programme"), () => choose_file(listview));
		listview.page.add_inner_button(__("New local programme from the template"), begin_local_programme);
	},
};

/** Lets the administrator choose a file, then shows what it would change. */
const choose_file = (listview) => {
	const input = $(`<input type="file" accept=".json,application/json">`);
	input.on("change", async () => {
		const [file] = input[0].files;
		if (file) await covid_support.attempt(async () => show_difference(listview, await file.text()));
	});
	input.trigger("click");
};

/** The difference first; the button below it imports exactly that. */
const show_difference = async (listview, text) => {
	const found = await covid_support.call("programmes.api.compare_programme", { text }, { freeze: true });
	if (!found.changes.length) {
		frappe.msgprint(__("The file and this site say the same of {0}.", [found.title]));
		return;
	}
	covid_support.dialog(
		__("Import programme"),
		[{ fieldname: "difference", fieldtype: "HTML", options: difference_of(found) }],
		__("Import {0} changes", [found.changes.length]),
		async () => {
			await covid_support.call("programmes.api.import_programme", { text, digest: found.digest }, { freeze: true });
			frappe.show_alert({ message: __("Imported."), indicator: "green" });
			listview.refresh();
		},
		{ size: "extra-large" }
	);
};

const difference_of = ({ title, changes }) => {
	const headings = [__("Difference"), __("Where"), __("On this site"), __("In the file")];
	const table = covid_support.plain_table(headings, changes.map((change) => [change.label, change.where, change.old, change.new]));
	return $("<div>").append(covid_support.element("p", title), $(`<div class="table-responsive">`).append(table)).html();
};

/** A province's own programme: drafts whose amounts and days the administrator fills in from the province's text. */
const begin_local_programme = () =>
	covid_support.dialog(
		__("New local programme from the template"),
		[
			{ fieldname: "province", fieldtype: "Link", options: "Administrative Unit", label: __("Province"), reqd: 1, get_query: () => ({ filters: { level: "Province" } }) },
			{ fieldname: "code", fieldtype: "Data", label: __("Programme Code"), reqd: 1 },
			{ fieldname: "title", fieldtype: "Data", label: __("Title"), reqd: 1 },
			{ fieldname: "route", fieldtype: "Link", options: "Approval Route", label: __("Approval Route"), default: "HAI-CAP", reqd: 1 },
			{ fieldname: "text", fieldtype: "Section Break", label: __("The text it rests on") },
			{ fieldname: "document_number", fieldtype: "Data", label: __("Document Number"), reqd: 1 },
			{ fieldname: "document_title", fieldtype: "Small Text", label: __("Document Title"), reqd: 1 },
			{ fieldname: "issuer", fieldtype: "Data", label: __("Issuer"), reqd: 1 },
			{ fieldname: "issued_on", fieldtype: "Date", label: __("Issued On"), reqd: 1 },
		],
		__("Create"),
		async (values) => {
			const name = await covid_support.call("programmes.api.create_local_programme", values, { freeze: true });
			frappe.set_route("Form", "Support Programme", name);
		}
	);
