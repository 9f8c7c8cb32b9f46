"""Expected values that ours are not held against, by the pattern of their path, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import translate
from typing import Any

__all__ = ["EXCUSES", "Excuse", "excuse_for"]


@dataclass(frozen=True, kw_only=True)
class Excuse:
    """Why values are passed over.

    pattern: of DATA SET/SECTION/ANALYSIS/BLOCK/NAME, as file names have them, where * takes in slashes.
    beside: only where these values stand beside the value, or beside what holds it. gap: only where the value is
    missing on the other side, so that no number is passed over.
    """

    pattern: str
    reason: str
    beside: tuple[tuple[str, Any], ...] = ()
    gap: bool = False


NOT_OFFERED_FOR_ONE = "with one study there is no degree of freedom, and no such prediction interval is offered"
NOT_OFFERED_FOR_TWO = "with two studies k - 2 leaves no degree of freedom; metafor takes one all the same"
NOTHING_TO_EXPLAIN = "without covariates tau2 is 0, so the share explained is 0/0: None here, 0 there"
COARSE_LIMITS = (
    "meta leaves the Q-profile at metafor's defaults, 1e-4 in tau2 and no tau2 above 100; the q_profile blocks have all"
    " digits"
)
LOST_DIGITS = "the variances span seven orders of magnitude and the other side loses digits; ours are those of mpmath"

LOST_IN_SIZE = "effects a million standard errors from 0: the other side loses digits; ours are those of mpmath"

EXCUSES: Sequence[Excuse] = (
    Excuse(pattern="*/analyses/*/effects/options/*", reason="what metafor was asked for, no result of it"),
    *(
        Excuse(pattern=f"*/analyses/*/random/*/{name}/[01]", reason=NOT_OFFERED_FOR_ONE, beside=(("k", 1),))
        for name in ("prediction_t_k_1", "prediction_t_k_2")
    ),
    Excuse(pattern="*/analyses/*/random/*/prediction_t_k_2/[01]", reason=NOT_OFFERED_FOR_TWO, beside=(("k", 2),)),
    Excuse(
        pattern="*/analyses/*/meta_regression/*/r2",
        reason=NOTHING_TO_EXPLAIN,
        beside=(("r2", 0), ("tau2_without", 0)),
    ),
    Excuse(pattern="*/analyses/*/mantel_haenszel/mh_*", reason="a test of rates by their totals, which is not offered"),
    *(
        Excuse(
            pattern=f"{name}/analyses/OR*/mantel_haenszel*/k_told",
            reason="where no test can be had metafor reports 0 tables, we report those with events and non-events",
            beside=(("k_told", 0),),
        )
        for name in ("edge_arm_zero", "meta_caffeine")
    ),
    *(Excuse(pattern=f"*/revman_web/*/heterogeneity/{name}", reason=COARSE_LIMITS) for name in ("i2_low", "i2_high")),
    Excuse(pattern="edge_sd_small/analyses/MD/random/ML/se_tau2", reason=LOST_DIGITS),
    Excuse(pattern="edge_sd_small/analyses/MD/influence/REML/covariance_ratio/1", reason=LOST_DIGITS),
    *(
        Excuse(pattern=f"edge_scale_gen/analyses/GEN/influence/DL/{name}/0", reason=LOST_IN_SIZE)
        for name in ("dffits", "dfbetas", "cook_distance")
    ),
    *(
        Excuse(pattern=f"edge_sd_small/analyses/MD/by_meta/kenward_roger/REML/{name}", reason=LOST_DIGITS)
        for name in ("se", "df")
    ),
    *(
        Excuse(pattern=f"edge_scale_gen/analyses/GEN/small_studies/egger_mixed/DL/{name}", reason=LOST_IN_SIZE)
        for name in ("statistic", "p", "slope")
    ),
    Excuse(
        pattern="edge_k3_gen/analyses/GEN/small_studies/egger_mixed/*",
        reason="equal variances leave nothing to regress on: metafor drops the slope, we say so",
    ),
    *(
        Excuse(
            pattern=f"{name}/small_studies/egger_mixed/*/refused",
            reason="metafor finds the standard errors too similar to regress on; there is a result",
        )
        for name in ("edge_all_double_zero/analyses/PETO", "edge_huge_n/analyses/RD", "meta_lungcancer/analyses/IRD")
    ),
    *(
        Excuse(
            pattern=f"edge_huge_n/analyses/RR/trim_and_fill/{model}/L0/se_added",
            reason="the last study left is its own centre; by a rounding error the other side counts it as above",
        )
        for model in ("common", "DL", "REML")
    ),
    Excuse(
        pattern="edge_identical_gen/analyses/GEN/trim_and_fill/*/refused",
        reason="metafor cannot tell how lopsided equal effects are; there is a result, nothing filled in",
    ),
    Excuse(
        pattern="axfors2021/meta/small_studies AS/thompson/refused",
        reason="metafor's iterations do not converge there; there is a result",
    ),
    Excuse(
        pattern="edge_all_double_zero/meta/small_studies AS/begg/slope",
        reason="all effects are the same: a score of 0 here, none there",
        gap=True,
    ),
    *(
        Excuse(
            pattern=f"edge_arm_zero/meta/{measure} mantel-haenszel exact/common/{name}",
            reason="no event in one arm: minus infinity there, no summary here",
            beside=(("estimate", "-inf"),),
        )
        for measure in ("OR", "RR")
        for name in ("estimate", "ci_low")
    ),
    Excuse(
        pattern="pritz1997/meta/PLOGIT/study_limits/wilson/[47]/1",
        reason="Wilson's upper limit is 1 where all have the event; the other side is one rounding below",
    ),
    Excuse(
        pattern="meta_caffeine/analyses/*/mantel_haenszel*",
        reason="R's integers overflow in the products of totals",
        gap=True,
    ),
    Excuse(
        pattern="meta_caffeine/analyses/PETO/peto/refused",
        reason="R's integers overflow in the products of totals; there is a result",
    ),
    *(
        Excuse(pattern=f"{name}/meta/PFT/back/random/[12]", reason="meta was asked for the estimate only", gap=True)
        for name in ("axfors2021_prop", "edge_prop_extreme", "hannum2020", "pritz1997")
    ),
    *(
        Excuse(
            pattern=f"edge_all_double_zero/analyses/RD/mantel_haenszel/{name}",
            reason="no event anywhere: a standard error of 0 there, no summary here",
        )
        for name in ("estimate", "se", "ci_low", "ci_high", "q", "q_p")
    ),
    *(
        Excuse(
            pattern=f"edge_*/analyses/OR/mantel_haenszel*/{name}",
            reason="nothing to compare with one table or none: P = 1 here, no P there",
            beside=(("k_told", told),),
            gap=True,
        )
        for name in ("breslow_day_p", "tarone_p")
        for told in (0, 1)
    ),
    Excuse(
        pattern="edge_prop_extreme/meta/PLOGIT/study_limits/wilson/5/1",
        reason="Wilson's upper limit is 1 where all have the event; the other side is one rounding above",
        gap=True,
    ),
)

_COMPILED: Mapping[Excuse, re.Pattern[str]] = {excuse: re.compile(translate(excuse.pattern)) for excuse in EXCUSES}
_ANY = re.compile("|".join(f"(?:{translate(excuse.pattern)})" for excuse in EXCUSES))


def excuse_for(path: str, holders: Sequence[Any], *, gap: bool) -> Excuse | None:
    """Return what excuses a value at a path; `holders` are the mappings and lists that it stands in, outermost first."""
    if not _ANY.match(path):
        return None
    for excuse, compiled in _COMPILED.items():
        if compiled.match(path) and (gap or not excuse.gap) and _stand_beside(excuse.beside, holders):
            return excuse
    return None


def _stand_beside(values: Sequence[tuple[str, Any]], holders: Sequence[Any]) -> bool:
    return all(
        next((holder[name] for holder in reversed(holders) if isinstance(holder, Mapping) and name in holder), None)
        == value
        for name, value in values
    )
