"""The JATS writer: a settled document becomes the XML that publishers work with and archives keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.document import Resolved
    from reportgen.style import Style

__all__ = ["write_jats"]


def write_jats(resolved: Resolved, style: Style) -> bytes:
    """Return the manuscript as JATS XML (Journal Publishing 1.3); the same bytes each time for the same document.

    Pictures are named, not held: they are the files ``figures/NAME.png`` that a build writes beside the manuscript.
    """
    del style  # the look of a JATS file is its reader's; the words of a style are in the document already
    from reportgen.writers.jats.article import article

    return article(resolved)
