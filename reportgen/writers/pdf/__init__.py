"""The manuscript as a tagged PDF."""

from reportgen.writers.pdf.paper import write_pdf

__all__ = ["write_pdf"]
