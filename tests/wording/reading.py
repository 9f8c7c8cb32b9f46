"""Rows of nodes as text, with citations in brackets, for tests of words."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.document import Citation, Inline, plain_text
from reportgen.wording.works import PREFIX

__all__ = ["read"]


def read(row: Iterable[Inline]) -> str:
    """Return a row of nodes as text; a citation as "[hartung-2001; sidik-2002]"."""
    return "".join(_cited(part) if isinstance(part, Citation) else plain_text((part,)) for part in row)


def _cited(citation: Citation) -> str:
    return "[" + "; ".join(work.key.removeprefix(PREFIX) for work in citation.works) + "]"
