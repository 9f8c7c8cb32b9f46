"""The column of estimates with their intervals, in pieces that are aligned each for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.document import Number
from reportgen.figures.forest.rows import Row
from reportgen.figures.forest.sizes import Sizes
from reportgen.figures.layouts import IntervalForm
from reportgen.figures.lettering import Lettering
from reportgen.wording.numbers import MINUS

__all__ = [
    "EffectColumn",
    "between_limits",
    "effect_pieces",
    "joined",
    "limits_of",
    "measure_effects",
    "missing_digits",
    "word_between",
]

_GAPS = (3.0, 2.2)
"""Points between the pieces of an estimate: before the lower and before the upper limit."""

_BOLD = frozenset({"total", "subtotal", "published"})
_MOST_HEAD_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectColumn:
    """The column of estimates: the widths of its three pieces and of the whole, and its left edge once placed.

    `digits` is the largest number of decimals in it; points stand in line although one estimate has more of them.
    `form` is that of the interval, `between` what parts its limits; `word_width` is that of a word between them.
    """

    pieces: tuple[float, float, float]
    head: tuple[str, ...]
    width: float
    digits: int
    form: IntervalForm
    between: str
    word_width: float = 0.0
    left: float = 0.0

    @property
    def upper_follows(self) -> bool:
        """Return whether the upper limit follows the lower without a gap."""
        return joined(self.form, self.between)

    @property
    def gaps(self) -> tuple[float, float]:
        """Return the gaps before the lower and before the upper limit, which a word between them makes wider."""
        return (_GAPS[0], _upper_gap(self.form, self.between, self.word_width))

    @property
    def word(self) -> str:
        """Return the word between the limits, empty where they are parted by a sign that stands with the lower one."""
        return word_between(self.between)

    def rights(self) -> tuple[float, float, float]:
        """Return the right edges of the three pieces, the row of them centred in the column."""
        edge = self.left + (self.width - sum(self.pieces) - sum(self.gaps)) / 2
        edges: list[float] = []
        for width, gap in zip(self.pieces, (0.0, *self.gaps), strict=True):
            edge += gap + width
            edges.append(edge)
        return edges[0], edges[1], edges[2]


def word_between(between: str) -> str:
    """Return the word in what parts the limits, empty for a sign."""
    return between.strip() if between.startswith(" ") else ""


def _upper_gap(form: IntervalForm, between: str, word_width: float) -> float:
    if joined(form, between):
        return 0.0
    return 2 * _GAPS[1] + word_width if word_between(between) else _GAPS[1]


def joined(form: IntervalForm, between: str) -> bool:
    """Return whether the upper limit follows the lower without a gap."""
    return form.joined and between == form.between


def limits_of(row: Row) -> tuple[Number, Number] | None:
    """Return the limits that a row prints, of its estimate or of a prediction interval."""
    return (row.effect.ci_low, row.effect.ci_high) if row.effect is not None else row.limits


def between_limits(rows: Sequence[Row], form: IntervalForm) -> str:
    """Return what parts the limits: no dash where a limit has a minus."""
    limits = (number.text for row in rows for number in limits_of(row) or ())
    negative = form.between_negative and any(text.startswith(MINUS) for text in limits)
    return form.between_negative if negative else form.between


def effect_pieces(row: Row, form: IntervalForm, between: str) -> tuple[str, str, str] | None:
    """Return the three pieces of "0.71 [0.56, 0.90]"; each is aligned for itself, so that decimals stand in line.

    The first is empty for an interval without an estimate. None for a row that has neither.
    """
    limits = limits_of(row)
    if limits is None:
        return None
    estimate = row.effect.estimate.text if row.effect is not None else ""
    sign = "" if word_between(between) else between
    return estimate, f"{form.opening}{limits[0].text}{sign}", f"{limits[1].text}{form.closing}"


def measure_effects(
    rows: Sequence[Row], heads: tuple[str, ...], form: IntervalForm, lettering: Lettering, sizes: Sizes
) -> EffectColumn:
    """Return the column of estimates, wide enough for words in place of an estimate and for the last of its heads.

    Those before, the name of the measure, are broken into lines if they are longer than that.
    """
    size = sizes.text
    between = between_limits(rows, form)
    digits = max((_decimals(row) for row in rows if limits_of(row)), default=0)
    pieces = [0.0, 0.0, 0.0]
    whole = lettering.width(heads[-1], size, bold=True) if heads else 0.0
    for row in rows:
        bold = row.kind in _BOLD
        if texts := effect_pieces(row, form, between):
            shift = (digits - _decimals(row)) * lettering.width("0", size, bold)
            for i, text in enumerate(texts):
                pieces[i] = max(pieces[i], lettering.width(text, size, bold) + shift)
        elif row.effect_text:
            whole = max(whole, lettering.width(row.effect_text, size, bold))
    one, low, high = pieces
    words = (word for head in heads for word in head.split(" "))
    longest = max((lettering.width(word, size, bold=True) for word in words), default=0.0)
    word_width = lettering.width(word_between(between), size, bold=True)
    gaps = _GAPS[0] + _upper_gap(form, between, word_width)
    width = max(whole, longest, sum(pieces) + gaps)
    lines = [line for head in heads for line in _wrapped(head, lettering, size, width)]
    return EffectColumn(
        pieces=(one, low, high),
        head=tuple(lines),
        width=width,
        digits=digits,
        form=form,
        between=between,
        word_width=word_width,
    )


def _wrapped(head: str, lettering: Lettering, size: float, width: float) -> tuple[str, ...]:
    return lettering.wrap(head, size, width + 0.005, bold=True, most=_MOST_HEAD_LINES)


def missing_digits(row: Row, column: EffectColumn) -> int:
    """Return how many decimals fewer an estimate has than the longest of its column; it is moved left by so many."""
    return column.digits - _decimals(row)


def _decimals(row: Row) -> int:
    limits = limits_of(row)
    return len(limits[0].text.partition(".")[2]) if limits else 0
