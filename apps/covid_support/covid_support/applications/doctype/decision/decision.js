// Form of the Decision: fetch the lists that wait for it, and show what the allocation still holds.

frappe.ui.form.on("Decision", {
	setup(frm) {
		covid_support.only_units(frm, "administrative_unit", "Province");
		frm.set_query("office", () => ({ filters: { administrative_unit: frm.doc.administrative_unit } }));
		frm.set_query("programme", () => ({ filters: { status: "Active" } }));
		frm.set_query("budget_allocation", () => ({
			filters: { programme: frm.doc.programme, administrative_unit: frm.doc.administrative_unit, docstatus: 1 },
		}));
		frm.set_query("application_list", "lists", () => ({ filters: { workflow_state: ["like", "% Decision"] } }));
	},

	onload(frm) {
		covid_support.fill_own_unit(frm, "administrative_unit", "Province");
		if (frm.is_new() && !frm.doc.office && covid_support.own().office) frm.set_value("office", covid_support.own().office);
	},

	refresh(frm) {
		covid_support.clear_buttons(frm);
		frm.toggle_display("workflow_state", false); // stands beside the title
		frm.toggle_display("sec_totals", !frm.is_new());
		if (frm.doc.return_reason && frm.doc.workflow_state === "Draft") {
			frm.set_intro(__("Reason of Return") + ": " + frappe.utils.escape_html(frm.doc.return_reason), "red");
		}
		if (may_change(frm)) covid_support.add_button(frm, __("Fetch waiting lists"), () => covid_support.attempt(() => fetch_lists(frm)));
		if (frm.doc.docstatus === 1 && frappe.model.can_create("Payment Batch")) {
			covid_support.add_button(frm, __("New payment batch"), () => frappe.new_doc("Payment Batch", { decision: frm.doc.name }));
		}
		covid_support.add_prints(frm);
		covid_support.show_delegation(frm);
		show_balance(frm);
	},

	budget_allocation: show_balance,

	before_workflow_action: (frm) => covid_support.press(frm),
});

function may_change(frm) {
	return frm.doc.docstatus === 0 && [undefined, "", "Draft"].includes(frm.doc.workflow_state) && frm.perm[0].write;
}

async function fetch_lists(frm) {
	if (!frm.doc.programme) frappe.throw(__("Choose the programme first."));
	const lists = await covid_support.read("api.get_ready_lists", { programme: frm.doc.programme });
	const present = new Set((frm.doc.lists || []).map((row) => row.application_list));
	const fresh = lists.filter((list) => !present.has(list.name));
	// an empty first row, which the grid offers by itself, would be refused when saving
	frm.doc.lists = (frm.doc.lists || []).filter((row) => row.application_list);
	fresh.forEach((list) => {
		frappe.utils.add_link_title("Application List", list.name, list.title);
		frm.add_child("lists", {
			application_list: list.name,
			administrative_unit: list.administrative_unit,
			policy: list.policy,
			people: list.approved_people,
			amount: list.approved_amount,
		});
	});
	frm.refresh_field("lists");
	if (fresh.length) frm.dirty();
	frappe.show_alert({ message: __("{0} lists fetched.", [fresh.length]), indicator: fresh.length ? "green" : "orange" });
}

function show_balance(frm) {
	frm.set_df_property("budget_allocation", "description", "");
	if (!frm.doc.budget_allocation) return;
	covid_support.attempt(async () => {
		const columns = ["amount", "committed_amount", "available_amount"];
		const { message } = await frappe.db.get_value("Budget Allocation", frm.doc.budget_allocation, columns);
		if (!message || message.amount === undefined) return;
		const figures = [message.amount, message.committed_amount, message.available_amount].map(covid_support.money);
		frm.set_df_property("budget_allocation", "description", __("Allocated {0}, committed {1}, available {2}", figures));
	});
}
