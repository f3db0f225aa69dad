frappe.listview_settings["Payment Batch"] = covid_support.coloured_by("workflow_state");
frappe.listview_settings["Payment Batch"].onload = (listview) => covid_support.many_prints(listview);
