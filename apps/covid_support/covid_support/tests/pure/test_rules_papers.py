"""Which papers a case needs. QĐ 23/2021, policy 6: proof of pregnancy or of a child only where it is claimed."""

import pytest

from covid_support.core.problem import Problem
from covid_support.rules.papers import (
	BY_CASE,
	NOT_NEEDED,
	OPTIONAL,
	REQUIRED,
	Paper,
	check_dossier,
)

REQUEST = Paper("Mẫu 07")
PREGNANCY = Paper("Giấy chứng minh đang mang thai", fact="pregnant", operator="=", value="Yes")
CHILD = Paper("Giấy khai sinh của con", fact="children_under_6", operator=">=", value="1")


@pytest.mark.parametrize(
	("paper", "facts", "need"),
	[
		(REQUEST, {}, REQUIRED),
		(Paper("Danh sách do cơ quan lập", mandatory=False), {}, OPTIONAL),
		(Paper("Xác nhận nơi tạm trú", only_for="Tạm trú ở tỉnh khác"), {}, BY_CASE),
		(PREGNANCY, {"pregnant": True}, REQUIRED),
		(PREGNANCY, {"pregnant": False}, NOT_NEEDED),
		# what is not known is not claimed, so nobody is sent for the paper
		(PREGNANCY, {}, NOT_NEEDED),
		(CHILD, {"children_under_6": 1}, REQUIRED),
		(CHILD, {"children_under_6": 0}, NOT_NEEDED),
		(
			Paper("x", only_for="Đang mang thai", fact="pregnant", operator="=", value="Yes"),
			{"pregnant": True},
			REQUIRED,
		),
		(
			Paper("x", mandatory=False, fact="pregnant", operator="=", value="Yes"),
			{"pregnant": True},
			OPTIONAL,
		),
	],
)
def test_need(paper, facts, need):
	assert paper.need(facts) == need


@pytest.mark.parametrize(
	("papers", "said"),
	[
		((REQUEST, REQUEST), "Papers row 1: Mẫu 07 stands twice"),
		((REQUEST, Paper("x", operator="=", value="Yes")), "Papers row 2: choose the fact"),
		(
			(Paper("x", whole_list=True, fact="pregnant", operator="=", value="Yes"),),
			"Papers row 1: a paper of the whole",
		),
		((REQUEST, Paper("x", fact="tuổi", operator="=", value="1")), "Row 2: there is no fact tuổi"),
		(
			(Paper("x", fact="pregnant", operator=">", value="Yes"),),
			"Row 1: Pregnant cannot be compared with >",
		),
	],
)
def test_nonsense_is_refused_at_its_row(papers, said):
	with pytest.raises(Problem) as caught:
		check_dossier(papers)
	assert said in str(caught.value)
