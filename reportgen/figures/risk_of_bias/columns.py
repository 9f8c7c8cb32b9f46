"""Columns of the summary: where each domain stands, panels apart and an overall judgement apart from both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reportgen.figures.canvas import LineMark, Mark, TextMark
from reportgen.figures.lettering import Lettering
from reportgen.model import OVERALL, Domain

__all__ = ["Columns", "columns_for"]

_APART = 9.0
_WIDEST = 74.0
_LEADING = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Middles of the columns and their one width, in points; `panels` are names with left and right."""

    middles: tuple[float, ...]
    width: float
    right: float
    panels: tuple[tuple[str, float, float], ...]

    def panel_marks(self, lettering: Lettering, size: float, base: float) -> Iterator[Mark]:
        """Yield the names of panels, each over a rule as wide as its columns, the last line on `base`."""
        for name, left, right in self.panels:
            lines = lettering.wrap(name, size, right - left, bold=True)
            middle = (left + right) / 2
            for i, line in enumerate(reversed(lines)):
                y = base - 4.0 - i * size * _LEADING
                yield TextMark(x=middle, y=y, text=line, size=size, bold=True, anchor="middle")
            yield LineMark(points=((left + 2.0, base), (right - 2.0, base)), width=0.6)

    def panel_height(self, lettering: Lettering, size: float) -> float:
        """Return the height that the names of panels take, 0 where there is one panel without a name."""
        lines = (len(lettering.wrap(name, size, right - left, bold=True)) for name, left, right in self.panels)
        most = max(lines, default=0)
        return most * size * _LEADING + 9.0 if most else 0.0


def columns_for(domains: tuple[Domain, ...], left: float, right: float) -> Columns:
    """Return columns of one width, from `left` to `right` at most."""
    parts = [(key, len(list(group))) for key, group in groupby(domains, key=_part)]
    gaps = _APART * max(0, len(parts) - 1)
    width = min(_WIDEST, (right - left - gaps) / max(1, len(domains)))
    middles: list[float] = []
    panels: list[tuple[str, float, float]] = []
    x = left
    for (panel, _), count in parts:
        middles += [x + (i + 0.5) * width for i in range(count)]
        if panel:
            panels.append((panel, x, x + count * width))
        x += count * width + _APART
    end = x - _APART if parts else left
    return Columns(middles=tuple(middles), width=width, right=end, panels=tuple(panels))


def _part(domain: Domain) -> tuple[str, bool]:
    return domain.panel, domain.id == OVERALL
