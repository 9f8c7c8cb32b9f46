"""What must fit together in what papers report instead: columns with measures, and numbers with each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from reportgen.effects import EFFECT_COLUMNS, Measure
from reportgen.effects.reported.agreement import Range, disagreement, ranges_of_se
from reportgen.effects.reported.columns import ARM_REPORTS, EFFECT_REPORTS
from reportgen.effects.reported.design import CLUSTER, SHARED
from reportgen.effects.reported.given import given_by
from reportgen.effects.reported.paired import PAIRED_MEASURES, is_paired
from reportgen.load.findings import Findings, quoted
from reportgen.model import Result

__all__ = ["allowed_columns", "check_agreement", "check_paired"]

_TITLES: Mapping[str, str] = {
    "sd": "the standard deviation",
    "se": "the standard error",
    "ci_low": "the interval",
    "t": "the t statistic",
    "p": "the P value",
}


def allowed_columns(measure: Measure, *, versus: bool) -> frozenset[str]:
    """Return the columns that a row may fill in: of an arm, or of an effect where it names the other arm."""
    if versus:
        return frozenset(("n", *EFFECT_COLUMNS, *EFFECT_REPORTS, *CLUSTER))
    if not measure.sides:
        return frozenset(("n",))
    reports = (*ARM_REPORTS, "correlation") if "mean" in measure.arm_columns else ()
    return frozenset(("n", *measure.arm_columns, *reports, *CLUSTER, *SHARED))


def check_agreement(result: Result, measure: Measure, *, level: float, findings: Findings) -> None:
    """Keep an issue where what a row reports of one spread contradicts itself by more than rounding."""
    given = given_by(result)
    if result.versus:
        ratio = measure.scale == "log"
        n = given.values.get("n", 0.0)
        df = given.values.get("df", n - 2 if n > 2 else math.inf)
        ranges = ranges_of_se(given, "estimate", level=level, df=df, scale=math.log if ratio else float)
    elif "mean" in measure.arm_columns and given.values.get("n", 0.0) > 1:
        ranges = ranges_of_se(given, "mean", level=level, df=given.values["n"] - 1)
    else:
        return
    found = disagreement(ranges)
    if found is None:
        return
    one, two = found
    message = f"found {_TITLES[one.column]} and {_TITLES[two.column]} that contradict each other, expected one spread"
    hint = f"they go with standard errors of {_shown(one)} and {_shown(two)}; leave one of them empty"
    findings.add("reported-spreads-agree", result.data[two.column].origin, message, hint)


def check_paired(results: Sequence[Result], measure: Measure, findings: Findings) -> None:
    """Keep an issue where the rows of a cross-over trial differ in their correlation, or the measure takes none."""
    paired = [result for result in results if is_paired(result)]
    if paired and measure.id not in PAIRED_MEASURES and "mean" in measure.arm_columns:
        found = f"found a correlation without SDs at baseline and at the end for {quoted(measure.id)}"
        expected = f"cross-over trials with {' or '.join(PAIRED_MEASURES)}"
        findings.add("measure-matches-columns", paired[0].data["correlation"].origin, f"{found}, expected {expected}")
    seen = {result.data["correlation"].value: result for result in reversed(paired)}
    if len(seen) > 1:
        texts = " and ".join(result.data["correlation"].text for result in reversed(seen.values()))
        message = f"found correlations of {texts} in one cross-over trial, expected the same in both rows"
        findings.add("cross-over-rows-agree", paired[-1].data["correlation"].origin, message)


def _shown(one: Range) -> str:
    if one.high == math.inf:
        return f"{one.low:.3g} or more"
    low, high = f"{one.low:.3g}", f"{one.high:.3g}"
    return low if low == high else f"{low} to {high}"
