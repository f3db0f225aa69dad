// Taking a merge of two records back: from the case and from the record of the merge.
frappe.provide("covid_support");

covid_support.undo_merge = (frm, merge) =>
	covid_support.ask_reason(__("Undo the merge"), async (reason) => {
		await covid_support.call("registry.duplicates_api.undo_merge", { merge, reason });
		frappe.show_alert({ message: __("The merge is undone."), indicator: "green" });
		await frm.reload_doc();
	});
