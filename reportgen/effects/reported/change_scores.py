"""Changes from baseline whose SD is not reported.

Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 6.5.2.8.
"""

from __future__ import annotations

from reportgen.effects.reported.checks import number
from reportgen.effects.reported.correlation import correlation_from_sds, sd_of_difference
from reportgen.effects.reported.derivation import Derivation, finite

__all__ = ["correlation_of_change", "mean_of_change", "sd_of_change"]

_SECTIONS = ("6.5.2.8",)


def mean_of_change(mean_baseline: float, mean_final: float) -> Derivation:
    """Return ``mean`` of the change from baseline, the final mean minus that at baseline.

    Raises:
        NotDerivableError: a mean is not a finite number.
    """
    change = number("the mean at the end", mean_final) - number("the mean at baseline", mean_baseline)
    return Derivation(
        values=finite({"mean": change}),
        how="mean change as the difference of the means at the end and at baseline",
        sections=_SECTIONS,
    )


def sd_of_change(sd_baseline: float, sd_final: float, *, correlation: float) -> Derivation:
    """Return ``sd`` of the change from baseline, √(sb² + sf² - 2 r sb sf), with a correlation known or borrowed.

    Raises:
        NotDerivableError: an SD is not above 0, or the correlation is outside -1 to 1 or leaves no spread.
    """
    return Derivation(
        values=finite({"sd": sd_of_difference(sd_baseline, sd_final, correlation)}),
        how=f"SD of the change from those at baseline and at the end, correlation {correlation:g}",
        sections=_SECTIONS,
    )


def correlation_of_change(sd_baseline: float, sd_final: float, sd_change: float) -> Derivation:
    """Return ``correlation`` between baseline and final values from a group that reports all three SDs.

    Raises:
        NotDerivableError: an SD is not above 0, or no correlation goes with them.
    """
    return Derivation(
        values={"correlation": correlation_from_sds(sd_baseline, sd_final, sd_change)},
        how="correlation from the SDs at baseline, at the end and of the change",
        sections=_SECTIONS,
    )
