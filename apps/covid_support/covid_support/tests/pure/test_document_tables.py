"""Tables before they are drawn: figures, groups, lines, widths and pages."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from covid_support.core.problem import Problem
from covid_support.documents.kit.blocks import Column, Paragraph, Row, SignaturePlace, SignaturePlaces, Table
from covid_support.documents.kit.fonts import face_metrics, font_folder
from covid_support.documents.kit.line_breaking import LineBreaker
from covid_support.documents.kit.pagination import Paginator, Room
from covid_support.documents.kit.state_document import STATE_DOCUMENT
from covid_support.documents.kit.table_layout import TableLayout, shared_widths
from covid_support.documents.kit.table_rows import DATA, GROUP, TableRows

NAME = Column("name", "Họ và tên", 40)
MONEY = Column("amount", "Số tiền", 25, kind="money")
FULL = STATE_DOCUMENT.content_height(True)
WIDTH = STATE_DOCUMENT.content_width(True)


def faces():
	return face_metrics(font_folder(), False), face_metrics(font_folder(), True)


def laid_out(table, width=WIDTH):
	return TableLayout(table, STATE_DOCUMENT, faces(), width).lay_out()


def money_table(amounts, **options):
	rows = [
		{"name": f"Người {index}", "unit": f"Xã {index % 3}", "amount": amount}
		for index, amount in enumerate(amounts)
	]
	return Table([NAME, MONEY], rows, **options)


def amount_in(text: str) -> int:
	return int(text.replace(".", ""))


# figures and groups


def test_figures_are_printed_as_officials_write_them():
	rows = TableRows(
		Table(
			[
				Column("a", "A", kind="integer"),
				Column("b", "B", kind="percent"),
				Column("c", "C", kind="money", total=False),
			],
			[
				{"a": 253514, "b": Decimal("97.25"), "c": 750000.0},
				{"a": 0, "b": 100, "c": None},
				{"a": "x", "b": "–"},
			],
			number_column=False,
		)
	)
	assert [row.texts for row in rows.printed()] == [
		["253.514", "97,3", "750.000"],
		["0", "100,0", ""],
		["x", "–", ""],
	]


@pytest.mark.parametrize("value", [0.5, "750.000", Decimal("1.5")])
def test_a_summed_column_takes_whole_numbers_only(value):
	with pytest.raises(Problem, match="Row 1, column Số tiền"):
		TableRows(money_table([value], grand_total=True)).printed()


def test_groups_stand_together_and_are_summed():
	table = money_table([100, 20, 3, 400, 50], group_by="unit", group_label="{name} ({count} người)")
	rows = TableRows(table).printed()
	assert [(row.texts[0], row.texts[2]) for row in rows if row.kind == GROUP] == [
		("I. Xã 0 (2 người)", "500"),
		("II. Xã 1 (2 người)", "70"),
		("III. Xã 2 (1 người)", "3"),
	]
	assert [row.texts[0] for row in rows if row.kind == DATA] == ["1", "2", "3", "4", "5"]
	assert [row.texts[1] for row in rows if row.kind == DATA] == [
		"Người 0",
		"Người 3",
		"Người 1",
		"Người 4",
		"Người 2",
	]


def test_an_empty_table_says_so():
	cut = Paginator(laid_out(money_table([], grand_total=True, page_subtotal=True)), Room(300, FULL)).cut()
	assert [row.texts[0] for row in cut.pages[0].rows] == ["(Không có trường hợp nào)", "TỔNG CỘNG"]
	assert cut.pages[0].rows[1].texts[2] == "0"


# lines


words = st.text(alphabet="aăâđêơưỷNguyễnTHỊ-/.(", min_size=1, max_size=70)


@given(st.lists(words, min_size=1, max_size=8), st.floats(20, 300))
@settings(max_examples=200, deadline=None)
def test_lines_hold_all_letters_and_keep_to_the_width(parts, limit):
	breaker = LineBreaker(faces()[0], 12)
	text = " ".join(parts)
	lines = breaker.lines(text, limit)
	assert "".join(lines).replace(" ", "") == text.replace(" ", "")
	assert all(breaker.width(line) <= limit or len(line) == 1 for line in lines)


def test_words_are_kept_whole_when_they_fit():
	breaker = LineBreaker(faces()[0], 12)
	assert breaker.lines("Nguyễn Hoàng Minh Quỳnh", 80) == ["Nguyễn Hoàng", "Minh Quỳnh"]
	assert breaker.lines("hai\ndòng", 80) == ["hai", "dòng"]
	assert breaker.lines("", 80) == [""]


# widths


@given(st.lists(st.tuples(st.floats(1, 60), st.floats(5, 60)), min_size=1, max_size=12), st.floats(1, 3))
def test_widths_fill_the_page_and_respect_the_least(columns, spare):
	wished, least = [column[0] for column in columns], [column[1] for column in columns]
	available = sum(least) * spare
	widths = shared_widths(wished, least, available)
	assert sum(widths) == pytest.approx(available, abs=0.1)
	assert all(width >= low - 0.001 for width, low in zip(widths, least, strict=True))


def test_an_amount_is_never_broken():
	table = money_table([999_999_999_999, 1], grand_total=True)
	narrow = laid_out(table, width=200)
	assert all("\n" not in row.texts[2] for row in narrow.rows)
	figures = faces()[1].width("1.000.000.000.000", narrow.size)
	assert narrow.widths[2] >= figures + 2 * STATE_DOCUMENT.cell_inset_x


def test_many_columns_shrink_the_letters_and_too_many_are_refused():
	def wide(count):
		columns = [
			Column(str(index), f"Cột {index}", 10, kind="money", total=False) for index in range(count)
		]
		return Table(columns, [{str(index): 9_999_999 for index in range(count)}], number_column=False)

	assert laid_out(wide(8)).size == 12
	assert 7 <= laid_out(wide(18)).size < 12
	with pytest.raises(Problem, match="too many columns"):
		laid_out(wide(40))


# pages


tables = st.builds(
	lambda amounts, page_subtotal, carried, grand_total, grouped: money_table(
		amounts,
		page_subtotal=page_subtotal,
		carried=carried,
		grand_total=grand_total,
		group_by="unit" if grouped else "",
	),
	st.lists(st.integers(0, 10**9), min_size=1, max_size=120),
	st.booleans(),
	st.booleans(),
	st.booleans(),
	st.booleans(),
)


@given(tables, st.floats(0, FULL), st.sampled_from([0, 100, 200]))
@settings(max_examples=150, deadline=None)
def test_pages_hold_every_row_once_and_nothing_runs_over(table, first, closing):
	laid = laid_out(table)
	cut = Paginator(laid, Room(first, FULL, closing)).cut()
	printed = [row for page in cut.pages for row in page.rows if row.kind in (DATA, GROUP)]
	assert printed == laid.rows
	for number, page in enumerate(cut.pages):
		room = first if number == 0 and not cut.begins_on_new_page else FULL
		last = number == len(cut.pages) - 1
		assert laid.header_height + sum(page.heights) + (closing if last else 0) <= room
		body = [row for row in page.rows if row.kind in (DATA, GROUP)]
		assert body[-1].kind == DATA


@given(tables, st.floats(0, FULL))
@settings(max_examples=100, deadline=None)
def test_a_signature_has_two_rows_for_company(table, first):
	cut = Paginator(laid_out(table), Room(first, FULL, 150)).cut()
	rows = [row for row in cut.pages[-1].rows if row.kind == DATA]
	assert len(rows) >= (2 if len(table.rows) != 2 else 1) or len(table.rows) == 1


@given(st.lists(st.integers(0, 10**9), min_size=40, max_size=150))
@settings(max_examples=30, deadline=None)
def test_page_totals_add_up_to_the_grand_total(amounts):
	table = money_table(amounts, page_subtotal=True, carried=True, grand_total=True)
	pages = Paginator(laid_out(table), Room(300, FULL, 120)).cut().pages
	totals = [amount_in(row.texts[2]) for page in pages for row in page.rows if row.kind == "page"]
	assert len(totals) == len(pages) > 1
	assert sum(totals) == sum(amounts)
	assert amount_in(pages[-1].rows[-1].texts[2]) == sum(amounts)
	carried = [[amount_in(row.texts[2]) for row in page.rows if row.kind == "carried"] for page in pages]
	for number in range(len(pages) - 1):
		assert carried[number][-1] == carried[number + 1][0] == sum(totals[: number + 1])


def test_one_page_needs_no_page_total():
	cut = Paginator(
		laid_out(money_table([1, 2], page_subtotal=True, grand_total=True)), Room(FULL, FULL)
	).cut()
	assert [row.kind for row in cut.pages[0].rows] == [DATA, DATA, "grand"]


def test_a_text_longer_than_a_page_is_refused():
	table = Table([NAME, MONEY], [{"name": "dài " * 9000, "amount": 1}])
	with pytest.raises(Problem, match="table row 1 is too long"):
		Paginator(laid_out(table), Room(FULL, FULL)).cut()


def test_a_closing_taller_than_a_page_may_flow():
	cut = Paginator(laid_out(money_table([1, 2, 3])), Room(FULL, FULL, 2 * FULL)).cut()
	assert not cut.closing_kept


# refusals of the blocks themselves


def test_blocks_refuse_what_they_do_not_know():
	with pytest.raises(Problem, match="kind date is not known"):
		Column("a", "A", kind="date")
	with pytest.raises(Problem, match="alignment middle"):
		Column("a", "A", align="middle")
	with pytest.raises(Problem, match="at most two levels"):
		Column("a", "A", sub_columns=[Column("b", "B", sub_columns=[Column("c", "C")])])
	with pytest.raises(Problem, match="style loud"):
		Paragraph("x", "loud")
	with pytest.raises(Problem, match="no columns"):
		Table([], [])
	with pytest.raises(Problem, match="one to four places"):
		SignaturePlaces([SignaturePlace(["A"])] * 5)


def test_rows_of_a_report_keep_their_level():
	table = Table(
		[NAME], [Row({"name": "Tổng"}, bold=True), Row({"name": "Xã"}, level=1)], number_column=False
	)
	assert [(row.bold, row.level) for row in TableRows(table).printed()] == [(True, 0), (False, 1)]
