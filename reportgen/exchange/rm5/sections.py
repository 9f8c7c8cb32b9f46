"""The texts of an .rm5 file as sections of the review's own, with what this report calculates beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.errors import DataError, Issue
from reportgen.exchange.imported import Kept, Remark
from reportgen.exchange.rm5.citations import Citations
from reportgen.exchange.rm5.prose import blocks_of, inline_of
from reportgen.exchange.rm5.prose_inline import escaped
from reportgen.exchange.rm5.prose_pieces import tag_of
from reportgen.exchange.rm5.section_ends import appendix, declarations
from reportgen.exchange.rm5.section_frames import CALCULATIONS, KEYWORDS, RESULTS, TABLES
from reportgen.exchange.rm5.section_remarks import kept_notes, kept_tables, remarks_on
from reportgen.exchange.rm5.section_tables import findings_tables, other_outcomes, other_tables
from reportgen.exchange.rm5.section_titles import ABSTRACT, PARTS
from reportgen.foreign.xml import Element
from reportgen.model import Section

__all__ = ["Prose", "sections_of"]

_READ = (
    "MAIN_TEXT",
    "SOF_TABLES",
    "ADDITIONAL_TABLES",
    "FEEDBACK",
    "APPENDICES",
    "COVER_SHEET/WHATS_NEW",
    "COVER_SHEET/HISTORY",
    "COVER_SHEET/SOURCES_OF_SUPPORT",
)

_MOST_LETTERS = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Sections made of the texts of a file; `kept` and `remarks` are about these texts.

    `read` are the elements whose texts, with all in them, stand in the sections or in `kept`.
    """

    sections: tuple[Section, ...] = ()
    kept: tuple[Kept, ...] = ()
    remarks: tuple[Remark, ...] = ()
    read: tuple[Element, ...] = ()


def sections_of(root: Element, citations: Citations, *, path: str = "") -> Prose:
    """Return the texts of a review as sections of its own; `path` is that of the file, for the places of remarks.

    There is no section where the file has no text for it, so that the shipped one serves. The methods, results and
    tables print beside the authors' words what is calculated from the data.

    Raises:
        DataError: file-is-of-bearable-size, if a part of the file has more than ten million letters.
    """
    read = [element for part in _READ if (element := root.find(part)) is not None]
    _refuse_endless(read, path)
    body = root.find("MAIN_TEXT/BODY")
    texts = {
        "abstract": _abstract(root, citations),
        "introduction": _chapters(body, citations, ("BACKGROUND", "OBJECTIVES")),
        "methods": _chapters(body, citations, ("METHODS",), CALCULATIONS),
        "results": _chapters(body, citations, ("RESULTS",), RESULTS),
        "discussion": [*_chapters(body, citations, ("DISCUSSION", "CONCLUSIONS")), *_unknown(body, citations)],
        "declarations": declarations(root, citations),
        "tables": _tables(root, citations),
        "appendix": appendix(root, citations),
    }
    found = (_section(name, blocks) for name, blocks in texts.items() if blocks)
    return Prose(
        sections=tuple(found),
        kept=(*kept_tables(root, path), *kept_notes(root, path)),
        remarks=tuple(remarks_on((*read, *other_outcomes(root)), path)),
        read=(*read, *other_outcomes(root)),
    )


def _refuse_endless(elements: Iterable[Element], path: str) -> None:
    """Raise DataError if there is more text than a review folder may hold: no section is longer than 2 MB."""
    issues = [
        Issue("file-is-of-bearable-size", element.origin(path), f"found {size} letters of text, expected fewer")
        for element in elements
        if (size := sum(map(len, element.itertext()))) > _MOST_LETTERS
    ]
    if issues:
        raise DataError(issues)


_CHAPTERS = {
    "BACKGROUND": "# Background {#sec-introduction}",
    "OBJECTIVES": "# Objectives {#sec-objectives}",
    "METHODS": "# Methods {#sec-methods}",
    "RESULTS": "# Results {#sec-results}",
    "DISCUSSION": "# Discussion {#sec-discussion}",
    "CONCLUSIONS": "# Authors' conclusions {#sec-conclusions}",
}


def _section(name: str, blocks: Iterable[str]) -> Section:
    text = "\n\n".join(blocks) + "\n"
    return Section(name=name, text=text, path=f"sections/{name}.md.j2")


def _chapters(body: Element | None, citations: Citations, tags: tuple[str, ...], more: str = "") -> list[str]:
    """Return chapters with their headings, `more` behind them; nothing where none has a text."""
    found: list[str] = []
    for tag in tags:
        element = None if body is None else body.find(tag)
        blocks = [] if element is None else blocks_of(element, citations, titles=PARTS)
        found += [_CHAPTERS[tag], *blocks] if blocks else []
    return [*found, more] if found and more else found


def _unknown(body: Element | None, citations: Citations) -> Iterator[str]:
    """Yield the blocks of chapters that no version of RevMan known here has, under a heading made of their name."""
    for element in () if body is None else body:
        tag = tag_of(element)
        if tag and tag not in _CHAPTERS and (blocks := blocks_of(element, citations, titles=PARTS)):
            yield f"# {escaped(tag.replace('_', ' ').capitalize())}"
            yield from blocks


def _abstract(root: Element, citations: Citations) -> list[str]:
    """Return the abstract, a labelled paragraph for each part, and the plain language summary."""
    abstract = root.find("MAIN_TEXT/ABSTRACT")
    blocks = [] if abstract is None else [text for part in abstract for text in _labelled(part, citations)]
    summary = _summary(root.find("MAIN_TEXT/SUMMARY"), citations)
    if not blocks:
        return ["# Plain language summary {#sec-abstract}", *summary, KEYWORDS] if summary else []
    heading = ["## Plain language summary {#sec-plain-language-summary}"] if summary else []
    return ["# Abstract {#sec-abstract}", *blocks, KEYWORDS, *heading, *summary]


def _labelled(part: Element, citations: Citations) -> Iterator[str]:
    tag = tag_of(part)
    blocks = blocks_of(part, citations, level=5) if tag else []
    label = ABSTRACT.get(tag, tag.removeprefix("ABS_").replace("_", " ").capitalize())
    for number, block in enumerate(blocks):
        is_list = block.startswith(("- ", "1. ", "| "))
        if number == 0:
            yield f"{{.abstract}} **{escaped(label)}:**{'' if is_list else f' {block}'}"
        elif not is_list:
            yield f"{{.abstract}} {block}"
        if is_list:
            yield block


def _summary(summary: Element | None, citations: Citations) -> list[str]:
    if summary is None:
        return []
    title = summary.find("TITLE")
    lead = "" if title is None else inline_of(title, citations)
    rest = [text for part in summary if tag_of(part) != "TITLE" for text in blocks_of(part, citations, level=3)]
    return [*([lead] if lead else []), *rest]


def _tables(root: Element, citations: Citations) -> list[str]:
    findings, others = findings_tables(root, citations), other_tables(root, citations)
    return ["# Tables {#sec-tables}", *findings, TABLES, *others] if findings or others else []
