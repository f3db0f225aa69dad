frappe.listview_settings["Support Application"] = covid_support.coloured_by("status", ["payment_status"]);
