"""Ids for headings that were given none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportgen.document import Block, Heading, plain_text

__all__ = ["with_heading_ids"]


def with_heading_ids(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks in which each heading without an id has one made of its text, with a number if that is taken."""
    taken = {block.id for block in blocks if isinstance(block, Heading) and block.id}
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and not block.id:
            id_ = _fresh(block, taken)
            taken.add(id_)
            found.append(replace(block, id=id_))
        else:
            found.append(block)
    return tuple(found)


def _fresh(heading: Heading, taken: set[str]) -> str:
    words = re.findall(r"[a-z0-9]+", plain_text(heading.children).lower())[:8]
    base = "-".join(("sec", *words))
    count, id_ = 1, base
    while id_ in taken:
        count += 1
        id_ = f"{base}-{count}"
    return id_
