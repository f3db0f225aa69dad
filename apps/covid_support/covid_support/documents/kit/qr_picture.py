"""QR codes as pictures that typst draws."""

from collections.abc import Sequence


def qr_picture(modules: Sequence[Sequence[int]]) -> str:
	"""An SVG drawing of a QR code with the four light modules around it that readers need."""
	side = len(modules) + 8
	squares = "".join(
		f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(modules) for x, module in enumerate(row) if module
	)
	return (
		f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
		f'<path d="{squares}"/></svg>'
	)
