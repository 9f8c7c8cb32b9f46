"""What stands at the end of a review: declarations, and appendices with feedback and history."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.exchange.rm5.citations import Citations
from reportgen.exchange.rm5.prose import blocks_of, inline_of
from reportgen.exchange.rm5.prose_inline import escaped
from reportgen.exchange.rm5.prose_pieces import tag_of
from reportgen.exchange.rm5.prose_tables import pipe_table
from reportgen.exchange.rm5.section_titles import DECLARATIONS
from reportgen.foreign.xml import Element
from reportgen.references.dates import MONTHS

__all__ = ["appendix", "declarations"]

_SUPPORT = {"INTERNAL_SOURCES": "Internal sources", "EXTERNAL_SOURCES": "External sources"}
_FEEDBACK = {
    "FEEDBACK_SUMMARY": "Summary",
    "FEEDBACK_REPLY": "Reply",
    "FEEDBACK_CONTRIBUTORS": "Contributors",
}
_TEXTS = frozenset({"ABSTRACT", "BODY", "SUMMARY", *DECLARATIONS})
_HISTORY = {"COVER_SHEET/WHATS_NEW": "What's new", "COVER_SHEET/HISTORY": "History"}


def declarations(root: Element, citations: Citations) -> list[str]:
    """Return what the authors declare, and texts of the file that have no other place, a part each."""
    found: list[str] = []
    main = root.find("MAIN_TEXT")
    elements = {} if main is None else {tag_of(element): element for element in main}
    for tag in (*DECLARATIONS, *sorted(set(elements) - _TEXTS - {""})):
        if tag in elements and (blocks := blocks_of(elements[tag], citations, level=3)):
            found += [f"## {escaped(DECLARATIONS.get(tag, tag.replace('_', ' ').capitalize()))}", *blocks]
    found += _support(root.find("COVER_SHEET/SOURCES_OF_SUPPORT"), citations)
    return ["# Declarations {#sec-declarations}", *found] if found else []


def _support(element: Element | None, citations: Citations) -> list[str]:
    found: list[str] = []
    for kind in () if element is None else element:
        sources = [f"- {text}" for source in kind if (text := _source(source, citations))] if tag_of(kind) else []
        found += [f"### {_SUPPORT.get(tag_of(kind), 'Other sources')}", "\n".join(sources)] if sources else []
    return ["## Sources of support", *found] if found else []


def _source(source: Element, citations: Citations) -> str:
    return ", ".join(filter(None, (inline_of(part, citations) for part in source if tag_of(part))))


def appendix(root: Element, citations: Citations) -> list[str]:
    """Return the appendices, what readers wrote and were answered, and the history of the review."""
    found: list[str] = []
    for number, element in enumerate(root.findall("APPENDICES/APPENDIX"), 1):
        blocks = [text for part in element if tag_of(part) != "TITLE" for text in _body(part, citations, 3)]
        title = _titled(f"Appendix {escaped(element.get('NO', '').strip() or str(number))}.", element, citations)
        found += [f"## {title} {{#sec-appendix-{number}}}", *blocks] if blocks else []
    found += _feedback(root, citations)
    for path, heading in _HISTORY.items():
        found += _events(root.find(path), heading, citations)
    return ["# Appendices {#sec-appendix}", *found] if found else []


def _body(part: Element, citations: Citations, level: int) -> list[str]:
    return blocks_of(part, citations, level=level) if tag_of(part) else []


def _titled(label: str, element: Element, citations: Citations) -> str:
    title = element.find("TITLE")
    return f"{label} {'' if title is None else inline_of(title, citations)}".strip()


def _feedback(root: Element, citations: Citations) -> list[str]:
    found: list[str] = []
    for item in root.findall("FEEDBACK/FEEDBACK_ITEM"):
        parts = [text for part in item for text in _said(part, citations)]
        date = _date(item.find("DATE_SUBMITTED/DATE"))
        heading = _titled("", item, citations) or "Feedback"
        found += [f"### {heading}{f', {date}' if date else ''}", *parts] if parts else []
    return ["## Feedback", *found] if found else []


def _said(part: Element, citations: Citations) -> list[str]:
    tag = tag_of(part)
    blocks = [] if tag in {"TITLE", "DATE_SUBMITTED"} else _body(part, citations, 5)
    return [*([f"#### {_FEEDBACK[tag]}"] if tag in _FEEDBACK else []), *blocks] if blocks else []


def _events(element: Element | None, heading: str, citations: Citations) -> list[str]:
    """Return what happened to the review as a table, and nothing if nothing did."""
    rows = [_event(entry, citations) for entry in element if tag_of(entry)] if element is not None else []
    heads = ["Date", "Event", "Description"]
    return [f"## {heading}", pipe_table([heads, *rows])] if rows else []


def _event(entry: Element, citations: Citations) -> list[str]:
    event = entry.get("EVENT", "").replace("_", " ").capitalize()
    texts = (inline_of(part, citations) for part in _parts(entry))
    return [_date(entry.find("DATE")), escaped(event), "<br>".join(filter(None, texts))]


def _parts(entry: Element) -> Iterator[Element]:
    for part in entry:
        if tag_of(part) == "DESCRIPTION":
            yield from part if len(part) else [part]
        elif tag_of(part) not in {"", "DATE"}:
            yield part


def _date(element: Element | None) -> str:
    """Return a date as "28 January 2014", as far as it is known."""
    if element is None:
        return ""
    day, month, year = (element.get(name, "").strip() for name in ("DAY", "MONTH", "YEAR"))
    named = MONTHS[int(month) - 1] if month.isascii() and month.isdigit() and 1 <= int(month[:4]) <= 12 else month
    return escaped(" ".join(filter(None, (day.lstrip("0"), named, year))))
