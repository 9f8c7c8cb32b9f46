"""The flow chart of an .rm5 file: nested boxes with texts, the innermost being the first step."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.exchange.rm5.reading import Reading
from reportgen.foreign.xml import Element
from reportgen.model import Cell, Flow, FlowCount

__all__ = ["flow_of"]

_NUMBER = r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?!\d)|\d+"
_IN_BRACKETS = re.compile(rf"\bn\s*=\s*({_NUMBER})", re.IGNORECASE)
_FIRST = re.compile(rf"(?<![\d.])({_NUMBER})(?![\d.]*\d|\s*%)")

_STEPS: tuple[tuple[str, str], ...] = (
    ("meta_analysis", r"meta-?analys|quantitative synthesis"),
    ("studies", r"(?:studies|trials|RCTs).*(?:included|qualitative synthesis)|included.*(?:studies|trials|RCTs)"),
    ("after_duplicates", r"duplicates? (?:were |was |are )?(?:removed|excluded|deleted)|(?:without|de-?)duplicat"),
    ("other_sources", r"(?:identified|found).*(?:other|additional) (?:sources?|searching|ways)|additional records"),
    ("databases", r"(?:identified|found|retrieved).*(?:database|electronic)|database search"),
    ("assessed", r"full[- ]?texts?.*(?:assess|screen|review|eligib|retriev)|assessed for eligibility"),
    ("screened", r"screened"),
    ("identified", r"records.*(?:identified|found|retrieved)|(?:identified|found|retrieved).*records"),
)
_LEAVING: tuple[tuple[str, str], ...] = (
    ("excluded_reports", r"full[- ]?texts?.*exclu|exclu.*full[- ]?text|exclu.*reason"),
    ("duplicates", r"duplicates?"),
    ("ongoing", r"ongoing"),
    ("excluded", r"(?:records|references|citations|abstracts|titles?|articles)?.*(?:exclu|discard|irrelevant)"),
)


def flow_of(reading: Reading) -> Flow:
    """Return the numbers of the flow chart whose words tell what they count, in the form of PRISMA 2009.

    A chart with a box whose words do not tell is kept whole as well, with a remark.
    """
    counts: list[FlowCount] = []
    for extension in reading.root.findall("EXTENSIONS/EXTENSION"):
        if extension.get("TYPE", "").upper() != "FLOWCHART":
            continue
        unclear = []
        for box, text, leaving in _boxes(reading, extension):
            found = list(_counts(reading, box, text, _LEAVING if leaving else _STEPS))
            seen = {(count.item, count.detail) for count in counts}
            if not found or any((count.item, count.detail) in seen for count in found):
                unclear.append(text)
            else:
                counts.extend(found)
        for text in unclear:
            told = f"A box of the flow chart does not say what it counts in words that are known: {_cut(text)}."
            reading.remark("flow", told, extension)
        reading.attribute(extension, "TYPE")
        if not unclear:
            reading.whole(extension)
        else:
            reading.forget(extension)
    return Flow(form="prisma2009", counts=tuple(counts)) if counts else Flow()


def _boxes(reading: Reading, extension: Element) -> Iterator[tuple[Element, str, bool]]:
    """Yield the texts of the chart from the first step on, and whether each is about what leaves the flow."""
    for text in sorted(extension.iter("TEXT"), key=_depth, reverse=True):
        plain = reading.text(text)
        if plain:
            leaving = any(parent.tag == "OUT" for parent in _inside(text))
            yield text, plain, leaving


def _depth(element: Element) -> int:
    return sum(parent.tag == "FLOWCHARTBOX" for parent in element.iterancestors())


def _inside(element: Element) -> Iterator[Element]:
    """Yield the elements around one, up to the box it stands in."""
    for parent in element.iterancestors():
        yield parent
        if parent.tag == "FLOWCHARTBOX":
            return


def _counts(reading: Reading, element: Element, text: str, steps: tuple[tuple[str, str], ...]) -> Iterator[FlowCount]:
    """Yield the number of a box, and for reports excluded a row for each reason that has a number."""
    flat = " ".join(text.split())
    item = next((name for name, words in steps if re.search(words, flat, re.IGNORECASE)), None)
    n = _number(re.split(r"[\n;:]", text)[0])  # the total stands before the reasons
    n = _number(flat) if n is None else n
    if item is None or n is None:
        return
    yield _count(reading, element, item, "", n)
    if item == "excluded_reports":
        lines = [" ".join(line.split(" ")).strip(" \t-–•*;,.") for line in re.split(r"[\n;]", text)[1:]]
        reasons = [(line, number) for line in lines if line and (number := _number(line)) is not None]
        if sum(number for _, number in reasons) == n:
            details = [_reason(line) for line, _ in reasons]
            if all(details) and len(set(details)) == len(details):
                for detail, (_, number) in zip(details, reasons, strict=True):
                    yield _count(reading, element, item, detail, number)


def _count(reading: Reading, element: Element, item: str, detail: str, n: int) -> FlowCount:
    origin = reading.origin(element)
    return FlowCount(item=item, detail=detail, n=Cell(n, origin, str(n)), origin=origin)


def _number(text: str) -> int | None:
    found = _IN_BRACKETS.search(text) or _FIRST.search(text)
    return int(re.sub(r"\D", "", found[1])) if found else None


def _reason(line: str) -> str:
    bare = re.sub(rf"\(?\bn\s*=\s*(?:{_NUMBER})\)?|^(?:{_NUMBER})\b", " ", line, flags=re.IGNORECASE)
    return " ".join(bare.split()).strip(" :;,.-–()")


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:60]}…"
