"""The letters of a text as one path of matplotlib.

FreeType draws a text letter by letter into an image of its own, each time anew; a path is put together from letters
that were traced once, and stands where the text was measured to stand.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from fontTools.pens.basePen import BasePen
from matplotlib.path import Path
from numpy.typing import NDArray

from reportgen.figures.canvas import TextMark
from reportgen.figures.lettering import Lettering
from reportgen.figures.traces import set_letters, traces

__all__ = ["letter_path"]

_UPRIGHT = np.array([[1.0, 0.0], [0.0, 1.0]])
_TURNED = np.array([[0.0, -1.0], [1.0, 0.0]])


def letter_path(mark: TextMark, lettering: Lettering) -> Path | None:
    """Return the outlines of a text in points of the page, y downwards; None if nothing of it is seen."""
    letters, before = set_letters(mark, lettering, _Pen)
    if not letters:
        return None
    outlines = [traces(letter.path, _Pen)[letter.glyph] for letter in letters]
    moved = (outline.points + np.array((one.x, one.y)) for outline, one in zip(outlines, letters, strict=True))
    points = np.concatenate(tuple(moved)) * (mark.size / 1000)
    points[:, 0] -= before
    placed = points @ (_TURNED if mark.turned else _UPRIGHT) + np.array((mark.x, mark.y))
    return Path(placed, np.concatenate([outline.codes for outline in outlines]))


class _Outline:
    """The points of a letter in thousandths of its size, and what matplotlib is to do at each."""

    __slots__ = ("codes", "points")

    def __init__(self, points: list[tuple[float, float]], codes: list[np.uint8]) -> None:
        self.points: NDArray[np.float64] = np.array(points, np.float64)
        self.codes: NDArray[np.uint8] = np.array(codes, np.uint8)


class _Pen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Gathers the points of an outline with matplotlib's codes."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.points: list[tuple[float, float]] = []
        self.codes: list[np.uint8] = []

    def getCommands(self) -> _Outline | None:  # noqa: N802 - as the pens of fontTools call it
        """Return the outline drawn so far; None if nothing was."""
        return _Outline(self.points, self.codes) if self.points else None

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._add(Path.MOVETO, pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._add(Path.LINETO, pt)

    def _qCurveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add(Path.CURVE3, *points)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add(Path.CURVE4, *points)

    def _closePath(self) -> None:  # noqa: N802
        self._add(Path.CLOSEPOLY, (0.0, 0.0))

    def _add(self, code: np.uint8, *points: tuple[float, float]) -> None:
        self.points += points
        self.codes += [code] * len(points)
