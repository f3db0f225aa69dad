// Form of the Support Waiver: what is declined, by whom, with the signed statement; and taking it back.

frappe.ui.form.on("Support Waiver", {
	setup(frm) {
		frm.set_query("beneficiary", () => ({ filters: { life_status: "Alive" } }));
	},

	refresh(frm) {
		covid_support.clear_buttons(frm);
		frm.toggle_display(["sec_record", "commune", "beneficiary_name"], !frm.is_new());
		frm.set_df_property("statement", "read_only", 1);
		if (frm.is_new()) return add_attach_buttons(frm);
		// a record: only taking it back changes it
		const writes = frm.perm[0].write;
		frm.disable_save();
		frm.set_read_only();
		if (frm.doc.flagged) frm.set_intro(__("Many refusals were recorded on this day. Ask the person whether they declined of their own will."), "orange");
		if (frm.doc.withdrawn_on) frm.set_intro(__("Taken back on {0}: {1}", [covid_support.day(frm.doc.withdrawn_on), frappe.utils.escape_html(frm.doc.withdrawal_reason)]), "blue");
		else if (writes) covid_support.add_button(frm, __("Take the refusal back"), () => take_back(frm));
	},

	beneficiary: add_attach_buttons,
	policy: (frm) => frm.doc.policy && frm.set_value("programme", ""),
	programme: (frm) => frm.doc.programme && frm.set_value("policy", ""),
});

/** The statement is kept with the person: a new form has no record yet that a file could hang on. */
function add_attach_buttons(frm) {
	covid_support.clear_buttons(frm);
	frm.clear_custom_buttons();
	if (!frm.doc.beneficiary) return;
	const attach = (camera) => covid_support.attach_photo("Beneficiary", frm.doc.beneficiary, (address) => frm.set_value("statement", address), camera);
	if (frappe.is_mobile()) covid_support.add_button(frm, __("Take a photo"), () => attach(true), true);
	covid_support.add_button(frm, __("Attach a file"), () => attach(false));
}

function take_back(frm) {
	covid_support.ask_reason(__("Take back the refusal of {0}", [frm.doc.beneficiary_name]), async (reason) => {
		await covid_support.call("applications.api.withdraw_waiver", { waiver: frm.doc.name, reason });
		await frm.reload_doc();
	});
}
