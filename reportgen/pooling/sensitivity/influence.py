"""Outlier and influence diagnostics: what each study does to the summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reportgen.effects import EffectSizes
from reportgen.model import Plan
from reportgen.pooling.distributions import chi2_tail
from reportgen.pooling.parts import Array
from reportgen.pooling.plain import plain
from reportgen.pooling.sensitivity.deletion import Deletion, deletion
from reportgen.pooling.sensitivity.studies import with_names
from reportgen.pooling.settings import Settings

__all__ = ["Influence", "influence"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Influence:
    """Diagnostics of k studies, arrays of length k; NaN where a study cannot be left out, being the only one.

    rstudent: externally standardised residual. dffits, dfbetas: change of the fitted value and of the estimate in
    standard errors. cook_d: Cook's distance. cov_r: ratio of the variances without and with the study. tau2_deleted,
    q_deleted: τ² and Q without it, on the squared scale of analysis. hat: its leverage. weights: in percent.
    influential: whether the rule of `influence` flags it.
    """

    study: tuple[str, ...]
    measure: str
    plan: Plan
    rstudent: Array
    dffits: Array
    cook_d: Array
    cov_r: Array
    tau2_deleted: Array
    q_deleted: Array
    hat: Array
    weights: Array
    dfbetas: Array
    influential: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.study)

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain dictionaries, lists, numbers and texts; None where there is no number."""
        return dict(plain(self))


def influence(
    y: ArrayLike | EffectSizes,
    v: ArrayLike | None = None,
    *,
    study: Sequence[str] = (),
    **settings: Unpack[Settings],
) -> Influence:
    """Return the outlier and influence diagnostics of k effects y with variances v, both of length k.

    In place of y and v, the value of `effect_sizes` may be given; methods that read counts need it. Settings are those
    of `pool`. With μ, SE = 1/√Σw and h = w/Σw of all studies on the scale of analysis, and the index -i for what is
    found without study i:

    rstudent = (y - μ₋ᵢ)/√(v + τ²₋ᵢ + SE²₋ᵢ); dffits = (μ - μ₋ᵢ)/√(h(v + τ²₋ᵢ)); cook_d = (μ - μ₋ᵢ)²/SE²;
    cov_r = SE²₋ᵢ/SE²; dfbetas = (μ - μ₋ᵢ)/√(1/Σ 1/(v + τ²₋ᵢ)), the sum over all studies.

    A study is flagged as influential where |dffits| > 3√(1/(k - 1)), the lower tail of χ² with one degree of freedom at
    cook_d is above one half, h > 3/k, or |dfbetas| > 1. The standard errors are Wald's, whichever interval the settings
    name. Where the common effect comes from sums of counts (Mantel-Haenszel, Peto), dffits and dfbetas are both
    (μ - μ₋ᵢ)/SE, and h is the study's share of the weights.

    Reference: Viechtbauer and Cheung, Research Synthesis Methods 2010;1:112, doi 10.1002/jrsm.11; the rule is that of
    the R package metafor (Viechtbauer, Journal of Statistical Software 2010;36(3), doi 10.18637/jss.v036.i03).

    Raises:
        DataError: as `pool`.
    """
    sample, plan = with_names(y, v, study, settings)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _diagnostics(deletion(sample, plan), sample.study, sample.measure, plan)


def _diagnostics(found: Deletion, study: tuple[str, ...], measure: str, plan: Plan) -> Influence:
    whole, rest, shift = found.whole, found.rest, found.shift
    variance, se2, weights = found.v + rest.tau2, whole.se**2, found.weights
    hat = weights / 100
    if found.sums_counts:
        dffits = dfbetas = shift / whole.se
    else:
        dffits = shift / np.sqrt(hat * variance)
        dfbetas = shift * np.sqrt(1 / rest.se**2 + 1 / variance)  # the sum of all weights at the τ² of the others
    cook_d = shift**2 / se2
    k = len(study)
    flagged = (np.abs(dffits) > 3 * np.sqrt(1 / np.float64(k - 1))) | (hat > 3 / np.float64(k)) | (np.abs(dfbetas) > 1)
    return Influence(
        study=study,
        measure=measure,
        plan=plan,
        rstudent=(found.y - rest.estimate) / np.sqrt(variance + rest.se**2),
        dffits=dffits,
        cook_d=cook_d,
        cov_r=rest.se**2 / se2,
        tau2_deleted=rest.tau2,
        q_deleted=rest.q,
        hat=hat,
        weights=weights,
        dfbetas=dfbetas,
        influential=flagged | (chi2_tail(cook_d, 1) < 0.5),
    )
