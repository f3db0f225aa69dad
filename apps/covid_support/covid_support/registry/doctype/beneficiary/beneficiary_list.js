frappe.listview_settings["Beneficiary"] = covid_support.coloured_by("life_status");
