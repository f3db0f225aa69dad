// Roles are named in the reader's language wherever a form or a grid links to one.
frappe.form.link_formatters["Role"] = (value) => __(value);
