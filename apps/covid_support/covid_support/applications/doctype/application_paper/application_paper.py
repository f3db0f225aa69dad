from frappe.model.document import Document

from covid_support.core.record_name import record_name


class ApplicationPaper(Document):
	"""One paper of an application's or a list's dossier: written by actions/check_papers.py and request_paper.py only."""

	def autoname(self):
		self.name = record_name()
