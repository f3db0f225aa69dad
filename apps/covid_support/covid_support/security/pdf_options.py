"""The HTML-to-PDF program takes no options from the page that it prints.

pdfkit reads <meta name="pdfkit-…"> tags of the page as command-line options, which lets a page read files of
the server. The official prints do not use it; the framework's informal ones do.
"""

try:
	from pdfkit.pdfkit import PDFKit
except ImportError:  # later versions of the framework may print without it
	PDFKit = None


def close_meta_options() -> None:
	"""Let pdfkit find no options in pages; harmless when called again."""
	if PDFKit and hasattr(PDFKit, "_find_options_in_meta"):
		PDFKit._find_options_in_meta = _no_options


def _no_options(_kit, _content) -> dict:
	return {}
