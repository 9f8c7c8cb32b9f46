"""The manuscript as a tagged PDF."""

from reportgen.writers.pdf.numbered import NumberedPdf, Place, numbered_pdf
from reportgen.writers.pdf.paper import write_pdf

__all__ = ["NumberedPdf", "Place", "numbered_pdf", "write_pdf"]
