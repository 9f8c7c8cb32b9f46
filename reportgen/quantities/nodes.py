"""What is printed of a study, of a pooled result and of a published one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.document import Datum, Number
from reportgen.effects import EffectRow
from reportgen.errors import Origin

__all__ = [
    "Change",
    "EffectQuantities",
    "PooledQuantities",
    "PublishedQuantities",
    "RowCounts",
    "StudyQuantities",
    "VariedQuantities",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What sets a result apart from that of its outcome as it was planned.

    `name` tells it from others in the ledger ("without/Cooper 2003"), `how` says in words what was done, and `inputs`
    are the cells and settings that it depends on besides the data of the studies in it.
    """

    name: str
    how: str
    inputs: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectQuantities:
    """An estimate with its limits, on the printed scale."""

    estimate: Number
    ci_low: Number
    ci_high: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyQuantities:
    """What is printed of one study's row: its name, arm data by column, weight and effect.

    `experimental` and `comparator` map columns (``events``, ``n``, ``mean``, ``sd``) to numbers; empty when the row
    gives an effect only. `effect` and `weight` are None for a study that is not estimable; `reason` says why. There
    is no weight either where no total is shown. `given` is what is pooled of a row without data of arms: ``y`` and
    ``se`` on the scale of analysis, or ``o_minus_e`` and ``variance``.
    """

    name: Datum
    experimental: Mapping[str, Number]
    comparator: Mapping[str, Number]
    effect: EffectQuantities | None
    weight: Number | None
    row: EffectRow
    reason: str
    given: Mapping[str, Number] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledQuantities:
    """What is printed of a pooled result. Those that do not exist for it (heterogeneity of one study) are None.

    `p` is worded for running text, `p_revman` for forest plots; `test` is the statistic of the test that gives it (z,
    or t with `test_df`). None of these is there for measures without a null. `prediction` are the limits of the
    prediction interval, `tau2_limits` those of tau2 by the Q-profile. `interval` names the interval that was applied.
    `k` counts studies and `results` the effects that were pooled: a study that is in several subgroups is one study
    with several results. `n` counts all participants of the results shown and `n_used` those of the results that give
    the estimate, added up over all of them (people who are in two results of a study count twice); both are None where
    a result does not give its number. `n_experimental`, `n_comparator`, `events_experimental`, `events_comparator` are
    there where arms are given. `i2_from` says from what I2 was worked out (``Q``, ``tau2``), `i2_ambiguous` whether it
    would be printed otherwise if worked out from the other. `notes` are what a reader must know beyond the numbers, as
    keys of `pooling.NOTES`.
    """

    effect: EffectQuantities
    p: Number | None
    p_revman: Number | None
    test: Number | None
    test_df: Number | None
    interval: str
    prediction: tuple[Number, Number] | None
    k: Number
    results: Number
    n: Number | None
    n_used: Number | None
    n_experimental: Number | None
    n_comparator: Number | None
    events_experimental: Number | None
    events_comparator: Number | None
    chi2: Number | None
    df: Number | None
    p_het: Number | None
    p_het_revman: Number | None
    i2: Number | None
    i2_from: str
    i2_ambiguous: bool
    tau2: Number | None
    tau2_limits: tuple[Number, Number] | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariedQuantities:
    """What is printed of a result that was pooled otherwise than planned; names and gaps as in `PooledQuantities`."""

    effect: EffectQuantities
    p: Number | None
    k: Number
    results: Number
    n_used: Number | None
    i2: Number | None
    i2_from: str
    tau2: Number | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCounts:
    """What is counted of an outcome without a total: studies with an effect, their effects, and the participants.

    `n` is None where a result does not give its number.
    """

    studies: Number
    results: Number
    n: Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedQuantities:
    """What is printed of a published effect; None for what it does not give."""

    effect: EffectQuantities | None
    p: Number | None
    k: Number | None
    n: Number | None
    i2: Number | None
