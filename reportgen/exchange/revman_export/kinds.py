"""As which of RevMan's types of data an outcome goes out, and under which effect measure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.effects import MEASURES, ArmData, EffectRow
from reportgen.effects.given_effects import LOG_RANK_SET
from reportgen.effects.reported.paired import is_paired
from reportgen.exchange.analyses import SourceKind
from reportgen.exchange.revman.study_columns import words_of_measure
from reportgen.pooling import Pooled

__all__ = ["DATA_TYPES", "Kind", "kind_of"]

DATA_TYPES: Mapping[SourceKind, str] = {
    "dichotomous": "Dichotomous",
    "continuous": "Continuous",
    "generic": "Contrast level",
    "o-minus-e": "O-E and variance",
}
"""RevMan Web's words for types of data."""

_OF_ARMS: Mapping[str, SourceKind] = {
    "RR": "dichotomous",
    "OR": "dichotomous",
    "RD": "dichotomous",
    "PETO": "dichotomous",
    "MD": "continuous",
    "SMD": "continuous",
}
_SCALES = frozenset({"identity", "log"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The type of data; `measure` in RevMan's words; `log` for logarithms; `own` where it is the measure's usual type.

    What is not `own` comes back as effects of any measure.
    """

    data: SourceKind
    measure: str
    log: bool
    own: bool


def kind_of(pooled: Pooled) -> Kind | None:
    """Return how an outcome goes out; None if no type of data holds it (one arm, scales without a logarithm).

    Data of arms go out as such if all studies have them; else all go out as effects with standard errors, where the
    method of pooling allows. So do cross-over trials, whose paired effect arms do not tell.
    """
    name = pooled.effects.measure
    measure = MEASURES[name]
    if measure.null is None or measure.scale not in _SCALES or measure.sides == 1:
        return None
    words, log = words_of_measure(name), measure.scale == "log"
    rows = [row for row in pooled.effects.rows if row.state == "used"]
    usual: SourceKind = _OF_ARMS.get(name, "generic")
    if name in _OF_ARMS:
        needed = pooled.plan.method == "inverse-variance" and not all(map(_has_arms, rows))
        data: SourceKind = "generic" if needed else usual
        return Kind(data=data, measure=words, log=log, own=data == usual)
    if name == "OE":
        given = all(row.results and set(LOG_RANK_SET) <= set(row.results[0].data) for row in rows)
        return Kind(data="o-minus-e" if given else "generic", measure=words, log=log, own=given)
    return Kind(data="generic", measure=words, log=log, own=name in {"HR", "GEN", "GENLOG"})


def _has_arms(row: EffectRow) -> bool:
    """Return whether a row has the data of arms as RevMan takes them, with whole numbers of people."""
    paired = any(is_paired(result) for result in row.results)
    return not paired and _is_whole(row.experimental) and _is_whole(row.comparator)


def _is_whole(arm: ArmData | None) -> bool:
    if arm is None:
        return False
    counts = [arm.values[name] for name in ("events", "n") if name in arm.values]
    return all(math.isfinite(count) and count == int(count) for count in counts)
