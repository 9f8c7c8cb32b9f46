"""The standard error of an effect that a row gives as such, and what the design of the trial does to it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.effects.reported.clusters import inflated_se
from reportgen.effects.reported.derivation import Derivation, NotDerivableError
from reportgen.effects.reported.design import CLUSTER
from reportgen.effects.reported.effect_se import se_from_ci, se_from_p, se_from_t
from reportgen.effects.reported.given import Given
from reportgen.errors import Origin

__all__ = ["SE_SOURCES", "EffectSource", "EffectSpread", "spread_of_effect"]

NONE_REPORTED = "neither a standard error nor an interval, a test statistic or a P value reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectSpread:
    """A standard error on the scale of analysis, the cells behind it, and how it was got where it was derived."""

    se: float
    inputs: tuple[Origin, ...]
    derivations: tuple[Derivation, ...] = ()


@dataclass(frozen=True, slots=True)
class EffectSource:
    """A way to the standard error of an effect: what it needs, the function, what else it reads where given.

    `derive` takes what the row gives, the level of intervals and whether the effect is a ratio; it raises
    `NotDerivableError`.
    """

    needs: tuple[str, ...]
    derive: Callable[[Given, float, bool], Derivation]
    reads: tuple[str, ...] = ()


def _from_ci(given: Given, level: float, ratio: bool) -> Derivation:
    df = given.values.get("df", math.inf)
    return se_from_ci(given.values["ci_low"], given.values["ci_high"], level=level, df=df, ratio=ratio)


def _from_t(given: Given, _level: float, ratio: bool) -> Derivation:
    return se_from_t(given.values["estimate"], given.values["t"], ratio=ratio)


def _from_p(given: Given, _level: float, ratio: bool) -> Derivation:
    df = given.values.get("df", math.inf)
    return se_from_p(given.values["estimate"], given.values["p"], df=df, ratio=ratio, is_bound=given.p_is_bound)


SE_SOURCES: Mapping[str, EffectSource] = {
    "interval": EffectSource(("ci_low", "ci_high"), _from_ci, ("df",)),
    "test statistic": EffectSource(("t",), _from_t),
    "P value": EffectSource(("p",), _from_p, ("df",)),
}
"""Where the standard error of an effect can come from, its estimate being given; looked for in this order."""


def spread_of_effect(given: Given, *, level: float, ratio: bool) -> EffectSpread:
    """Return the standard error of the effect that a row gives, enlarged where the row names clusters.

    A standard error that is reported, or follows from a normal interval, needs no word; everything else is derived.

    Raises:
        NotDerivableError: nothing is reported that a standard error follows from, or what is reported cannot be.
    """
    found = _reported(given) or _derived(given, level, ratio=ratio)
    if not given.has(*CLUSTER):
        return found
    larger = inflated_se(found.se, given.values["icc"], given.values["cluster_size"])
    return EffectSpread(
        se=larger.values["se"],
        inputs=(*found.inputs, *given.origins(CLUSTER)),
        derivations=(*found.derivations, larger),
    )


def _reported(given: Given) -> EffectSpread | None:
    return EffectSpread(se=given.values["se"], inputs=given.origins(("se",))) if given.has("se") else None


def _derived(given: Given, level: float, *, ratio: bool) -> EffectSpread:
    for name, source in SE_SOURCES.items():
        if given.has(*source.needs):
            found = source.derive(given, level, ratio)
            plain = name == "interval" and "df" not in given.values
            inputs = given.origins((*source.needs, *source.reads))
            return EffectSpread(se=found.values["se"], inputs=inputs, derivations=() if plain else (found,))
    raise NotDerivableError(NONE_REPORTED)
