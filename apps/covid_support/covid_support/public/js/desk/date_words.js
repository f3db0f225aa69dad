// The calendar of date fields in Vietnamese, Monday first: the date picker ships without this language.
const months = Array.from({ length: 12 }, (_value, index) => `Tháng ${index + 1}`);

if ($.fn.datepicker && $.fn.datepicker.language) {
	$.fn.datepicker.language.vi = {
		days: ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
		daysShort: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
		daysMin: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
		months,
		monthsShort: months,
		today: "Hôm nay",
		clear: "Xóa",
		dateFormat: "dd/mm/yyyy",
		timeFormat: "hh:ii",
		firstDay: 1,
	};
}
