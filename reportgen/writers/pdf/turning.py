"""Which blocks stand on pages turned sideways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.document import Block, Figure, Heading, Table

__all__ = ["turned"]


def turned(blocks: Iterable[Block]) -> Iterator[tuple[bool, tuple[Block, ...]]]:
    """Yield runs of blocks with whether their pages are landscape.

    Wide exhibits that follow one another share a run, and headings right before a wide exhibit go with it, so that
    no heading is left alone on an upright page.
    """
    run: list[Block] = []
    sideways = False
    waiting: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level > 0:
            waiting.append(block)
            continue
        turn = isinstance(block, Table | Figure) and block.wide
        if turn != sideways and run:
            yield sideways, tuple(run)
            run = []
        sideways = turn
        run += [*waiting, block]
        waiting = []
    if waiting and sideways:
        yield sideways, tuple(run)
        run, sideways = [], False
    run += waiting
    if run:
        yield sideways, tuple(run)
