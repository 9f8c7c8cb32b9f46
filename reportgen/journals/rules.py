"""Every rule that a profile can hold: what it is about, and what its value may be.

A rule on a form is followed by `reportgen submit` and measured in the files that it wrote; one on a count is measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reportgen.journals.rule import Value

__all__ = ["RULES", "RuleKind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleKind:
    """A rule: its title for people, what it holds, the words it may hold, and what is made where no rule says.

    `value` is ``number``, ``words`` (one of several), ``yes-no`` or ``list``.
    """

    title: str
    value: Literal["number", "words", "yes-no", "list"]
    choices: tuple[str, ...] = ()
    default: Value | None = None
    unit: str = ""
    explained: str = ""


def _number(title: str, unit: str = "", default: float | None = None, explained: str = "") -> RuleKind:
    return RuleKind(title=title, value="number", unit=unit, default=default, explained=explained)


def _words(title: str, *choices: str, default: str | None = None, explained: str = "") -> RuleKind:
    return RuleKind(title=title, value="words", choices=choices, default=default, explained=explained)


def _yes_no(title: str, *, default: bool | None = None, explained: str = "") -> RuleKind:
    return RuleKind(title=title, value="yes-no", default=default, explained=explained)


def _list(title: str, *choices: str, explained: str = "") -> RuleKind:
    return RuleKind(title=title, value="list", choices=choices, explained=explained)


RULES: Mapping[str, RuleKind] = {
    # the manuscript as a file
    "font": _words("Font of the manuscript", explained="the first one named is used; `any` for more than one"),
    "font_size_pt": _number("Size of the text", "pt", 12.0),
    "line_spacing": _number("Line spacing", "lines", 2.0),
    "margin_mm": _number("Margins", "mm", 25.4),
    "line_numbers": _words("Line numbers", "continuous", "page", "none", default="continuous"),
    "page_numbers": _yes_no("Page numbers", default=True),
    "title_page": _words(
        "Title page",
        "separate",
        "first-page",
        default="first-page",
        explained="a file of its own, or a page",
    ),
    "blinding": _words(
        "Blinding", "double", "single", "open", default="single", explained="double: reviewers do not know the authors"
    ),
    "self_citations": _words(
        "Own works in a blinded manuscript", "mask", "keep", default="mask", explained="masked, or cited as any other"
    ),
    "tables": _words("Place of tables", "text", "end", "files", default="end"),
    "figures": _words(
        "Place of figures", "text", "end", "files", default="files", explained="files: not in the manuscript"
    ),
    "legends": _words(
        "Place of legends",
        "figures",
        "end",
        "file",
        default="end",
        explained="with the figures, listed, in a file",
    ),
    "footnotes": _yes_no("Footnotes in the text"),
    "heading_levels": _number("Levels of headings", "levels"),
    # counts
    "title_characters": _number("Title", "characters"),
    "title_words": _number("Title", "words"),
    "short_title_characters": _number("Short title", "characters"),
    "abstract_words": _number("Abstract", "words"),
    "abstract_headings": _list("Headings of the abstract", explained="in this order"),
    "abstract_search_date": _yes_no("Abstract names month and year of the search"),
    "words": _number("Text", "words", explained="without abstract, tables, legends, references and declarations"),
    "keywords": _number("Keywords", "keywords"),
    "tables_count": _number("Tables", "tables"),
    "figures_count": _number("Figures", "figures"),
    "exhibits": _number("Tables and figures together", "tables and figures"),
    "references": _number("References", "references"),
    # what must be in it
    "headings": _list("Headings of the manuscript", explained="those of the first level, in this order"),
    "declarations": _list(
        "Declarations",
        "contributions",
        "funding",
        "interests",
        "registration",
        "data_availability",
        "acknowledgements",
        explained="what review.yaml must state",
    ),
    "checklists": _list("Reporting checklists", "prisma-2020", "prisma-2020-abstract"),
    "orcid": _words("ORCID iDs", "all", "corresponding", "none"),
    "corresponding_author": _yes_no("Corresponding author with an e-mail address"),
    # figures as files
    "figure_formats": _words("Format of figure files", "tiff", "eps", "pdf", "png", "svg", default="tiff"),
    "figure_width_mm": _number("Width of figures", "mm", 170.0, "`any` for columns; the least that fits"),
    "figure_height_mm": _number("Height of figures", "mm"),
    "figure_dpi": _number("Resolution of figures", "dpi", 300.0),
    "figure_colour": _words("Colour of figures", "rgb", "grey", default="rgb"),
    "figure_text_pt": _number("Letters in figures", "pt"),
    "figure_megabytes": _number("Size of a figure file", "MB"),
    "figure_name": _words("Names of figure files", default="Fig{number}", explained="with {number}"),
    "supplement_name": _words(
        "Names of supplementary files",
        default="S{number}-{topic}",
        explained="with {number} and {topic}",
    ),
}
"""Every rule by the key that profiles name it with."""
