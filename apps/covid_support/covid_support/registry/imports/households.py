"""Households that a list names by code or by head: found in the registry, or registered with its people.

A household's name follows from its commune and code, so that two workers who meet the same one write it once.
A poverty status that is registered for the year stays; a list never overwrites it.
"""

from dataclasses import dataclass
from hashlib import sha256

import frappe

from covid_support import clock
from covid_support.bulk.insert import insert_child_rows, insert_rows
from covid_support.core.names import search_key
from covid_support.core.record_name import ALPHABET

NAME_LENGTH = 16
HOUSEHOLD_COLUMNS = ["name", "household_code", "head_name", "search_key", "commune", "hamlet", "address"]


@dataclass(frozen=True)
class Key:
	"""What tells a household from others: its code, or its head and hamlet, within the commune."""

	commune: str
	code: str
	head: str
	hamlet: str

	@property
	def name(self) -> str:
		"""The name of its record, the same whoever writes it."""
		digest = int(
			sha256("|".join((self.commune, self.code, self.head, self.hamlet)).encode()).hexdigest(), 16
		)
		return "".join(ALPHABET[digest >> 5 * place & 31] for place in range(NAME_LENGTH))


def join_households(people: list[tuple[str, dict]]) -> None:
	"""Give each of the (name, columns) of new people the household that the list names, in the caller's transaction."""
	keyed = [(key, person) for name, person in people if (key := _key(name, person))]
	if not keyed:
		return
	known = _registered({key for key, _person in keyed})
	missing: dict[Key, dict] = {}
	for key, person in keyed:
		person["household"] = known.get(key) or key.name
		if _is_named_head(person):
			person["household_role"] = "Head"
		if key not in known and (key not in missing or person.get("household_role") == "Head"):
			missing[key] = person
	_register(missing)
	_note_poverty({person["household"]: person["poverty"] for _key, person in keyed if person.get("poverty")})


def _key(name: str, person: dict) -> Key | None:
	code = search_key(person.get("household_code") or "")
	if code:
		return Key(person["commune"], code, "", "")
	head = person.get("household_head") or (
		person["full_name"] if person.get("household_role") == "Head" else ""
	)
	if head:
		return Key(person["commune"], "", search_key(head), search_key(person.get("hamlet") or ""))
	return Key(person["commune"], "", name, "") if person.get("poverty") else None


def _is_named_head(person: dict) -> bool:
	"""Whether the list names this very person as the head of the household."""
	return search_key(person.get("household_head") or "") == search_key(person["full_name"])


def agree_on_heads(registry_import: str, since) -> None:
	"""Let the households that came with an import (`since` its creation) bear the name of their head.

	Its members may have come in several parts, in any order: the head counts, else whoever stands first in the list. A
	head whom the list names without being on it stays, and so does that of a household to which others belong too.
	"""
	frappe.db.sql(
		"""update `tabHousehold` household
		join (
			select person.household, person.full_name, person.search_key, person.hamlet, person.address,
				row_number() over (
					partition by person.household order by coalesce(person.household_role, '') = 'Head' desc, line.position
				) place
			from `tabRegistry Import Row` line join `tabBeneficiary` person on person.name = line.name
			where line.registry_import = %(import)s and line.state = 'Registered' and person.household is not null
		) head on head.household = household.name and head.place = 1
		set household.head_name = head.full_name, household.search_key = head.search_key,
			household.hamlet = head.hamlet, household.address = head.address
		where household.creation >= %(since)s and household.head_name <> head.full_name
			and exists (
				select 1 from `tabBeneficiary` member
				where member.household = household.name and member.full_name = household.head_name
			)
			and not exists (
				select 1 from `tabBeneficiary` other
				left join `tabRegistry Import Row` own on own.name = other.name and own.registry_import = %(import)s
				where other.household = household.name and own.name is null
			)""",
		{"import": registry_import, "since": since},
	)


def _registered(keys: set[Key]) -> dict[Key, str]:
	"""Households that are registered already; one that fits several records is none of them."""
	found: dict[Key, set[str]] = {}
	for row in frappe.db.sql(
		"""select name, commune, household_code, search_key, hamlet from `tabHousehold`
		where commune in %(communes)s""",
		{"communes": list({key.commune for key in keys})},
		as_dict=True,
	):
		code = search_key(row.household_code or "")
		by_head = Key(row.commune, "", row.search_key or "", search_key(row.hamlet or ""))
		for key in {Key(row.commune, code, "", "") if code else by_head, by_head} & keys:
			found.setdefault(key, set()).add(row.name)
	return {key: names.pop() for key, names in found.items() if len(names) == 1}


def _register(missing: dict[Key, dict]) -> None:
	rows = (
		(
			key.name, person.get("household_code"), head, search_key(head), key.commune, person.get("hamlet"),
			person.get("address"),
		)
		for key, person in sorted(missing.items(), key=lambda pair: pair[0].name)
		for head in [person.get("household_head") or person["full_name"]]
	)  # fmt: skip
	insert_rows("Household", HOUSEHOLD_COLUMNS, rows, skip_known=True)


def _note_poverty(statuses: dict[str, str]) -> None:
	"""The status of this year for households that have none; the row's name keeps two workers from writing two."""
	if not statuses:
		return
	year = clock.today().year
	noted = frappe.db.sql(
		"select parent from `tabHousehold Poverty Status` where year = %s and parent in %s",
		(year, tuple(statuses)),
		pluck=True,
	)
	rows = (
		(f"{household}-{year}", household, year, statuses[household])
		for household in sorted(statuses.keys() - set(noted))
	)
	insert_child_rows(
		"Household Poverty Status", "Household", "poverty_statuses", ["name", "parent", "year", "status"], rows,
		skip_known=True,
	)  # fmt: skip


def forget_households(names: list[str], since) -> None:
	"""Delete those of the households `names` that came with an import (`since` its creation) and that nobody
	belongs to any more."""
	if not names:
		return
	empty = frappe.db.sql(
		"""select household.name from `tabHousehold` household
		where household.name in %(names)s and household.creation >= %(since)s
		and not exists (select 1 from `tabBeneficiary` person where person.household = household.name)
		and not exists (select 1 from `tabSupport Application` filed where filed.household = household.name)""",
		{"names": names, "since": since},
		pluck=True,
	)
	if empty:
		for table, column in (("Household Poverty Status", "parent"), ("Household", "name")):
			frappe.db.sql(f"delete from `tab{table}` where `{column}` in %(names)s", {"names": empty})
