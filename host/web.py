"""The WSGI application that gunicorn serves: frappe.app, with one setting of Werkzeug 3 undone.

Frappe's host snapshot was written for Werkzeug 2.3, which had no limit on the size of form fields. Werkzeug
3.1 refuses multipart fields above 500 kB (413), which would stop documents with long text or tables. The
size of a whole request stays limited by `max_file_size` of the site.
"""

from werkzeug.wrappers import Request

Request.max_form_memory_size = None

from frappe.app import application  # noqa: E402

__all__ = ["application"]
