"""The effect of a cross-over trial from the rows of its two interventions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from reportgen.effects.reported.crossover import paired_difference, paired_smd
from reportgen.effects.reported.derivation import Derivation, NotDerivableError
from reportgen.effects.reported.given import usable
from reportgen.errors import Origin
from reportgen.model import Result

__all__ = ["PAIRED_MEASURES", "PairedEffect", "is_paired", "paired_effect"]

_Values = Mapping[str, float]

PAIRED_MEASURES: Mapping[str, Callable[..., Derivation]] = {"MD": paired_difference, "SMD": paired_smd}
"""The measures that have a paired form, with its function."""

FEWER_NOTE = "the smaller of the two numbers of participants is taken as those with both measurements"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedEffect:
    """Effect and standard error on the scale of analysis, the number of people, and the cells with the correlation."""

    estimate: float
    se: float
    n: float
    inputs: tuple[Origin, ...]
    derivation: Derivation


def is_paired(result: Result) -> bool:
    """Return whether the row says that the same people had the other intervention too.

    It then gives a correlation, and no SDs at baseline and at the end that the correlation could belong to.
    """
    return "correlation" in result.data and {"baseline_sd", "final_sd"}.isdisjoint(result.data)


def paired_effect(measure: str, one: _Values, two: _Values, rows: tuple[Result, ...]) -> PairedEffect | None:
    """Return the effect of a cross-over trial, or None where no row says that it is one.

    `one` and `two` hold ``mean``, ``sd`` and ``n`` of the two interventions, `rows` are the rows behind them.

    Raises:
        NotDerivableError: the measure has no paired form, the rows differ in their correlation, or the numbers of
            the trial cannot be.
    """
    cells = [row.data["correlation"] for row in rows if is_paired(row)]
    if not cells:
        return None
    if measure not in PAIRED_MEASURES:
        raise NotDerivableError(f"a cross-over trial has {' and '.join(PAIRED_MEASURES)} only")
    found = {usable(cell) for cell in cells}
    r = found.pop()
    if found or r is None:
        raise NotDerivableError("the rows of the cross-over trial differ in their correlation")
    n = min(one["n"], two["n"])
    derivation = PAIRED_MEASURES[measure](one["mean"], one["sd"], two["mean"], two["sd"], n, correlation=r)
    if one["n"] != two["n"]:
        derivation = replace(derivation, notes=(*derivation.notes, FEWER_NOTE))
    return PairedEffect(
        estimate=derivation.values["estimate"],
        se=derivation.values["se"],
        n=n,
        inputs=tuple(cell.origin for cell in cells),
        derivation=derivation,
    )
