frappe.listview_settings["Decision"] = covid_support.coloured_by("workflow_state");
