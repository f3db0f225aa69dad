"""File names of downloads, which newer versions of the web library garble.

The framework gives the header Content-Disposition as bytes. Werkzeug 3 writes bytes as Python would show them
(b'attachment; …'), so that browsers lose the name and no longer tell showing from saving.
"""

import ast

HEADER = "Content-Disposition"


def mend_file_name(response, request=None) -> None:
	"""Hook `after_request`: put the header back as the framework meant it; a sound header stays as it is."""
	value = response.headers.get(HEADER, "")
	if value.startswith(("b'", 'b"')):
		response.headers[HEADER] = ast.literal_eval(value).decode("latin-1")
