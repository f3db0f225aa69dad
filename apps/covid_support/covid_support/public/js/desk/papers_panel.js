// The papers of an application or a list: what the policy asks for in this case, what is there, photos by phone.
frappe.provide("covid_support");

const PAPERS = "applications.api";
const need_words = () => ({
	Required: __("Mandatory"),
	Optional: __("Optional"),
	"By Case": __("If the case applies"),
	Extra: __("Asked for beyond the policy"),
	"Not Needed": __("Not Needed"),
});

/** Shows the papers of the form's document in its field `papers_html`, with buttons for who may check them off. */
covid_support.show_papers = (frm) => {
	const wrapper = frm.get_field("papers_html").$wrapper;
	if (frm.is_new()) return wrapper.empty();
	const { doctype, name } = frm.doc;
	return covid_support.attempt(async () => {
		const page = await covid_support.read("screens.get_papers", { doctype, name });
		if (frm.doc.name === name) draw(frm, wrapper.empty(), page);
	});
};

function draw(frm, wrapper, { papers, may_check }) {
	wrapper.append(progress(papers));
	const rows = papers.map((paper) => [title_cell(paper), covid_support.paper_badge(paper), who(paper), scan_link(paper), buttons(frm, paper, may_check)]);
	if (rows.length) {
		wrapper.append(covid_support.plain_table([__("Paper"), __("Status"), __("Checked Off By"), __("Photo or Scan"), ""], rows));
	}
	if (may_check) wrapper.append(ask_button(frm));
}

function progress(papers) {
	const required = papers.filter((paper) => paper.need === "Required");
	if (!required.length) return covid_support.element("p", __("The policy requires no papers in this case."), "text-muted");
	const there = required.filter((paper) => paper.status === "Received").length;
	const done = there === required.length;
	return covid_support.element("p", __("{0} of {1} required papers are there", [there, required.length]), done ? "text-success bold" : "text-danger bold");
}

function title_cell({ title, need, only_for, row }) {
	const cell = covid_support.element("div", title, "cs-paper-title");
	const note = [need_words()[need], only_for].filter(Boolean).join(": ");
	cell.append(covid_support.element("div", note, "cs-reason"));
	if (row?.extra) {
		const asked = __("{0}: {1} (ground: {2})", [covid_support.user_name(row.requested_by), row.justification, row.legal_ground]);
		cell.append(covid_support.element("div", asked, "cs-reason"));
	}
	return cell;
}

covid_support.paper_badge = ({ status, lacking }) => {
	const colour = { Received: "green", "Not Needed": "gray", Missing: lacking ? "red" : "orange" }[status];
	return covid_support.element("span", __(status), `indicator-pill no-indicator-dot ${colour}`);
};

const who = ({ row }) => (row?.checked_by ? `${covid_support.user_name(row.checked_by)}, ${covid_support.moment(row.checked_at)}` : "");

function scan_link({ row }) {
	if (!row?.scan) return "";
	return covid_support.element("a", __("View the photo")).attr({ href: row.scan, target: "_blank", rel: "noopener" });
}

function buttons(frm, paper, may_check) {
	const bar = covid_support.element("div", "", "cs-buttons");
	if (!may_check) return bar;
	const add = (label, act, primary) =>
		covid_support.element("button", label, `btn btn-xs ${primary ? "btn-primary" : "btn-default"}`).attr("type", "button").on("click", act).appendTo(bar);
	const attach = (camera) => covid_support.attach_photo(frm.doctype, frm.doc.name, (scan) => check(frm, paper, "Received", scan), camera);
	if (frappe.is_mobile()) add(__("Take a photo"), () => attach(true));
	add(__("Attach a file"), () => attach(false));
	if (paper.status !== "Received") add(__("Received"), () => covid_support.attempt(() => check(frm, paper, "Received")), true);
	if (paper.status !== "Missing") add(__("Undo"), () => covid_support.attempt(() => check(frm, paper, "Missing")));
	if (["By Case", "Optional"].includes(paper.need) && paper.status === "Missing") {
		add(__("Not Needed"), () => covid_support.attempt(() => check(frm, paper, "Not Needed")));
	}
	return bar;
}

async function check(frm, { title }, status, scan = "") {
	await covid_support.call(`${PAPERS}.check_paper`, { doctype: frm.doctype, name: frm.doc.name, paper: title, status, scan });
	await covid_support.show_papers(frm);
	covid_support.show_checks?.(frm);
}

function ask_button(frm) {
	const ask = () => {
		const fields = [
			{ fieldname: "note", fieldtype: "HTML", options: covid_support.element("p", __("The policy does not require this paper. Your name, the reason and the ground stay on record and are reported to your superiors."), "text-muted").prop("outerHTML") },
			{ fieldname: "paper", fieldtype: "Data", label: __("Paper"), reqd: 1 },
			{ fieldname: "justification", fieldtype: "Small Text", label: __("Why it is needed"), reqd: 1 },
			{ fieldname: "legal_ground", fieldtype: "Data", label: __("Legal Ground"), reqd: 1 },
		];
		covid_support.dialog(__("Ask for another paper"), fields, __("Ask for it"), async ({ paper, justification, legal_ground }) => {
			const { doctype, name } = frm.doc;
			await covid_support.call(`${PAPERS}.request_extra_paper`, { doctype, name, paper, justification, legal_ground });
			await covid_support.show_papers(frm);
		});
	};
	return covid_support.element("button", __("Ask for another paper"), "btn btn-xs btn-default").attr("type", "button").on("click", ask);
}

/** For a list in preparation: everybody has brought the required papers. */
covid_support.receive_all_papers = (frm) =>
	frappe.confirm(__("Check off the required papers of everybody on this list? Do so only with the papers in hand."), () =>
		covid_support.attempt(async () => {
			const count = await covid_support.call(`${PAPERS}.receive_papers_of_all`, { application_list: frm.doc.name }, { freeze: true });
			frappe.show_alert({ message: __("{0} papers checked off", [covid_support.count(count)]), indicator: "green" });
			await frm.reload_doc();
		})
	);
