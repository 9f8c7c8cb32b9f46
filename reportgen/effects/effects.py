"""Study-level effects of one outcome: what comes out of the measures and goes into pooling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import harmonic_mean
from typing import Literal

from reportgen.effects.reported.derivation import Derivation
from reportgen.effects.scales import SCALES
from reportgen.errors import Origin
from reportgen.model import Outcome, Result

__all__ = ["ArmData", "EffectRow", "Effects", "RowState", "size_of", "typical_size"]

RowState = Literal["used", "not_estimable", "left_out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmData:
    """The data of one side of a comparison in one study: one arm, or several combined.

    `values` maps columns (``events``, ``n``, ``time``, ``mean``, ``sd``, ``r``) to numbers; `texts` to the text as
    entered (empty when combined or derived); `inputs` maps columns to the cells behind them; `arms` are the arm ids.
    `derivations` say how values that no cell gives were worked out. `participants` is the number of people where the
    design of the trial made ``n`` another one (clusters, a shared group), else None.
    """

    arms: tuple[str, ...]
    label: str
    values: Mapping[str, float]
    texts: Mapping[str, str]
    inputs: Mapping[str, tuple[Origin, ...]]
    derivations: tuple[Derivation, ...] = ()
    participants: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """One study's effect on the scale of analysis.

    y, v: effect and its variance (nan when not estimable); for ratio measures y is the natural log.
    state: ``used``; ``not_estimable`` (shown, not pooled, with the reason); ``left_out`` (data that cannot enter
    this method). `experimental`/`comparator` hold the arms' data, None where the row gives an effect only; measures of
    one arm have it as `experimental`.
    `subgroup` is empty where the outcome is not divided; `study` and `subgroup` together are the key of a row.
    `results` are the rows of results.csv behind it; `inputs` every cell read. `derivations` say how numbers that no
    cell gives were worked out, those of the arms first. `participants` is the number of people where it is not that of
    the arms together (a cross-over trial), else None.
    """

    study: str
    y: float
    v: float
    state: RowState
    reason: str = ""
    subgroup: str = ""
    experimental: ArmData | None = None
    comparator: ArmData | None = None
    results: tuple[Result, ...] = ()
    inputs: tuple[Origin, ...] = ()
    provenance: str = "reported"
    derivations: tuple[Derivation, ...] = ()
    participants: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """The effects of all studies on one outcome, in the order of studies.csv; `scale` is a key of `SCALES`."""

    outcome: Outcome
    measure: str
    scale: str
    rows: tuple[EffectRow, ...]


def size_of(row: EffectRow, scale: str) -> float | None:
    """Return the size of a study that its scale of analysis depends on (participants, person-time), else None."""
    column = SCALES[scale].size
    return row.experimental.values.get(column) if column and row.experimental is not None else None


def typical_size(effects: Effects) -> float | None:
    """Return the size by which a pooled value goes back to print: the harmonic mean over the studies used.

    None where the scale does not depend on it, or where no study is used.

    Reference: Miller, American Statistician 1978;32:138, doi 10.1080/00031305.1978.10479283.
    """
    sizes = [size_of(row, effects.scale) for row in effects.rows if row.state == "used"]
    known = [size for size in sizes if size]
    return harmonic_mean(known) if known else None
