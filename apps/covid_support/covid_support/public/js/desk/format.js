// How money, days and people are written on the screen.
frappe.provide("covid_support");

/** 1500000 → "1.500.000 đ", whatever the number format of the site. */
covid_support.money = (amount) => `${covid_support.count(amount)} đ`;

/** 1500 → "1.500" */
covid_support.count = (number) =>
	Math.round(Number(number) || 0)
		.toString()
		.replace(/\B(?=(\d{3})+(?!\d))/g, ".");

/** "2020-05-08" → "08/05/2020" */
covid_support.day = (value) => (value ? frappe.datetime.str_to_user(String(value).slice(0, 10)) : "");

/** "2020-05-08 09:30:12" → "08/05/2020 09:30" */
covid_support.moment = (value) =>
	value ? `${covid_support.day(value)} ${String(value).slice(11, 16)}`.trim() : "";

/** Full name of a user when the server sent it along, else the account. */
covid_support.user_name = (user) =>
	(user && frappe.utils.get_link_title("User", user)) || frappe.user_info(user).fullname || user || "";

/** Whole days from the server's today until `day`; negative when it has passed. */
covid_support.days_until = (day) => frappe.datetime.get_day_diff(day, frappe.datetime.get_today());

/** An element with text that is never read as HTML. */
covid_support.element = (tag, text = "", classes = "") => $(`<${tag}>`).addClass(classes).text(text ?? "");
