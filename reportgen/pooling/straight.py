"""The design of a straight line, in closed form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reportgen.pooling.design import Array, dot, others

__all__ = ["Straight"]


@dataclass(frozen=True, slots=True)
class Straight:
    """An intercept and one predictor x, (K,): a `Design` whose sums keep their digits beside one overwhelming study.

    With weighted means, h = w/Σw + w(x - x̄)²/Σw(x - x̄)².
    """

    x: Array

    @property
    def p(self) -> int:
        """Return 2."""
        return 2

    def residuals(self, y: Array, w: Array) -> Array:
        """Return y less its weighted fit, (K, …)."""
        across, spread = self._across(w)
        up = y - dot(w, y) / w.sum(axis=0)
        return np.asarray(up - dot(w * across, up) / spread * across)

    def leverage(self, w: Array) -> Array:
        """Return the diagonal of the hat matrix, (K, …)."""
        across, spread = self._across(w)
        return np.asarray(w / w.sum(axis=0) + w * across * across / spread)

    def trace(self, w: Array) -> Array:
        """Return Σw(1 - h), (…,)."""
        across, spread = self._across(w)
        return dot(w, others(w) / w.sum(axis=0) - w * across * across / spread)

    def trace_of_square(self, w: Array, s: Array) -> Array:
        """Return Σt² - 2Σt²h + (Σtw/Σw)² + 2(Σtw(x - x̄))²/(ΣwΣw(x - x̄)²) + (Σtw(x - x̄)²/Σw(x - x̄)²)², t = ws."""
        across, spread = self._across(w)
        t, total = w * s, w.sum(axis=0)
        pull = t * w
        outer = dot(t, t) - 2 * dot(t * t, w / total + w * across * across / spread)
        mixed = dot(pull, across) ** 2 / (total * spread)
        return np.asarray(
            outer + (pull.sum(axis=0) / total) ** 2 + 2 * mixed + (dot(pull, across * across) / spread) ** 2
        )

    def rough_trace_of_square(self, w: Array) -> Array:
        """Return the same for s of ones."""
        return self.trace_of_square(w, np.ones_like(w))

    def log_determinant(self, w: Array) -> Array:
        """Return log ΣwΣw(x - x̄)² less the same with weights of one, (…,)."""
        even = (w > 0).astype(np.float64)
        logs = [np.log(weights.sum(axis=0)) + np.log(self._across(weights)[1]) for weights in (w, even)]
        return np.asarray(logs[0] - logs[1])

    def _across(self, w: Array) -> tuple[Array, Array]:
        """Return x - x̄, (K, …), and Σw(x - x̄)², (…,)."""
        x = self.x.reshape(-1, *[1] * (w.ndim - 1))
        x = x - np.take(self.x, np.argmax(w, axis=0))  # distances from the heaviest study keep their digits beside it
        across = np.asarray(x - dot(w, x) / w.sum(axis=0))
        return across, dot(w * across, across)
