frappe.listview_settings["Support Policy"] = covid_support.coloured_by("status");
