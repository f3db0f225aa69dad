// Form of the Issued Document: open it, check it as anybody can, revoke it, file its signed scan.

frappe.ui.form.on("Issued Document", {
	refresh(frm) {
		frm.disable_save();
		covid_support.clear_buttons(frm);
		if (frm.is_new()) return;
		const { file, verification_code: code, status } = frm.doc;
		if (file) covid_support.add_button(frm, __("Open the paper"), () => window.open(file, "_blank", "noopener"), true);
		covid_support.add_button(frm, __("Verification page"), () => window.open(`/xac-minh?ma=${encodeURIComponent(code)}`, "_blank", "noopener"));
		if (status !== "Issued" || !frm.perm[0]?.write) return;
		covid_support.add_button(frm, __("File the signed scan"), () => file_scan(frm));
		covid_support.add_button(frm, __("Revoke"), () => revoke(frm));
	},
});

function revoke(frm) {
	covid_support.ask_reason(__("Revoke number {0}", [frm.doc.document_number]), async (reason) => {
		await covid_support.call("documents.api.revoke", { issued: frm.doc.name, reason });
		await frm.reload_doc();
	});
}

function file_scan(frm) {
	new frappe.ui.FileUploader({
		doctype: frm.doctype,
		docname: frm.docname,
		restrictions: { allowed_file_types: [".pdf", ".jpg", ".jpeg", ".png"], max_number_of_files: 1 },
		on_success: ({ file_url }) =>
			covid_support.attempt(async () => {
				await covid_support.call("documents.api.attach_signed_scan", { issued: frm.doc.name, file_url });
				await frm.reload_doc();
			}),
	});
}
