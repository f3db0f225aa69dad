"""Units of a story shared by two processes: each done once, in whichever process; the first refusal ends all."""

import random
import time

import frappe
import pytest

from covid_support.scenarios.sharing import Sharing

KEY = "covid_support_test_sharing"


@pytest.fixture(autouse=True)
def forgotten():
	"""What the processes have committed is taken away."""
	yield
	frappe.db.rollback()
	frappe.db.sql("delete from `tabSeries` where name like %s", f"{KEY}%")
	frappe.db.commit()


def kept() -> dict[str, int]:
	"""{name: number} of what was written."""
	return dict(
		frappe.db.sql("select name, current from `tabSeries` where name like %s order by name", f"{KEY}%")
	)


def keep(pair: tuple[int, int]) -> None:
	"""Write one unit's number; the name is unique, so a unit done twice would be refused."""
	frappe.db.sql("insert into `tabSeries` (name, current) values (%s, %s)", (f"{KEY}{pair[0]:03d}", pair[1]))


def drawn():
	"""Units with a number drawn by chance, one after the other."""
	chance = random.Random("units")
	for place in range(40):
		yield place, chance.randrange(1_000)


def test_every_unit_is_done_once_with_what_was_drawn_for_it():
	Sharing(drawn(), keep, lambda done: None).run(2)
	assert kept() == {f"{KEY}{place:03d}": number for place, number in drawn()}
	assert frappe.db.sql("select @@session.tx_isolation")[0][0] == "REPEATABLE-READ"


def test_a_refusal_ends_the_work_and_undoes_its_unit_alone():
	def work(pair):
		keep(pair)
		if pair[0] == 20:
			frappe.throw("Đơn vị này không được")
		if pair[0] > 20:
			time.sleep(0.1)  # as long as real units take

	with pytest.raises((frappe.ValidationError, ChildProcessError)):
		Sharing(drawn(), work, lambda done: None).run(2)
	assert f"{KEY}020" not in kept()
	assert f"{KEY}039" not in kept()
	assert f"{KEY}000" in kept()


def test_a_lost_race_is_run_again():
	met = []

	def work(pair):
		keep(pair)
		if pair[0] == 5 and not met:
			met.append(pair)
			raise frappe.QueryDeadlockError

	Sharing(drawn(), work, lambda done: None).run(2)
	assert len(kept()) == 40
