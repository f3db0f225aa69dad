"""What an exception of a chunk means: a refusal with words, a lost race, a server that is away, or a fault."""

import frappe
from frappe.utils import strip_html
from pymysql.err import IntegrityError, InterfaceError, OperationalError
from redis.exceptions import RedisError

from covid_support.bulk.operation import Refusal
from covid_support.core.problem import Problem
from covid_support.messages import text_of

# gone away, lost during query, killed, server shutdown
LOST = (2006, 2013, 2055, 1927, 1053)
LOST_RACES = (frappe.QueryDeadlockError, frappe.QueryTimeoutError)
REFUSALS = (frappe.ValidationError, frappe.PermissionError)


def connection_lost(error: BaseException) -> bool:
	"""Whether the database or its connection is gone: nothing more can be written now."""
	return any(_is_lost(each) for each in _chain(error))


def _is_lost(error: BaseException) -> bool:
	if isinstance(error, InterfaceError):
		return True
	return isinstance(error, OperationalError) and bool(error.args) and error.args[0] in LOST


def server_away(error: BaseException) -> bool:
	"""Whether Redis did not answer."""
	return any(isinstance(each, RedisError) for each in _chain(error))


def lost_race(error: BaseException) -> bool:
	"""Whether somebody else wrote the same rows at the same moment."""
	return any(_is_lost_race(each) for each in _chain(error))


def _is_lost_race(error: BaseException) -> bool:
	if isinstance(error, IntegrityError):
		return frappe.db.is_duplicate_entry(error)
	return isinstance(error, LOST_RACES)


def may_pass(error: BaseException) -> bool:
	"""Whether the same chunk may go well in a moment: a lost race, or Redis starting again."""
	return lost_race(error) or server_away(error)


def undo(error: Exception) -> None:
	"""Roll back and forget what this process remembers of it; raises `error` when the database is gone."""
	if connection_lost(error):
		raise error
	frappe.db.rollback()
	frappe.local.document_cache = {}
	frappe.local.cache = {}


def refusal_of(error: Exception, document: tuple[str, str] | None) -> Refusal:
	"""What the starter reads. A fault of the program goes into the Error Log, without its details."""
	return Refusal.about(_words(error), *document) if document else Refusal(_words(error))


def _words(error: Exception) -> str:
	if isinstance(error, Problem):
		return text_of(error)
	if isinstance(error, REFUSALS):
		return strip_html(str(error)) or _last_message()
	if lost_race(error):
		return frappe._("Somebody else was writing the same records. Run what failed once more.")
	# without the values of the variables, which may be those of people
	frappe.log_error(title="Bulk operation", message=frappe.get_traceback())
	return frappe._("This part met a fault of the program. Tell the operator: the Error Log says more.")


def _last_message() -> str:
	messages = frappe.get_message_log()
	return strip_html(messages[-1].get("message") or "") if messages else ""


def _chain(error: BaseException | None):
	while error:
		yield error
		error = error.__cause__ or error.__context__
