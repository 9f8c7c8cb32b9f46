"""What is given becomes a sample whose studies have names, and the plan by which it is pooled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from numpy.typing import ArrayLike

from reportgen.effects import EffectSizes
from reportgen.model import Plan
from reportgen.pooling.parts import Sample
from reportgen.pooling.pool import as_sample
from reportgen.pooling.registry import METHODS
from reportgen.pooling.settings import Settings, plan_for

__all__ = ["places_used", "sums_counts", "weighed", "with_names"]


def with_names(
    y: ArrayLike | EffectSizes, v: ArrayLike | None, study: Sequence[str], settings: Settings
) -> tuple[Sample, Plan]:
    """Return the studies that have an effect, named by their numbers where they have no names, and the plan.

    Raises:
        DataError: as `pool`.
    """
    sample, _ = as_sample(y, v, study=study)
    names = sample.study or tuple(str(place + 1) for place in range(len(sample.y)))
    return replace(sample, study=tuple(map(str, names))), plan_for(sample, settings)


def places_used(y: ArrayLike | EffectSizes, k: int) -> tuple[int, ...]:
    """Return the places, from 0, of the k studies that have an effect among those given."""
    if isinstance(y, EffectSizes):
        return tuple(place for place, reason in enumerate(y.reasons) if not reason)
    return tuple(range(k))


def sums_counts(plan: Plan) -> bool:
    """Return whether the estimate comes from sums of counts, not from effects weighted by inverse variances."""
    return plan.model == "common" and METHODS[plan.method].reads_counts


def weighed(plan: Plan) -> Plan:
    """Return the plan with the standard error 1/√Σw and no prediction, as diagnostics are defined on."""
    return replace(plan, interval="wald", prediction="none")
