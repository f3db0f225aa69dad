"""The layout kit of State documents: NĐ 30/2020/NĐ-CP, Phụ lục I.

A4; margins 20 mm above and below, 30 mm left, 15 mm right; Times New Roman widths; page numbers from the
second page, centred in the top margin. The typst file next to it draws the blocks.
"""

from __future__ import annotations

from .layout_kit import LayoutKit

STATE_DOCUMENT = LayoutKit(
	name="state_document",
	template="state_document.typ",
	sizes={
		"nation": 13,  # ô 1, Quốc hiệu: 12–13 bold capitals
		"motto": 14,  # ô 1, Tiêu ngữ: 13–14 bold
		"agency": 13,  # ô 2: 12–13 capitals
		"number": 13,  # ô 3: 13
		"date": 14,  # ô 4: 13–14 italic
		"type_name": 14,  # ô 5a: 13–14 bold capitals
		"subject": 14,  # ô 5a: 13–14 bold
		"letter_subject": 13,  # ô 5b: 12–13
		"body": 14,  # ô 6: 13–14
		"signer": 14,  # ô 7: 13–14 bold
		"recipients_label": 12,  # ô 9b: 12 bold italic
		"recipients": 11,  # ô 9b: 11
		"page_number": 13,  # 13–14
		"caption": 10,
	},
)
