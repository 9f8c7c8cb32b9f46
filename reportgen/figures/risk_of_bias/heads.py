"""Names of domains over narrow columns: in several lines, or turned where a word is too long for that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.figures.canvas import Mark, TextMark
from reportgen.figures.lettering import CAP_HEIGHT, Lettering, cleaned
from reportgen.model import Domain

__all__ = ["Heads", "heads_for"]

_LEADING = 1.18
_TURNED_LENGTH = 120.0
_MOST_LINES = 9
_PADDING = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Lines of each head with whether they are bold, the size of type, and the height of the tallest in points."""

    lines: tuple[tuple[tuple[str, bool], ...], ...]
    size: float
    turned: bool
    height: float

    def marks(self, index: int, middle: float, base: float) -> Iterator[Mark]:
        """Yield the lines of one head, ending on `base` (turned: starting from it), centred on `middle`."""
        lines = self.lines[index]
        step = self.size * _LEADING
        for i, (text, bold) in enumerate(lines):
            if self.turned:
                x = middle + (i - (len(lines) - 1) / 2) * step + self.size * CAP_HEIGHT / 2
                yield TextMark(x=x, y=base, text=text, size=self.size, bold=bold, turned=True)
            else:
                y = base - (len(lines) - 1 - i) * step
                yield TextMark(x=middle, y=y, text=text, size=self.size, bold=bold, anchor="middle")


def heads_for(domains: tuple[Domain, ...], lettering: Lettering, size: float, column: float) -> Heads:
    """Return the heads for columns of this width."""
    room = column - _PADDING
    words = [word for domain in domains for text, bold in _parts(domain) for word in cleaned(text).split(" ")]
    turned = any(lettering.width(word, size, bold=True) > room for word in words)
    width = _TURNED_LENGTH if turned else room
    most = max(1, int(room // (size * _LEADING))) if turned else _MOST_LINES
    lines = tuple(_lines(domain, lettering, size, (width, most)) for domain in domains)
    longest = max((lettering.width(text, size, bold) for head in lines for text, bold in head), default=0.0)
    highest = max((len(head) for head in lines), default=0)
    height = longest + 2.0 if turned else highest * size * _LEADING
    return Heads(lines=lines, size=size, turned=turned, height=height)


def _lines(
    domain: Domain, lettering: Lettering, size: float, limits: tuple[float, int]
) -> tuple[tuple[str, bool], ...]:
    width, most = limits
    lines = [
        (line, bold) for text, bold in _parts(domain) for line in lettering.wrap(text, size, width, bold, most=most)
    ]
    return tuple(lines[:most]) if len(lines) > most else tuple(lines)


def _parts(domain: Domain) -> Iterator[tuple[str, bool]]:
    """Yield the name, and the kind of bias where it is a name too ("selection bias") and not a sentence."""
    yield domain.label, True
    if domain.bias.endswith("bias"):
        yield f"({domain.bias})", False
