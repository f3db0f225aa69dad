"""After login the browser goes on within this site only."""

from urllib.parse import urlsplit

import frappe

PARAMETERS = ("redirect-to", "redirect_to")


def keep_redirect_on_site() -> None:
	"""Drop a redirect that leads to another host."""
	for parameter in PARAMETERS:
		target = frappe.local.form_dict.get(parameter)
		if target and not is_on_site(str(target)):
			frappe.local.form_dict.pop(parameter)


def is_on_site(target: str) -> bool:
	"""Whether `target` is a path of this site, or an address with this request's own host."""
	cleaned = target.strip().replace("\\", "/")
	parts = urlsplit(cleaned)
	if parts.scheme or parts.netloc:
		return parts.scheme in ("http", "https") and parts.netloc == frappe.request.host
	return cleaned.startswith("/") and not cleaned.startswith("//")
