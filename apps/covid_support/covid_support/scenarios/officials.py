"""The officials of a demonstration province: users, assignments and offices, all made up."""

import secrets
import string
from dataclasses import dataclass

import frappe
from frappe.utils.password import update_password

from covid_support.bulk.insert import insert_child_rows, insert_rows
from covid_support.core.people import DemoPeople
from covid_support.core.record_name import record_names
from covid_support.policies import roles

COMMITTEE, LABOUR = "People's Committee", "Labour Office"
DOMAIN = "hotro.example"
SINCE = "2020-01-01"


@dataclass(frozen=True)
class Post:
	"""A post at each unit of a level: role, e-mail prefix, position as printed, office.

	Where one role prepares and signs, two people hold it: of them `signs` tells who signs.
	"""

	role: str
	prefix: str
	position: str
	office: str | None = None
	signs: bool = False


POSTS = {
	"Commune": (
		Post(roles.COMMUNE_OFFICER, "canbo.xa", "Công chức Văn hóa - Xã hội", COMMITTEE),
		Post(roles.COMMUNE_CHAIR, "chutich.xa", "Chủ tịch", COMMITTEE),
	),
	"District": (
		Post(
			roles.DISTRICT_OFFICER,
			"canbo.huyen",
			"Chuyên viên Phòng Lao động - Thương binh và Xã hội",
			COMMITTEE,
		),
		Post(roles.DISTRICT_CHAIR, "chutich.huyen", "Chủ tịch", COMMITTEE),
		Post(roles.FINANCE_OFFICER, "taichinh.huyen", "Chuyên viên Phòng Tài chính - Kế hoạch"),
		Post(roles.PAYING_OFFICER, "chitra.huyen", "Cán bộ chi trả Bưu điện huyện"),
	),
	"Province": (
		Post(
			roles.DEPARTMENT_OFFICER,
			"chuyenvien.so",
			"Chuyên viên Sở Lao động - Thương binh và Xã hội",
			LABOUR,
		),
		Post(roles.PROVINCIAL_LEADER, "lanhdao.tinh", "Chủ tịch", COMMITTEE),
		Post(roles.FINANCE_OFFICER, "taichinh.tinh", "Chuyên viên Sở Tài chính"),
		Post(roles.PAYING_OFFICER, "chitra.tinh", "Cán bộ chi trả Bưu điện tỉnh"),
		Post(roles.SUPERVISOR, "giamsat.tinh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
		Post(roles.PROGRAMME_ADMINISTRATOR, "quantri.tinh", "Quản trị chương trình"),
		Post(roles.AUDITOR, "kiemtoan.tinh", "Thanh tra tỉnh"),
	),
}


class Officials:
	"""Who holds which post at which unit of one province; made on first use, the same on every run.

	With a `district`, only that one and its communes have officials, beside the province's. `more` are posts of
	other offices, {level: posts}.
	"""

	def __init__(
		self,
		province: str,
		day: str = "2020-05-01",
		district: str | None = None,
		more: dict[str, tuple[Post, ...]] | None = None,
	):
		self.province = province
		self.posts = {level: (*posts, *(more or {}).get(level, ())) for level, posts in POSTS.items()}
		self.names = DemoPeople(f"officials {province}")
		self.units = [
			unit
			for unit in units_of(province, day)
			if not district
			or district in (unit.name, unit.parent_administrative_unit)
			or unit.name == province
		]
		self.parents = {unit.name: unit.parent_administrative_unit for unit in self.units}
		self.levels = {unit.name: unit.level for unit in self.units}

	def install(self) -> int:
		"""Make every missing user, assignment and office; returns how many users were made.

		Hundreds of users come at once, so they are written in sets like every other many.
		"""
		wanted = [(post, unit) for unit in self.units for post in self.posts[unit.level]]
		digits = province_digits(self.province)
		existing = set(frappe.get_all("User", filters={"name": ["like", f"%@{DOMAIN}"]}, pluck="name"))
		people = [
			(*pair, self.names.person(digits, born_between=(1965, 1992))["full_name"]) for pair in wanted
		]
		missing = [row for row in people if _email(row[0], row[1].name) not in existing]
		self._make_offices()
		self._insert_users(missing)
		self._insert_assignments(missing)
		return len(missing)

	def communes_of(self, district: str) -> list[dict]:
		"""The communes of one district, in the order of the tree."""
		return [unit for unit in self.units if unit.parent_administrative_unit == district]

	def subtree(self, unit: str) -> list[str]:
		"""`unit` and the units below it."""
		below = [child.name for child in self.units if child.parent_administrative_unit == unit]
		return [unit, *(name for child in below for name in self.subtree(child))]

	def in_charge(self, role: str, unit: str, signs: bool = False) -> str:
		"""The user name of the nearest holder of `role`, at `unit` or above it."""
		while not any(post.role == role for post in self.posts[self.levels[unit]]):
			unit = self.parents[unit]
		return self.email(role, unit, signs)

	def email(self, role: str, unit: str, signs: bool = False) -> str:
		"""The user name of the holder of `role` at `unit`; of two holders the one who signs, or who does not."""
		holders = [post for post in self.posts[self.levels[unit]] if post.role == role]
		return _email(next((post for post in holders if post.signs == signs), holders[0]), unit)

	def _insert_users(self, missing: list[tuple]) -> None:
		emails = [_email(post, unit.name) for post, unit, _name in missing]
		insert_rows(
			"User",
			["name", "email", "first_name", "last_name", "full_name", "language", "user_type", "enabled"],
			(
				(email, email, *_first_and_last(name), name, "vi", "System User", 1)
				for email, (_post, _unit, name) in zip(emails, missing, strict=True)
			),
		)
		insert_child_rows(
			"Has Role", "User", "roles", ["name", "parent", "role"],
			((key, email, post.role) for key, email, (post, _unit, _name)
			in zip(record_names(len(missing)), emails, missing, strict=True)),
		)  # fmt: skip
		insert_rows(
			"Notification Settings", ["name", "user", "enabled"], ((email, email, 1) for email in emails)
		)

	def _insert_assignments(self, missing: list[tuple]) -> None:
		rows = frappe.get_all("Office", fields=["administrative_unit", "office_kind", "name"], as_list=True)
		offices = {(unit, kind): name for unit, kind, name in rows}
		insert_rows(
			"Official Assignment",
			[
				"name", "user", "full_name", "position_title", "administrative_unit", "office", "valid_from", "enabled",
			],
			(
				(
					key, _email(post, unit.name), name, post.position, unit.name,
					offices.get((unit.name, post.office)), SINCE, 1,
				)
				for key, (post, unit, name) in zip(record_names(len(missing)), missing, strict=True)
			),
		)  # fmt: skip

	def _make_offices(self) -> None:
		for unit in self.units:
			kinds = dict.fromkeys(post.office for post in self.posts[unit.level] if post.office)
			for kind in kinds:
				_make_office(unit, kind)


def units_of(province: str, day: str = "2020-05-01") -> list[dict]:
	"""The province's units of all levels that existed on `day`, in the order of the tree."""
	lft, rgt = frappe.db.get_value("Administrative Unit", province, ["lft", "rgt"])
	rows = frappe.get_all(
		"Administrative Unit",
		filters={"lft": [">=", lft], "rgt": ["<=", rgt], "valid_from": ["<=", day]},
		fields=[
			"name",
			"level",
			"unit_name",
			"unit_type",
			"full_name",
			"parent_administrative_unit",
			"valid_to",
		],
		order_by="lft",
	)
	return [row for row in rows if not row.valid_to or str(row.valid_to) >= day]


def province_digits(province: str) -> str:
	"""The three digits by which personal numbers registered in `province` begin: "94-2004" gives "094"."""
	return province.split("-")[0].zfill(3)


def _first_and_last(full_name: str) -> tuple[str, str]:
	family, _space, rest = full_name.partition(" ")
	return family, rest


def give_passwords(accounts: list[dict]) -> list[dict]:
	"""Set a fresh password for each account ({"role", "user", …}) and return them with "password"."""
	alphabet = string.ascii_letters + string.digits
	for account in accounts:
		account["password"] = "".join(secrets.choice(alphabet) for _ in range(14))
		update_password(account["user"], account["password"])
	return accounts


def _email(post: Post, unit: str) -> str:
	return f"{post.prefix}.{unit.split('-')[0]}@{DOMAIN}"


# kind -> (name with {0} for the unit, symbol)
OFFICES = {
	COMMITTEE: ("Ủy ban nhân dân {0}", "UBND"),
	LABOUR: ("Sở Lao động - Thương binh và Xã hội", "SLĐTBXH"),
	"Social Insurance": ("Bảo hiểm xã hội {0}", "BHXH"),
	"Policy Bank": ("Ngân hàng Chính sách xã hội {0}", "NHCSXH"),
}


def _make_office(unit: dict, kind: str) -> None:
	if frappe.db.exists("Office", {"administrative_unit": unit.name, "office_kind": kind}):
		return
	name, symbol = OFFICES[kind]
	place = f"{unit.unit_type.lower()} {unit.unit_name}"
	parent = OFFICES[COMMITTEE][0].format(place) if kind == LABOUR else ""
	frappe.get_doc(
		{
			"doctype": "Office",
			"office_name": name.format(place),
			"office_kind": kind,
			"administrative_unit": unit.name,
			"parent_agency": parent,
			"agency_symbol": symbol,
			"place_name": unit.unit_name,
			"valid_from": SINCE,
		}
	).insert(ignore_permissions=True)
