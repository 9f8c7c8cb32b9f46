"""What a funnel plot shows: worked out once for the picture, its caption and its words."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.effects import SCALES
from reportgen.errors import DataError
from reportgen.figures.asked import Asked, refused
from reportgen.quantities import (
    AsymmetryQuantities,
    FilledQuantities,
    PooledQuantities,
    asymmetry_quantities,
    filled_quantities,
    pooled_quantities,
)

__all__ = ["Shown", "shown_of"]

_FEWEST_TO_FILL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The outcome, its total (None where it shows none), the test of asymmetry, and trim and fill where asked for.

    `null` is on the scale of analysis, None for measures without one. `not_filled` says why trim and fill could not be
    applied.
    """

    asked: Asked
    total: PooledQuantities | None
    centre: float | None
    null: float | None
    test: AsymmetryQuantities | None
    filled: FilledQuantities | None
    not_filled: str

    @property
    def added(self) -> FilledQuantities | None:
        """Return trim and fill where it fills a study in, which is when there is something of it to draw."""
        return self.filled if self.filled is not None and self.filled.found.k0 else None


def shown_of(asked: Asked) -> Shown:
    """Return what a funnel plot shows.

    Raises:
        DataError: regions of P values for a measure that has no null.
    """
    null = asked.measure.null
    if asked.plan.contours and null is None:
        name = asked.measure.title.lower()
        raise refused(asked.plan, f"`contours` for a {name}, which is tested against nothing", "a measure with a null")
    summary = asked.pooled.summary
    filled, not_filled = _filled(asked) if summary is not None else (None, "")
    return Shown(
        asked=asked,
        total=pooled_quantities(asked.pooled, asked.style),
        centre=None if summary is None else summary.estimate,
        null=None if null is None else float(SCALES[asked.measure.scale].forth(null)),
        test=asymmetry_quantities(asked.pooled, asked.style) if summary is not None else None,
        filled=filled,
        not_filled=not_filled,
    )


def _filled(asked: Asked) -> tuple[FilledQuantities | None, str]:
    if not asked.plan.trim_and_fill:
        return None, ""
    if asked.pooled.k < _FEWEST_TO_FILL:
        return None, "the studies are fewer than three"
    try:
        return filled_quantities(asked.pooled, asked.style), ""
    except DataError as error:
        return None, error.issues[0].message.removeprefix("found ")
