"""What papers report instead: pure functions from reported numbers to those that a measure reads.

Each returns a `Derivation` (numbers, a phrase how they were got, the section it rests on, notes) or raises
`NotDerivableError` with the reason. None warns, and none guesses where the numbers contradict each other.
"""

from reportgen.effects.reported.change_scores import correlation_of_change, mean_of_change, sd_of_change
from reportgen.effects.reported.clusters import design_effect, effective_sample, inflated_se
from reportgen.effects.reported.crossover import (
    correlation_from_paired_p,
    correlation_from_paired_se,
    correlation_from_paired_t,
    paired_difference,
    paired_difference_from_sd,
    paired_smd,
)
from reportgen.effects.reported.derivation import Derivation, NotDerivableError
from reportgen.effects.reported.effect_se import se_from_ci, se_from_p, se_from_t
from reportgen.effects.reported.mean_and_sd import mean_and_sd_from_quantiles, sd_beside_a_mean
from reportgen.effects.reported.p_values import ReportedP, read_p
from reportgen.effects.reported.quantiles import Quantiles
from reportgen.effects.reported.sd_from_difference import (
    common_sd_from_ci,
    common_sd_from_p,
    common_sd_from_se,
    common_sd_from_t,
)
from reportgen.effects.reported.sd_from_mean import sd_from_ci, sd_from_p, sd_from_se, sd_from_t
from reportgen.effects.reported.shared_arm import split_arm
from reportgen.effects.reported.skewness import SkewnessTest, skewness_test

__all__ = [
    "Derivation",
    "NotDerivableError",
    "Quantiles",
    "ReportedP",
    "SkewnessTest",
    "common_sd_from_ci",
    "common_sd_from_p",
    "common_sd_from_se",
    "common_sd_from_t",
    "correlation_from_paired_p",
    "correlation_from_paired_se",
    "correlation_from_paired_t",
    "correlation_of_change",
    "design_effect",
    "effective_sample",
    "inflated_se",
    "mean_and_sd_from_quantiles",
    "mean_of_change",
    "paired_difference",
    "paired_difference_from_sd",
    "paired_smd",
    "read_p",
    "sd_beside_a_mean",
    "sd_from_ci",
    "sd_from_p",
    "sd_from_se",
    "sd_from_t",
    "sd_of_change",
    "se_from_ci",
    "se_from_p",
    "se_from_t",
    "skewness_test",
    "split_arm",
]
