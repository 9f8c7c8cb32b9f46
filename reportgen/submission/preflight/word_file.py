"""Rules on the form of the manuscript, measured in the Word file as it was written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.journals import Journal, Rule
from reportgen.submission.preflight.finding import Finding, judged

__all__ = ["WORD_RULES", "WordForm", "measured_form", "word_findings"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_STYLE = "BodyText"
_LINE = 240
_TWIPS_A_MM = 1440 / 25.4
_NEAR_MM = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class WordForm:
    """The form of a Word file: fonts of its styles, size and spacing of its text, margins, line and page numbers."""

    fonts: tuple[str, ...]
    font_size_pt: float
    line_spacing: float
    margin_mm: float
    line_numbers: str
    page_numbers: bool
    pictures: int
    tables: int


def measured_form(data: bytes) -> WordForm:
    """Return the form of a Word file of ours, read from its parts.

    The margin is the narrowest of all sections; line numbers are told only if every section has them.
    """
    parts = _parts(data)
    styles, body = parts["word/styles.xml"], parts["word/document.xml"]
    sections = list(body.iter(f"{_W}sectPr"))
    feet = [root for name, root in parts.items() if name.startswith("word/footer")]
    return WordForm(
        fonts=tuple(sorted({font for fonts in styles.iter(f"{_W}rFonts") if (font := fonts.get(f"{_W}ascii"))})),
        font_size_pt=float(_inherited(styles, "sz", "val") or 0) / 2,
        line_spacing=round(float(_inherited(styles, "spacing", "line") or _LINE) / _LINE, 2),
        margin_mm=min(_margins(sections), default=0.0),
        line_numbers=_line_numbers(sections),
        page_numbers=any("PAGE" in "".join(root.itertext()) for root in feet),
        pictures=sum(1 for _ in body.iter(f"{_W}drawing")),
        tables=sum(1 for _ in body.iter(f"{_W}tbl")),
    )


def _parts(data: bytes) -> Mapping[str, Any]:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return {name: etree.fromstring(package.read(name)) for name in names}


def _inherited(styles: Any, element: str, attribute: str) -> str:
    """Return a property of the text's style, or the default where the style has none of its own."""
    style = next((one for one in styles.iter(f"{_W}style") if one.get(f"{_W}styleId") == _TEXT_STYLE), None)
    places = [style, *styles.iter(f"{_W}docDefaults")]
    for place in places:
        if place is None:
            continue
        for found in place.iter(f"{_W}{element}"):
            if value := found.get(f"{_W}{attribute}"):
                return str(value)
    return ""


def _margins(sections: list[Any]) -> Iterator[float]:
    for section in sections:
        for margins in section.iter(f"{_W}pgMar"):
            yield from (int(margins.get(f"{_W}{side}")) / _TWIPS_A_MM for side in ("top", "right", "bottom", "left"))


def _line_numbers(sections: list[Any]) -> str:
    found = {_restart(section) for section in sections}
    return found.pop() if len(found) == 1 else "none"


def _restart(section: Any) -> str:
    numbers = section.find(f"{_W}lnNumType")
    if numbers is None:
        return "none"
    return {"newPage": "page", "continuous": "continuous"}.get(str(numbers.get(f"{_W}restart")), "none")


def _font(rule: Rule, form: WordForm) -> Finding:
    return judged(rule, ", ".join(form.fonts), met=bool(form.fonts) and all(map(rule.meets, form.fonts)))


def _number(name: str, unit: str, near: float = 0.0) -> Callable[[Rule, WordForm], Finding]:
    def measure(rule: Rule, form: WordForm) -> Finding:
        value = float(getattr(form, name))
        return judged(rule, f"{round(value, 2):g} {unit}", met=rule.meets(value, tolerance=near))

    return measure


def _line(rule: Rule, form: WordForm) -> Finding:
    return judged(rule, form.line_numbers, met=rule.meets(form.line_numbers))


def _page(rule: Rule, form: WordForm) -> Finding:
    return judged(rule, "yes" if form.page_numbers else "no", met=rule.meets(form.page_numbers))


def _tables(rule: Rule, form: WordForm) -> Finding:
    found = f"{form.tables} tables in the manuscript"
    return judged(rule, found, met=not (rule.meets("files") and form.tables and not rule.meets("end")))


def _figures(rule: Rule, form: WordForm) -> Finding:
    found = f"{form.pictures} pictures in the manuscript"
    return judged(rule, found, met=bool(form.pictures) != rule.meets("files") or rule.meets("end"))


WORD_RULES: Mapping[str, Callable[[Rule, WordForm], Finding]] = {
    "font": _font,
    "font_size_pt": _number("font_size_pt", "pt"),
    "line_spacing": _number("line_spacing", "lines", 0.01),
    "margin_mm": _number("margin_mm", "mm", _NEAR_MM),
    "line_numbers": _line,
    "page_numbers": _page,
    "tables": _tables,
    "figures": _figures,
}
"""The rules that are measured in the Word file."""


def word_findings(name: str, data: bytes, journal: Journal) -> Iterator[Finding]:
    """Yield a finding for each rule of the journal's on the form of the manuscript in the file `name`."""
    from dataclasses import replace

    form = measured_form(data)
    for key, measure in WORD_RULES.items():
        if rule := journal.rules.get(key):
            yield replace(measure(rule, form), where=name)
