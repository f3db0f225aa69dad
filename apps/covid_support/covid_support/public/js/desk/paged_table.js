// A table that fetches one page at a time, with a search box and a status filter; cards on a phone.
frappe.provide("covid_support");

const TYPING_PAUSE = 350;

/**
 * options: wrapper; fetch({start, search, status}) → promise of {total, rows, page_length};
 * columns: [{label, value(row) → text or element, amount: right-aligned}]; statuses: [] for the filter;
 * buttons(row) → [{label, act, danger}]; picked: a Map when rows can be ticked; empty: text.
 */
covid_support.PagedTable = class PagedTable {
	constructor(options) {
		Object.assign(this, { statuses: [], buttons: () => [], search: "", status: "", start: 0 }, options);
		this.make();
	}

	make() {
		const element = covid_support.element;
		this.wrapper = $(this.wrapper).empty().addClass("cs-paged-table");
		this.toolbar = element("div", "", "cs-toolbar").appendTo(this.wrapper);
		this.box = $('<input type="search" class="form-control input-sm">')
			.attr({ placeholder: __("Search by name"), "aria-label": __("Search by name") })
			.on("input", frappe.utils.debounce(() => this.find(this.box.val()), TYPING_PAUSE))
			.appendTo(this.toolbar);
		if (this.statuses.length) this.make_filter();
		this.extra = element("div", "", "cs-toolbar-buttons").appendTo(this.toolbar);
		this.table = $("<table>").addClass("table cs-table").appendTo(this.wrapper);
		this.footer = element("div", "", "cs-table-footer").appendTo(this.wrapper);
	}

	make_filter() {
		const select = $('<select class="form-control input-sm">').attr("aria-label", __("Status"));
		select.append(covid_support.element("option", __("All statuses")).val(""));
		this.statuses.forEach((status) => select.append(covid_support.element("option", __(status)).val(status)));
		select.on("change", () => {
			this.status = select.val();
			this.go_to(0);
		});
		select.appendTo(this.toolbar);
	}

	find(text) {
		this.search = text;
		return this.go_to(0);
	}

	go_to(start) {
		this.start = start;
		return this.refresh();
	}

	refresh() {
		const turn = (this.turn = (this.turn || 0) + 1);
		const { start, search, status } = this;
		return covid_support.attempt(async () => {
			const answer = await this.fetch({ start, search, status });
			// an answer that was overtaken by a later question is dropped
			if (turn === this.turn) this.render(answer);
		});
	}

	render(answer) {
		this.answer = answer;
		this.table.empty().append(this.head(), this.body(answer.rows));
		this.table.toggleClass("cs-table-empty", !answer.rows.length);
		this.render_footer(answer);
		this.after_render?.(answer);
	}

	head() {
		const row = $("<tr>");
		if (this.picked) row.append(covid_support.element("th", "", "cs-tick"));
		row.append(covid_support.element("th", __("No."), "cs-number"));
		this.columns.forEach((column) => row.append(covid_support.element("th", column.label, column.amount ? "cs-amount" : "")));
		row.append($("<th>"));
		return $("<thead>").append(row);
	}

	body(rows) {
		const body = $("<tbody>");
		rows.forEach((row, index) => body.append(this.line(row, this.start + index + 1)));
		if (!rows.length) {
			const width = this.columns.length + 3;
			const empty = this.search || this.status ? __("Nobody matches the search.") : this.empty || __("Nobody yet.");
			body.append($("<tr>").append(covid_support.element("td", empty, "text-muted").attr("colspan", width)));
		}
		return body;
	}

	line(row, number) {
		const line = $("<tr>").attr("data-name", row.name);
		if (this.picked) line.append($("<td>").addClass("cs-tick").append(this.tick(row)));
		line.append(covid_support.element("td", number, "cs-number"));
		this.columns.forEach((column) => line.append(this.cell(column, row)));
		const buttons = covid_support.element("td", "", "cs-buttons");
		this.buttons(row).forEach((button) => buttons.append(this.button(button, row)));
		return line.append(buttons);
	}

	cell(column, row) {
		const value = column.value(row);
		const cell = $("<td>").attr("data-label", column.label).toggleClass("cs-amount", !!column.amount);
		if (value instanceof $) cell.append(value);
		else cell.text(value ?? "");
		return cell.toggleClass("cs-nothing", !cell.text());
	}

	button({ label, act, danger }, row) {
		return covid_support.element("button", label, `btn btn-xs ${danger ? "btn-default text-danger" : "btn-default"}`)
			.attr("type", "button")
			.on("click", () => act(row));
	}

	tick(row) {
		return $('<input type="checkbox">')
			.attr("aria-label", __("Choose {0}", [row.full_name || row.beneficiary_name]))
			.prop("checked", this.picked.has(row.name))
			.on("change", (event) => {
				if (event.target.checked) this.picked.set(row.name, row);
				else this.picked.delete(row.name);
				this.on_pick?.();
			});
	}

	render_footer({ total, rows, page_length }) {
		const last = this.start + rows.length;
		const shown = total ? __("{0}–{1} of {2} people", [this.start + 1, last, covid_support.count(total)]) : "";
		this.footer.empty().append(covid_support.element("span", shown, "text-muted"));
		if (this.start > 0) this.turn_button(__("Previous page"), Math.max(0, this.start - page_length));
		if (last < total) this.turn_button(__("Next page"), last);
	}

	turn_button(label, start) {
		covid_support.element("button", label, "btn btn-default btn-xs")
			.attr("type", "button")
			.on("click", () => this.go_to(start))
			.appendTo(this.footer);
	}

	/** A button beside the search box. */
	add_button(label, act, primary = false) {
		return covid_support.element("button", label, `btn btn-sm ${primary ? "btn-primary" : "btn-default"}`)
			.attr("type", "button")
			.on("click", act)
			.appendTo(this.extra);
	}
};

/** A plain read-only table for a dialog or a form. rows: arrays of text or elements. */
covid_support.plain_table = (labels, rows, amounts = []) => {
	const table = $("<table>").addClass("table cs-table cs-paged-table");
	const head = $("<tr>");
	labels.forEach((label, index) => head.append(covid_support.element("th", label, amounts.includes(index) ? "cs-amount" : "")));
	const body = $("<tbody>");
	rows.forEach((cells) => {
		const line = $("<tr>").appendTo(body);
		cells.forEach((value, index) => {
			const cell = $("<td>").attr("data-label", labels[index]).toggleClass("cs-amount", amounts.includes(index));
			if (value instanceof $) cell.append(value);
			else cell.text(value ?? "");
			line.append(cell.toggleClass("cs-nothing", !cell.text()));
		});
	});
	return table.append($("<thead>").append(head), body);
};
