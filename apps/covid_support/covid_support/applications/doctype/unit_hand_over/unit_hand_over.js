// Form of the hand-over of units: first what will move, then the run, then its record.

const COUNTS = ["lists", "decisions", "batches", "people", "officials", "offices", "moved"];

frappe.ui.form.on("Unit Hand Over", {
	setup(frm) {
		frm.set_query("administrative_unit", () => ({ filters: { level: "Province" } }));
		frm.set_query("successor", "units", (_doc, doctype, name) => ({
			filters: { name: ["in", (frappe.get_doc(doctype, name).choices || "").split("\n")] },
		}));
	},

	refresh(frm) {
		frm.toggle_display(["sec_units", "sec_record"], !frm.is_new());
		frm.get_field("units").grid.cannot_add_rows = true;
		covid_support.clear_buttons(frm);
		if (frm.is_new()) return;
		if (["Draft", "Planned"].includes(frm.doc.status)) {
			covid_support.add_button(frm, __("Show what will move"), () => press(frm, "plan_hand_over"), frm.doc.status === "Draft");
		}
		if (["Planned", "Running"].includes(frm.doc.status)) {
			covid_support.add_button(frm, __("Hand over"), () => confirm_run(frm), true);
		}
		show_overview(frm);
	},
});

function confirm_run(frm) {
	const undecided = frm.doc.units.filter((row) => !row.successor).length;
	frappe.confirm(
		__("Hand the unfinished work of {0} units over? {1} divided units stay as they are until their people are assigned by hand.", [frm.doc.units.length, undecided]),
		() => run(frm)
	);
}

function run(frm) {
	covid_support.attempt(async () => {
		const operation = await covid_support.call("workflows.api.start_hand_over", { name: frm.doc.name }, { freeze: true, freeze_message: __("Working…") });
		frappe.set_route("Form", "Bulk Operation", operation);
	});
}

function press(frm, action) {
	covid_support.attempt(async () => {
		await covid_support.call(`workflows.api.${action}`, { name: frm.doc.name }, { freeze: true, freeze_message: __("Working…") });
		await frm.reload_doc();
	});
}

function show_overview(frm) {
	const wrapper = frm.get_field("overview_html").$wrapper.empty();
	if (!frm.doc.units?.length) return;
	const labels = [__("Unfinished Lists"), __("Unfinished Decisions"), __("Unfinished Payment Batches"), __("People Registered"), __("Officials"), __("Offices"), __("Rows Handed Over")];
	const sums = COUNTS.map((column) => covid_support.count(frm.doc.units.reduce((sum, row) => sum + (row[column] || 0), 0)));
	wrapper.append(covid_support.plain_table(labels, [sums], COUNTS.map((_column, index) => index)));
}
