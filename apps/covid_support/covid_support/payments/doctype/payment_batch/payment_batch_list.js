frappe.listview_settings["Payment Batch"] = covid_support.coloured_by("workflow_state");
