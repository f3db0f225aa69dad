"""The pictures of the guides: made by the browser tests, taken over into docs/images when somebody asks for it."""

import shutil
from pathlib import Path

from host import layout

MARK = "guide-"


def made() -> list[Path]:
	"""The pictures for the guides that the browser tests have left."""
	return sorted((layout.RUN / "screenshots").glob(f"{MARK}*.png"))


def forget() -> None:
	"""Remove the pictures of an earlier run, so that none of them is taken over again."""
	for picture in made():
		picture.unlink()


def take_over() -> list[Path]:
	"""Copy the pictures that this run has made over those of the guides; returns the files written."""
	shown = layout.ROOT / "docs/images"
	return [Path(shutil.copyfile(picture, shown / picture.name.removeprefix(MARK))) for picture in made()]
