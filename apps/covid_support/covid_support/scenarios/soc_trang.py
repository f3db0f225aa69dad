"""The Sóc Trăng story of 2020, through the same actions that the officials' buttons call.

Every step first looks at what stands already, so that a run that was killed goes on where it stopped and a
second run changes nothing.
"""

from collections import defaultdict

import frappe

from covid_support import api, clock
from covid_support.actions.register_people import RegisterHouseholds, RegisterPeople
from covid_support.core.people import DemoPeople
from covid_support.policies import roles
from covid_support.scenarios import figures
from covid_support.scenarios.acting import acting, later
from covid_support.scenarios.officials import Officials
from covid_support.scenarios.population import HOUSEHOLD_SIZE, Group, Population, spread
from covid_support.scenarios.progress import Progress
from covid_support.scenarios.soc_trang_calendar import LIST_DAYS, MOVING, PROVINCE, REGISTRATION
from covid_support.scenarios.soc_trang_money import SocTrangMoney

SEED = "soc-trang-2020"
LOADED = "covid_support_scenario"
RETURN_REASON = "Đề nghị xã rà soát lại họ tên, ngày sinh trước khi trình thẩm định"
STEPS = 8


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
		money = SocTrangMoney(self)
		self._step("Phân bổ kinh phí, ban hành quyết định", money.decide)
		self._step("Lập đợt chi trả, tài chính duyệt", money.build_batches)
		self._step("Chi trả và ghi nhận kết quả", money.pay)
		self.progress.finish()

	def _step(self, title: str, work) -> None:
		self.progress.begin(title)
		work()
		frappe.db.commit()  # each step is complete in itself, so that a killed run can go on

	def _install_officials(self) -> None:
		self.officials.install()

	def each(self, items):
		"""Go through units, committing after each and showing how far it is."""
		for done, item in enumerate(items, 1):
			yield item
			frappe.db.commit()  # one unit's part is done
			self.progress.at(done, len(items))

	# ---- commune ----------------------------------------------------------------------------------

	def _prepare_lists(self) -> None:
		done = set(frappe.get_all("Application List", pluck="administrative_unit", distinct=True))
		people = DemoPeople(SEED)
		for number, share in enumerate(self.each(self.shares)):
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
			households = RegisterHouseholds(
				homes, 2019, "Quyết định phê duyệt kết quả rà soát năm 2019"
			).run()
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

	def waiting(self, state: str, kind: str) -> dict[str, list[str]]:
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
			with clock.living_on(later(LIST_DAYS[kind], days_later)):
				for name in chosen:
					api.act("Application List", name, action)

	def _sign_and_post(self) -> None:
		states = ("Draft", "Commune Signing", "Public Posting")
		waiting = {state: {kind: self.waiting(state, kind) for kind in MOVING} for state in states}
		for share in self.each(self.shares):
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
		for district in self.each(self.districts):
			self._return_one(district.name)
			appraising = {kind: self.waiting("District Appraisal", kind)[district.name] for kind in MOVING}
			signing = {kind: self.waiting("District Signing", kind)[district.name] for kind in MOVING}
			with acting(self.officials.email(roles.DISTRICT_OFFICER, district.name)):
				self._push(appraising, "Submit for Signature", 10)
			with acting(self.officials.email(roles.DISTRICT_CHAIR, district.name)):
				self._push(_joined(signing, appraising), "Sign", 10)

	def _return_one(self, district: str) -> None:
		"""In each district one list goes back to its commune and comes again, as happens in life."""
		names = self.waiting("District Appraisal", "listed")[district]
		if not names or frappe.db.exists("List Step", {"parent": ["in", names], "action": "Return"}):
			return
		unit = frappe.db.get_value("Application List", names[0], "administrative_unit")
		returned = {"listed": names[:1]}
		clerk = self.officials.email(roles.COMMUNE_OFFICER, unit)
		with acting(self.officials.email(roles.DISTRICT_OFFICER, district), later(LIST_DAYS["listed"], 4)):
			api.act("Application List", names[0], "Return", RETURN_REASON)
		with acting(clerk):
			self._push(returned, "Submit for Signature", 4)
		with acting(self.officials.email(roles.COMMUNE_CHAIR, unit)):
			self._push(returned, "Sign", 4)
		with acting(clerk):
			self._push(returned, "Close Posting", 9)

	def _appraise_in_province(self) -> None:
		with acting(self.officials.email(roles.DEPARTMENT_OFFICER, PROVINCE)):
			waiting = {kind: self.waiting("Province Appraisal", kind)[PROVINCE] for kind in MOVING}
			self._push(waiting, "Propose Decision", 14)


def _joined(first: dict[str, list[str]], second: dict[str, list[str]]) -> dict[str, list[str]]:
	return {kind: [*first[kind], *second[kind]] for kind in second}


def loaded() -> tuple[str, float] | None:
	"""(name, scale) of the scenario that this site holds."""
	text = frappe.db.get_default(LOADED)
	if not text:
		return None
	name, scale = text.split()
	return name, float(scale)
