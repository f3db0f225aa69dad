"""Last pages, annexes, several tables, preview and QR code of printed documents."""

import re

import pytest

from covid_support.documents.kit.blocks import (
	Annex,
	Column,
	PageBreak,
	Paragraph,
	QRNote,
	Recipients,
	Table,
)
from covid_support.documents.kit.qr_picture import qr_picture
from covid_support.documents.kit.typst_renderer import render_svg_pages
from covid_support.tests.pure.document_reader import (
	amounts_after,
	flat,
	page_texts,
	placed_texts,
	read,
	row_numbers,
	text_of,
)
from covid_support.tests.pure.document_samples import SIGNATURES, commune_list, plain

# last pages


def test_a_signature_never_stands_without_two_rows():
	for count in range(2, 45):
		last = page_texts(commune_list(count))[-1]
		assert len(row_numbers(last)) >= 2, count
		assert "TM. ỦY BAN NHÂN DÂN" in last and "Lê Văn Mẫu" in last and "TỔNG CỘNG" in last


def test_a_signature_never_stands_without_two_lines_of_text():
	sentence = (
		"Ủy ban nhân dân xã An Hiệp đề nghị Ủy ban nhân dân huyện Châu Thành xem xét, phê duyệt danh sách. "
	)
	for lines in range(18, 34):
		for last in (sentence * 2, sentence * 9):
			before = [Paragraph(f"Dòng {number}.") for number in range(lines)]
			document = plain(*before, Paragraph(last), Recipients(["Như trên", "Lưu: VT"]), SIGNATURES)
			page = page_texts(document)[-1]
			text, _mark, _signature = page.partition("Nơi nhận:")
			written = [
				line for line in text.splitlines() if line.strip() and not re.fullmatch(r"\d+ ?", line)
			]
			assert len(written) >= 2 and "Lê Văn Mẫu" in page, (lines, len(last), page)


def test_recipients_stand_on_the_left_level_with_the_signer():
	pieces = {
		piece.text: piece
		for piece in placed_texts(
			read(plain(Paragraph("Nội dung."), SIGNATURES, Recipients(["Như trên"]))).pages[0]
		)
	}
	label, signer = pieces["Nơi nhận:"], pieces["TM. ỦY BAN NHÂN DÂN"]
	assert abs(label.y - signer.y) < 8 and label.x < signer.x
	assert (label.size, pieces["- Như trên."].size) == (12, 11)


# annexes and several tables


def test_annexes_have_their_own_page_numbers_and_may_lie_crosswise():
	rows = [{"name": f"Người {index}", "amount": 1} for index in range(60)]
	table = Table(
		[Column("name", "Họ và tên"), Column("amount", "Tiền", kind="money")], rows, page_subtotal=True
	)
	document = plain(
		Paragraph("Trang một."),
		PageBreak(),
		Paragraph("Trang hai."),
		Annex("DANH SÁCH A", [table], "Phụ lục I", landscape=True),
		Annex("DANH SÁCH B", [Paragraph("Hết.")], "Phụ lục II"),
	)
	reader = read(document)
	wide = [page.mediabox.width > page.mediabox.height for page in reader.pages]
	assert wide == [False, False, True, True, True, False]
	firsts = [flat(text_of(page)).split()[0] for page in reader.pages]
	assert firsts == ["Trang", "2", "Phụ", "2", "3", "Phụ"]


def test_several_tables_in_one_text_each_fit_where_they_begin():
	def table(count):
		rows = [{"name": f"Người {index}", "amount": 1000} for index in range(count)]
		columns = [Column("name", "Họ và tên"), Column("amount", "Số tiền", kind="money")]
		return Table(columns, rows, page_subtotal=True, grand_total=True)

	pages = page_texts(
		plain(Paragraph("Mở đầu."), table(50), Paragraph("Giữa."), table(70), table(5), SIGNATURES)
	)
	text = "\n".join(pages)
	assert sorted(row_numbers(text)) == sorted([*range(1, 51), *range(1, 71), *range(1, 6)])
	assert amounts_after("TỔNG CỘNG", text) == [50_000, 70_000, 5_000]
	assert sum(amounts_after("Cộng trang", text)) == 120_000
	assert len(pages) <= 5


# preview and QR


def test_the_preview_draws_the_first_pages_only():
	pages = render_svg_pages(commune_list(3000), first=2)
	assert len(pages) == 2
	assert all(page.startswith("<svg") for page in pages)
	assert len(render_svg_pages(commune_list(30), first=5)) == len(page_texts(commune_list(30)))


def test_a_qr_code_is_drawn_module_by_module_with_its_quiet_zone():
	modules = [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
	picture = qr_picture(modules)
	assert 'viewBox="0 0 11 11"' in picture
	assert picture.count("h1v1h-1z") == 5 and "M4 4h1" in picture and "M5 5h1" in picture
	assert "Mã kiểm tra" in page_texts(plain(Paragraph("x"), SIGNATURES, QRNote(modules, "Mã kiểm tra")))[0]


@pytest.mark.parametrize("code", ["WSND-ANVA-UTJG", "AVAV-TATA-LTYA", "VAWA-PAFA-YATY"])
def test_the_code_below_a_qr_code_can_be_copied_from_the_file(code):
	"""Letters that kerning draws together, AV or TA, came out of the file with a space between them."""
	caption = "Kiểm tra văn bản: quét mã hoặc mở https://hotro.example.vn/xac-minh, nhập mã"
	pages = page_texts(plain(Paragraph("x"), SIGNATURES, QRNote([[1]], caption, code)))
	assert code in pages[0]
