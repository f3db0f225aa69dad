"""Official prints as files in a folder, for scenarios and archives run by the operator."""

from pathlib import Path

from covid_support.documents import official_prints
from covid_support.documents.registry_of_prints import find, open_prints

ARCHIVED = "Bản in để lưu hồ sơ"


def write_prints(folder: str | Path, doctype: str, names: list[str]) -> list[Path]:
	"""Write every official print of the documents `names` that the session's user can have; returns the files.

	The folder is made when missing; files of the same names are replaced.
	"""
	target = Path(folder)
	target.mkdir(parents=True, exist_ok=True)
	written = []
	for name in names:
		document = official_prints.load(doctype, name)
		for each in open_prints(document):
			wanted = find(doctype, each["name"])
			path = target / official_prints.file_name(document, wanted)
			path.write_bytes(official_prints.pdf(document, wanted, ARCHIVED))
			written.append(path)
	return written
