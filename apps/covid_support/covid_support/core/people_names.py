"""Words out of which demonstration names are put together, by people of Sóc Trăng: Kinh, Khmer, Hoa.

A word is written "Nguyễn:30": the number is its weight, 1 when there is none. An underscore stands for a
space, a lone hyphen for no word at all. The weights are rough shares, made so that lists look familiar;
they are not statistics.
"""

ETHNIC_GROUPS = "Kinh:64 Khmer:30 Hoa:6"

FAMILY_NAMES = {
	"Kinh": (
		"Nguyễn:30 Trần:13 Lê:10 Phạm:6 Huỳnh:7 Võ:5 Phan:4 Trương:4 Bùi:2 Đặng:3 Đỗ:2 Ngô:3 Hồ:3 Dương:3 Đinh "
		"Lý:2 Lâm:2 Mai:2 Cao Tô Châu Tạ Đoàn Lương Hà Thái Quách"
	),
	"Khmer": (
		"Thạch:24 Sơn:20 Lâm:12 Danh:9 Lý:9 Kim:8 Trần:5 Kiên:4 Châu:3 Tăng:3 Triệu:3 Liêu:3 Đào:3 Hứa Dương"
	),
	"Hoa": (
		"Trần:16 Lâm:14 Quách:10 Lý:9 Lưu:6 Trịnh:6 Khưu:5 Mã:4 Vương:4 Giang:4 Thái:4 Hứa:4 Ngụy:3 Tiêu:3 La:3 "
		"Ong:2 Tạ:2 Dương:3"
	),
}

MIDDLE_NAMES = {
	("Kinh", "Male"): (
		"Văn:34 Hữu:7 Minh:8 Thanh:7 Hoàng:7 Quốc:6 Công:3 Đức:3 Ngọc:4 Thành:4 Tấn:4 Chí:3 Trung:2 Phước:3 "
		"Nhật:2 Duy:3"
	),
	("Kinh", "Female"): (
		"Thị:50 Ngọc:9 Thị_Mỹ:5 Thị_Kim:6 Thị_Thu:4 Thị_Hồng:5 Thị_Ngọc:4 Bích:4 Thị_Bé:3 Kim:4 Thanh:3 Mỹ:3"
	),
	("Khmer", "Male"): "-:40 Văn:14 Minh:6 Hoàng:5 Sa:6 Thanh:6 Ngọc:3 Chanh:3 Ngọc_Sơn:2",
	("Khmer", "Female"): "Thị:60 -:10 Thị_Sa:4 Thị_Ngọc:5 Thị_Kim:5 Thị_Hồng:4 Mỹ:3",
	("Hoa", "Male"): "-:8 Vĩnh:6 Chí:7 Quốc:6 Minh:7 Tấn:5 Kiến:4 Gia:5 Văn:6",
	("Hoa", "Female"): "Thị:14 Mỹ:9 Lệ:7 Tú:4 Bội:3 Ngọc:6 Thị_Mỹ:4 Tố:4",
}

GIVEN_NAMES = {
	("Kinh", "Male"): (
		"An Bình Bảo Chiến Cường Danh Dũng Duy Đạt Điền Đông Đức Giàu Hải Hậu Hiếu Hiền Hòa Hoàng Hùng Hưng Huy "
		"Khang Khánh Khoa Kiệt Lâm Lợi Long Lộc Luân Mẫn Minh Nam Nghĩa Nghiệp Nguyên Nhân Nhựt Phát Phong Phú "
		"Phúc Phước Phương Quân Quang Quí Quyền Sang Sơn Tài Tâm Tân Thái Thanh Thành Thắng Thiện Thịnh Thọ Thuận "
		"Tiến Tính Toàn Trí Trọng Trung Trường Tú Tuấn Tùng Út Việt Vinh Vũ Xuyên"
	),
	("Kinh", "Female"): (
		"Anh Ánh Bé Bích Châu Chi Cúc Diễm Diệu Dung Duyên Đào Điệp Gấm Giang Hà Hạnh Hằng Hiền Hoa Hoàng Hồng "
		"Huệ Hường Hương Khanh Kiều Lan Lành Lệ Liên Liễu Linh Loan Lụa Mai Mận Mỹ Nga Ngân Ngoan Ngọc Nguyệt Nhàn "
		"Nhi Nhung Như Nương Oanh Phấn Phúc Phương Phượng Quyên Quỳnh Sương Tâm Thảo Thắm Thanh Thi Thoa Thơ Thu "
		"Thủy Thúy Thư Tiên Trang Trâm Trinh Trúc Tuyền Tuyết Út Vân Xuân Yến"
	),
	("Khmer", "Male"): (
		"Dara Sà_Phal Sóc_Kha Rươl Sô_Phia Thươl Sang Thol Hiền Hùng Kal Khel Lel Mong Nal Nang Phước Phương Rên "
		"Rin Sa_Vuth Thành Tha Tươi Út Vanna Vi_Sanh Duôl Đen Chane Sô_Vanh Hoàng Tuấn Lợi Sóc_Thươne"
	),
	("Khmer", "Female"): (
		"Bôpha Chanh Hoa Hạnh Hương Kiều Lan Liên Lương Mai Nang Ngọc Nhanh Oanh Phal Phi Phol Rinh Sà_Thươl Sóc "
		"Sương Sa_Rây Thia Thu Tha Chanh_Tha Út Vanni Xuyến Yến Sô_Phi Kim_Sang"
	),
	("Hoa", "Male"): (
		"An Cường Dân Đức Hào Hòa Huê Hưng Kiệt Kim Kỳ Lợi Minh Nguyên Phát Phú Quang Thái Thành Tường Vinh Xương"
	),
	("Hoa", "Female"): (
		"Anh Châu Dung Hà Hoa Huệ Hương Lan Lệ Linh Mai Muối Ngân Ngọc Nga Phụng Quyên Thanh Trân Vân Xia Yến"
	),
}
