frappe.listview_settings["Decision"] = covid_support.coloured_by("workflow_state");
frappe.listview_settings["Decision"].onload = (listview) => covid_support.many_prints(listview);
