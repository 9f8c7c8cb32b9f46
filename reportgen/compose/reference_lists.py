"""References to included studies in a list of their own, where the style wants it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from reportgen.document import Block, Citation, Heading, ReferenceList, Text, inlines_of, walk_blocks, walk_inlines

__all__ = ["with_included_apart"]

_INCLUDED = "References to studies included in this review"
_OTHER = "Other references"


def with_included_apart(blocks: Iterable[Block], included: Collection[str]) -> tuple[Block, ...]:
    """Return blocks with the list of references in two: reports of included studies (their keys), and all others.

    Where one of the two would be empty, there is one list.
    """
    found = tuple(blocks)
    others = {key for key in _cited(found) if key not in included}
    if not included or not others:
        return found
    return tuple(part for block in found for part in _parted(block))


def _parted(block: Block) -> tuple[Block, ...]:
    if not isinstance(block, ReferenceList):
        return (block,)
    return (
        Heading(level=2, children=(Text(_INCLUDED),), id="sec-references-included"),
        ReferenceList(part="included"),
        Heading(level=2, children=(Text(_OTHER),), id="sec-references-other"),
        ReferenceList(part="other"),
    )


def _cited(blocks: Iterable[Block]) -> Iterator[str]:
    for block in walk_blocks(blocks):
        for run in inlines_of(block):
            for inline in walk_inlines(run):
                if isinstance(inline, Citation):
                    yield from (work.key for work in inline.works)
