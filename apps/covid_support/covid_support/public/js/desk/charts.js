// Charts of a page that has been left: the library would draw them with widths below zero, and complain.
const Chart = frappe.Chart;

const is_shown = (element) => element.offsetParent !== null && element.clientWidth > 0;

function when_shown(element, act) {
	const observer = new ResizeObserver(() => {
		if (!is_shown(element)) return;
		observer.disconnect();
		act();
	});
	observer.observe(element);
}

const element_of = (parent) => (typeof parent === "string" ? document.querySelector(parent) : parent.jquery ? parent[0] : parent);

/** Draws at once when its place is shown, else as soon as it is. */
function make_chart(parent, options) {
	const place = element_of(parent);
	if (is_shown(place)) return update_when_shown(new Chart(place, options), place);
	const waiting = { data: options.data, update: (data) => (waiting.data = data), destroy: () => (waiting.given_up = true) };
	when_shown(place, () => {
		if (waiting.given_up) return;
		const chart = update_when_shown(new Chart(place, { ...options, data: waiting.data }), place);
		Object.assign(waiting, { chart, update: (...values) => chart.update(...values), destroy: () => chart.destroy() });
	});
	return waiting;
}

/** The library's own animation updates a chart after a moment, when its page may be gone. */
function update_when_shown(chart, place) {
	const update = chart.update.bind(chart);
	chart.update = (...values) => (is_shown(place) ? update(...values) : when_shown(place, () => update(...values)));
	return chart;
}

if (Chart) {
	frappe.Chart = function (parent, options) {
		return make_chart(parent, options);
	};
}
