"""The facts of applicants as SQL, with the meaning that facts.py gives them; rules/sql.py judges over them.

A query reads the registry (everybody, or every household) or the applications of a policy. Only the tables
that the wanted facts need are joined.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import frappe

from covid_support.applications.declared import STANDING
from covid_support.applications.facts import NEAR_POOR_LINE, URBAN_TYPES
from covid_support.registry.units import UNIT_PATHS
from covid_support.rules.facts import NUMERIC_KINDS, Fact
from covid_support.rules.sql import EXACT, Parameters, SetColumn

PEOPLE = "Person"
HOUSEHOLDS = "Household"
UNIT = "unit"
EMPLOYER_FACTS = ("employer_kind", "insured_workers", "wage_region")

# the head, or else the first living member recorded as head, as applicants.py chooses a representative
_HEAD = """left join (select household, min(name) as name from `tabBeneficiary`
		where household_role = 'Head' and life_status = 'Alive' group by household) head on head.household = household.name
	left join `tabBeneficiary` person on person.name = coalesce(household.head, head.name)"""
_BASES = {
	PEOPLE: "`tabBeneficiary` person",
	HOUSEHOLDS: f"`tabHousehold` household {_HEAD}",
}
_COMMUNES = {PEOPLE: "person.commune", HOUSEHOLDS: "household.commune"}
_HOUSEHOLDS = {PEOPLE: "person.household", HOUSEHOLDS: "household.name"}


@dataclass(frozen=True)
class FactQuery:
	"""`columns`: the SQL of each fact that is known here; `base` and `joins` ({alias: text}): where it stands;
	`commune`: the SQL of the applicant's commune.
	"""

	columns: dict[str, str | SetColumn]
	needs: dict[str, str]
	base: str
	joins: dict[str, str]
	commune: str

	def tables(self, keys: Iterable[str], *aliases: str) -> str:
		"""The FROM text for the facts `keys`; `aliases` are joined besides."""
		wanted = {self.needs[key] for key in keys if key in self.needs} | set(aliases)
		return " ".join([self.base, *(text for alias, text in self.joins.items() if alias in wanted)])


def registry_query(kind: str, day: date, parameters: Parameters) -> FactQuery:
	"""Facts of all registered people or households (`kind`: Person or Household) on `day`."""
	return _query(_BASES[kind], _COMMUNES[kind], _HOUSEHOLDS[kind], day, parameters)


def application_query(kind: str, day: date, own: Iterable[Fact], parameters: Parameters) -> FactQuery:
	"""Facts of applications (alias `application`) of people or households, with what each one states.

	`own` are the fields of the policy's own form; a field whose column does not exist yet is not known.
	"""
	base = f"`tabSupport Application` application {_APPLICANTS[kind]}"
	query = _query(base, _COMMUNES[kind], _HOUSEHOLDS[kind], day, parameters)
	known = query.columns | {
		"employer_kind": _words("employer.employer_kind"),
		"insured_workers": "nullif(employer.insured_workers, 0)",
		"wage_region": _words("employer.wage_region"),
	}
	columns = known | _standing_columns() | _own_columns(own, known)
	joins = query.joins | {
		"employer": "left join `tabEmployer` employer on employer.name = application.employer"
	}
	needs = query.needs | dict.fromkeys(EMPLOYER_FACTS, "employer")
	return FactQuery(columns, needs, base, joins, query.commune)


_APPLICANTS = {
	PEOPLE: "left join `tabBeneficiary` person on person.name = application.beneficiary",
	HOUSEHOLDS: """left join `tabHousehold` household on household.name = application.household
		left join `tabBeneficiary` person on person.name = application.beneficiary""",
}


def _query(base: str, commune: str, household: str, day: date, parameters: Parameters) -> FactQuery:
	poverty = f"poverty_{day.year:04d}"
	year = parameters.add(day.year)
	joins = {
		UNIT: f"left join `tabAdministrative Unit` unit on unit.name = {commune}",
		"path": f"left join ({UNIT_PATHS}) path on path.name = {commune}",
		poverty: f"""left join (select parent, max(status) as status from `tabHousehold Poverty Status`
			where parenttype = 'Household' and year = {year} group by parent) {poverty} on {poverty}.parent = {household}""",
		"members": f"left join ({_MEMBERS}) members on members.household = {household}",
	}
	columns = {
		**_person_columns(day, parameters),
		**_unit_columns(parameters),
		"household_poverty": f"{poverty}.status",
		"household_members": "members.number",
	}
	needs = {
		"resident_commune_kind": UNIT,
		"near_poor_line": UNIT,
		"unit_path": "path",
		"household_poverty": poverty,
		"household_members": "members",
	}
	return FactQuery(columns, needs, base, joins, commune)


def _person_columns(day: date, parameters: Parameters) -> dict[str, str | SetColumn]:
	on_day = parameters.add(day)
	held = f"""select held.parent from `tabBeneficiary Category Period` held
		where held.parenttype = 'Beneficiary' and held.from_date <= {on_day}
			and (held.to_date is null or held.to_date >= {on_day})"""
	some = f"(person.name is not null and person.name in ({held}"
	return {
		"age": certain_age(day, parameters),
		"sex": _words("person.sex"),
		"life_status": f"""if(person.life_status = 'Dead' and person.death_date > {on_day}, 'Alive',
			{_words("person.life_status")})""",
		"permanent_or_temporary_resident": _words("person.residence_kind"),
		# the first comparison finds the rows by their index, the second minds capitals and marks
		"categories": SetColumn(
			lambda code: f"{some} and held.category = {code} and held.category = {code} {EXACT}))",
			f"{some}))",
		),
	}


def certain_age(day: date, parameters: Parameters) -> str:
	"""The completed years that are certain on `day` of a birth known to the year, month or day.

	Dates are compared as numbers: month × 100 + day, the last possible ones for what is not known.
	"""
	add = parameters.add
	earliest = (
		"person.birth_year * 10000 + greatest(person.birth_month, 1) * 100 + greatest(person.birth_day, 1)"
	)
	latest = f"if(person.birth_month = 0, 1231, person.birth_month * 100 + if(person.birth_day = 0, {_last_day(day)}, person.birth_day))"
	today = add(day.month * 100 + day.day)
	age = f"greatest({add(day.year)} - person.birth_year - ({latest} > {today}), 0)"
	return f"if({earliest} <= {add(int(day.strftime('%Y%m%d')))}, {age}, null)"


def _last_day(day: date) -> str:
	"""The last day of the birth's month; it matters only in the month of `day`."""
	if day.month != 2:
		return str(monthrange(day.year, day.month)[1])
	return "day(last_day(makedate(person.birth_year, 32)))"


def _unit_columns(parameters: Parameters) -> dict[str, str]:
	types = ", ".join(parameters.add(unit_type) for unit_type in URBAN_TYPES)
	is_urban = (
		f"coalesce(nullif(unit.settlement, ''), if(unit.unit_type in ({types}), 'Urban', 'Rural')) = 'Urban'"
	)
	lines = {kind: parameters.add(line) for kind, line in NEAR_POOR_LINE.items()}
	of_person = {
		"resident_commune_kind": f"if({is_urban}, 'Urban', 'Rural')",
		"near_poor_line": f"if({is_urban}, {lines['Urban']}, {lines['Rural']})",
		"unit_path": "path.codes",
	}
	return {key: f"if(person.name is null, null, {sql})" for key, sql in of_person.items()}


def _standing_columns() -> dict[str, str]:
	"""What every application states: no children, not pregnant and no income are answers, no months are not."""
	counts = {key: f"nullif(application.{key}, 0)" for key in ("months", "days")}
	return {
		**counts,
		"job_family": _words("application.job_family"),
		"monthly_income": "truncate(application.monthly_income, 0)",
		"stopped_from": "application.stopped_from",
		"stopped_to": "application.stopped_to",
		"children_under_6": "coalesce(application.children_under_6, 0)",
		"has_labour_contract": _answer("application.has_labour_contract"),
		"pregnant": "coalesce(application.pregnant, 0) <> 0",
	}


def _own_columns(own: Iterable[Fact], known: dict) -> dict[str, str]:
	standing = set(frappe.db.get_table_columns("Support Application"))
	columns = {
		fact.key: _own_column(fact) for fact in own if fact.key not in STANDING and fact.key in standing
	}
	return {key: f"coalesce({sql}, {known[key]})" if key in known else sql for key, sql in columns.items()}


def _own_column(fact: Fact) -> str:
	"""As declared.stated reads it: number columns cannot tell 0 from empty unless an answer is mandatory."""
	column = f"application.`{fact.key}`"
	if fact.kind in NUMERIC_KINDS:
		return column if fact.mandatory else f"nullif({column}, 0)"
	if fact.kind == "yes_no":
		return _answer(column)
	return column if fact.kind == "date" else _words(column)


def _words(column: str) -> str:
	return f"nullif(trim({column}), '')"


def _answer(column: str) -> str:
	return f"(case {column} when 'Yes' then 1 when 'No' then 0 end)"


_MEMBERS = """select household, count(*) as number from `tabBeneficiary`
	where household is not null and life_status = 'Alive' group by household"""
