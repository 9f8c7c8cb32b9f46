"""Cumulative meta-analysis: the summary after each study that joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Unpack

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reportgen.effects import EffectSizes
from reportgen.errors import DataError, Issue
from reportgen.pooling.parts import Sample
from reportgen.pooling.sample import columns_of
from reportgen.pooling.sensitivity.refits import Refits, refits_of
from reportgen.pooling.sensitivity.studies import places_used, with_names
from reportgen.pooling.sensitivity.subsets import fits_of
from reportgen.pooling.settings import Settings

__all__ = ["cumulative"]


def cumulative(
    y: ArrayLike | EffectSizes,
    v: ArrayLike | None = None,
    *,
    order: Iterable[Any] | None = None,
    study: Sequence[str] = (),
    **settings: Unpack[Settings],
) -> Refits:
    """Return k meta-analyses of k effects y with variances v, both of length k; the n-th pools the first n studies.

    `order` has a value for each study, such as its year: studies are sorted by it from low to high, those of equal
    value as they stand; without it they are taken as they stand. In place of y and v, the value of `effect_sizes` may
    be given; methods that read counts need it. Settings are those of `pool`, and so is each result: τ² is estimated
    anew each time. All values are on the scale of analysis. The last entry is the meta-analysis of all studies.

    Example: ``cumulative([0.1, 0.9], [0.04, 0.09], order=[2001, 1999], model="common").estimate`` is 0.9 and 0.3462.

    Reference: Lau, Antman, Jimenez-Silva, Kupelnick, Mosteller and Chalmers, New England Journal of Medicine
    1992;327:248, doi 10.1056/NEJM199207233270406.

    Raises:
        DataError: as `pool`; values to sort by that are missing, too few or too many, or cannot be compared.
    """
    sample, plan = with_names(y, v, study, settings)
    k = len(sample.study)
    places = places_used(y, k)
    values = [] if order is None else _values(order, len(y) if isinstance(y, EffectSizes) else k)
    kept = [values[place] for place in places] if values else []
    turns = _sorted(kept, sample.study) if values else list(range(k))
    return refits_of(
        fits_of(_in_turn(sample, turns), _first(k), k, plan),
        plan,
        study=tuple(sample.study[turn] for turn in turns),
        place=tuple(places[turn] for turn in turns),
        order=tuple(_plain(kept[turn]) for turn in turns) if values else (),
        measure=sample.measure,
    )


def _first(k: int) -> Any:
    places = np.arange(k)

    def members(start: int, stop: int) -> NDArray[np.bool_]:
        """Return the places up to each, one a column."""
        return places[:, None] <= places[None, start:stop]

    return members


def _values(order: Iterable[Any], count: int) -> list[Any]:
    values = np.asarray(order).tolist() if isinstance(order, np.ndarray) else list(order)
    if len(values) != count:
        message = f"found {len(values)} values to sort by for {count} studies"
        raise DataError([Issue("covariates-fit-the-studies", None, message)])
    return values


def _sorted(values: list[Any], names: Sequence[str]) -> list[int]:
    missing = [name for name, value in zip(names, values, strict=True) if _is_missing(value)]
    if missing:
        issues = [Issue("covariates-fit-the-studies", None, f"found no value to sort {name!r} by") for name in missing]
        raise DataError(issues)
    try:
        return sorted(range(len(values)), key=values.__getitem__)
    except TypeError:
        message = "found values to sort by that cannot be compared, expected all numbers or all texts"
        raise DataError([Issue("covariates-fit-the-studies", None, message)]) from None


def _is_missing(value: Any) -> bool:
    return value is None or value == "" or bool(value != value)  # noqa: PLR0124  NaN of any kind


def _plain(value: Any) -> float | str:
    return value if isinstance(value, int | float) else str(value)


def _in_turn(sample: Sample, turns: list[int]) -> Sample:
    """Return the studies in another order."""
    part = columns_of(
        sample.y[turns],
        sample.v[turns],
        counts={name: column[turns] for name, column in sample.counts.items()},
        measure=sample.measure,
    )
    return Sample(
        y=part.y, v=part.v, k=part.k, offset=part.offset + sample.offset, counts=part.counts, measure=sample.measure
    )
