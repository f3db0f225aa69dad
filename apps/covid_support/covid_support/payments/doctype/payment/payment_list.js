frappe.listview_settings["Payment"] = covid_support.coloured_by("status");
