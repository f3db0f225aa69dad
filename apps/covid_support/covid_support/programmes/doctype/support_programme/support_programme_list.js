frappe.listview_settings["Support Programme"] = {
	...covid_support.coloured_by("status"),
	onload(listview) {
		if (!frappe.model.can_create("Support Programme")) return;
		listview.page.add_inner_button(__("Import programme"), () => choose_file(listview));
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
	const table = $(`<table class="table table-bordered"><thead><tr></tr></thead><tbody></tbody></table>`);
	for (const heading of [__("Difference"), __("Where"), __("On this site"), __("In the file")])
		table.find("thead tr").append(covid_support.element("th", heading));
	for (const change of changes) {
		const row = $("<tr>");
		for (const words of [change.label, change.where, change.old, change.new])
			row.append(covid_support.element("td", words));
		table.find("tbody").append(row);
	}
	return $("<div>").append(covid_support.element("p", title), $(`<div class="table-responsive">`).append(table)).html();
};
