"""The moment estimator of DerSimonian and Laird."""

from __future__ import annotations

from reportgen.pooling.parts import Array, Estimator

__all__ = ["DERSIMONIAN_LAIRD"]


def _estimate(_y: Array, v: Array, q: float) -> float:
    """Return max(0, (Q - (k - 1)) / (Σw - Σw²/Σw)) with w = 1/v; at least two studies.

    Reference: DerSimonian and Laird, Controlled Clinical Trials 1986;7:177.
    """
    w = 1 / v
    total = float(w.sum())
    # Σw(1 - w/Σw) stays above zero where Σw - Σw²/Σw is lost to rounding, as beside one overwhelming study
    spread = float((w * ((total - w) / total)).sum())
    return max(0.0, (q - (len(v) - 1)) / spread)


DERSIMONIAN_LAIRD = Estimator(id="DL", title="DerSimonian-Laird", label="DL", estimate=_estimate)
