"""Which whitelisted functions a request asks for, whatever way it names them."""

import inspect

import frappe
import frappe.handler

# besides the command itself, parameters that some whitelisted functions take as the name of another one
FUNCTION_PARAMETERS = ("query", "method", "tree_method")


def called_names() -> list[str]:
	"""Dotted names in the request: the command (from the body, the query or the path) and its helpers."""
	form = frappe.local.form_dict
	names = [form.get("cmd"), command_in_path(frappe.request.path)]
	names += [form.get(parameter) for parameter in FUNCTION_PARAMETERS]
	return [name for name in names if isinstance(name, str) and name]


def command_in_path(path: str) -> str | None:
	"""The command of /api/method/<command> and of its later versions, /api/v1/method/<command>."""
	parts = path.strip("/").split("/")
	if parts[0] == "api" and "method" in parts[1:3]:
		return parts[parts.index("method") + 1] if parts[-1] != "method" else None
	return None


def defined_name(name: str) -> str | None:
	"""The name under which the function called `name` is defined; None when there is no such function."""
	try:
		function = frappe.get_attr(name) if "." in name else getattr(frappe.handler, name)
	except Exception:
		return None  # the framework answers for unknown names
	return name_of(function)


def name_of(function) -> str | None:
	"""Module and name of `function`, or of the function that a decorator has wrapped without telling."""
	function = _innermost(function)
	if not callable(function) or not hasattr(function, "__name__"):
		return None
	return f"{function.__module__}.{function.__name__}"


def _innermost(function):
	function = inspect.unwrap(function)
	while "<locals>" in getattr(
		function, "__qualname__", ""
	):  # a decorator that keeps its function in its closure
		held = [cell.cell_contents for cell in function.__closure__ or ()]
		functions = [inspect.unwrap(candidate) for candidate in held if inspect.isfunction(candidate)]
		if not functions:
			break
		function = functions[0]
	return function
