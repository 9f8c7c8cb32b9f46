"""The names that review.yaml may use for measures, models, methods, estimators, tools and styles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen import resources

__all__ = ["columns_of_measures", "settings_of_synthesis", "styles", "tools"]


def columns_of_measures() -> tuple[str, ...]:
    """Return the data columns of results.csv: what the measures read of arms, then what gives an effect."""
    from reportgen.effects import EFFECT_COLUMNS, MEASURES

    columns = [column for measure in MEASURES.values() for column in measure.arm_columns]
    return tuple(dict.fromkeys((*columns, *EFFECT_COLUMNS)))


def settings_of_synthesis() -> Mapping[str, Sequence[str]]:
    """Return the known values of each setting of a synthesis that is a name."""
    from reportgen.effects import ZERO_CELLS
    from reportgen.pooling import ESTIMATORS, INTERVALS, METHODS, MODELS

    return {
        "model": tuple(MODELS),
        "method": tuple(METHODS),
        "tau2": tuple(ESTIMATORS),
        "interval": tuple(INTERVALS),
        "zero_cells": tuple(ZERO_CELLS),
    }


def tools() -> tuple[str, ...]:
    """Return the names of the shipped risk-of-bias tools."""
    return resources.names("risk_of_bias", ".toml")


def styles() -> tuple[str, ...]:
    """Return the names of the shipped journal styles."""
    return resources.names("journals", ".toml")
