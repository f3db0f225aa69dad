frappe.listview_settings["Bulk Operation"] = covid_support.coloured_by("status", ["started_by"]);
