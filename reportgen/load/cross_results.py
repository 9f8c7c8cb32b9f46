"""What must fit together: results with studies, arms with comparisons, columns with measures."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects import EFFECT_COLUMNS, MEASURES, Measure
from reportgen.effects.given_effects import LOG_RANK_SET
from reportgen.effects.reported.means_compared import compares_means
from reportgen.effects.sides import plays, select_rows
from reportgen.errors import Origin
from reportgen.load.cross_reported import allowed_columns, check_agreement, check_paired
from reportgen.load.findings import Findings, quoted
from reportgen.load.forms import ROLE_PREFIX
from reportgen.load.results import check_interval
from reportgen.load.table import Table
from reportgen.model import Arm, Outcome, Result, Review, Study

__all__ = ["check_results"]


def check_results(review: Review, tables: Mapping[str, Table], findings: Findings) -> None:
    """Keep an issue where results and studies, arms and comparisons, or columns and measures do not fit."""
    if tables["studies"].sound and tables["results"].sound:
        _check_studies(review, tables, findings)
    outcomes = {outcome.id: outcome for outcome in review.outcomes}
    for result in review.results:
        outcome = outcomes.get(result.outcome)
        measure = MEASURES.get(outcome.measure) if outcome else None
        _check_interval(result, measure, findings)
        if measure is not None and outcome is not None:
            _check_columns(result, measure, findings)
            _check_subgroup(result, outcome, findings)
            check_agreement(result, measure, level=outcome.plan.level, findings=findings)
    if tables["arms"].sound and tables["results"].sound:
        _check_sides(review, tables["arms"], findings)


def _check_subgroup(result: Result, outcome: Outcome, findings: Findings) -> None:
    """Check that an outcome is divided in one way only."""
    if result.subgroup and outcome.subgroups:
        found = f"found the subgroup {quoted(result.subgroup)} in an outcome divided by {quoted(outcome.subgroups)}"
        hint = f"take `subgroups` out of {outcome.id} in review.yaml, or empty the column"
        message = f"{found}, expected one of the two"
        findings.add("outcome-is-divided-once", _of_study(result), message, hint)


def _check_interval(result: Result, measure: Measure | None, findings: Findings) -> None:
    """Check limits around the estimate of an effect, or around the mean of an arm."""
    if result.versus or measure is None:
        check_interval(result.data, findings, ratio=measure is not None and measure.scale == "log")
    else:
        check_interval(result.data, findings, ratio=False, centre="mean")


def _check_studies(review: Review, tables: Mapping[str, Table], findings: Findings) -> None:
    studies = {study.id: study for study in review.studies}
    filled = {result.study for result in review.results if result.data}
    for result in review.results:
        study = studies.get(result.study)
        if study is not None and study.status != "included":
            message = f"found a result of {quoted(study.id)}, which is {study.status}, expected included studies only"
            hint = f"see line {study.origin.line} of {study.origin.path}"
            findings.add("result-belongs-to-included-study", _of_study(result), message, hint)
    for study in review.included():
        if study.id not in tables["results"].doubtful:
            _check_has_results(study, findings, found=study.id in filled)


def _check_has_results(study: Study, findings: Findings, *, found: bool) -> None:
    if study.results_none and found:
        message = "found `results: none` and rows with data in the table of results, expected one of them"
        findings.add("included-study-has-results", study.origin, message)
    elif not study.results_none and not found:
        message = f"found no result of {quoted(study.id)}, expected rows in the table of results"
        hint = "or write none under 'results' and the reason under 'results_reason'"
        findings.add("included-study-has-results", study.origin, message, hint)


def _of_study(result: Result) -> Origin:
    return Origin(result.origin.path, result.origin.line)


def _check_columns(result: Result, measure: Measure, findings: Findings) -> None:
    """Check that the row fills in what its measure reads: arm data without `versus`, an effect with it."""
    allowed = _allowed(result, measure)
    for name, cell in result.data.items():
        if name in allowed:
            continue
        if name in EFFECT_COLUMNS and not result.versus:
            expected, hint = "an effect only where 'versus' names the other arm", ""
        elif result.versus and measure.sides != 1:
            expected, hint = "only an effect in a row with 'versus'", "data of arms stand in rows of their own"
        else:
            expected = f"{measure.id} to read {', '.join(measure.arm_columns)}"
            hint = f"see the measure of {result.outcome} in review.yaml"
        findings.add(
            "measure-matches-columns", cell.origin, f"found a value under {quoted(name)}, expected {expected}", hint
        )
    spread = [cell for name, cell in result.data.items() if name in {"se", "ci_low", "ci_high", "t", "p"}]
    compares = "mean" in measure.arm_columns and compares_means(result)
    if result.versus and spread and "estimate" not in result.data and not compares:
        message = "found the spread of an effect without the effect, expected one under 'estimate'"
        findings.add("cell-is-present", spread[0].origin, message)
    halves = [name for name in LOG_RANK_SET if name in result.data]
    if len(halves) == 1:
        message = f"found {quoted(halves[0])} alone, expected {' and '.join(LOG_RANK_SET)}"
        findings.add("cell-is-present", result.data[halves[0]].origin, message)


def _allowed(result: Result, measure: Measure) -> frozenset[str]:
    """Return the columns that a row may fill in; measures without arms read only effects, those of one arm none."""
    allowed = allowed_columns(measure, versus=bool(result.versus))
    if measure.sides == 2:
        return allowed
    if measure.sides == 1:
        return frozenset() if result.versus else allowed
    besides = LOG_RANK_SET if measure.kind == "time-to-event" else ()
    return allowed | set(besides) if result.versus else allowed


def _check_sides(review: Review, arms: Table, findings: Findings) -> None:
    by_study: dict[str, dict[str, Arm]] = {}
    for arm in review.arms:
        by_study.setdefault(arm.study, {})[arm.id] = arm
    rows: dict[str, dict[tuple[str, str], list[Result]]] = {}
    for result in review.results:
        rows.setdefault(result.outcome, {}).setdefault((result.study, result.subgroup), []).append(result)
    comparisons = {comparison.id for comparison in review.comparisons}
    missing: set[str] = set()
    for outcome in review.outcomes:
        if not outcome.pooled or outcome.comparison not in comparisons:
            continue
        own = rows.get(outcome.id, {})
        if own and ROLE_PREFIX + outcome.comparison not in arms.columns:
            missing.add(outcome.comparison)
            continue
        for (study, _), found in own.items():
            _check_study(outcome, found, by_study.get(study, {}), arms, findings)
    for comparison in sorted(missing):
        message = f"found no column {quoted(ROLE_PREFIX + comparison)}, expected the roles in this comparison"
        hint = "write experimental or comparator for each arm that takes part"
        findings.add("column-is-present", Origin(arms.path, arms.heading_line), message, hint)


def _check_study(
    outcome: Outcome, results: list[Result], arms: Mapping[str, Arm], table: Table, findings: Findings
) -> None:
    """Keep an issue if a study gives rows for an outcome, and none of them can stand on the sides of its measure."""
    selected = select_rows(results, time_point=outcome.time_point, analysis_set=outcome.analysis_set)
    named = [row for row in selected if row.arm in arms] if isinstance(selected, tuple) else []
    if not named or not isinstance(selected, tuple) or any(_unknown(row, arms, table) for row in selected):
        return
    measure = MEASURES.get(outcome.measure)
    if measure is not None:
        check_paired([row for row in named if not row.versus], measure, findings)
    sides = {
        role: [row for row in named if not row.versus and plays(arms.get(row.arm), role, outcome.comparison)]
        for role in ("experimental", "comparator")
    }
    alone = measure is not None and measure.sides == 1
    if sides["experimental"] and (alone or sides["comparator"]):
        return
    if not alone and any(_faces(row, arms, outcome.comparison) for row in named):
        return
    expected = "the experimental side" if alone else "both sides"
    message = f"found {_described(sides)}, expected {expected} of the comparison {quoted(outcome.comparison)}"
    hint = f"see {ROLE_PREFIX}{outcome.comparison} and 'randomised' in {table.path}"
    findings.add("arms-match-comparison", named[0].origin, message, hint)


def _unknown(row: Result, arms: Mapping[str, Arm], table: Table) -> bool:
    return any(name and (name not in arms or name in table.doubtful) for name in (row.arm, row.versus))


def _faces(row: Result, arms: Mapping[str, Arm], comparison: str) -> bool:
    """Return whether the row is an effect of one side against the other, either way round."""
    one, two = arms.get(row.arm), arms.get(row.versus)
    forth = plays(one, "experimental", comparison) and plays(two, "comparator", comparison)
    return forth or (plays(one, "comparator", comparison) and plays(two, "experimental", comparison))


def _described(sides: Mapping[str, list[Result]]) -> str:
    present = [(role, rows) for role, rows in sides.items() if rows]
    if not present:
        return "no arm that was randomised and has a role"
    return " and ".join(f"only the {role} side ({rows[0].arm})" for role, rows in present)
