"""write_figures(): the figures of a review, each in a file of every format that is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import Issue
from reportgen.figure_files.captions import captions
from reportgen.figure_files.choice import PrintFigure, choose
from reportgen.figure_files.wish import FigureWish
from reportgen.pipeline import assemble, find_style, manifest, read_review
from reportgen.progress import Progress, silent
from reportgen.store import write_tree

__all__ = ["FigureReport", "write_figures"]

_CAPTIONS = "captions.txt"
_BEFORE = 3
_MM_OVER = 0.5
"""What a page may be too tall by before it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureReport:
    """What was written: the folder, its files in order, and what is to be known of them."""

    output: Path
    files: tuple[str, ...]
    warnings: tuple[Issue, ...]


def write_figures(
    folder: Path, *, output: Path, wish: FigureWish | None = None, style: str | None = None, progress: Progress = silent
) -> FigureReport:
    """Write the figures of the review in `folder` into the folder `output`, whole or not at all.

    Each has the number and the caption of the manuscript. Raises DataError with all that is wrong with the review, with
    each name of `only` that is no figure's, and with each figure that fits none of the widths; OutputError where
    `output` cannot be written.
    """
    wish = wish or FigureWish()
    progress("read", 0, _BEFORE)
    review = read_review(folder)
    chosen = find_style(folder, style or review.style)
    progress("number", 1, _BEFORE)
    manuscript = assemble(review, chosen, folder)
    progress("lay out", 2, _BEFORE)
    figures = choose(manuscript, wish)
    steps = _BEFORE + len(figures)
    contents: dict[str, bytes] = {}
    for number, figure in enumerate(figures, _BEFORE):
        progress(f"draw {figure.stem}", number, steps)
        contents |= {figure.file(kind): figure.drawn(kind, wish) for kind in wish.formats}
    contents[_CAPTIONS] = captions(figures, wish).encode()
    contents["manifest.json"] = manifest(review, chosen, wish.formats, contents)
    write_tree(output, contents)
    progress("done", steps, steps)
    warnings = (*review.warnings, *manuscript.warnings, *_too_tall(figures, wish))
    return FigureReport(output=output, files=tuple(sorted(contents)), warnings=warnings)


def _too_tall(figures: Sequence[PrintFigure], wish: FigureWish) -> Iterator[Issue]:
    for figure in figures:
        height = figure.figure.drawing.height_mm
        if height > wish.height_mm + _MM_OVER:
            message = f"found {figure.stem} {height:.0f} mm tall, expected at most {wish.height_mm:g} mm"
            hint = "it cannot be parted; a wider one is less tall"
            yield Issue("figure-fits-height", None, message, hint, severity="warning")
