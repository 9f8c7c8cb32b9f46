"""Arms and results study by study, as RevMan imports them: one row an arm, or an effect between two arms."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from reportgen.effects import MEASURES
from reportgen.exchange.revman.study_columns import ARM_COLUMNS, EFFECT_COLUMNS, RATIO_COLUMNS, result_name
from reportgen.exchange.revman_export.cells import Line, as_entered, number, table, text
from reportgen.model import Arm, Outcome, Result, Review

__all__ = ["ARMS", "RESULTS", "arm_names", "arms_table", "held_cells", "results_table"]

ARMS = ("Study", "Arm", "Description", "Intervention")
"""The headings of arms."""

RESULTS = (
    *("Study", "Outcome", "Data type", "Effect measure", "Arm", "Reference arm", "Sample size", "Cases", "Mean", "SD"),
    *("SE", "Variance", "CI level", "CI start", "CI end", "Exp mean", "Exp CI start", "Exp CI end", "t-test", "z-test"),
    *("P value", "Covariance method", "Covariance", "Other arm 1", "Other arm 2", "Correlation arm 1"),
    *("Correlation arm 2", "Correlation", "Other mean", "Other SE", "Other variance", "Other CI level"),
    *("Other CI start", "Other CI end", "Other exp mean", "Other exp CI start", "Other exp CI end", "Other t-test"),
    *("Other z-test", "Other P value", "Footnotes"),
)
"""The headings of results."""

_CONTINUOUS = frozenset({"continuous", "generic", "correlation"})


def arms_table(review: Review) -> bytes:
    """Return the arms of included studies, each with the interventions it stands for in the comparisons."""
    names = arm_names(review)
    included = {study.id for study in review.included()}
    lines = (
        {
            "Study": text(arm.study),
            "Arm": text(names[arm.study, arm.id]),
            "Description": "",
            "Intervention": text("\n".join(dict.fromkeys(_interventions(arm, review)))),
        }
        for arm in review.arms
        if arm.study in included
    )
    return table(ARMS, lines)


def arm_names(review: Review) -> Mapping[tuple[str, str], str]:
    """Return the name of each arm by study and id: its label, with the id where arms of a study share a label."""
    found = {}
    for arm in review.arms:
        label = arm.label or arm.id
        same = [other for other in review.arms_of(arm.study) if (other.label or other.id) == label]
        found[arm.study, arm.id] = label if len(same) == 1 else f"{label} ({arm.id})"
    return found


def results_table(review: Review) -> bytes:
    """Return all results as they were entered; those that no column holds are left out (see `held_cells`).

    An arm that outcomes of one title share stands once.
    """
    names = arm_names(review)
    outcomes = {outcome.id: outcome for outcome in review.outcomes}
    lines = (_line(result, outcomes[result.outcome], names) for result in review.results if held_cells(result))
    return table(RESULTS, {tuple(line.items()): line for line in lines}.values())


def held_cells(result: Result) -> Sequence[str]:
    """Return the names of the data of a result that the table has columns for."""
    columns = {**EFFECT_COLUMNS, **RATIO_COLUMNS} if result.versus else ARM_COLUMNS
    return [name for name in result.data if name in columns]


def _interventions(arm: Arm, review: Review) -> Iterator[str]:
    if arm.randomised:
        for comparison in review.comparisons:
            role = arm.roles.get(comparison.id)
            if role is not None:
                yield comparison.experimental if role == "experimental" else comparison.comparator


def _line(result: Result, outcome: Outcome, names: Mapping[tuple[str, str], str]) -> Line:
    measure = MEASURES[outcome.measure]
    ratio = bool(result.versus) and measure.scale == "log"
    columns = ARM_COLUMNS if not result.versus else RATIO_COLUMNS if ratio else EFFECT_COLUMNS
    found = {columns[name]: as_entered(result.data[name]) for name in held_cells(result) if name in columns}
    if ratio and (cell := result.data.get("estimate")) and cell.value and cell.value > 0:
        found["Mean"] = number(math.log(cell.value))
    if {"ci_low", "ci_high"} & result.data.keys():
        found["CI level"] = f"{number(round(outcome.plan.level * 100, 7))}%"
    continuous = measure.kind in _CONTINUOUS or "mean" in result.data
    return {
        "Study": text(result.study),
        "Outcome": text(result_name(outcome.title, result.subgroup, _when(result, outcome))),
        "Data type": "Continuous" if continuous else "Dichotomous",
        "Effect measure": outcome.measure if result.versus else "",
        "Arm": text(names.get((result.study, result.arm), result.arm)),
        "Reference arm": text(names.get((result.study, result.versus), result.versus)),
        **found,
        "Footnotes": text(result.attribution.note),
    }


def _when(result: Result, outcome: Outcome) -> str:
    """Return time point and analysis set of a result where they are not those that the outcome pools."""
    asked = (outcome.time_point, outcome.analysis_set)
    parts = zip((result.time_point, result.analysis_set), asked, strict=True)
    return ", ".join(own for own, wanted in parts if wanted and own and own != wanted)
