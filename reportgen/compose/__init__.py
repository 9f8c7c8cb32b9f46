"""Templates, facts and exhibits become the document tree; Jinja2 and Markdown live here only."""

from reportgen.compose.compose import compose
from reportgen.compose.exhibits import Exhibits, make_exhibits
from reportgen.compose.pages import render_page

__all__ = ["Exhibits", "compose", "make_exhibits", "render_page"]
