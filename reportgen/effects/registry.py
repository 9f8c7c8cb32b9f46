"""All effect measures, by the name that review.yaml gives them."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.measure import Measure
from reportgen.effects.measures.arcsine_difference import ARCSINE_DIFFERENCE
from reportgen.effects.measures.arcsine_proportion import ARCSINE_PROPORTION
from reportgen.effects.measures.cohens_d import COHENS_D
from reportgen.effects.measures.correlation import CORRELATION
from reportgen.effects.measures.fisher_z import FISHER_Z
from reportgen.effects.measures.freeman_tukey_proportion import FREEMAN_TUKEY_PROPORTION
from reportgen.effects.measures.freeman_tukey_rate import FREEMAN_TUKEY_RATE
from reportgen.effects.measures.generic import GENERIC
from reportgen.effects.measures.generic_ratio import GENERIC_RATIO
from reportgen.effects.measures.glass_delta import GLASS_DELTA
from reportgen.effects.measures.hazard_ratio import HAZARD_RATIO
from reportgen.effects.measures.log_proportion import LOG_PROPORTION
from reportgen.effects.measures.log_rate import LOG_RATE
from reportgen.effects.measures.logit_proportion import LOGIT_PROPORTION
from reportgen.effects.measures.mean_difference import MEAN_DIFFERENCE
from reportgen.effects.measures.observed_minus_expected import OBSERVED_MINUS_EXPECTED
from reportgen.effects.measures.odds_ratio import ODDS_RATIO
from reportgen.effects.measures.peto_odds_ratio import PETO_ODDS_RATIO
from reportgen.effects.measures.proportion import PROPORTION
from reportgen.effects.measures.rate import RATE
from reportgen.effects.measures.rate_difference import RATE_DIFFERENCE
from reportgen.effects.measures.rate_ratio import RATE_RATIO
from reportgen.effects.measures.ratio_of_means import RATIO_OF_MEANS
from reportgen.effects.measures.risk_difference import RISK_DIFFERENCE
from reportgen.effects.measures.risk_ratio import RISK_RATIO
from reportgen.effects.measures.square_root_rate import SQUARE_ROOT_RATE
from reportgen.effects.measures.square_root_rate_difference import SQUARE_ROOT_RATE_DIFFERENCE
from reportgen.effects.measures.standardized_mean_difference import STANDARDIZED_MEAN_DIFFERENCE

__all__ = ["MEASURES"]

MEASURES: Mapping[str, Measure] = {
    "RR": RISK_RATIO,
    "OR": ODDS_RATIO,
    "RD": RISK_DIFFERENCE,
    "AS": ARCSINE_DIFFERENCE,
    "PETO": PETO_ODDS_RATIO,
    "MD": MEAN_DIFFERENCE,
    "SMD": STANDARDIZED_MEAN_DIFFERENCE,
    "D": COHENS_D,
    "GLASS": GLASS_DELTA,
    "ROM": RATIO_OF_MEANS,
    "IRR": RATE_RATIO,
    "IRD": RATE_DIFFERENCE,
    "IRSD": SQUARE_ROOT_RATE_DIFFERENCE,
    "COR": CORRELATION,
    "ZCOR": FISHER_Z,
    "PR": PROPORTION,
    "PLO": LOGIT_PROPORTION,
    "PLN": LOG_PROPORTION,
    "PAS": ARCSINE_PROPORTION,
    "PFT": FREEMAN_TUKEY_PROPORTION,
    "IR": RATE,
    "IRLN": LOG_RATE,
    "IRS": SQUARE_ROOT_RATE,
    "IRFT": FREEMAN_TUKEY_RATE,
    "GEN": GENERIC,
    "GENLOG": GENERIC_RATIO,
    "HR": HAZARD_RATIO,
    "OE": OBSERVED_MINUS_EXPECTED,
}
"""A measure is added with a file in `measures` and a line here."""
