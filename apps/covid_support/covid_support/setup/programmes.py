"""Load the shipped programme packs: the law as data. What stands on the site already is left alone."""

from covid_support.programmes.pack_load import add, load_shipped

FUNDING_SOURCES = (
	("NSTW", "Ngân sách trung ương", "Central Budget"),
	("NST", "Ngân sách tỉnh, thành phố", "Provincial Budget"),
	("NSH", "Ngân sách huyện", "District Budget"),
	("XSKT", "Công ty xổ số kiến thiết", "Lottery Company"),
	("VDXH", "Nguồn huy động, đóng góp", "Mobilised"),
)


def seed_programmes() -> None:
	"""Funding sources, then the packs in their order."""
	for code, title, kind in FUNDING_SOURCES:
		add("Funding Source", {"source_code": code, "title": title, "source_kind": kind})
	load_shipped()
