// Overdue Steps: filters; the document's own link opens it.
frappe.query_reports["Overdue Steps"] = {
	filters: [
		{
			fieldname: "document_type",
			label: __("Kind"),
			fieldtype: "Select",
			options: [
				"",
				{ value: "Application List", label: __("Application List") },
				{ value: "Payment Batch", label: __("Payment Batch") },
			],
		},
		{
			fieldname: "unit",
			label: __("Administrative Unit"),
			fieldtype: "Link",
			options: "Administrative Unit",
			get_query: () => ({ filters: { level: ["in", ["Province", "District", "Commune"]] } }),
		},
		{ fieldname: "workflow_state", label: __("State"), fieldtype: "Link", options: "Workflow State" },
		{
			fieldname: "role",
			label: __("Responsible Role"),
			fieldtype: "Select",
			options: [
				"",
				"CS Commune Officer",
				"CS Commune Chair",
				"CS District Officer",
				"CS District Chair",
				"CS Department Officer",
				"CS Provincial Leader",
				"CS Finance Officer",
				"CS Paying Officer",
			].map((role) => ({ value: role, label: __(role) })),
		},
	],

	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		return column.fieldname === "days_late" && value ? `<span class="text-danger">${shown}</span>` : shown;
	},

	onload(report) {
		covid_support.plain_report(report);
		covid_support.print_report(report);
	},
};
