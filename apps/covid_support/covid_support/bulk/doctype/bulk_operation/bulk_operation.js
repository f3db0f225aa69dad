// The form of an operation over many rows: how far it is, what it left alone, stop and go on.

const PROGRESS_EVENT = "covid_support_bulk";
const PAUSE = 3000;
const ON_ITS_WAY = ["Planned", "Running"];

frappe.ui.form.on("Bulk Operation", {
	onload(frm) {
		frm.follow_operation ||= (figures) => figures.name === frm.doc.name && show(frm, figures);
		frappe.realtime.off(PROGRESS_EVENT, frm.follow_operation);
		frappe.realtime.on(PROGRESS_EVENT, frm.follow_operation);
	},

	refresh(frm) {
		frm.disable_save();
		frm.exceptions_shown = [];
		frm.get_field("exceptions_html").$wrapper.empty();
		add_buttons(frm);
		show(frm, frm.doc);
		if (frm.doc.exceptions) covid_support.attempt(() => add_exceptions(frm));
		if (ON_ITS_WAY.includes(frm.doc.status)) ask_again(frm, frm.doc.name);
	},
});

function add_buttons(frm) {
	const { status, started_by, parts, planned, exceptions } = frm.doc;
	covid_support.clear_buttons(frm);
	if (started_by !== frappe.session.user && !frappe.user.has_role("System Manager")) return;
	if (frm.doc.result_file && started_by === frappe.session.user) {
		covid_support.add_button(frm, __("Download"), () => window.open(frm.doc.result_file, "_blank", "noopener"), true);
	}
	const ended = ["Completed with Exceptions", "Unsuccessful"].includes(status);
	if (ON_ITS_WAY.includes(status)) covid_support.add_button(frm, __("Stop"), () => ask_to_stop(frm));
	if (status === "Cancelled") covid_support.add_button(frm, __("Go on"), () => press(frm, "resume"), true);
	if (ended && (exceptions || !planned || !parts)) covid_support.add_button(frm, __("Run what failed again"), () => press(frm, "run_failed_again"), true);
}

function ask_to_stop(frm) {
	frappe.confirm(__("Stop this operation? What is done stays done; it can go on later."), () => press(frm, "cancel"));
}

function press(frm, action) {
	covid_support.attempt(async () => {
		await covid_support.call(`bulk.api.${action}`, { operation: frm.doc.name }, { freeze: true, freeze_message: __("Working…") });
		await frm.reload_doc();
	});
}

/** Realtime messages may be lost; while the form is open and the work goes on, it is asked for. */
function ask_again(frm, name) {
	clearTimeout(frm.operation_timer);
	frm.operation_timer = setTimeout(() => {
		if (frm.doc.name !== name || cur_frm !== frm) return;
		covid_support.attempt(async () => {
			const figures = await covid_support.read("bulk.api.get_progress", { operation: name });
			show(frm, figures);
			ask_again(frm, name);
		});
	}, PAUSE);
}

function show(frm, figures) {
	const wrapper = frm.get_field("progress_html").$wrapper.empty();
	const handled = share(figures);
	const bar = covid_support.element("div", "", "progress-bar").css("width", `${handled}%`);
	covid_support.element("div", "", "progress").attr({ role: "progressbar", "aria-valuenow": handled }).append(bar).appendTo(wrapper);
	covid_support.element("p", words(figures).join(" · "), "text-muted").appendTo(wrapper);
	if (ON_ITS_WAY.includes(frm.doc.status) && !ON_ITS_WAY.includes(figures.status)) frm.reload_doc();
}

/** Per cent of the parts that are done. */
const share = ({ parts, parts_done }) => (parts ? Math.floor((100 * parts_done) / parts) : 0);

function words(figures) {
	const found = [__(figures.status), `${share(figures)} %`, __("{0} of {1} rows", [covid_support.count(figures.rows_done), covid_support.count(figures.rows_planned)])];
	if (figures.rows_per_second) found.push(__("{0} rows a second", [covid_support.count(Math.round(figures.rows_per_second))]));
	if (figures.amount) found.push(covid_support.money(figures.amount));
	if (figures.exceptions) found.push(__("{0} exceptions", [covid_support.count(figures.exceptions)]));
	if (ON_ITS_WAY.includes(figures.status) && figures.seconds_left) found.push(__("about {0} seconds left", [covid_support.count(figures.seconds_left)]));
	return found;
}

async function add_exceptions(frm) {
	const { name } = frm.doc;
	const page = await covid_support.read("bulk.api.get_exceptions", { operation: name, start: frm.exceptions_shown.length });
	if (frm.doc.name !== name) return;
	frm.exceptions_shown.push(...page.rows);
	const wrapper = frm.get_field("exceptions_html").$wrapper.empty();
	const rows = frm.exceptions_shown.map((row) => [link_of(row), row.message]);
	wrapper.append(covid_support.plain_table([__("Left alone"), __("Reason")], rows));
	if (frm.exceptions_shown.length >= page.total) return;
	covid_support.element("button", __("Show more"), "btn btn-default btn-xs")
		.attr("type", "button")
		.on("click", () => covid_support.attempt(() => add_exceptions(frm)))
		.appendTo(wrapper);
}

function link_of({ doctype, name, label }) {
	if (!doctype || !name) return label || "";
	return covid_support.element("a", label || name).attr("href", frappe.utils.get_form_link(doctype, name));
}
