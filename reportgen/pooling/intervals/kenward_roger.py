"""The interval of Kenward and Roger, for tau2 by restricted maximum likelihood."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import MeanOnly
from reportgen.pooling.parts import Fit, Interval, Sample, Spread

__all__ = ["KENWARD_ROGER"]


def _spread(sample: Sample, fit: Fit, _level: float) -> Spread:
    """Return the adjusted standard error with t of the adjusted degrees of freedom; Wald where there is one study.

    With information I = tr PP/2: variance (1 + 2(Σw³/Σw - (Σw²/Σw)²)/I)/Σw, degrees of freedom 2I/(variance Σw²)².

    Reference: Kenward and Roger, Biometrics 1997;53:983, doi 10.2307/2533558; Partlett and Riley, Statistics in
    Medicine 2017;36:301, doi 10.1002/sim.7140.
    """
    w = fit.weights
    total, squares = w.sum(axis=0), (w * w).sum(axis=0)
    information = MeanOnly().trace_of_square(w, np.ones_like(w)) / 2
    known = (sample.k > 1) & (information > 0)
    safe = np.where(known, information, 1.0)
    uneven = (w * (w - squares / total) ** 2).sum(axis=0) / total
    variance = (1 + 2 * uneven / safe) / total
    return Spread(
        se=np.where(known, np.sqrt(variance), fit.se),
        df=np.where(known, 2 * safe / (variance * squares) ** 2, np.inf),
        applied=np.where(known, "kenward-roger", "wald"),
    )


KENWARD_ROGER = Interval(id="kenward-roger", title="Kenward-Roger", label="KR", spread=_spread)
