"""A manuscript that does not say who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportgen.document import Block, Datum, Document, Heading, Inline, Link, Paragraph, Text
from reportgen.model import Library, Registration, Review
from reportgen.resolve.rewrite import rewrite
from reportgen.submission.identities import Identity, masked

__all__ = ["blinded", "nameless"]

_ABOUT_AUTHORS = frozenset({"authors", "affiliation"})
_DECLARATIONS = "sec-declarations"
_ELSEWHERE = "Declarations stand on the title page, which reviewers do not see."


def blinded(document: Document, hidden: Sequence[Identity]) -> Document:
    """Return an unresolved manuscript without its authors, its declarations, and all that is `hidden`.

    Names go from sentences, tables and links; what the list of references shows follows from the library. Drawings are
    left as they are: a trial keeps its name, whoever did it.
    """

    def mask(inline: Inline) -> Inline:
        match inline:
            case Text():
                return Text(masked(inline.text, hidden))
            case Datum():
                return replace(inline, text=masked(inline.text, hidden))
            case Link() if masked(inline.href, hidden) != inline.href:
                return Link("#", inline.children)
            case _:
                return inline

    blocks = rewrite(_without_people(document.blocks), mask)
    return replace(
        document,
        title=masked(document.title, hidden),
        short_title=masked(document.short_title, hidden),
        notice=masked(document.notice, hidden),
        keywords=tuple(masked(word, hidden) for word in document.keywords),
        authors=(),
        contributors=(),
        affiliations={},
        funders=(),
        blocks=blocks,
    )


def nameless(review: Review, hidden: Sequence[Identity]) -> Review:
    """Return a review whose data can be handed to blinded reviewers: no people, no sentences, no references."""
    methods = review.methods
    return replace(
        review,
        title=masked(review.title, hidden),
        short_title=masked(review.short_title, hidden),
        subtitle=masked(review.subtitle, hidden),
        notice=masked(review.notice, hidden),
        notice_short=masked(review.notice_short, hidden),
        authors=(),
        affiliations={},
        funding="",
        funders=(),
        interests="",
        acknowledgements="",
        data_availability="",
        registration=Registration(),
        sections=(),
        library=Library(),
        methods=replace(
            methods,
            screening=masked(methods.screening, hidden),
            extraction=masked(methods.extraction, hidden),
            risk_of_bias_by=masked(methods.risk_of_bias_by, hidden),
            disagreements=masked(methods.disagreements, hidden),
            missing_data=masked(methods.missing_data, hidden),
            software=masked(methods.software, hidden),
        ),
    )


def _without_people(blocks: Iterable[Block]) -> Iterator[Block]:
    declaring = False
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 1:
            declaring = block.id == _DECLARATIONS
            yield block
            if declaring:
                yield Paragraph(children=(Text(_ELSEWHERE),))
        elif not declaring and not (isinstance(block, Paragraph) and block.role in _ABOUT_AUTHORS):
            yield block
