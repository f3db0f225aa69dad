// Fields that take an administrative unit: only units of the right level, the official's own filled in.
frappe.provide("covid_support");

covid_support.own = () => frappe.boot.covid_support || {};

/** Offer only units of `level` for `field`, on the day in `day_field` when given. */
covid_support.only_units = (frm, field, level, day_field) => {
	frm.set_query(field, () => ({
		query: "covid_support.registry.unit_search.units",
		filters: { level, ...(day_field && frm.doc[day_field] ? { day: frm.doc[day_field] } : {}) },
	}));
};

/** Fill `field` of a new form with the official's own unit when that is of `level`. */
covid_support.fill_own_unit = (frm, field, level) => {
	const own = covid_support.own();
	if (frm.is_new() && !frm.doc[field] && own.level === level) {
		frappe.utils.add_link_title("Administrative Unit", own.unit, own.title);
		frm.set_value(field, own.unit);
	}
};
