"""The Sóc Trăng story of 2020, through the same actions that the officials' buttons call.

Every step first looks at what stands already, so that a run that was killed goes on where it stopped and a
second run changes nothing.
"""

from collections import defaultdict
from contextlib import contextmanager
from datetime import date

import frappe

from covid_support import api, clock
from covid_support.actions.register_people import RegisterHouseholds, RegisterPeople
from covid_support.core.people import DemoPeople
from covid_support.policies import roles
from covid_support.scenarios import figures
from covid_support.scenarios.officials import Officials, units_of
from covid_support.scenarios.population import HOUSEHOLD_SIZE, Group, Population, spread
from covid_support.scenarios.progress import Progress

PROVINCE = "94-2004"
SEED = "soc-trang-2020"
LOADED = "covid_support_scenario"
REGISTRATION = date(2020, 4, 27)
LIST_DAYS = {"listed": date(2020, 5, 4), "lottery": date(2020, 5, 5), "proposed": date(2020, 5, 18), "review": date(2020, 5, 25)}
FUNDS = {
	"listed": ("Kinh phí hỗ trợ theo Nghị quyết số 42/NQ-CP", (("NSTW", 50), ("NST", 50)), figures.APPROVED_AMOUNT),
	"lottery": ("Kinh phí của Công ty xổ số kiến thiết hỗ trợ người bán lẻ vé số", (("XSKT", 100),), figures.LOTTERY_AMOUNT),
}
SUBJECTS = {
	"listed": "Về việc phê duyệt danh sách và kinh phí hỗ trợ người có công với cách mạng, đối tượng bảo trợ xã hội, "
	"người thuộc hộ nghèo, hộ cận nghèo gặp khó khăn do đại dịch COVID-19 trên địa bàn {0}",
	"lottery": "Về việc phê duyệt danh sách và kinh phí hỗ trợ người bán lẻ vé số lưu động gặp khó khăn do đại dịch "
	"COVID-19 trên địa bàn {0}",
}
UNPAID_REASON = "Vắng mặt khi chi trả, hẹn nhận sau"
RETURN_REASON = "Đề nghị xã rà soát lại họ tên, ngày sinh trước khi trình thẩm định"
STEPS = 8
MOVING = ("listed", "lottery", "proposed")


@contextmanager
def acting(user: str, day: date | None = None):
	"""Act as `user`, on `day` when given."""
	frappe.set_user(user)
	try:
		with clock.living_on(day or clock.today()):
			yield
	finally:
		frappe.set_user("Administrator")


class SocTrang:
	"""The scenario at one scale."""

	def __init__(self, scale: float, progress: Progress | None = None):
		self.scale = scale
		self.plan = figures.plan(scale)
		self.progress = progress or Progress(STEPS)
		self.officials = Officials(PROVINCE)
		units = self.officials.units
		self.districts = [unit for unit in units if unit.level == "District"]
		self.communes = [unit for unit in units if unit.level == "Commune"]
		pairs = [(unit.name, unit.parent_administrative_unit.split("-")[0]) for unit in self.communes]
		self.shares = spread(self.plan, pairs, SEED)

	def run(self) -> None:
		"""All steps in order; commits after each commune's or district's part."""
		frappe.db.set_default(LOADED, f"soc-trang {self.scale}")
		self._step("Lập tài khoản cán bộ của tỉnh, huyện, xã", self._install_officials)
		self._step("Cấp xã đăng ký đối tượng và lập danh sách", self._prepare_lists)
		self._step("Chủ tịch UBND xã ký, niêm yết công khai", self._sign_and_post)
		self._step("Cấp huyện thẩm định", self._appraise_in_districts)
		self._step("Sở thẩm định, trình quyết định", self._appraise_in_province)
		self._step("Phân bổ kinh phí, ban hành quyết định", self._decide)
		self._step("Lập đợt chi trả, tài chính duyệt", self._build_batches)
		self._step("Chi trả và ghi nhận kết quả", self._pay)
		self.progress.finish()

	def _step(self, title: str, work) -> None:
		self.progress.begin(title)
		work()
		frappe.db.commit()  # each step is complete in itself, so that a killed run can go on

	def _install_officials(self) -> None:
		self.officials.install()

	def _each(self, items):
		for done, item in enumerate(items, 1):
			yield item
			frappe.db.commit()  # one unit's part is done
			self.progress.at(done, len(items))

	# ---- commune ----------------------------------------------------------------------------------

	def _prepare_lists(self) -> None:
		done = set(frappe.get_all("Application List", pluck="administrative_unit", distinct=True))
		people = DemoPeople(SEED)
		for number, share in enumerate(self._each(self.shares)):
			population = Population(share, number, people, SEED)
			groups = population.groups()  # drawn for done communes too, so that the others stay the same
			if share.unit not in done:
				self._prepare_commune(share, population, groups)

	def _prepare_commune(self, share, population: Population, groups: list[Group]) -> None:
		officer = self.officials.email(roles.COMMUNE_OFFICER, share.unit)
		with acting(officer, REGISTRATION):
			registered = [self._register(population, group) for group in groups]
			for group, names in zip(groups, registered, strict=True):
				with clock.living_on(LIST_DAYS[group.kind]):
					self._make_list(share.unit, group, names)

	def _register(self, population: Population, group: Group) -> list[str]:
		homes = population.households(group)
		if homes:
			households = RegisterHouseholds(homes, 2019, "Quyết định phê duyệt kết quả rà soát năm 2019").run()
			for position, row in enumerate(group.rows):
				row["household"] = households[position // HOUSEHOLD_SIZE]
				row["household_role"] = "Member" if position % HOUSEHOLD_SIZE else "Head"
		registered = RegisterPeople(group.rows).run()
		if registered.refused:
			frappe.throw(f"{group.policy}: {registered.refused}")
		return [registered.people[position] for position in range(len(group.rows))]

	def _make_list(self, unit: str, group: Group, names: list[str]) -> None:
		application_list = frappe.get_doc(
			{
				"doctype": "Application List",
				"administrative_unit": unit,
				"policy": group.policy,
				"list_date": LIST_DAYS[group.kind],
			}
		).insert()
		added = api.add_people(application_list.name, dict(zip(names, group.declared, strict=True)))
		if added["refused"]:
			frappe.throw(f"{group.policy}: {added['refused'][:3]}")

	def _waiting(self, state: str, kind: str) -> dict[str, list[str]]:
		"""{unit: lists} of one kind in `state`, under their commune, their district and the province."""
		parents = {unit.name: unit.parent_administrative_unit for unit in self.communes}
		rows = frappe.get_all(
			"Application List",
			filters={"workflow_state": state, "list_date": LIST_DAYS[kind]},
			fields=["name", "administrative_unit"],
			order_by="name",
		)
		waiting = defaultdict(list)
		for row in rows:
			for unit in (row.administrative_unit, parents[row.administrative_unit], PROVINCE):
				waiting[unit].append(row.name)
		return waiting

	def _push(self, names: dict[str, list[str]], action: str, days_later: int) -> None:
		"""Press `action` on lists ({kind: names}) as the acting user, on each kind's own day."""
		for kind, chosen in names.items():
			with clock.living_on(_later(LIST_DAYS[kind], days_later)):
				for name in chosen:
					api.act("Application List", name, action)

	def _sign_and_post(self) -> None:
		states = ("Draft", "Commune Signing", "Public Posting")
		waiting = {state: {kind: self._waiting(state, kind) for kind in MOVING} for state in states}
		for share in self._each(self.shares):
			officer = self.officials.email(roles.COMMUNE_OFFICER, share.unit)
			chair = self.officials.email(roles.COMMUNE_CHAIR, share.unit)
			draft, signing, posted = (
				{kind: waiting[state][kind][share.unit] for kind in MOVING} for state in states
			)
			to_sign = _joined(signing, draft)
			with acting(officer):
				self._push(draft, "Submit for Signature", 0)
			with acting(chair):
				self._push(to_sign, "Sign", 0)
			with acting(officer):
				self._push(_joined(posted, to_sign), "Close Posting", 3)

	# ---- district and province ----------------------------------------------------------------------

	def _appraise_in_districts(self) -> None:
		for district in self._each(self.districts):
			self._return_one(district.name)
			appraising = {kind: self._waiting("District Appraisal", kind)[district.name] for kind in MOVING}
			signing = {kind: self._waiting("District Signing", kind)[district.name] for kind in MOVING}
			with acting(self.officials.email(roles.DISTRICT_OFFICER, district.name)):
				self._push(appraising, "Submit for Signature", 10)
			with acting(self.officials.email(roles.DISTRICT_CHAIR, district.name)):
				self._push(_joined(signing, appraising), "Sign", 10)

	def _return_one(self, district: str) -> None:
		"""In each district one list goes back to its commune and comes again, as happens in life."""
		names = self._waiting("District Appraisal", "listed")[district]
		if not names or frappe.db.exists("List Step", {"parent": ["in", names], "action": "Return"}):
			return
		unit = frappe.db.get_value("Application List", names[0], "administrative_unit")
		returned = {"listed": names[:1]}
		clerk = self.officials.email(roles.COMMUNE_OFFICER, unit)
		with acting(self.officials.email(roles.DISTRICT_OFFICER, district), _later(LIST_DAYS["listed"], 4)):
			api.act("Application List", names[0], "Return", RETURN_REASON)
		with acting(clerk):
			self._push(returned, "Submit for Signature", 4)
		with acting(self.officials.email(roles.COMMUNE_CHAIR, unit)):
			self._push(returned, "Sign", 4)
		with acting(clerk):
			self._push(returned, "Close Posting", 9)

	def _appraise_in_province(self) -> None:
		with acting(self.officials.email(roles.DEPARTMENT_OFFICER, PROVINCE)):
			waiting = {kind: self._waiting("Province Appraisal", kind)[PROVINCE] for kind in MOVING}
			self._push(waiting, "Propose Decision", 14)

	# ---- money ----------------------------------------------------------------------------------------

	def _decide(self) -> None:
		allocations = {kind: self._allocation(kind) for kind in FUNDS}
		work = [(kind, district) for kind in FUNDS for district in self.districts]
		for kind, district in self._each(work):
			self._issue_decision(kind, district, allocations[kind])

	def _allocation(self, kind: str) -> str:
		title, shares, amount = FUNDS[kind]
		standing = frappe.db.get_value("Budget Allocation", {"title": title, "docstatus": 1})
		if standing:
			return standing
		needed = sum(figures.LIST_AMOUNTS[code] * count for code, count in self.plan.listed.items())
		amount = needed if kind == "listed" else self.plan.lottery * 900_000
		first = amount * shares[0][1] // 100
		parts = [first, amount - first] if len(shares) > 1 else [amount]
		with acting(self.officials.email(roles.FINANCE_OFFICER, PROVINCE), date(2020, 5, 11)):
			allocation = frappe.get_doc(
				{
					"doctype": "Budget Allocation",
					"title": title,
					"programme": "NQ42-2020",
					"administrative_unit": PROVINCE,
					"fiscal_year": 2020,
					"legal_document": "Dự toán minh họa năm 2020",
					"allocated_on": "2020-05-11",
					"sources": [
						{"funding_source": source, "amount": part} for (source, _share), part in zip(shares, parts, strict=True)
					],
				}
			).insert()
			allocation.submit()
		frappe.db.commit()  # money is there before the first decision
		return allocation.name

	def _issue_decision(self, kind: str, district: dict, allocation: str) -> None:
		names = self._waiting("Province Decision", kind)[district.name]
		if not names:
			return
		office = frappe.db.get_value("Office", {"administrative_unit": PROVINCE, "office_kind": "People's Committee"})
		day = _later(LIST_DAYS[kind], 15)
		with acting(self.officials.email(roles.DEPARTMENT_OFFICER, PROVINCE), day):
			decision = frappe.get_doc(
				{
					"doctype": "Decision",
					"subject": SUBJECTS[kind].format(f"{district.unit_type.lower()} {district.unit_name}"),
					"programme": "NQ42-2020",
					"administrative_unit": PROVINCE,
					"office": office,
					"budget_allocation": allocation,
					"lists": [{"application_list": name} for name in names],
				}
			).insert()
			api.act("Decision", decision.name, "Submit for Signature")
		with acting(self.officials.email(roles.PROVINCIAL_LEADER, PROVINCE), day):
			api.act("Decision", decision.name, "Issue Decision")

	def _build_batches(self) -> None:
		decisions = frappe.get_all("Decision", filters={"docstatus": 1}, fields=["name", "issued_on"], order_by="name")
		for decision in self._each(decisions):
			day = _later(decision.issued_on, 1)
			district = self._district_of(decision.name)
			user = self.officials.email(roles.PAYING_OFFICER, district)
			for unit, channel in self._missing_batches(decision.name, district):
				with acting(user, day):
					batch = frappe.get_doc(
						{"doctype": "Payment Batch", "decision": decision.name, "administrative_unit": unit, "channel": channel}
					).insert()
					api.act("Payment Batch", batch.name, "Submit for Approval")
			self._approve_batches(decision.name, district, day)

	def _district_of(self, decision: str) -> str:
		unit = frappe.db.get_value("Application List", {"decision": decision}, "administrative_unit")
		return frappe.db.get_value("Administrative Unit", unit, "parent_administrative_unit")

	def _missing_batches(self, decision: str, district: str) -> list[tuple[str, str]]:
		"""(unit, channel) still to be paid: cash commune by commune, transfers once for the district."""
		rows = frappe.db.sql(
			"""select distinct application.commune, person.preferred_channel
			from `tabSupport Application` application
			join `tabApplication List` list on list.name = application.application_list
			join `tabBeneficiary` person on person.name = application.beneficiary
			where list.decision = %s and application.status = 'Approved' and coalesce(application.payment_status, '') = ''
			order by 1, 2""",
			decision,
		)
		wanted = dict.fromkeys((district if channel == "Bank Transfer" else commune, channel) for commune, channel in rows)
		return list(wanted)

	def _approve_batches(self, decision: str, district: str, day: date) -> None:
		names = frappe.get_all(
			"Payment Batch", filters={"decision": decision, "workflow_state": "Pending Approval"}, pluck="name", order_by="name"
		)
		with acting(self.officials.email(roles.FINANCE_OFFICER, district), day):
			for name in names:
				api.act("Payment Batch", name, "Approve Payment")

	def _pay(self) -> None:
		unpaid = {(share.unit, code): count for share in self.shares for code, count in share.unpaid.items()}
		filters = {"workflow_state": ["in", ["Approved for Payment", "Sent"]]}
		fields = ["name", "administrative_unit", "channel", "decision", "workflow_state", "due_date"]
		for batch in self._each(frappe.get_all("Payment Batch", filters=filters, fields=fields, order_by="name")):
			self._pay_batch(batch, unpaid)

	def _pay_batch(self, batch: dict, unpaid: dict) -> None:
		user = self.officials.email(roles.PAYING_OFFICER, self._district_of(batch.decision))
		day = frappe.db.get_value("Decision", batch.decision, "issued_on")
		with acting(user, _later(day, 3)):
			if batch.workflow_state == "Approved for Payment":
				api.act("Payment Batch", batch.name, "Send to Pay")
			absent = self._absent(batch, unpaid)
			kind = "BN" if batch.channel == "Cash" else "GBC"
			paid_on = str(_later(day, 3))
			if frappe.db.exists("Payment", {"payment_batch": batch.name, "status": "Sent"}):
				api.record_receipt_sheet(batch.name, f"{batch.name[-5:]}/{kind}", paid_on, absent)
			api.act("Payment Batch", batch.name, "Complete")

	def _absent(self, batch: dict, unpaid: dict) -> dict[str, str]:
		if batch.channel != "Cash":
			return {}
		rows = frappe.get_all(
			"Payment", filters={"payment_batch": batch.name, "status": "Sent"}, fields=["name", "policy"], order_by="name"
		)
		waiting = defaultdict(list)
		for row in rows:
			waiting[row.policy].append(row.name)
		names = [name for policy, all_names in waiting.items() for name in all_names[: unpaid.get((batch.administrative_unit, policy), 0)]]
		return dict.fromkeys(names, UNPAID_REASON)


def _later(day: date, days: int) -> date:
	return frappe.utils.add_days(day, days)


def _joined(first: dict[str, list[str]], second: dict[str, list[str]]) -> dict[str, list[str]]:
	return {kind: [*first[kind], *second[kind]] for kind in second}


def loaded() -> tuple[str, float] | None:
	"""(name, scale) of the scenario that this site holds."""
	text = frappe.db.get_default(LOADED)
	if not text:
		return None
	name, scale = text.split()
	return name, float(scale)
