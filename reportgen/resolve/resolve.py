"""The verb that settles a document: labels, citations, marks of notes, ids of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.document import (
    Block,
    Citation,
    CrossRef,
    Datum,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    Number,
    Reference,
    ReferenceList,
    Resolved,
    Table,
    Text,
    inlines_of,
    walk_blocks,
    walk_inlines,
)
from reportgen.errors import DataError, Issue, did_you_mean
from reportgen.model import Library
from reportgen.resolve.citations import Cited, cite_all, unknown_keys
from reportgen.resolve.decimals import with_decimals_in_line
from reportgen.resolve.entries import Entries
from reportgen.resolve.labels import Labelled, label_blocks
from reportgen.resolve.rewrite import rewrite
from reportgen.style import Style
from reportgen.wording.works import with_shipped

__all__ = ["resolve"]

MARK_NOTE = "References marked with an asterisk are reports of the included studies."


def resolve(document: Document, library: Library, style: Style, *, included: frozenset[str], csl: bytes) -> Resolved:
    """Return the document with numbers, labels, citations and reference list filled in, and its ledger.

    `included` are the citation keys of reports of included studies; they are listed even if no text cites them.
    `csl` is what `citation_style` returns. Shipped works on methods that are cited join the library. Unknown keys,
    unknown cross-references and ids that stand twice are gathered into one DataError.
    """
    labelled = label_blocks(with_decimals_in_line(document.blocks), numbered=style.numbered_headings)
    citations = _citations(labelled.blocks)
    library = with_shipped(library, (work.key for citation in citations for work in citation.works))
    issues = labelled.issues + _unknown_targets(labelled) + unknown_keys(citations, library)
    if issues:
        raise DataError(issues)
    keys = tuple(sorted(included & library.keys.keys()))
    cited = cite_all(citations, library, csl=csl, language=document.language, nocite=keys)
    apart = any(isinstance(block, ReferenceList) and block.part == "included" for block in labelled.blocks)
    settler = _Settler(labelled, cited, included, marks=style.mark_included and not apart)
    blocks = rewrite(labelled.blocks, settler.inline, settler.block)
    return Resolved(
        document=replace(document, blocks=blocks),
        footnotes=_footnotes(blocks),
        labels=labelled.labels,
        ledger=tuple(settler.entries.entries),
        library=library,
    )


class _Settler:
    """Fills in what is open, node by node, keeping the place it is at."""

    def __init__(self, labelled: Labelled, cited: Cited, included: frozenset[str], *, marks: bool) -> None:
        taken = {*labelled.labels, *(f"ref-{reference.key}" for reference in cited.references)}
        self.entries = Entries(taken)
        self._labels = labelled.labels
        self._shown: Iterator[tuple[Inline, ...]] = iter(cited.shown)
        marked = included if marks else frozenset()
        self._included = included
        self._references = tuple(_marked(reference, marked) for reference in cited.references)
        self._section = self._place = "title"
        self._notes = 0

    def block(self, block: Block) -> Block:
        """Return the block, the reference list filled in, and note the place that begins with it."""
        match block:
            case Heading():
                self._section = self._place = block.id
            case Table() | Figure():
                self._place = block.id or self._section
            case ReferenceList():
                self._place = self._section
                entries = self._listed(block)
                note = (Text(MARK_NOTE),) if any(entry.mark for entry in entries) else ()
                return replace(block, entries=entries, mark_note=note)
            case _:
                self._place = self._section
        return block

    def _listed(self, block: ReferenceList) -> tuple[Reference, ...]:
        if block.part == "all":
            return self._references
        wanted = block.part == "included"
        return tuple(one for one in self._references if (one.key in self._included) == wanted)

    def inline(self, inline: Inline) -> Inline:
        """Return the inline with its id, mark or shown form."""
        match inline:
            case Number() | Datum():
                return self.entries.settle(inline, self._place)
            case Citation():
                return replace(inline, shown=next(self._shown))
            case CrossRef():
                return replace(inline, shown=_unbroken(self._labels[inline.target]))
            case Footnote():
                self._notes += 1
                return replace(inline, mark=str(self._notes))
            case _:
                return inline


def _marked(reference: Reference, marked: frozenset[str]) -> Reference:
    return replace(reference, mark="*") if reference.key in marked else reference


def _unbroken(label: str) -> str:
    """Return "Figure 1" with a space that no line breaks at; a title of several words is left as it is."""
    word, _, number = label.rpartition(" ")
    return f"{word}\N{NO-BREAK SPACE}{number}" if word in {"Figure", "Table", "Section"} else label


def _citations(blocks: tuple[Block, ...]) -> tuple[Citation, ...]:
    found: list[Citation] = []

    def note(inline: Inline) -> Inline:
        if isinstance(inline, Citation):
            found.append(inline)
        return inline

    rewrite(blocks, note)
    return tuple(found)


def _footnotes(blocks: tuple[Block, ...]) -> tuple[Footnote, ...]:
    runs = (run for block in walk_blocks(blocks) for run in inlines_of(block))
    return tuple(inline for run in runs for inline in walk_inlines(run) if isinstance(inline, Footnote))


def _unknown_targets(labelled: Labelled) -> list[Issue]:
    issues: list[Issue] = []

    def check(inline: Inline) -> Inline:
        if isinstance(inline, CrossRef) and inline.target not in labelled.labels:
            message = f"found @{inline.target}, expected the id of a figure, table or section"
            hint = did_you_mean(inline.target, list(labelled.labels))
            issues.append(Issue("cross-reference-is-known", inline.origin, message, hint))
        return inline

    rewrite(labelled.blocks, check)
    return issues
