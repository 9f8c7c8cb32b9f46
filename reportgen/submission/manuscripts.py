"""The manuscript of a review in a journal's order, settled once for authors and once more for blinded reviewers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.compose import Exhibits, compose, make_exhibits
from reportgen.document import (
    Anchor,
    Block,
    Document,
    Figure,
    FontFile,
    Heading,
    Inline,
    Paragraph,
    Resolved,
    Table,
    walk_blocks,
)
from reportgen.journals import Journal
from reportgen.load import read_member
from reportgen.model import Library, Review
from reportgen.pipeline import Assembled, read_review
from reportgen.quantities import Analysis, analyse
from reportgen.references.csl_items import csl_items
from reportgen.resolve import citation_style, resolve
from reportgen.resolve.rewrite import rewrite
from reportgen.submission.arrangement import arranged, legends, unmentioned, without_footnotes
from reportgen.submission.blinding import blinded
from reportgen.submission.form import is_blinded, place_of
from reportgen.submission.identities import Identity, identities
from reportgen.submission.own_works import own_works, with_masked

__all__ = ["Manuscripts", "as_submitted", "settle", "without_anchors"]

_ABOUT_AUTHORS = frozenset({"authors", "affiliation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscripts:
    """A review in the order of a journal.

    `open` names its authors, `blind` does not (None where the journal asks for none); both hold all tables and figures,
    and the anchors of checklists. `csl` is the citation style; `unmentioned` are the labels of tables and
    figures that the text never mentions; `masked` are the keys of works that the blind one cites without their authors.
    """

    review: Review
    journal: Journal
    analysis: Analysis
    exhibits: Exhibits
    open: Resolved
    blind: Resolved | None
    hidden: tuple[Identity, ...]
    csl: bytes
    unmentioned: tuple[str, ...] = ()
    masked: frozenset[str] = frozenset()

    @property
    def reviewed(self) -> Resolved:
        """The manuscript that reviewers get."""
        return self.blind or self.open

    @property
    def assembled(self) -> Assembled:
        """The manuscript as the makers of figure files take it."""
        return Assembled(analysis=self.analysis, exhibits=self.exhibits, resolved=self.open)


def settle(folder: Path, journal: Journal, *, home: Path | None = None) -> Manuscripts:
    """Return the manuscripts of the review in `folder` for a journal.

    `home` is the folder of the journal's own citation style, if it is another. DataError with everything that is wrong
    with the review or the style.
    """
    review = read_review(folder)
    analysis = analyse(review, journal.style)
    exhibits = make_exhibits(analysis)
    document = compose(analysis, exhibits, anchors=True)
    if journal.value("footnotes") is False:
        document = without_footnotes(document)
    ordered = arranged(document, tables=place_of(journal, "tables"), figures=place_of(journal, "figures"))
    settler = _Settler(folder, home or folder, review, journal)
    hidden, masked, blind = identities(review), frozenset[str](), None
    if is_blinded(journal):
        library = review.library
        if journal.words("self_citations") == "mask":
            items = csl_items(review.library)
            masked = own_works(items, review.authors) - settler.included
            library = with_masked(library, items, masked)
        blind = settler.settled(blinded(ordered, hidden), library)
    opened = settler.settled(ordered, review.library)
    return Manuscripts(
        review=review,
        csl=settler.csl,
        unmentioned=unmentioned(opened.document),
        journal=journal,
        analysis=analysis,
        exhibits=exhibits,
        open=opened,
        blind=blind,
        hidden=hidden,
        masked=masked,
    )


class _Settler:
    """Settles documents of one review in one style."""

    def __init__(self, folder: Path, home: Path, review: Review, journal: Journal) -> None:
        self._style = journal.style
        self.csl = citation_style(journal.style.csl, lambda name: read_member(home, name, None))
        self._fonts = tuple(FontFile(name=name, data=read_member(folder, name, None)) for name in review.fonts)
        self.included = frozenset(key for study in review.included() for key in study.reports)

    def settled(self, document: Document, library: Library) -> Resolved:
        """Return a document with numbers, labels and citations filled in."""
        resolved = resolve(document, library, self._style, included=self.included, csl=self.csl)
        return replace(resolved, fonts=self._fonts)


def as_submitted(resolved: Resolved, journal: Journal) -> Resolved:
    """Return a settled manuscript as the file of text that a journal wants.

    Authors go to the title page where that is a file of its own, tables and figures where they are files; legends come
    where the journal wants them.
    """
    separate = journal.words("title_page") == "separate"
    blocks = tuple(_without_authors(resolved.document.blocks)) if separate else resolved.document.blocks
    figures = [block for block in walk_blocks(blocks) if isinstance(block, Figure)]
    if journal.words("tables") == "files":
        blocks = _without(blocks, Table, "sec-tables")
    if journal.words("figures") == "files":
        blocks = _without(blocks, Figure, "sec-figures")
        blocks += legends(figures) if journal.words("legends") != "file" else ()
    return replace(resolved, document=replace(resolved.document, blocks=without_anchors(blocks)))


def _without_authors(blocks: Iterable[Block]) -> Iterable[Block]:
    return (block for block in blocks if not (isinstance(block, Paragraph) and block.role in _ABOUT_AUTHORS))


def _without(blocks: Sequence[Block], kind: type[Table | Figure], heading: str) -> tuple[Block, ...]:
    """Return blocks without the exhibits of a kind that have an id, nor the heading that nothing is left under."""
    kept = [block for block in blocks if not (isinstance(block, kind) and block.id)]
    following = (*kept[1:], Heading(level=1, children=(), id=""))
    return tuple(
        block
        for block, after in zip(kept, following, strict=True)
        if not (isinstance(block, Heading) and block.id == heading and isinstance(after, Heading) and after.level <= 1)
    )


def without_anchors(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks without the places that checklists point at."""

    def dropped(inline: Inline) -> Inline | tuple[Inline, ...]:
        return () if isinstance(inline, Anchor) else inline

    return rewrite(blocks, dropped)
