frappe.listview_settings["Support Waiver"] = {
	add_fields: ["withdrawn_on", "flagged"],
	hide_name_column: true,
	get_indicator: (doc) => {
		if (doc.withdrawn_on) return [__("Taken back"), "gray", "withdrawn_on,is,set"];
		if (doc.flagged) return [__("To be looked at"), "orange", "flagged,=,1|withdrawn_on,is,not set"];
		return [__("In force"), "blue", "withdrawn_on,is,not set"];
	},
};
