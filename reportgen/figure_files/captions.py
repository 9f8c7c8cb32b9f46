"""The list of figures that goes with their files: numbers, captions, notes, sizes and text alternatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.document import plain_text
from reportgen.figure_files.choice import PrintFigure
from reportgen.figure_files.wish import FigureWish
from reportgen.figures import PICTURES

__all__ = ["captions"]


def captions(figures: Sequence[PrintFigure], wish: FigureWish) -> str:
    """Return the list as text, a paragraph for each figure."""
    return "\n".join("\n".join(_entry(figure, wish)) + "\n" for figure in figures)


def _entry(printed: PrintFigure, wish: FigureWish) -> Iterator[str]:
    figure, drawing = printed.figure, printed.figure.drawing
    caption = plain_text(figure.caption)
    yield f"{figure.label}. {caption}" if figure.label else caption
    for note in figure.notes:
        yield f"{note.mark} {plain_text(note.children)}".strip()
    yield f"Text alternative: {drawing.alt}"
    resolution = f", {wish.dpi} dpi" if any(PICTURES[kind].pixels for kind in wish.formats) else ""
    size = f"{printed.width_mm:.1f} × {drawing.height_mm:.1f} mm".replace(".0 ", " ")
    yield f"Files: {', '.join(map(printed.file, wish.formats))} ({size}{resolution})"
