"""What a bubble plot shows: worked out once for the picture, its caption and its words."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.errors import DataError
from reportgen.figures.asked import Asked, refused
from reportgen.figures.bubble.moderator import Moderator, moderator_of
from reportgen.quantities import RegressionQuantities, StudyQuantities, regression_quantities

__all__ = ["Shown", "shown_of"]

_FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The outcome, its moderator and the regression on it.

    `studies` are those with a value, with it and with their weight in percent; `left_out` names those without one.
    """

    asked: Asked
    moderator: Moderator
    regression: RegressionQuantities
    studies: tuple[tuple[StudyQuantities, float, float], ...]
    left_out: tuple[str, ...]


def shown_of(asked: Asked) -> Shown:
    """Return what a bubble plot shows.

    Raises:
        DataError: a moderator that is no column of numbers, fewer than three studies with a value, or the same value
            in all of them.
    """
    moderator = moderator_of(asked)
    known = [value for value in moderator.values if value is not None]
    if len(known) < _FEWEST or len(set(known)) < 2:
        what = "with a value" if len(known) < _FEWEST else "that all have the same value"
        found = f"{len(known)} {'study' if len(known) == 1 else 'studies'} {what} of {moderator.name!r}"
        raise refused(asked.plan, found, f"{_FEWEST} or more with values that differ")
    try:
        regression = regression_quantities(
            asked.pooled, moderator.values, moderator.origins, moderator.name, asked.style
        )
    except DataError as error:
        raise refused(asked.plan, error.issues[0].message.removeprefix("found "), "another moderator") from error
    weights = [1 / (row.v + regression.fit.tau2) for row, value in zip(asked.rows, moderator.values, strict=True)
               if value is not None]  # fmt: skip
    used = [(study, value) for study, value in zip(asked.studies, moderator.values, strict=True) if value is not None]
    total = sum(weights)
    return Shown(
        asked=asked,
        moderator=moderator,
        regression=regression,
        studies=tuple((study, value, 100 * w / total) for (study, value), w in zip(used, weights, strict=True)),
        left_out=tuple(row.study for row, value in zip(asked.rows, moderator.values, strict=True) if value is None),
    )
