"""Sentences that cite: patterns with marks like ``[@hartung-2001; @sidik-2002]`` become rows of nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from reportgen.document import Citation, Inline
from reportgen.wording.phrases import Phrase, joined, weave

__all__ = ["Cite", "cited"]

Cite: TypeAlias = Callable[[Sequence[str]], Citation]
"""Returns the citation of works by their names."""

_MARK = re.compile(r"\[(@[a-z0-9-]+(?:; @[a-z0-9-]+)*)\]")


def cited(pattern: str, cite: Cite, **holes: Inline | Phrase | str | None) -> Phrase:
    """Return a pattern as `weave` does, with a citation for each mark in it.

    cited("estimated by {name} [@paule-1982].", cite, name="…") is (Text, Citation, Text).
    """
    parts = _MARK.split(pattern)
    rows = [
        (cite([name.strip()[1:] for name in part.split(";")]),) if i % 2 else weave(part, **holes)
        for i, part in enumerate(parts)
    ]
    return joined(rows, gap="")
