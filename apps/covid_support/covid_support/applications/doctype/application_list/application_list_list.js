frappe.listview_settings["Application List"] = covid_support.coloured_by("workflow_state", ["due_date", "people"]);

frappe.listview_settings["Application List"].formatters.due_date = (value, df, doc) => {
	if (!value || ["Approved", "Rejected"].includes(doc.workflow_state)) return "";
	const late = covid_support.days_until(value) < 0;
	const day = covid_support.element("span", covid_support.day(value), late ? "text-danger" : "");
	return day.attr("title", covid_support.due_note(value).text).prop("outerHTML");
};

frappe.listview_settings["Application List"].onload = (listview) => {
	covid_support.fill_lists(listview);
	covid_support.many_lists(listview);
	covid_support.many_prints(listview);
};
