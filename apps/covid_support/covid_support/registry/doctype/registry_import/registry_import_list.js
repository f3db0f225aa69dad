frappe.listview_settings["Registry Import"] = covid_support.coloured_by("status");
