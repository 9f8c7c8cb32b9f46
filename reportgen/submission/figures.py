"""Figures as files in a journal's format, width and resolution, under its names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reportgen.figure_files import PrintFigure, choose
from reportgen.figures import PICTURES
from reportgen.submission.form import figure_wish
from reportgen.submission.manuscripts import Manuscripts

__all__ = ["FigureFile", "figure_files"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFile:
    """A figure file: its name in the package, its content, and the figure in the width it was made for."""

    name: str
    data: bytes
    printed: PrintFigure


def figure_files(made: Manuscripts) -> tuple[FigureFile, ...]:
    """Return a file for each figure of the manuscript, or for each part of one that is taller than a page.

    A figure that fits none of the journal's widths has the narrowest that it does fit: it is told, not squeezed.
    """
    wish = figure_wish(made.journal, made.journal.style)
    kind = wish.formats[0]
    pattern = made.journal.words("figure_name")
    printed = [figure for figure in choose(made.assembled, wish) if figure.figure.label]
    parts = Counter(figure.figure.label for figure in printed)
    seen: Counter[str] = Counter()
    found = []
    for figure in printed:
        label = figure.figure.label
        part = _LETTERS[seen[label]] if parts[label] > 1 else ""
        seen[label] += 1
        stem = pattern.replace("{number}", label.split()[-1] + part)
        data = figure.drawn(kind, wish)
        found.append(FigureFile(name=f"figures/{stem}{PICTURES[kind].suffix}", data=data, printed=figure))
    return tuple(found)
