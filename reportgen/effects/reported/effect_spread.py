"""What stands in for the standard error of an effect that a row gives, and what clusters do to it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.effects.reported.clusters import effective_information, inflated_se
from reportgen.effects.reported.derivation import Derivation
from reportgen.effects.reported.design import CLUSTER
from reportgen.effects.reported.effect_se import se_from_ci, se_from_p, se_from_t
from reportgen.effects.reported.given import Given
from reportgen.errors import Origin

__all__ = ["SE_SOURCES", "EffectSource", "EffectSpread", "spread_of_effect"]

_LOG_RANK = ("o_minus_e", "variance")


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectSpread:
    """Columns to read in place of what the row gives: ``se`` on the scale of analysis, or ``o_minus_e``, ``variance``.

    `inputs` are the cells they were worked out from, `derivations` say how.
    """

    values: Mapping[str, float]
    inputs: tuple[Origin, ...]
    derivations: tuple[Derivation, ...]


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
    "test statistic": EffectSource(("estimate", "t"), _from_t),
    "P value": EffectSource(("estimate", "p"), _from_p, ("df",)),
}
"""Where the standard error of an effect can come from; looked for in this order."""


def spread_of_effect(given: Given, *, level: float, ratio: bool) -> EffectSpread | None:
    """Return what stands in for the spread of the effect that a row gives; None where nothing does.

    A standard error that is given, and limits that are normal, are read as they are, unless the row names clusters. A
    row that gives no spread at all has None too.

    Raises:
        NotDerivableError: what the row gives cannot be.
    """
    clusters = given.has(*CLUSTER)
    if not given.has("estimate"):
        return _log_rank(given) if clusters and given.has(*_LOG_RANK) else None
    found = _standard_error(given, level, ratio=ratio)
    if found is None or not clusters:
        return found if found is not None and found.derivations else None
    larger = inflated_se(found.values["se"], given.values["icc"], given.values["cluster_size"])
    return EffectSpread(
        values=larger.values,
        inputs=(*found.inputs, *given.origins(CLUSTER)),
        derivations=(*found.derivations, larger),
    )


def _standard_error(given: Given, level: float, *, ratio: bool) -> EffectSpread | None:
    """Return the standard error; reported, or by a normal interval, it needs no word."""
    if given.has("se"):
        return EffectSpread(values={"se": given.values["se"]}, inputs=given.origins(("se",)), derivations=())
    for name, source in SE_SOURCES.items():
        if not given.has(*source.needs):
            continue
        if name == "interval" and "df" not in given.values and not given.has(*CLUSTER):
            return None
        found = source.derive(given, level, ratio)
        plain = name == "interval" and "df" not in given.values
        inputs = given.origins((*source.needs, *source.reads))
        return EffectSpread(values=found.values, inputs=inputs, derivations=() if plain else (found,))
    return None


def _log_rank(given: Given) -> EffectSpread:
    statistic = {name: given.values[name] for name in _LOG_RANK}
    found = effective_information(statistic, given.values["icc"], given.values["cluster_size"])
    return EffectSpread(values=found.values, inputs=given.origins((*_LOG_RANK, *CLUSTER)), derivations=(found,))
