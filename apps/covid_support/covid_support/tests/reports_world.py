"""People in two districts at every stage, for tests of reports and workspaces."""

from dataclasses import dataclass

import frappe

from covid_support.policies.roles import SUPERVISOR
from covid_support.tests import factories as make


@dataclass
class World:
	"""The officials of both communes, a supervisor of the province and what was made."""

	near: make.Officials
	far: make.Officials
	supervisor: str
	batch: str
	allocation: str


def build() -> World:
	"""Near: five approved (four paid), two in appraisal, one withdrawn. Far: three approved, two in draft."""
	for doctype in ("Support Application", "Application List", "Payment Batch"):
		frappe.db.delete(doctype)  # until the rollback, so that figures can be told beforehand
	make.go_to("2020-05-04")
	near, far = make.officials(), make.officials(make.FAR_COMMUNE)
	money = make.allocation(20_000_000)
	batch = _paid_list(near, money.name)
	make.go_to("2020-05-04")
	make.list_in("District Appraisal", near, 2)
	_withdrawn(near)
	make.go_to("2020-05-04")
	make.issued_decision([make.list_in("Province Decision", far, 3)], far)
	make.go_to("2020-05-06")
	make.draft_list(far, 2, policy=make.ASSISTANCE, category=_assisted_category())
	return World(near, far, make.official(SUPERVISOR, make.PROVINCE), batch, money.name)


def _paid_list(who: make.Officials, allocation: str) -> str:
	name = make.list_in("Province Decision", who, 5)
	batch = make.sent_batch(make.issued_decision([name], who, allocation), who)
	make.pay(batch, who, {make.payments(batch)[0].name: "Vắng mặt"})
	return batch


def _withdrawn(who: make.Officials) -> None:
	single = make.application(make.person(who.commune).name, by=who.commune_officer)
	with make.acting_as(who.commune_officer):
		make.api.withdraw_application(single.name, "Đã chuyển đi")


def _assisted_category() -> str:
	criterion = {"parent": make.ASSISTANCE, "fact": "categories"}
	return frappe.db.get_value("Policy Criterion", criterion, "value").split(";")[0].strip()
