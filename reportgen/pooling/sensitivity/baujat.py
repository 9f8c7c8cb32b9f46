"""Baujat's plot: which studies the heterogeneity comes from, and which of them matter to the summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import numpy as np
from numpy.typing import ArrayLike

from reportgen.effects import EffectSizes
from reportgen.model import Plan
from reportgen.pooling.parts import Array
from reportgen.pooling.plain import plain
from reportgen.pooling.sensitivity.deletion import deletion
from reportgen.pooling.sensitivity.studies import with_names
from reportgen.pooling.settings import Settings

__all__ = ["Baujat", "baujat"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Baujat:
    """The points of Baujat's plot, arrays of length k without a unit.

    contribution (across): what each study adds to the heterogeneity. influence (upwards): how far the estimate moves
    without it, squared, in variances; NaN for a study that is the only one.
    """

    study: tuple[str, ...]
    measure: str
    plan: Plan
    contribution: Array
    influence: Array

    def __len__(self) -> int:
        return len(self.study)

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain dictionaries, lists, numbers and texts; None where there is no number."""
        return dict(plain(self))


def baujat(
    y: ArrayLike | EffectSizes,
    v: ArrayLike | None = None,
    *,
    study: Sequence[str] = (),
    **settings: Unpack[Settings],
) -> Baujat:
    """Return the points of Baujat's plot for k effects y with variances v, both of length k.

    In place of y and v, the value of `effect_sizes` may be given; methods that read counts need it. Settings are those
    of `pool`. A study's contribution is (y - μ)²/(v + τ²), its influence (μ - μ₋ᵢ)²/SE²₋ᵢ, with μ₋ᵢ and its Wald
    standard error from all other studies, on the scale of analysis. With ``model="common"`` τ² is 0, the plot is that
    of Baujat and colleagues, and the contributions add up to Cochran's Q.

    Example: for ``baujat([0.0, 1.0], [1.0, 1.0], model="common")`` both contributions are 0.25 and both influences too.

    Reference: Baujat, Mahé, Pignon and Hill, Statistics in Medicine 2002;21:2641, doi 10.1002/sim.1221; the form with
    τ² is that of the R package metafor (Viechtbauer 2010, doi 10.18637/jss.v036.i03).

    Raises:
        DataError: as `pool`.
    """
    sample, plan = with_names(y, v, study, settings)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = deletion(sample, plan)
        return Baujat(
            study=sample.study,
            measure=sample.measure,
            plan=plan,
            contribution=(found.y - found.whole.estimate) ** 2 / (found.v + found.whole.tau2),
            influence=(found.shift / found.rest.se) ** 2,
        )
