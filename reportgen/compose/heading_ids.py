"""Ids for headings, and for tables with a caption, that were given none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportgen.document import Block, Figure, Heading, Inline, Table, plain_text

__all__ = ["with_ids"]


def with_ids(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks in which headings and captioned tables without an id have one made of their words.

    An id that is taken gets a number behind it. Tables without a caption stay without an id: nothing refers to them.
    """
    taken = {block.id for block in blocks if isinstance(block, Heading | Table | Figure)}
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and not block.id:
            found.append(replace(block, id=_fresh("sec", block.children, taken)))
        elif isinstance(block, Table) and not block.id and block.caption:
            found.append(replace(block, id=_fresh("tbl", block.caption, taken)))
        else:
            found.append(block)
    return tuple(found)


def _fresh(kind: str, words: tuple[Inline, ...], taken: set[str]) -> str:
    """Return an id that is not taken, and take it."""
    base = "-".join((kind, *re.findall(r"[a-z0-9]+", plain_text(words).lower())[:8]))
    count, id_ = 1, base
    while id_ in taken:
        count += 1
        id_ = f"{base}-{count}"
    taken.add(id_)
    return id_
