// Budget Use: filters; an allocation opens its document, an amount its ledger entries.
frappe.query_reports["Budget Use"] = {
	filters: [
		{ fieldname: "programme", label: __("Programme"), fieldtype: "Link", options: "Support Programme" },
		{
			fieldname: "unit",
			label: __("Administrative Unit"),
			fieldtype: "Link",
			options: "Administrative Unit",
			get_query: () => ({ filters: { level: ["in", ["Province", "District", "Commune"]] } }),
		},
		{ fieldname: "fiscal_year", label: __("Fiscal Year"), fieldtype: "Int" },
		{ fieldname: "funding_source", label: __("Funding Source"), fieldtype: "Link", options: "Funding Source" },
	],

	formatter(value, row, column, data, default_formatter) {
		if (!data) return default_formatter(value, row, column, data);
		const text = this.shown(value, row, column, data, default_formatter);
		return data.bold ? `<b>${text}</b>` : text;
	},

	shown(value, row, column, data, default_formatter) {
		if (["Int", "Float"].includes(column.fieldtype) && column.fieldname !== "fiscal_year") {
			const number = format_number(value, null, column.fieldtype === "Int" ? 0 : 1);
			return `<div style="text-align: right">${this.opened(number, column, data)}</div>`;
		}
		if (column.fieldname === "title" && data.allocation) {
			const title = frappe.utils.escape_html(value);
			return `<a href="/app/budget-allocation/${encodeURIComponent(data.allocation)}">${title}</a>`;
		}
		return default_formatter(value, row, column, data);
	},

	opened(number, column, data) {
		if (!column.entries || !data.allocation) return number;
		const query = new URLSearchParams({
			budget_allocation: data.allocation,
			entry_type: JSON.stringify(["in", column.entries]),
		});
		return `<a href="/app/budget-ledger-entry/view/list?${query}" title="${__("Show the ledger entries")}">${number}</a>`;
	},

	onload(report) {
		covid_support.plain_report(report);
		covid_support.print_report(report);
	},
};
