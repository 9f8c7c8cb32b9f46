"""Columns of a few ordinary studies for every measure."""

from __future__ import annotations

import numpy as np

from reportgen.effects import MEASURES, EffectOptions, StudyEffects

K = 4

STUDIES = {
    "events": [12, 7, 30, 3],
    "n": [40, 55, 61, 25],
    "time": [120.5, 80.0, 300.25, 77.0],
    "mean": [5.1, 4.2, 6.3, 5.5],
    "sd": [2.0, 1.4, 2.2, 0.9],
    "r": [0.1, -0.4, 0.7, 0.35],
    "estimate": [1.5, 0.7, 2.25, 1.1],
    "se": [0.3, 0.2, 0.5, 0.1],
    "o_minus_e": [-4.0, 2.5, 0.5, -1.0],
    "variance": [10.0, 6.0, 4.5, 3.0],
}
OTHERS = STUDIES | {
    "events": [7, 12, 22, 5],
    "n": [55, 40, 58, 31],
    "time": [140.0, 60.5, 310.0, 90.0],
    "mean": [4.2, 5.1, 4.3, 5.0],
    "sd": [1.4, 2.0, 1.9, 1.1],
}


def columns_of(measure: str) -> dict[str, np.ndarray]:
    """Return the columns that a measure declares, filled in for four studies."""
    return {
        name: np.array((OTHERS if name.endswith("_2") else STUDIES)[name.removesuffix("_1").removesuffix("_2")], float)
        for name in MEASURES[measure].columns
    }


def effect(measure: str, columns: dict[str, object], **options: object) -> StudyEffects:
    """Return the effects of a measure from columns given as lists or single numbers."""
    arrays = {name: np.atleast_1d(np.array(values, dtype=np.float64)) for name, values in columns.items()}
    return MEASURES[measure].effect(arrays, EffectOptions(**options))
