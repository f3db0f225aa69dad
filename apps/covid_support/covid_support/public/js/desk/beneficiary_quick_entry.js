// Registering a person in one short dialog, made for a phone: name, sex, birth, CCCD, commune, category.
frappe.provide("frappe.ui.form");

const FIELDS = ["full_name", "sex", "birth_date", "personal_id", "phone", "commune", "hamlet", "residence_kind"];

frappe.ui.form.BeneficiaryQuickEntryForm = class BeneficiaryQuickEntryForm extends frappe.ui.form.QuickEntryForm {
	constructor(...args) {
		super(...args);
		// a refusal of the server leaves the dialog open, with all that was typed
		this.skip_redirect_on_error = true;
	}

	set_meta_and_mandatory_fields() {
		this.meta = frappe.get_meta(this.doctype);
		this.mandatory = FIELDS.map((field) => ({ ...frappe.meta.get_docfield(this.doctype, field) }));
		const commune = this.mandatory.find((field) => field.fieldname === "commune");
		commune.get_query = () => ({ query: "covid_support.registry.unit_search.units", filters: { level: "Commune" } });
		const own = covid_support.own();
		if (own.level === "Commune" && !this.doc.commune) {
			frappe.utils.add_link_title("Administrative Unit", own.unit, own.title);
			this.doc.commune = own.unit;
		}
		this.mandatory.push(
			{ fieldtype: "Section Break", label: __("Category") },
			{
				fieldname: "category",
				fieldtype: "Link",
				label: __("Category"),
				options: "Beneficiary Category",
				get_query: () => ({ filters: { enabled: 1 } }),
				description: __("Leave empty when the person belongs to none."),
			},
			// not mandatory_depends_on: it redraws the field a moment later and wipes what is being typed; the server asks
			{
				fieldname: "category_from",
				fieldtype: "Date",
				label: __("From Date"),
				description: __("Required when a category is chosen."),
			},
			{ fieldname: "category_reference", fieldtype: "Data", label: __("Reference Document") }
		);
	}

	/** The person's own form is where the next step, an application, is taken. */
	open_form_if_not_list() {
		frappe.set_route("Form", this.dialog.doc.doctype, this.dialog.doc.name);
	}

	update_doc() {
		const { category, category_from, category_reference, ...person } = this.dialog.get_values(true);
		Object.assign(this.dialog.doc, person);
		this.dialog.doc.categories = category
			? [{ doctype: "Beneficiary Category Period", category, from_date: category_from, reference: category_reference }]
			: [];
		return this.dialog.doc;
	}
};
