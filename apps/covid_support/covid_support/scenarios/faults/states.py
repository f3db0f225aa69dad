"""What stands on the site before a fault run begins: officials and lists to import, people, lists on their way."""

import csv
from collections.abc import Iterator
from io import StringIO

import frappe

from covid_support.core.people import DemoPeople
from covid_support.policies import roles
from covid_support.registry.imports.workbook_file import DOCTYPE
from covid_support.scenarios.acting import acting
from covid_support.scenarios.figures import NEEDED_PEOPLE
from covid_support.scenarios.population import Group, Population
from covid_support.scenarios.registering import register_group
from covid_support.scenarios.soc_trang import DISTRICT_STATES, POVERTY_YEAR, SocTrang
from covid_support.scenarios.soc_trang_calendar import PROVINCE, REGISTRATION

SEED = "faults"
HEADINGS = [
	"STT", "Họ và tên", "Giới tính", "Ngày sinh", "Số CCCD", "Dân tộc", "Số điện thoại", "Ấp", "Xã", "Huyện",
	"Mã hộ", "Hộ nghèo",
]  # fmt: skip
ROWS_FOR_EACH = 3  # a list is longer than the registry, because one part of an import takes thousands of rows
LISTS = 2  # the same people on two lists, so that both can be imported at once
HOUSEHOLD_SIZE = 4
FAULTY_EVERY, REPEATED_EVERY = 41, 53


def prepare(state: str, people: int) -> None:
	"""Bring an empty site, or one in state `officials`, into `state` with `people` people. Commits."""
	STATES[state](_story(people), people)
	frappe.db.commit()  # the state as it is kept


def _story(people: int, kind: type[SocTrang] = SocTrang) -> SocTrang:
	story = kind(people / NEEDED_PEOPLE)
	story.progress.quiet = True
	story.processes = 2
	return story


def _officials(story: SocTrang, people: int) -> None:
	"""Everybody has an account, and the department has uploaded its lists."""
	story.officials.install()
	user = story.officials.email(roles.DEPARTMENT_OFFICER, PROVINCE)
	content = _list_of(people * ROWS_FOR_EACH, story)
	with acting(user, REGISTRATION):
		for number in range(1, LISTS + 1):
			_upload(content, number)


def _upload(content: bytes, number: int) -> None:
	values = {"sender": f"Danh sách {number}", "administrative_unit": PROVINCE}
	document = frappe.get_doc({"doctype": DOCTYPE, **values}).insert()
	file = {
		"doctype": "File", "file_name": f"danh-sach-{number}.csv", "attached_to_doctype": DOCTYPE,
		"attached_to_name": document.name, "content": content, "is_private": 1,
	}  # fmt: skip
	document.source_file = frappe.get_doc(file).insert().file_url
	document.save()


def _list_of(rows: int, story: SocTrang) -> bytes:
	"""A list as communes send it: households together, some rows at fault, some people twice."""
	stream = StringIO()
	writer = csv.writer(stream)
	writer.writerow(HEADINGS)
	writer.writerows(_rows(rows, story))
	return stream.getvalue().encode("utf-8-sig")


def _rows(rows: int, story: SocTrang) -> Iterator[list]:
	made, earlier = DemoPeople(SEED), []
	districts = {unit.name: unit.full_name for unit in story.districts}
	for number in range(rows):
		commune = story.communes[number // HOUSEHOLD_SIZE % len(story.communes)]
		person = made.person(born_between=(1940, 2000))
		sex = "Nam" if person["sex"] == "Male" else "Nữ"
		birth = "31/02/1960" if number % FAULTY_EVERY == 1 else person["birth_date"]
		row = [
			person["full_name"], sex, birth, person["personal_id"], person["ethnic_group"], person["phone"], "Ấp 1",
			commune.full_name, districts[commune.parent_administrative_unit], f"HO{number // HOUSEHOLD_SIZE}", "x",
		]  # fmt: skip
		if number % REPEATED_EVERY == 1 and earlier:
			row = earlier[number * 7 % len(earlier)]
		earlier.append(row)
		yield [number + 1, *row]


def _people(story: SocTrang, people: int) -> None:
	"""The communes have registered their people."""
	story.share(story._drawn(), lambda drawn: _register(story, *drawn), len(story.shares))


def _register(story: SocTrang, population: Population, groups: list[Group]) -> None:
	with acting(story.officials.email(roles.COMMUNE_OFFICER, population.unit), REGISTRATION):
		for group in groups:
			register_group(group, population.households(group), POVERTY_YEAR)


def _lists(story: SocTrang, people: int) -> None:
	"""All people live in one district; its work is done, and every list of the story waits for the department."""
	story = _story(people, SocTrang.within(story.districts[0].name))
	story._prepare_lists()
	story._sign_and_post()
	districts = [district.name for district in story.districts]
	story.journey.walk(districts, DISTRICT_STATES, story.waves.values())


STATES = {"officials": _officials, "people": _people, "lists": _lists}
