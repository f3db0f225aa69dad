"""Printed documents read back from the PDF: looks of NĐ 30/2020, long lists, odd texts, last pages."""

import re
from datetime import date

import pytest

from covid_support.core.problem import Problem
from covid_support.documents.kit import fonts
from covid_support.documents.kit.blocks import (
	Letterhead,
	Paragraph,
	SubjectLine,
)
from covid_support.documents.kit.templates import decision, payment_list, proposed_list, submission_letter
from covid_support.documents.kit.typst_renderer import render_pdf
from covid_support.tests.pure import document_samples as samples
from covid_support.tests.pure.document_reader import (
	amounts_after,
	flat,
	fonts_of,
	page_texts,
	placed_texts,
	read,
	row_numbers,
	text_of,
)
from covid_support.tests.pure.document_samples import commune_list, plain

MILLIMETRE = 72 / 25.4
LETTERS = (
	"ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựỳỵỷỹđĐĂÂÊÔƠƯÁÀẢÃẠÉÈẺẼẸÍÌỈĨỊÓÒỎÕỌÚÙỦŨỤÝỲỶỸỴẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰ"
)


# looks


def test_paper_and_margins_of_the_decree():
	reader = read(submission_letter.build(samples.submission_letter()))
	for page in reader.pages:
		width, height = float(page.mediabox.width), float(page.mediabox.height)
		assert (round(width / MILLIMETRE), round(height / MILLIMETRE)) == (210, 297)
		body = [piece for piece in placed_texts(page) if not re.fullmatch(r"\d", piece.text)]
		assert min(piece.x for piece in body) >= 30 * MILLIMETRE - 0.1
		assert max(piece.x for piece in body) < width - 15 * MILLIMETRE
		assert all(20 * MILLIMETRE - 0.1 <= piece.y <= height - 20 * MILLIMETRE for piece in body)


def test_sizes_of_letters():
	sizes = {
		piece.text: piece.size
		for piece in placed_texts(read(submission_letter.build(samples.submission_letter())).pages[0])
	}
	assert sizes["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] in (12, 13)
	assert sizes["Độc lập - Tự do - Hạnh phúc"] in (13, 14)
	assert sizes["HUYỆN CHÂU THÀNH"] in (12, 13)
	assert sizes["Số: 07/TTr-UBND"] == 13
	assert sizes["Châu Thành, ngày 08 tháng 5 năm 2020"] in (13, 14)
	assert sizes["TỜ TRÌNH"] in (13, 14)


def test_page_numbers_stand_in_the_top_margin_from_page_two():
	reader = read(commune_list(120))
	assert len(reader.pages) > 3
	for index, page in enumerate(reader.pages):
		width, height = float(page.mediabox.width), float(page.mediabox.height)
		above = [piece for piece in placed_texts(page) if piece.y > height - 20 * MILLIMETRE]
		assert [piece.text for piece in above] == ([] if index == 0 else [str(index + 1)])
		if above:
			middle = (30 + (width / MILLIMETRE - 15)) / 2 * MILLIMETRE
			assert abs(above[0].x + 13 / 4 - middle) < 5
			assert above[0].size in (13, 14)


def test_only_liberation_serif_is_embedded_and_every_letter_survives():
	document = plain(Paragraph(LETTERS), Paragraph(f"**{LETTERS}**"), Paragraph(LETTERS, "note"))
	reader = read(document)
	assert fonts_of(reader) == {
		"LiberationSerif": True,
		"LiberationSerif-Bold": True,
		"LiberationSerif-Italic": True,
	}
	assert text_of(reader.pages[0]).replace("\n", "").count(LETTERS) == 3


def test_head_and_title_come_in_reading_order():
	text = flat(page_texts(decision.build(samples.decision([])))[0])
	order = [
		"ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG",
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
		"Độc lập - Tự do - Hạnh phúc",
		"Số: 1125/QĐ-UBND",
		"Sóc Trăng, ngày 12 tháng 5 năm 2020",
		"QUYẾT ĐỊNH Về việc",
		"CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG Căn cứ",
		"QUYẾT ĐỊNH: Điều 1.",
		"Điều 2.",
	]
	places = [text.index(piece) for piece in order]
	assert places == sorted(places)


def test_the_subject_of_a_letter_stands_under_its_number():
	head = Letterhead("ỦY BAN NHÂN DÂN\nXÃ AN HIỆP", "", "7/UBND-VX", "An Hiệp", date(2020, 5, 5))
	pieces = placed_texts(read(plain(head, SubjectLine("V/v rà soát danh sách"))).pages[0])
	place = {piece.text: piece for piece in pieces}
	assert place["V/v rà soát danh sách"].y < place["Số: 07/UBND-VX"].y
	assert place["V/v rà soát danh sách"].x < place["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"].x


def test_properties_and_bytes_follow_from_the_data_alone():
	first, second = render_pdf(commune_list(30)), render_pdf(commune_list(30))
	assert first == second
	assert first != render_pdf(commune_list(31))
	metadata = read(commune_list(1)).metadata
	assert metadata.title.startswith("Danh sách đề nghị hỗ trợ thành viên hộ nghèo")
	assert metadata.author == "ỦY BAN NHÂN DÂN XÃ AN HIỆP"
	assert metadata.creation_date.date() == date(2020, 5, 5)


# odd texts


@pytest.mark.parametrize(
	"name",
	[
		'#eval("1+1")',
		"*Nguyễn* _Văn_ $A$",
		"<nhãn> @tham_chiếu",
		"a\\b \\n /* */ // x",
		"`mã` [x] {y} = ~ -- ...",
		'{"a": 1}',
		"- gạch",
		"= đề mục",
	],
)
def test_special_characters_are_printed_as_they_are(name):
	lines = [{**samples.person(0), "full_name": name}]
	assert name in flat(page_texts(proposed_list.build(samples.proposed_list(lines)))[0])
	paragraph = Paragraph("Ông {name}.", values={"name": name})
	assert f"Ông {name}." in flat(page_texts(plain(paragraph))[0])


def test_a_letter_outside_the_font_is_refused_by_name():
	lines = [{**samples.person(0), "full_name": "Trần 陳"}]
	with pytest.raises(Problem, match=r"陳.*U\+9673.*Trần"):
		render_pdf(proposed_list.build(samples.proposed_list(lines)))
	with pytest.raises(Problem, match=r"U\+1F600"):
		render_pdf(plain(Paragraph("Chào \U0001f600")))


def test_a_missing_font_is_named(monkeypatch, tmp_path):
	monkeypatch.setenv(fonts.FOLDER_VARIABLE, str(tmp_path))
	with pytest.raises(Problem, match="fonts-liberation2"):
		render_pdf(plain(Paragraph("x")))


def test_a_name_of_seventy_characters_wraps_inside_its_column():
	name = "Nguyễn Phước Công Tằng Tôn Nữ Huyền Trân Hoàng Minh Phương Thảo Quỳnh A"
	assert 70 <= len(name) <= 72
	lines = [{**samples.person(0), "full_name": name}, samples.person(1)]
	page = read(proposed_list.build(samples.proposed_list(lines))).pages[0]
	assert name in flat(text_of(page))
	pieces = placed_texts(page)
	left = next(piece.x for piece in pieces if piece.text == "01/01/1940")
	parts = [piece for piece in pieces if piece.text and piece.text in name and len(piece.text) > 3]
	assert len(parts) >= 2
	metrics = fonts.face_metrics(fonts.font_folder(), False)
	assert all(part.x + metrics.width(part.text, part.size) < left for part in parts)


# long lists


def test_three_hundred_lines_repeat_the_heading_and_add_up():
	lines = [samples.person(index, amount=1000 * (index + 1)) for index in range(300)]
	pages = page_texts(proposed_list.build(samples.proposed_list(lines)))
	assert len(pages) >= 10
	for page in pages:
		assert page.count("Họ và tên") == 1
		assert "Ngày, tháng, năm sinh" in page and "(1) (2) (3) (4) (5)" in page
	totals = [total for page in pages for total in amounts_after("Cộng trang", page)]
	assert len(totals) == len(pages)
	assert sum(totals) == 1000 * 300 * 301 // 2 == 45_150_000
	assert amounts_after("TỔNG CỘNG", pages[-1]) == [45_150_000]
	assert "Bốn mươi lăm triệu một trăm năm mươi nghìn đồng" in flat(pages[-1])
	assert [number for page in pages for number in row_numbers(page)] == list(range(1, 301))


def test_five_thousand_lines():
	pages = page_texts(payment_list.build(samples.payment_list(samples.people(5000))))
	totals = [total for page in pages for total in amounts_after("Cộng trang", page)]
	assert len(totals) == len(pages)
	assert sum(totals) == 3_750_000_000
	assert "TỔNG CỘNG (5.000 người) 3.750.000.000" in flat(pages[-1])
	assert sum(len(row_numbers(page)) for page in pages) == 5000


def test_no_line_and_one_line():
	(page,) = page_texts(commune_list(0))
	assert "(Không có trường hợp nào)" in page and "TỔNG CỘNG (0 người) 0" in page and "Lê Văn Mẫu" in page
	(page,) = page_texts(commune_list(1))
	assert row_numbers(page) == [1] and "Cộng trang" not in page and "TỔNG CỘNG (1 người) 750.000" in page


def test_figures_of_a_row_stand_on_one_line():
	for piece in placed_texts(read(commune_list(20)).pages[0]):
		if piece.text.endswith(".000"):
			assert re.fullmatch(r"\d{1,3}(\.\d{3})+", piece.text)
