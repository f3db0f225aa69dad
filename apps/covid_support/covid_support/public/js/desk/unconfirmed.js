// Values of the law that nobody has read in a text yet: listed on the form, confirmed one by one by name.
const OF_LAW = ["Support Policy", "Support Programme", "Approval Route", "Exclusive Group", "Legal Document"];
const VERIFIED = [
	{ value: "V1", label: __("Read in the official text") },
	{ value: "V2", label: __("Read in another reliable source") },
	{ value: "D", label: __("Worked out from verified values") },
];

for (const doctype of OF_LAW)
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (!frm.is_new()) covid_support.attempt(() => show_unconfirmed(frm));
		},
	});

const show_unconfirmed = async (frm) => {
	const { doctype, docname } = frm;
	const found = await covid_support.read("programmes.api.get_unconfirmed", { doctype, name: docname });
	if (frm.docname !== docname || frm.doctype !== doctype || !found.values.length) return;
	frm.dashboard.parent.find(".unconfirmed-values").remove();
	frm.dashboard.add_section(
		$(`<div class="table-responsive">`).append(table_of(found, frm)),
		__("Not confirmed: {0}", [found.values.length]),
		"custom unconfirmed-values"
	);
};

const table_of = ({ values, may_confirm }, frm) =>
	covid_support.plain_table(
		[__("Where"), __("Value"), __("Confidence"), __("Source"), ""],
		values.map((value) => [value.where, value.says, value.confidence, value.source, may_confirm ? confirm_button(frm, value) : ""])
	);

const confirm_button = (frm, value) =>
	covid_support.element("button", __("Confirm value"), "btn btn-xs btn-default").on("click", () => ask(frm, value));

/** Who confirms says where the value was read; name and day are written by the server. */
const ask = (frm, value) => {
	if (frm.is_dirty()) {
		frappe.msgprint(__("Save the form first."));
		return;
	}
	covid_support.dialog(
		__("Confirm value"),
		[
			{ fieldname: "value", fieldtype: "HTML", options: covid_support.element("p", `${value.where}: ${value.says}`).prop("outerHTML") },
			{ fieldname: "confidence", fieldtype: "Select", label: __("How it was verified"), options: VERIFIED, default: "V1", reqd: 1 },
			{ fieldname: "source", fieldtype: "Small Text", label: __("Document, article and clause read"), default: value.source, reqd: 1 },
		],
		__("Confirm value"),
		async ({ confidence, source }) => {
			const { row, prefix } = value;
			const target = { doctype: frm.doctype, name: frm.docname };
			await covid_support.call("programmes.api.confirm_value", { ...target, row, prefix, confidence, source });
			await frm.reload_doc();
		}
	);
};
