"""The settings of a synthesis: which model, method, estimator and intervals an outcome is pooled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.errors import Origin

__all__ = ["PLAN_NAMES", "PRESETS", "Plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How an outcome is pooled; the names are keys of the registries of `effects` and `pooling`.

    preset: the set of choices that the others were taken from, a key of `PRESETS`;
    model: ``common`` or ``random``; method: ``inverse-variance``, ``mantel-haenszel`` …; tau2: an estimator (``REML``);
    interval: of the pooled effect (``hksj-or-wald``); prediction: the prediction interval (``none`` for none);
    i2: ``Q`` for (Q - df)/Q, ``tau2`` for tau2 against the typical variance within studies;
    level: confidence level, 0.95 for 95 %; zero_cells: the rule for studies with an empty cell;
    smd: ``revman`` or ``exact``, the small-sample correction and variance of the standardised mean difference;
    subgroup_tau2: ``separate`` or ``common`` for all subgroups.
    `origins` says where each setting was written, by its name; a setting left at its default has none.
    """

    preset: str = "cochrane"
    model: str = "random"
    method: str = "inverse-variance"
    tau2: str = "REML"
    interval: str = "hksj-or-wald"
    prediction: str = "t-k-1-if-heterogeneous"
    i2: str = "tau2"
    level: float = 0.95
    zero_cells: str = "revman"
    smd: str = "revman"
    subgroup_tau2: str = "separate"
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False)


PLAN_NAMES = (
    "preset",
    "model",
    "method",
    "tau2",
    "interval",
    "prediction",
    "i2",
    "level",
    "zero_cells",
    "smd",
    "subgroup_tau2",
)
"""The settings that a reviewer may write, in the order in which they are explained."""

PRESETS: Mapping[str, Plan] = {
    "cochrane": Plan(),
    "revman5": Plan(preset="revman5", method="mantel-haenszel", tau2="DL", interval="wald", prediction="none", i2="Q"),
    "revman-web": Plan(preset="revman-web", interval="wald", prediction="t-k-1"),
    "metafor": Plan(
        preset="metafor",
        interval="wald",
        prediction="normal",
        zero_cells="metafor",
        smd="exact",
        subgroup_tau2="common",
    ),
}
"""Sets of choices by name. A review names one and departs from it setting by setting.

``cochrane`` (the default): Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, chapter 10.
``revman5``: the choices of Review Manager 5; Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010).
``revman-web``: the choices of RevMan since 2025, as far as its help pages tell. ``metafor``: the defaults of the R
package metafor (Viechtbauer, Journal of Statistical Software 2010;36(3), doi 10.18637/jss.v036.i03).
"""
