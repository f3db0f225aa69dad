"""Digests of rows, names of units, messages."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from covid_support.core.digest import digest_rows
from covid_support.core.problem import Problem, Term, TermList, format_message
from covid_support.core.units import UNIT_LEVELS, unit_search_key

values = st.one_of(st.none(), st.integers(), st.text(max_size=6))
rows = st.lists(st.lists(values, max_size=4).map(tuple), max_size=5)


@given(rows, rows)
def test_equal_digests_only_for_equal_rows(one, other):
	assert (digest_rows(one) == digest_rows(other)) == (one == other)


@given(rows)
def test_digest_streams(rows):
	assert digest_rows(iter(rows)) == digest_rows(rows)
	assert len(digest_rows(rows)) == 64


def test_digest_tells_apart_what_looks_alike():
	alike = [
		[(1,)],
		[("1",)],
		[(None,)],
		[("",)],
		[("a", "b")],
		[("ab",)],
		[("a",), ("b",)],
		[],
		[()],
		[("1;s1:2",)],
	]
	assert len({digest_rows(rows) for rows in alike}) == len(alike)
	assert digest_rows([(True,)]) == digest_rows([(1,)])


def test_digest_does_not_change_between_releases():
	"""A seal of 2026 must verify years later: this value was computed with sha256sum over the written-out bytes."""
	assert digest_rows([("Nguyễn Văn An", 750000, None)]) == (
		"0e14dfebb246585be4dddf3091a5703d48b27a0fa554fdb3323bd02883f2ee66"
	)


def test_digest_refuses_other_types():
	with pytest.raises(Problem, match="float"):
		digest_rows([(1.0,)])


@pytest.mark.parametrize(
	("same", "key"),
	[
		(
			["Thị xã Vĩnh Châu", "TX. Vĩnh Châu", "TX.Vĩnh Châu", "tx Vĩnh Châu", "Vĩnh Châu", "VĨNH CHÂU"],
			"vinh chau",
		),
		(["P.1", "P. 1", "P1", "Phường 1", "Phường 01", "phường  1"], "1"),
		(["Huyện Kế Sách", "H. Kế Sách", "H.Kế Sách", "Kế Sách"], "ke sach"),
		(["Thành phố Sóc Trăng", "TP. Sóc Trăng", "TP Sóc Trăng", "Tp.Sóc Trăng"], "soc trang"),
		(["Tỉnh Sóc Trăng", "Sóc Trăng", "T. Sóc Trăng"], "soc trang"),
		(["Thị trấn Mỹ Xuyên", "TT. Mỹ Xuyên", "TT Mỹ Xuyên"], "my xuyen"),
		(["Xã An Thạnh 1", "X. An Thạnh 1", "An Thạnh 1"], "an thanh 1"),
		(["Quận Ninh Kiều", "Q. Ninh Kiều", "Ninh Kiều"], "ninh kieu"),
		(["Quận 12", "Q.12", "Q12"], "12"),
		(["Xã Hòa Tú 2", "Xã Hoà Tú 2"], "hoa tu 2"),
		(["Phú Hữu", "Xã Phú Hữu"], "phu huu"),
		(["Xã"], "xa"),
		(["Thành phố"], "thanh pho"),
		(["Hưng Phú", "Phường Hưng Phú"], "hung phu"),
	],
)
def test_unit_names_in_all_their_forms(same, key):
	assert {unit_search_key(name) for name in same} == {key}


@given(st.text(max_size=30))
def test_any_unit_name_has_a_key(name):
	key = unit_search_key(name)
	assert key == key.strip().lower()


def test_levels_from_top_to_bottom():
	assert UNIT_LEVELS == ("Country", "Province", "District", "Commune", "Hamlet")


def test_problem_carries_template_and_values():
	problem = Problem("{0} is missing in row {1}.", "Name", 3)
	assert isinstance(problem, ValueError)
	assert str(problem) == "Name is missing in row 3."
	assert (problem.template, problem.values) == ("{0} is missing in row {1}.", ("Name", 3))
	assert pickle.loads(pickle.dumps(problem)).values == ("Name", 3)


def test_values_with_braces_stay_as_they_are():
	assert str(Problem("The name {0} is wrong.", "{1} {x} {")) == "The name {1} {x} { is wrong."


def test_terms_inside_messages_are_translated_and_other_values_are_not():
	translations = {"Row {0}: {1} is {2}.": "Dòng {0}: {1} là {2}.", "Sex": "Giới tính", "Male": "Nam"}
	translate = lambda text: translations.get(text, text)  # noqa: E731
	problem = Problem("Row {0}: {1} is {2}.", 1, Term("Sex"), TermList([Term("Male"), "Male"]))
	assert problem.message(translate) == "Dòng 1: Giới tính là Nam; Male."
	assert str(problem) == "Row 1: Sex is Male; Male."
	outer = Problem("{0}", Problem("Sex"))
	assert outer.message(translate) == "Giới tính"
	assert format_message("Sex", (), translate) == "Giới tính"
