// Support Results: filters, links from each figure to its rows, the official print.
frappe.query_reports["Support Results"] = {
	filters: [
		{ fieldname: "programme", label: __("Programme"), fieldtype: "Link", options: "Support Programme" },
		{
			fieldname: "policy",
			label: __("Policy"),
			fieldtype: "Link",
			options: "Support Policy",
			get_query: () => {
				const programme = frappe.query_report.get_filter_value("programme");
				return { filters: programme ? { programme } : {} };
			},
		},
		{ fieldname: "report_group", label: __("Report Group"), fieldtype: "Data" },
		{
			fieldname: "unit",
			label: __("Administrative Unit"),
			fieldtype: "Link",
			options: "Administrative Unit",
			get_query: () => ({ filters: { level: ["in", ["Province", "District", "Commune"]] } }),
		},
		{
			fieldname: "level",
			label: __("Rows by"),
			fieldtype: "Select",
			options: [
				{ value: "District", label: __("District") },
				{ value: "Commune", label: __("Commune") },
			],
			default: "District",
		},
		{ fieldname: "from_date", label: __("Applications from"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("Applications to"), fieldtype: "Date" },
	],

	formatter(value, row, column, data, default_formatter) {
		if (!data) return default_formatter(value, row, column, data);
		const text = column.drill ? this.figure(value, column, data) : this.text(value, column, row, data, default_formatter);
		return data.bold ? `<b>${text}</b>` : text;
	},

	text(value, column, row, data, default_formatter) {
		if (column.fieldname === "paid_percent") {
			return `<div style="text-align: right">${format_number(value, null, 1)}</div>`;
		}
		return default_formatter(value, row, column, data);
	},

	figure(value, column, data) {
		const shown = format_number(value, null, 0);
		const opened = value
			? `<a href="${this.rows_behind(column, data)}" title="${__("Show the applications")}">${shown}</a>`
			: shown;
		return `<div style="text-align: right">${opened}</div>`;
	},

	rows_behind(column, data) {
		const query = new URLSearchParams();
		for (const [field, condition] of Object.entries({ ...data.drill, ...column.drill })) {
			query.set(field, JSON.stringify(condition));
		}
		return `/app/support-application/view/list?${query}`;
	},

	onload(report) {
		covid_support.plain_report(report);
		covid_support.print_report(report);
	},
};
