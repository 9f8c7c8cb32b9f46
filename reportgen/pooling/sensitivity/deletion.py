"""What deleting each study does, in numbers that keep their digits: the ground of influence and Baujat's plot."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from reportgen.model import Plan
from reportgen.pooling.fit import Fits, fit
from reportgen.pooling.parts import Array, Sample
from reportgen.pooling.sensitivity.studies import sums_counts, weighed
from reportgen.pooling.sensitivity.subsets import columns, fits_of, without_each

__all__ = ["Deletion", "deletion"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deletion:
    """The effects y with variances v, (K,), the results of all studies and those without each, `rest` with K entries.

    Effects and estimates are less what they have in common, so that their differences lose no digits. `sums_counts`
    says that the estimate is not a mean weighted by inverse variances.
    """

    y: Array
    v: Array
    whole: Fits
    rest: Fits
    sums_counts: bool

    @property
    def weights(self) -> Array:
        """Return the weights of the studies in percent, (K,)."""
        return np.asarray(self.whole.weights[: len(self.y), 0])

    @property
    def shift(self) -> Array:
        """Return μ - μ₋ᵢ, how far each study draws the estimate towards itself.

        With the same τ² in both it is h(y - μ₋ᵢ), which keeps its digits where a study has next to no weight.
        """
        difference = self.whole.estimate - self.rest.estimate
        if self.sums_counts:
            return np.asarray(difference)
        drawn = self.weights / 100 * (self.y - self.rest.estimate)
        return np.where(self.rest.tau2 == self.whole.tau2, drawn, difference)


def deletion(sample: Sample, plan: Plan) -> Deletion:
    """Return what deleting each study of a sample with B = 1 does to the estimate and its Wald standard error."""
    counted = sums_counts(plan)
    offset = sample.offset if counted else np.zeros(1)
    base, plan = replace(sample, offset=offset), weighed(plan)
    k = len(base.y)
    return Deletion(
        y=(base.y + base.offset)[:, 0],
        v=base.v[:, 0],
        whole=fit(columns(base, np.ones((k, 1), dtype=np.bool_)), plan),
        rest=fits_of(base, without_each(k), k, plan),
        sums_counts=counted,
    )
