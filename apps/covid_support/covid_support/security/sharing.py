"""A share gives nobody a document of another area: documents with an area are not shared at all."""

from covid_support.messages import forbid
from covid_support.policies.area import CHILD_PARENTS, UNIT_FIELDS


def refuse_share(share, _event: str | None = None) -> None:
	"""DocShare.validate: the area decides who sees a document, so nothing may stand beside it."""
	if share.share_doctype in UNIT_FIELDS or share.share_doctype in CHILD_PARENTS:
		forbid(
			"Records of people, lists and payments cannot be shared. Ask the administrator for an assignment to the area."
		)
