"""Made-up data for the tests of official prints. No line is a real person."""

from datetime import date

from covid_support.documents.kit.blocks import Block, Document, SignaturePlace, SignaturePlaces
from covid_support.documents.kit.templates import proposed_list as proposed_list_print

FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Thạch", "Sơn", "Lâm", "Huỳnh", "Đặng")
MIDDLE_NAMES = ("Văn", "Thị", "Thị Hồng", "Hoàng Minh", "Ngọc")
GIVEN_NAMES = ("Ánh", "Dũng", "Kiệt", "Phượng", "Sà Rết", "Đa Ra", "Quỳnh", "Ưng", "Ỷ Lan")
HAMLETS = ("Ấp Phước Thuận", "Ấp An Trạch", "Ấp Trà Canh B", "Ấp Xóm Lớn")
SUBJECT = (
	"Đề nghị hỗ trợ thành viên hộ nghèo gặp khó khăn do đại dịch COVID-19\ntheo Nghị quyết số 42/NQ-CP "
	"ngày 09/4/2020 của Chính phủ"
)


def person(index: int, amount: int = 750_000) -> dict:
	"""One line of a list; everything follows from its index."""
	female = index % 2 == 1
	year = 1940 + index * 7 % 75
	century = (3 if female else 2) if year >= 2000 else (1 if female else 0)
	name = " ".join(
		(
			FAMILY_NAMES[index % 8],
			MIDDLE_NAMES[index // 8 % 5],
			GIVEN_NAMES[index // 40 % 9 if index > 40 else index % 9],
		)
	)
	return {
		"full_name": name,
		"sex": "Female" if female else "Male",
		"birth_date": f"{index % 28 + 1:02d}/{index % 12 + 1:02d}/{year}",
		"identity_number": f"094{century}{year % 100:02d}{index:06d}",
		"address": HAMLETS[index % 4],
		"rate": amount // 3,
		"quantity": 3,
		"amount": amount,
	}


def people(count: int, amount: int = 750_000) -> list[dict]:
	"""So many lines of a list."""
	return [person(index, amount) for index in range(count)]


def proposed_list(lines: list[dict]) -> dict:
	"""Data of a commune's list."""
	return {
		"parent_agency": "HUYỆN CHÂU THÀNH",
		"agency": "ỦY BAN NHÂN DÂN\nXÃ AN HIỆP",
		"prepared_on": date(2020, 5, 5),
		"subject": SUBJECT,
		"reference": "(Kèm theo Tờ trình số 15/TTr-UBND ngày 05 tháng 5 năm 2020 của Ủy ban nhân dân xã An Hiệp)",
		"preparer": {"post": "NGƯỜI LẬP BIỂU", "name": "Trần Thị Mẫu"},
		"signer": {
			"place_date": "An Hiệp, ngày 05 tháng 5 năm 2020",
			"authority": "TM. ỦY BAN NHÂN DÂN",
			"post": "CHỦ TỊCH",
			"name": "Lê Văn Mẫu",
		},
		"lines": lines,
	}


def submission_letter() -> dict:
	"""Data of a district's letter to the province: 340 people, 300,000,000 đồng."""
	return {
		"agency": "ỦY BAN NHÂN DÂN\nHUYỆN CHÂU THÀNH",
		"number_symbol": "7/TTr-UBND",
		"place": "Châu Thành",
		"issued_on": date(2020, 5, 8),
		"subject": "Về việc phê duyệt danh sách và kinh phí hỗ trợ người dân\ngặp khó khăn do đại dịch COVID-19",
		"sender": "Ủy ban nhân dân huyện Châu Thành",
		"receiver": "Ủy ban nhân dân tỉnh Sóc Trăng",
		"legal_basis": [
			"Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
			"Căn cứ Nghị quyết số 42/NQ-CP ngày 09 tháng 4 năm 2020 của Chính phủ về các biện pháp hỗ trợ người dân "
			"gặp khó khăn do đại dịch COVID-19;",
			"Căn cứ Quyết định số 15/2020/QĐ-TTg ngày 24 tháng 4 năm 2020 của Thủ tướng Chính phủ quy định về việc "
			"thực hiện các chính sách hỗ trợ người dân gặp khó khăn do đại dịch COVID-19.",
		],
		"policy": "người có công với cách mạng, đối tượng bảo trợ xã hội và thành viên hộ nghèo trên địa bàn huyện",
		"review": [
			"Ủy ban nhân dân các xã, thị trấn đã rà soát, lập danh sách, niêm yết công khai tại trụ sở và nhà sinh "
			"hoạt cộng đồng, có sự giám sát của Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội cùng cấp.",
			"Phòng Lao động - Thương binh và Xã hội huyện đã thẩm định từng trường hợp, đối chiếu không trùng lặp "
			"với các chính sách khác.",
		],
		"lists": [
			{"unit": "Xã An Hiệp", "group": "Thành viên hộ nghèo", "people": 120, "amount": 90_000_000},
			{"unit": "Xã Phú Tâm", "group": "Thành viên hộ nghèo", "people": 160, "amount": 120_000_000},
			{
				"unit": "Xã Phú Tâm",
				"group": "Người có công với cách mạng",
				"people": 60,
				"amount": 90_000_000,
			},
		],
		"funding": "Ngân sách trung ương hỗ trợ và ngân sách tỉnh năm 2020.",
		"recipients": ["Như trên", "Sở Lao động - Thương binh và Xã hội", "Sở Tài chính", "Lưu: VT"],
		"signer": {
			"authority": "TM. ỦY BAN NHÂN DÂN",
			"post": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
			"name": "Phạm Văn Mẫu",
		},
	}


def decision(lists: list[dict]) -> dict:
	"""Data of a decision of the chair of the province."""
	return {
		"agency": "ỦY BAN NHÂN DÂN\nTỈNH SÓC TRĂNG",
		"number_symbol": "1125/QĐ-UBND",
		"place": "Sóc Trăng",
		"issued_on": date(2020, 5, 12),
		"subject": "Về việc phê duyệt danh sách và kinh phí hỗ trợ người dân gặp khó khăn\n"
		"do đại dịch COVID-19 trên địa bàn huyện Châu Thành",
		"authority": "Chủ tịch Ủy ban nhân dân tỉnh Sóc Trăng",
		"legal_basis": [
			*submission_letter()["legal_basis"],
			"Theo đề nghị của Giám đốc Sở Lao động - Thương binh và Xã hội tỉnh Sóc Trăng tại Tờ trình số "
			"58/TTr-SLĐTBXH ngày 11 tháng 5 năm 2020",
		],
		"policy": "người dân gặp khó khăn do đại dịch COVID-19 trên địa bàn huyện Châu Thành theo Nghị quyết số 42/NQ-CP",
		"funding": "Ngân sách trung ương 50%, ngân sách tỉnh 50%.",
		"responsibilities": [
			"Giao Ủy ban nhân dân huyện Châu Thành tổ chức chi trả đúng đối tượng, đúng số tiền, công khai, minh bạch; "
			"quyết toán kinh phí theo quy định.",
			"Giao Sở Tài chính cấp kinh phí; Sở Lao động - Thương binh và Xã hội theo dõi, kiểm tra và tổng hợp báo cáo.",
		],
		"execution": "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các Sở: Lao động - Thương binh và Xã hội, Tài chính; "
		"Giám đốc Kho bạc Nhà nước Sóc Trăng; Chủ tịch Ủy ban nhân dân huyện Châu Thành chịu trách nhiệm thi hành "
		"Quyết định này kể từ ngày ký./.",
		"recipients": ["Như Điều 3", "TT. Tỉnh ủy", "TT. HĐND tỉnh", "Lưu: VT, VX"],
		"signer": {"post": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "name": "Hoàng Thị Mẫu"},
		"lists": lists,
	}


def payment_list(lines: list[dict]) -> dict:
	"""Data of a receipt sheet."""
	return {
		"parent_agency": "HUYỆN CHÂU THÀNH",
		"agency": "ỦY BAN NHÂN DÂN\nXÃ AN HIỆP",
		"prepared_on": date(2020, 5, 14),
		"subject": "Kinh phí hỗ trợ thành viên hộ nghèo gặp khó khăn do đại dịch COVID-19",
		"reference": "(Theo Quyết định số 1125/QĐ-UBND ngày 12 tháng 5 năm 2020 của Chủ tịch Ủy ban nhân dân tỉnh "
		"Sóc Trăng)",
		"payer": {"post": "NGƯỜI CHI TRẢ", "name": "Trần Thị Mẫu"},
		"accountant": {"post": "KẾ TOÁN", "name": "Ngô Văn Mẫu"},
		"signer": {
			"place_date": "An Hiệp, ngày       tháng 5 năm 2020",
			"authority": "TM. ỦY BAN NHÂN DÂN",
			"post": "CHỦ TỊCH",
			"name": "Lê Văn Mẫu",
		},
		"lines": lines,
	}


def results_report() -> dict:
	"""Data of a wide report: 4 stages × people and money, percent; 2 groups × 3 units and totals."""
	stages = (
		("needed", "Nhu cầu"),
		("proposed", "Đề nghị"),
		("approved", "Phê duyệt"),
		("paid", "Đã chi trả"),
	)
	columns = [
		{"key": "unit", "title": "Nhóm đối tượng, đơn vị", "width": 52},
		*(
			{
				"title": title,
				"sub_columns": [
					{"key": f"{key}_people", "title": "Số người", "kind": "integer", "width": 15},
					{"key": f"{key}_amount", "title": "Số tiền", "kind": "money", "width": 26},
				],
			}
			for key, title in stages
		),
		{"key": "percent", "title": "Tỷ lệ\n(%)", "kind": "percent", "width": 12},
	]
	return {
		"agency": "SỞ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI",
		"parent_agency": "ỦY BAN NHÂN DÂN\nTỈNH SÓC TRĂNG",
		"number_symbol": "45/BC-SLĐTBXH",
		"place": "Sóc Trăng",
		"issued_on": date(2020, 6, 30),
		"title": "Kết quả hỗ trợ người dân gặp khó khăn do đại dịch COVID-19",
		"period": "(Số liệu đến ngày 30 tháng 6 năm 2020)",
		"unit_line": "Đơn vị tính: người, đồng",
		"columns": columns,
		"rows": _report_rows([key for key, _title in stages]),
		"notes": [
			"Tỷ lệ (%) là số tiền đã chi trả so với số tiền được phê duyệt.",
			"Số liệu do các huyện báo cáo.",
		],
		"signatures": [
			{"post": "NGƯỜI LẬP BIỂU", "name": "Trần Thị Mẫu"},
			{"authority": "KT. GIÁM ĐỐC", "post": "PHÓ GIÁM ĐỐC", "name": "Đỗ Văn Mẫu"},
		],
	}


def _report_rows(stages: list[str]) -> list[dict]:
	def cells(unit: str, counts: list[int], rate: int) -> dict:
		row = {"unit": unit, "percent": 100 * counts[3] / counts[2]}
		for stage, count in zip(stages, counts, strict=True):
			row |= {f"{stage}_people": count, f"{stage}_amount": count * rate}
		return row

	return [
		{"cells": cells("Tổng số", [253_514, 253_514, 253_514, 246_684], 885_000), "bold": True},
		{
			"cells": cells("1. Người có công với cách mạng", [12_000, 11_900, 11_800, 11_800], 1_500_000),
			"bold": True,
		},
		{"cells": cells("Huyện Châu Thành", [7_000, 7_000, 6_900, 6_900], 1_500_000), "level": 1},
		{"cells": cells("Thị xã Vĩnh Châu", [5_000, 4_900, 4_900, 4_900], 1_500_000), "level": 1},
		{"cells": cells("2. Thành viên hộ nghèo", [40_000, 40_000, 39_000, 37_000], 750_000), "bold": True},
		{"cells": cells("Huyện Châu Thành", [25_000, 25_000, 24_500, 23_000], 750_000), "level": 1},
		{"cells": cells("Thị xã Vĩnh Châu", [15_000, 15_000, 14_500, 14_000], 750_000), "level": 1},
	]


SIGNATURES = SignaturePlaces([SignaturePlace(["CHỦ TỊCH"], "TM. ỦY BAN NHÂN DÂN", "Lê Văn Mẫu")])


def commune_list(count: int) -> Document:
	"""A commune's list of so many people, ready to print."""
	return proposed_list_print.build(proposed_list(people(count)))


def plain(*blocks: Block) -> Document:
	"""A document of just these blocks."""
	return Document("Thử", "Cơ quan", date(2020, 5, 5), blocks)
