"""What is printed of each study of a result."""

from __future__ import annotations

import math
from collections.abc import Mapping

from reportgen.document import Number
from reportgen.effects import MEASURES, ArmData, EffectRow, size_of
from reportgen.model import Outcome, Study
from reportgen.pooling import Estimate, Pooled
from reportgen.quantities.cells import study_name, weakest
from reportgen.quantities.effect import effect_quantities
from reportgen.quantities.nodes import StudyQuantities
from reportgen.quantities.shown import pools_anything
from reportgen.style import Style
from reportgen.wording import numbers
from reportgen.wording.measures import measure_name

__all__ = ["study_quantities", "subject_of"]


def study_quantities(pooled: Pooled, studies: Mapping[str, Study], style: Style) -> tuple[StudyQuantities, ...]:
    """Return what is printed of each study of a result, in the order of its rows."""
    rows = zip(pooled.effects.rows, pooled.studies, pooled.weights, strict=True)
    return tuple(_study(pooled, row, estimate, share, studies, style) for row, estimate, share in rows)


def subject_of(row: EffectRow, outcome: Outcome) -> str:
    """Return the name that the ledger knows a study's result by."""
    part = f"/subgroup/{row.subgroup}" if any(result.subgroup for result in row.results) else ""
    return f"outcome/{outcome.id}{part}/study/{row.study}"


def _study(
    pooled: Pooled, row: EffectRow, estimate: Estimate | None, share: float, studies: Mapping[str, Study], style: Style
) -> StudyQuantities:
    outcome = pooled.effects.outcome
    subject = subject_of(row, outcome)
    effect = weight = None
    if estimate is not None:
        how = "; ".join((f"{measure_name(MEASURES[outcome.measure].title)}, Wald interval", *_how_of_effect(row)))
        basis = (row.inputs, row.provenance, how)
        size = size_of(row, pooled.effects.scale)
        effect = effect_quantities(estimate, outcome.measure, subject, basis, style, size)
    if estimate is not None and pools_anything(pooled):
        weight = Number(
            text=numbers.weight(share, style.numbers),
            value=share,
            statistic="weight",
            subject=subject,
            inputs=pooled.inputs,
            provenance=weakest(r.provenance for r in pooled.effects.rows if r.state == "used"),
            how=f"weight in the {pooled.plan.model} model",
        )
    return StudyQuantities(
        name=study_name(row.study, studies[row.study].origin),
        experimental=_arm(row, row.experimental, f"{subject}/experimental", style),
        comparator=_arm(row, row.comparator, f"{subject}/comparator", style),
        effect=effect,
        weight=weight,
        row=row,
        reason=row.reason,
        given={} if estimate is None or row.experimental or row.comparator else _given(row, outcome, subject),
    )


def _given(row: EffectRow, outcome: Outcome, subject: str) -> dict[str, Number]:
    """Return effect and standard error on the scale of analysis, or O - E with its variance."""
    if MEASURES[outcome.measure].sides == 0 and "o_minus_e" in MEASURES[outcome.measure].arm_columns:
        values = {"o_minus_e": row.y / row.v, "variance": 1 / row.v}
    else:
        values = {"y": row.y, "se": math.sqrt(row.v)}
    cells = {name: cell for result in row.results for name, cell in result.data.items()}
    found: dict[str, Number] = {}
    for name, value in values.items():
        cell = cells.get(name)
        entered = (
            cell is not None
            and cell.value is not None
            and math.isclose(cell.value, value)
            and len(cell.text.strip().replace(",", ".").partition(".")[2]) <= numbers.MAX_DECIMALS
        )
        found[name] = Number(
            text=numbers.measured(value, cell.text) if cell is not None and entered else numbers.fixed(value, 3),
            value=value,
            statistic=name,
            subject=subject,
            inputs=(cell.origin,) if cell is not None and entered else row.inputs,
            provenance=row.provenance,
            how="as entered" if entered else "on the scale of analysis",
        )
    return found


def _arm(row: EffectRow, arm: ArmData | None, subject: str, style: Style) -> dict[str, Number]:
    if arm is None:
        return {}
    combined = len(arm.arms) > 1
    phrases = {column: found.how for found in arm.derivations for column in found.values}
    shown: dict[str, Number] = {}
    for column, value in arm.values.items():
        text = arm.texts.get(column, "")
        if column in {"events", "n"}:
            text = numbers.count(value, style.numbers)
        else:
            text = numbers.fixed(value, 2) if combined or not text else numbers.measured(value, text)
        shown[column] = Number(
            text=text,
            value=value,
            statistic=column,
            subject=subject,
            inputs=arm.inputs.get(column, ()),
            provenance=row.provenance,
            how="arms combined" if combined else phrases.get(column, "as entered"),
        )
    return shown


def _how_of_effect(row: EffectRow) -> list[str]:
    """Return how the effect of a row was worked out, besides the data of its arms."""
    of_arms = [found for arm in (row.experimental, row.comparator) if arm is not None for found in arm.derivations]
    return [found.how for found in row.derivations if found not in of_arms]
