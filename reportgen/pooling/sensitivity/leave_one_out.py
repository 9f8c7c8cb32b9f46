"""Leave-one-out: the meta-analysis without each study in turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from numpy.typing import ArrayLike

from reportgen.effects import EffectSizes
from reportgen.pooling.sensitivity.refits import Refits, refits_of
from reportgen.pooling.sensitivity.studies import places_used, with_names
from reportgen.pooling.sensitivity.subsets import fits_of, without_each
from reportgen.pooling.settings import Settings

__all__ = ["leave_one_out"]


def leave_one_out(
    y: ArrayLike | EffectSizes,
    v: ArrayLike | None = None,
    *,
    study: Sequence[str] = (),
    **settings: Unpack[Settings],
) -> Refits:
    """Return the k meta-analyses that each leave out one of k effects y with variances v, both of length k.

    In place of y and v, the value of `effect_sizes` may be given; methods that read counts (Mantel-Haenszel, Peto) need
    it. Entry i is what `pool` gives for all studies but the i-th, with everything estimated anew, τ² too; settings are
    those of `pool`. All values are on the scale of analysis. Studies that have no effect are left out of everything.

    Example: ``leave_one_out([0.1, 0.9, 0.4], [0.04, 0.09, 0.05], model="common").estimate[1]`` is 0.2333…, the mean of
    0.1 and 0.4 weighted by 25 and 20.

    Reference: Viechtbauer and Cheung, Research Synthesis Methods 2010;1:112, doi 10.1002/jrsm.11; Cochrane Handbook for
    Systematic Reviews of Interventions, version 6.5, section 10.14.

    Raises:
        DataError: as `pool`.
    """
    sample, plan = with_names(y, v, study, settings)
    k = len(sample.study)
    return refits_of(
        fits_of(sample, without_each(k), k, plan),
        plan,
        study=sample.study,
        place=places_used(y, k),
        measure=sample.measure,
    )
