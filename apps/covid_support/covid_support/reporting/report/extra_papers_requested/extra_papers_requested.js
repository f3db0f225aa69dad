// Extra Papers Requested: filters; the number of requests opens them.
frappe.query_reports["Extra Papers Requested"] = {
	filters: [
		{
			fieldname: "unit",
			label: __("Administrative Unit"),
			fieldtype: "Link",
			options: "Administrative Unit",
			get_query: () => ({ filters: { level: ["in", ["Province", "District", "Commune"]] } }),
		},
		{ fieldname: "policy", label: __("Policy"), fieldtype: "Link", options: "Support Policy" },
		{ fieldname: "official", label: __("Official"), fieldtype: "Link", options: "User" },
		{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("To Date"), fieldtype: "Date" },
	],

	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		if (column.fieldname !== "requests" || !data?.drill) return shown;
		const query = new URLSearchParams();
		for (const [field, condition] of Object.entries(data.drill)) query.set(field, JSON.stringify(condition));
		const address = `/app/application-paper/view/list?${query}`;
		return covid_support.element("a", value).attr("href", address).prop("outerHTML");
	},

	onload(report) {
		covid_support.plain_report(report);
		covid_support.print_report(report);
	},
};
