"""What `reportgen pool` does beside the summary: each further analysis as lines for a terminal and as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.cli.columns import in_columns, shortened
from reportgen.cli.pool_source import Studies
from reportgen.cli.pool_text import STYLE, relation, statistic_of
from reportgen.effects import MEASURES, SCALES
from reportgen.load.wide import covariate
from reportgen.pooling import MetaRegression, meta_regression
from reportgen.wording import numbers

__all__ = ["Further", "regression"]

_DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """A further analysis: the key it has in JSON, its values there, and its lines on a terminal."""

    key: str
    values: Any
    lines: tuple[str, ...]


def regression(studies: Studies, names: Sequence[str]) -> Further:
    """Return the regression of the effects on columns: numbers as they are, anything else as categories.

    Raises:
        DataError: a column that is not there, or covariates that the studies cannot carry.
    """
    columns = {name: covariate(studies.column(name)) for name in names}
    found = meta_regression(studies.effects, covariates=columns, **studies.settings)
    return Further(key="meta_regression", values=found.as_dict(), lines=tuple(_regression_lines(studies, found)))


def _regression_lines(studies: Studies, found: MetaRegression) -> list[str]:
    measure = MEASURES[studies.effects.measure]
    scale = "" if measure.scale == "identity" else f" on the scale of analysis ({SCALES[measure.scale].title.lower()})"
    level = numbers.level(found.plan.level)
    rows = [("coefficient", "estimate", f"{level} CI", "SE", "test")]
    for one in found.coefficients:
        estimate, low, high = (numbers.fixed(value, _DIGITS) for value in (one.estimate, one.ci_low, one.ci_high))
        test = statistic_of(one.statistic, one.df, one.p)
        rows.append((shortened(one.name), estimate, f"{low} to {high}", numbers.fixed(one.se, _DIGITS), test))
    return [
        f"meta-regression of {numbers.count(found.k, STYLE)} studies, effects{scale}",
        "",
        *in_columns(rows, right=frozenset({1, 3})),
        "",
        *in_columns(_regression_facts(found)),
    ]


def _regression_facts(found: MetaRegression) -> list[tuple[str, str]]:
    rows = []
    if (test := found.moderators) is not None:
        letter = "Q" if test.df2 is None else "F"
        second = "" if test.df2 is None else f" and {numbers.degrees_of_freedom(test.df2)}"
        p = relation("P", numbers.p_value(test.p, STYLE))
        rows.append(
            ("moderators", f"{relation(letter, numbers.fixed(test.statistic, 2))}, df = {test.df1}{second}, {p}")
        )
    p = relation("P", numbers.p_value(found.q_p, STYLE))
    rows.append(("residual", f"{relation('Q', numbers.fixed(found.q, 2))}, df = {found.q_df}, {p}"))
    i2 = relation("I²", numbers.percent(found.i2))
    if found.plan.model == "random":
        i2 += f", {relation('τ²', numbers.tau2(found.tau2, STYLE))}"
        i2 += f" ({numbers.tau2(found.tau2_without, STYLE)} without covariates)".replace(numbers.NBSP, " ")
    rows.append(("", i2))
    if found.r2 is not None:
        rows.append(("", relation("R²", numbers.percent(found.r2))))
    return rows
