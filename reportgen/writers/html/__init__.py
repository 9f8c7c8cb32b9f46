"""The manuscript as one HTML file that needs nothing but itself."""

from reportgen.writers.html.shell import write_html

__all__ = ["write_html"]
