"""The rows of analyses: the data of each study, and what came of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from reportgen.effects import ArmData, EffectRow
from reportgen.effects.sides import plays
from reportgen.exchange.revman_export.cells import Line, as_entered, number, table, text
from reportgen.exchange.revman_export.numbering import Item
from reportgen.exchange.revman_export.risk_of_bias import ResultJudgements
from reportgen.exchange.revman_export.stored_columns import effect_columns
from reportgen.exchange.revman_export.titles import analysis_title
from reportgen.model import Cell, Result, Review, Role

__all__ = ["DATA_ROWS", "data_rows"]

DATA_ROWS = (
    *("Analysis group", "Analysis number", "Analysis name", "Subgroup", "Subgroup number", "Applicability"),
    *("Study", "Study year", "GIV Mean", "GIV SE", "Experimental mean", "Experimental SD", "Experimental cases"),
    *("Experimental N", "Control mean", "Control SD", "Control cases", "Control N", "O-E", "Variance"),
    *("Weight", "Mean", "CI start", "CI end", "Footnotes"),
)
"""The headings of the rows of analyses, without those of risk of bias."""

_SIDES: tuple[tuple[Role, str], ...] = (("experimental", "Experimental"), ("comparator", "Control"))
_OF_ARMS: Mapping[str, Mapping[str, str]] = {
    "dichotomous": {"events": "cases", "n": "N"},
    "continuous": {"mean": "mean", "sd": "SD", "n": "N"},
    "generic": {},
    "o-minus-e": {},
    "other": {},
}


def data_rows(items: Sequence[Item], review: Review, judged: ResultJudgements) -> bytes:
    """Return the rows of all analyses; `judged` are judgements of single results, which stand beside the data."""
    lines = (line for item in items for line in _rows(item, review, judged))
    return table((*DATA_ROWS, *judged.headings), lines)


def _rows(item: Item, review: Review, judged: ResultJudgements) -> Iterator[Line]:
    years = {study.id: study.characteristics.get("year") for study in review.studies}
    places = {name: str(place) for place, (name, _) in enumerate(item.pooled.subgroups, 1)}
    for row in item.pooled.effects.rows:
        year = years.get(row.study)
        yield {
            "Analysis group": item.group,
            "Analysis number": item.number,
            "Analysis name": text(analysis_title(item.outcome.title)),
            "Subgroup": text(row.subgroup),
            "Subgroup number": places.get(row.subgroup, ""),
            "Applicability": "SUBGROUP_AND_OVERALL",
            "Study": text(row.study),
            "Study year": text(year.text if year else ""),
            **_data(item, row, review),
            **effect_columns(item.pooled, row.study, row.subgroup),
            "Footnotes": text("\n".join(dict.fromkeys(found.attribution.note for found in row.results))),
            **judged.line(row.study, item.outcome.id),
        }


def _data(item: Item, row: EffectRow, review: Review) -> Line:
    if item.kind.data == "generic":
        return _effect(row, log=item.kind.log)
    if item.kind.data == "o-minus-e":
        return _log_rank(row)
    found: dict[str, str] = {}
    for (role, word), arm in zip(_SIDES, (row.experimental, row.comparator), strict=True):
        cells = _of_arm(arm) if arm is not None else _of_row(row, role, review, item.outcome.comparison)
        columns = _OF_ARMS[item.kind.data]
        found |= {f"{word} {heading}": cells.get(name, "") for name, heading in columns.items()}
    return found


def _of_arm(arm: ArmData) -> Mapping[str, str]:
    """Return the data of a side with the digits they were entered with, where no arms were combined."""
    return {
        name: as_entered(
            Cell(value, arm.inputs[name][0], arm.texts.get(name, "")) if arm.inputs.get(name) else None, value
        )
        for name, value in arm.values.items()
    }


def _of_row(row: EffectRow, role: Role, review: Review, comparison: str) -> Mapping[str, str]:
    """Return what there is of a side whose data are not complete."""
    arms = {arm.id: arm for arm in review.arms_of(row.study)}
    own = [found for found in row.results if not found.versus and plays(arms.get(found.arm), role, comparison)]
    if len(own) != 1:
        return {}
    return {name: as_entered(cell) for name, cell in own[0].data.items()}


def _effect(row: EffectRow, *, log: bool) -> Line:
    """Return the effect on the scale of analysis with its standard error."""
    if not math.isfinite(row.y) or not math.isfinite(row.v):
        return {}
    given = row.results[0] if row.experimental is None and len(row.results) == 1 else None
    estimate = given.data.get("estimate") if given and not log else None
    se, root = given.data.get("se") if given else None, math.sqrt(row.v)
    entered = se if se is not None and se.value is not None and math.isclose(se.value, root, rel_tol=1e-12) else None
    return {
        "GIV Mean": as_entered(estimate, row.y),
        "GIV SE": as_entered(entered) if entered else number(root),
        **_people(row),
    }


def _people(row: EffectRow) -> Line:
    """Return the participants of both sides, where the effect was worked out from data of arms."""
    found = {}
    for (_, word), arm in zip(_SIDES, (row.experimental, row.comparator), strict=True):
        n = arm.values.get("n", math.nan) if arm is not None else math.nan
        found[f"{word} N"] = number(n) if n == n // 1 else ""
    return found


def _log_rank(row: EffectRow) -> Line:
    if not row.results:
        return {}
    result: Result = row.results[0]
    surplus, variance = result.data.get("o_minus_e"), result.data.get("variance")
    if surplus is None or variance is None or surplus.value is None:
        return {}
    reversed_ = math.isfinite(row.y) and row.y * surplus.value < 0
    return {"O-E": as_entered(surplus, -surplus.value if reversed_ else None), "Variance": as_entered(variance)}
