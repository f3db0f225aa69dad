"""Random rules and random facts for tests that judge them twice."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from covid_support.rules.criteria import OPERATORS_BY_KIND
from covid_support.rules.facts import FACTS, NUMERIC_KINDS, WORD_KINDS

# letters that a database may take for each other, and signs that SQL or its placeholders might read
WORDS = st.sampled_from(
	[
		"a",
		"A",
		"ă",
		"á",
		"a b",
		"ss",
		"ß",
		"đ",
		"Đ",
		"vé số",
		"bán vé số",
		"%s",
		"_",
		"'",
		"\\",
		"𝄞",
		"NCC",
		"ncc",
	]
)
NUMBERS = st.one_of(
	st.integers(-1, 4), st.sampled_from([Decimal("0.5"), Decimal("1.5"), Decimal("2.0001"), 40, 1_000])
)
MONEY = st.one_of(st.sampled_from([0, 999_999, 1_000_000, 1_300_000, 52_345_678]), st.integers(0, 3))
DAYS = st.dates(date(2020, 2, 27), date(2020, 3, 2))
CODES = st.sampled_from(["NCC", "BTXH", "ncc", "HN"])
VALUES = {
	"age": NUMBERS,
	"months": NUMBERS,
	"days": NUMBERS,
	"monthly_income": MONEY,
	"near_poor_line": MONEY,
	"stopped_from": DAYS,
	"stopped_to": DAYS,
	"occupation": WORDS,
	"employment_kind": WORDS,
	"sex": st.sampled_from(["Male", "Female"]),
	"pregnant": st.booleans(),
	"has_labour_contract": st.booleans(),
	"categories": st.frozensets(CODES),
}  # fmt: skip
PEOPLE = st.lists(
	st.fixed_dictionaries({}, optional={key: st.none() | value for key, value in VALUES.items()}),
	min_size=1,
	max_size=15,
)
UNITS = ("age", "months", "days")
QUANTITIES = (*UNITS, "monthly_income", "near_poor_line")


def written(value) -> str:
	"""A value as an administrator writes it into a criterion."""
	if isinstance(value, bool):
		return "Yes" if value else "No"
	return value.isoformat() if isinstance(value, date) else str(value)


def partners(key: str) -> list[str]:
	"""Facts that a criterion on `key` may refer to."""
	kind = FACTS[key].kind
	alike = next((kinds for kinds in (NUMERIC_KINDS, WORD_KINDS) if kind in kinds), {kind})
	wanted = WORD_KINDS if kind == "set" else alike
	return [other for other in VALUES if FACTS[other].kind in wanted and other != key]


@st.composite
def operand(draw, key: str) -> str:
	"""One value, or another fact."""
	others = partners(key)
	if others and draw(st.integers(0, 3)) == 0:
		return f"{{{draw(st.sampled_from(others))}}}"
	return written(draw(CODES if FACTS[key].kind == "set" else VALUES[key]))


@st.composite
def criteria(draw) -> dict:
	"""One criterion that makes sense."""
	key = draw(st.sampled_from(sorted(VALUES)))
	operator = draw(st.sampled_from(OPERATORS_BY_KIND[FACTS[key].kind]))
	value = ""
	if operator == "between":
		low, high = sorted((draw(VALUES[key]), draw(VALUES[key])))
		upper = [written(high), *(f"{{{other}}}" for other in partners(key))]
		value = f"{written(low)}; {draw(st.sampled_from(upper))}"
	elif operator in ("in", "not in"):
		value = "; ".join(draw(st.lists(operand(key), min_size=1, max_size=3)))
		value = f"{value}; {value}" if FACTS[key].kind != "money" else value
	elif not operator.startswith("is "):
		value = draw(operand(key))
	return {"group": draw(st.integers(1, 3)), "fact": key, "operator": operator, "value": value}


LIMITS = st.none() | st.integers(1, 3_000_000)


@st.composite
def component(draw, code: str) -> dict:
	"""One component that can be computed."""
	method = draw(
		st.sampled_from(["Fixed", "Per Month", "Per Day", "Per Unit", "Percent With Cap", "Loan Ceiling"])
	)
	low, high = sorted((draw(st.integers(0, 3)), draw(st.integers(0, 5))))
	least, most = sorted((draw(LIMITS) or 0, draw(LIMITS) or 0))
	part = {"code": code, "title": code, "method": method, "criteria": draw(st.lists(criteria(), max_size=3))}
	part |= {
		"minimum_amount": least if most else None,
		"maximum_amount": most,
		"rounding": draw(st.sampled_from([1, 1, 1_000])),
	}
	if draw(st.integers(0, 2)) == 0:
		part |= {
			"maximum_per_unit": draw(st.integers(1, 2_000_000)),
			"maximum_by_fact": draw(st.sampled_from(UNITS)),
		}
	if method == "Percent With Cap":
		part |= {"maximum_amount": most or 10**12}
	else:
		part |= {"amount": draw(st.integers(1, 4_000_000))}
	if method in ("Percent With Cap", "Loan Ceiling"):
		part |= {"percent": draw(st.sampled_from(["0.5", "33.33", "70", "100"]))}
	if method != "Fixed":
		part |= {"quantity_fact": draw(st.sampled_from(QUANTITIES))}
		part |= {"minimum_quantity": low if high else None, "maximum_quantity": high}
	return part


@st.composite
def rules(draw) -> dict:
	"""A whole policy as PolicySnapshot.from_dict takes it."""
	parts = [draw(component(code)) for code in draw(st.sampled_from(["", "A", "AB", "ABC"]))]
	loans = [part for part in parts if part["method"] == "Loan Ceiling"]
	parts = loans if loans and len(loans) < len(parts) else parts
	return {
		"policy_code": "X",
		"version": 1,
		"criteria": draw(st.lists(criteria(), max_size=5)),
		"components": parts,
	}
