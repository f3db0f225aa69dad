"""A document with a workflow is submitted by its workflow alone, never by the bare submit call."""

from covid_support.messages import forbid


def require_state(document, state: str) -> None:
	"""Refuse a submit of `document` that does not come with the workflow state that belongs to it."""
	if document.workflow_state != state:
		forbid(
			"{0} is completed with the buttons of its workflow. Press the next button there.", document.name
		)
