"""What tests read of a sample: effects, variances, participants and counts of its studies, each of length k."""

from __future__ import annotations

import numpy as np

from reportgen.errors import DataError, Issue
from reportgen.pooling.design import Array
from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.parts import Options

__all__ = ["column", "effects", "has_participants", "offset", "participants", "variances"]


def effects(sample: Sample) -> Array:
    """Return the effects less the sample's offset."""
    return np.asarray(sample.y[:, 0])


def offset(sample: Sample) -> float:
    """Return what was taken off the effects."""
    return float(sample.offset[0])


def variances(sample: Sample) -> Array:
    """Return the variances of the effects."""
    return np.asarray(sample.v[:, 0])


def column(sample: Sample, name: str) -> Array:
    """Return a column of study data."""
    return np.asarray(sample.counts[name][:, 0])


def has_participants(sample: Sample, options: Options) -> bool:
    """Return whether the number of participants of the studies is known."""
    return options.n is not None or "n" in sample.counts or {"n_1", "n_2"} <= set(sample.counts)


def participants(sample: Sample, options: Options, title: str) -> Array:
    """Return the participants of each study: as given, or those of its arms.

    Raises:
        DataError: a number that is missing or not above 0.
    """
    if options.n is not None:
        n = options.n
    else:
        n = column(sample, "n") if "n" in sample.counts else column(sample, "n_1") + column(sample, "n_2")
    if not (np.isfinite(n) & (n > 0)).all():
        message = f"found studies without a number of participants, expected one for each for {title}"
        raise DataError([Issue("method-fits-data", None, message)])
    return n
