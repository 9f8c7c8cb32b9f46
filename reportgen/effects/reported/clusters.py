"""Trials that randomised clusters and were analysed as though they had randomised people.

Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 23.1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from reportgen.effects.reported.checks import above_zero, number
from reportgen.effects.reported.derivation import Derivation, NotDerivableError, finite
from reportgen.effects.reported.shared_arm import divided

__all__ = ["design_effect", "effective_information", "effective_sample", "inflated_se"]

_SECTIONS = ("23.1",)


def design_effect(icc: float, cluster_size: float) -> float:
    """Return 1 + (m - 1) ICC, by how much clusters of average size m swell the variance.

    Raises:
        NotDerivableError: the ICC is not between 0 and 1, or the average size is below 1.
    """
    if not 0 <= number("the intracluster correlation", icc) <= 1:
        raise NotDerivableError("the intracluster correlation does not lie between 0 and 1")
    if number("the average cluster size", cluster_size) < 1:
        raise NotDerivableError("the average cluster size is below 1")
    return 1 + (cluster_size - 1) * icc


def effective_sample(values: Mapping[str, float], icc: float, cluster_size: float) -> Derivation:
    """Return the group's data with participants, events and time divided by the design effect; means and SDs stay.

    Raises:
        NotDerivableError: see `design_effect`.
    """
    effect = design_effect(icc, cluster_size)
    return Derivation(
        values=divided(values, effect),
        how=f"effective sample size of a cluster-randomised trial, {_told(effect, icc, cluster_size)}",
        sections=_SECTIONS,
    )


def effective_information(statistic: Mapping[str, float], icc: float, cluster_size: float) -> Derivation:
    """Return ``o_minus_e`` and ``variance`` of a log-rank test divided by the design effect; their ratio stays.

    Raises:
        NotDerivableError: see `design_effect`.
    """
    effect = design_effect(icc, cluster_size)
    return Derivation(
        values=finite({name: value / effect for name, value in statistic.items()}),
        how=f"log-rank statistic of a cluster-randomised trial, {_told(effect, icc, cluster_size)}",
        sections=_SECTIONS,
    )


def inflated_se(se: float, icc: float, cluster_size: float) -> Derivation:
    """Return ``se`` times the square root of the design effect, for an effect that did not allow for clusters.

    Raises:
        NotDerivableError: the standard error is not above 0; see `design_effect`.
    """
    effect = design_effect(icc, cluster_size)
    return Derivation(
        values=finite({"se": above_zero("the standard error", se) * math.sqrt(effect)}),
        how=f"standard error enlarged for clusters, {_told(effect, icc, cluster_size)}",
        sections=_SECTIONS,
    )


def _told(effect: float, icc: float, cluster_size: float) -> str:
    return f"design effect {effect:.3g} from an ICC of {icc:g} and {cluster_size:.3g} in a cluster"
