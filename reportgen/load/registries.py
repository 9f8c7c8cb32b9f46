"""The names that review.yaml may use for measures, models, methods, estimators, tools and styles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen import resources

__all__ = ["columns_of_measures", "settings_of_synthesis", "styles", "tools"]


def columns_of_measures() -> tuple[str, ...]:
    """Return the data columns of results.csv: what measures read of arms, what gives an effect, what stands instead."""
    from reportgen.effects import EFFECT_COLUMNS, MEASURES
    from reportgen.effects.reported.columns import REPORTED_COLUMNS

    of_arms = [column for measure in MEASURES.values() if measure.sides for column in measure.arm_columns]
    of_effects = [column for measure in MEASURES.values() if not measure.sides for column in measure.arm_columns]
    return tuple(dict.fromkeys((*of_arms, *EFFECT_COLUMNS, *of_effects, *REPORTED_COLUMNS)))


def settings_of_synthesis() -> Mapping[str, Sequence[str]]:
    """Return the known values of each setting of a synthesis that is a name."""
    from reportgen.pooling import known_settings

    return known_settings()


def tools() -> tuple[str, ...]:
    """Return the names of the shipped risk-of-bias tools."""
    return resources.names("risk_of_bias", ".toml")


def styles() -> tuple[str, ...]:
    """Return the names of the shipped journal styles."""
    return resources.names("journals", ".toml")
