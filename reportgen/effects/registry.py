"""All effect measures, by the name that review.yaml gives them."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.mean_difference import MEAN_DIFFERENCE
from reportgen.effects.measure import Measure
from reportgen.effects.odds_ratio import ODDS_RATIO
from reportgen.effects.risk_ratio import RISK_RATIO
from reportgen.effects.standardized_mean_difference import STANDARDIZED_MEAN_DIFFERENCE

__all__ = ["MEASURES"]

MEASURES: Mapping[str, Measure] = {
    "RR": RISK_RATIO,
    "OR": ODDS_RATIO,
    "MD": MEAN_DIFFERENCE,
    "SMD": STANDARDIZED_MEAN_DIFFERENCE,
}
"""A measure is added with a file in this folder and a line here."""
