frappe.listview_settings["Benefit Delivery"] = covid_support.coloured_by("status");
