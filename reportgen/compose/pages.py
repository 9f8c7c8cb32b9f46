"""Pages beside the manuscript that are made by a shipped template: letters, statements, title pages of their own."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.compose.compose import template_functions
from reportgen.compose.exhibits import Exhibits
from reportgen.compose.facts import gather
from reportgen.compose.heading_ids import with_ids
from reportgen.compose.sections import SectionSource, render_section
from reportgen.document import Block
from reportgen.errors import DataError
from reportgen.quantities import Analysis
from reportgen.resources import read_text

__all__ = ["render_page"]


def render_page(analysis: Analysis, file: str, names: Mapping[str, object]) -> tuple[Block, ...]:
    """Return the blocks that a template below templates/ makes of a review and of further names.

    It can speak of everything that sections can, and of no figure or table. DataError if the template is wrong.
    """
    source = SectionSource(path=f"templates/{file}", text=read_text(file), own=False, plain=False)
    facts = gather(analysis, ()).names() | dict(names)
    functions = template_functions(analysis, Exhibits(figures={}, tables={}), anchors=False)
    blocks, issues = render_section(source, facts, functions)
    if issues:
        raise DataError(issues)
    return with_ids(blocks)
