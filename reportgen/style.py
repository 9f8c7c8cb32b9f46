"""A journal's look, as data: citation style, number style, fonts, order of sections, layouts of figures.

Read from ``[style]`` of templates/journals/NAME.toml (or a file of the same form in the review folder).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from reportgen.errors import DataError, Issue, Origin, did_you_mean

__all__ = ["FigureStyle", "NumberStyle", "PageForm", "Style", "parse_style"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberStyle:
    """How numbers are printed. `interval_word` stands between limits; P above `p_largest` is printed as above it."""

    effect_decimals: int = 2
    weight_decimals: int = 1
    tau2_decimals: int = 2
    interval_word: str = "to"
    thousands: str = ","
    thousands_from: int = 10000
    p_letter: str = "P"
    p_leading_zero: bool = True
    p_largest: float = 1.0
    spaced_relations: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureStyle:
    """How figures look: layout of forest plots, symbols and palette of risk of bias, widths in mm, size in points.

    `height_mm` is the height at which a figure is parted; 0 stands for that of a page of the manuscript, which a figure
    may be made smaller to fit.

    `forest` is a key of `figures.forest.LAYOUTS`; `forest_sort` the order of the studies, `forest_risk_of_bias` whether
    judgements stand beside them, where a figure does not say otherwise.
    """

    forest: str = "standard"
    forest_sort: Literal["entry", "name", "year", "weight", "effect", "precision", "risk-of-bias"] = "entry"
    forest_risk_of_bias: bool = False
    risk_of_bias_symbols: Literal["cochrane", "robvis"] = "cochrane"
    risk_of_bias_palette: Literal["traffic-light", "safe", "cochrane"] = "traffic-light"
    width_mm: float = 170.0
    wide_width_mm: float = 240.0
    font_pt: float = 8.0
    min_font_pt: float = 6.5
    height_mm: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageForm:
    """How a manuscript is set for those who review it; what is empty or 0 stays as our documents have it.

    `font` is the name of a font for the whole text, of which files may know only the name; `line_spacing` is in lines
    (2 is double); `line_numbers` run through the document or begin anew on each page.
    """

    font: str = ""
    font_pt: float = 0.0
    line_spacing: float = 0.0
    margin_mm: float = 0.0
    line_numbers: Literal["none", "continuous", "page"] = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style; `csl` is the stem of a file in templates/csl or a path in the review folder.

    `sections` is the order of the manuscript's sections; one that neither is shipped nor is the review's own is passed
    over. `numbered_headings` asks for "1.2" before headings, `included_list` for a list of references to
    included studies apart from the others, `mark_new_studies` for notes in Table 1 and forest plots
    on the studies that an earlier version of the review did not include. `headings` gives other words to headings, by
    their ids ("sec-introduction" = "Background"), `abstract_labels` to the labels that paragraphs of the abstract begin
    with ("Objectives" = "Objective").
    """

    name: str = "default"
    title: str = "Default"
    csl: str = "taylor-and-francis-chicago-author-date"
    paper: Literal["a4", "letter"] = "a4"
    numbered_headings: bool = False
    mark_included: bool = True
    included_list: bool = False
    mark_new_studies: bool = False
    sections: tuple[str, ...] = (
        "title-page",
        "abstract",
        "introduction",
        "methods",
        "results",
        "discussion",
        "whats-new",
        "declarations",
        "references",
        "tables",
        "figures",
        "appendix",
    )
    headings: Mapping[str, str] = field(default_factory=dict)
    abstract_labels: Mapping[str, str] = field(default_factory=dict)
    numbers: NumberStyle = field(default_factory=NumberStyle)
    figures: FigureStyle = field(default_factory=FigureStyle)


def parse_style(name: str, text: str, path: str) -> Style:
    """Return the style written in TOML `text`; DataError if it is not TOML or names a setting that does not exist."""
    try:
        table = tomllib.loads(text).get("style", {})
    except tomllib.TOMLDecodeError as error:
        raise DataError([_issue(path, f"found text that is not TOML: {error}")]) from error
    except (RecursionError, ValueError) as error:  # tomllib lets these pass
        message = "found parts within parts or numbers beyond all bounds, expected the settings of a style"
        raise DataError([_issue(path, message)]) from error
    issues: list[Issue] = []
    numbers = _settings(NumberStyle, table.pop("numbers", {}), path, issues)
    figures = _settings(FigureStyle, table.pop("figures", {}), path, issues)
    own = _settings(Style, table, path, issues)
    for key in ("headings", "abstract_labels"):
        if not _are_words(own.get(key, {})):
            issues.append(_issue(path, f"found {own.pop(key)!r} for {key!r}, expected words by the words they replace"))
    if "sections" in own:
        own["sections"] = tuple(own["sections"])
    if issues:
        raise DataError(issues)
    return Style(**{**own, "name": name, "numbers": NumberStyle(**numbers), "figures": FigureStyle(**figures)})


def _settings(kind: type, table: dict[str, Any], path: str, issues: list[Issue]) -> dict[str, Any]:
    known = [f.name for f in fields(kind)]
    for key in table:
        if key not in known:
            issues.append(_issue(path, f"found setting {key!r}, {did_you_mean(key, known)}"))
    return {key: value for key, value in table.items() if key in known}


def _are_words(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(words, str) for words in value.values())


def _issue(path: str, message: str) -> Issue:
    return Issue("style-is-known", Origin(path, 1), message)
