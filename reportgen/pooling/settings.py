"""Settings given by name become a plan; names that nobody knows are refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypedDict

from reportgen.effects import ZERO_CELLS
from reportgen.errors import DataError, Issue, did_you_mean
from reportgen.model import PRESETS, Plan
from reportgen.pooling.parts import Sample
from reportgen.pooling.registry import ESTIMATORS, INTERVALS, METHODS, MODELS, PREDICTIONS

__all__ = ["Settings", "applied_plan", "known_settings", "plan_for", "plan_of"]


class Settings(TypedDict, total=False):
    """The settings of a synthesis by name, as `Plan` explains them."""

    preset: str
    model: str
    method: str
    tau2: str
    interval: str
    prediction: str
    i2: str
    level: float
    zero_cells: str
    smd: str
    subgroup_tau2: str


def known_settings() -> Mapping[str, Sequence[str]]:
    """Return the known values of each setting that is a name."""
    return {
        "preset": tuple(PRESETS),
        "model": tuple(MODELS),
        "method": tuple(METHODS),
        "tau2": tuple(ESTIMATORS),
        "interval": tuple(INTERVALS),
        "prediction": tuple(PREDICTIONS),
        "i2": ("tau2", "Q"),
        "zero_cells": tuple(ZERO_CELLS),
        "smd": ("revman", "exact"),
        "subgroup_tau2": ("separate", "common"),
    }


def plan_of(settings: Settings) -> Plan:
    """Return the preset (``cochrane`` if none is named) with the settings that depart from it.

    Raises:
        DataError: a setting or value that is not known, with the nearest known one; a level not between 0.5 and 1.
    """
    known = known_settings()
    issues: list[Issue] = []
    for name, value in settings.items():
        if name not in {*known, "level"}:
            expected = did_you_mean(name, [*known, "level"])
            issues.append(
                Issue("estimator-is-known", None, f"found the setting {name!r}, expected a known one", expected)
            )
        elif name == "level":
            if not isinstance(value, float) or not 0.5 <= value < 1:
                issues.append(
                    Issue("yaml-value-is-valid", None, f"found the level {value!r}, expected 0.5 to 1, as 0.95")
                )
        elif value not in known[name]:
            hint = did_you_mean(str(value), known[name])
            issues.append(
                Issue("estimator-is-known", None, f"found {value!r} for {name}, expected a known value", hint)
            )
    if issues:
        raise DataError(issues)
    return replace(PRESETS[settings.get("preset", "cochrane")], **settings)


def applied_plan(measure: str, plan: Plan) -> Plan:
    """Return the plan with the method that is used for this measure.

    A method that does not take the measure gives way: to Peto's for Peto's odds ratio, else to inverse variance, as
    in RevMan.
    """
    measures = METHODS[plan.method].measures
    if measures is None and measure != "PETO":
        return plan
    if measures is not None and measure in measures:
        return plan
    return replace(
        plan, method="peto" if measure == "PETO" and plan.method != "inverse-variance" else "inverse-variance"
    )


def plan_for(sample: Sample, settings: Settings) -> Plan:
    """Return the plan by which a sample can be pooled: the method that is used for its measure and its data.

    Raises:
        DataError: as `plan_of`; a method asked for by name that needs counts, where there are only effects.
    """
    plan = plan_of(settings)
    if sample.counts:
        return applied_plan(sample.measure, plan)
    if not METHODS[plan.method].reads_counts:
        return plan
    if "method" in settings:
        message = f"found effects without the counts that {plan.method} needs, expected the value of effect_sizes"
        raise DataError([Issue("method-fits-data", None, message)])
    return replace(plan, method="inverse-variance")
