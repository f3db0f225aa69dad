// Fields that take an administrative unit: only units of the right level, the official's own filled in.
frappe.provide("covid_support");

/** The official's own unit and office, and which buttons he is shown (boot.py). */
covid_support.own = () => frappe.boot.covid_support || {};

/** Offer only units of `level` for `field`, on the day in `day_field` when given. */
covid_support.only_units = (frm, field, level, day_field) => {
	frm.set_query(field, () => ({
		query: "covid_support.registry.unit_search.units",
		filters: { level, ...(day_field && frm.doc[day_field] ? { day: frm.doc[day_field] } : {}) },
	}));
};

/** Offer for "policy" only what may be filed in the unit that `unit_of` gives, or anywhere in the user's area. */
covid_support.only_own_policies = (frm, unit_of) => {
	frm.set_query("policy", () => covid_support.own_policies({ unit: unit_of() }));
};

covid_support.own_policies = (filters) => ({ query: "covid_support.programmes.local_area.policies", filters });

/** Fill `field` of a new form with the official's own unit, of `level` when one is asked for. */
covid_support.fill_own_unit = (frm, field, level) => {
	const own = covid_support.own();
	if (frm.is_new() && !frm.doc[field] && own.unit && (!level || own.level === level)) {
		frappe.utils.add_link_title("Administrative Unit", own.unit, own.title);
		frm.set_value(field, own.unit);
	}
};
