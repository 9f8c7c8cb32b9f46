"""The lines under totals, as a layout words them: heterogeneity, tests, what was published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from reportgen.document import Number
from reportgen.figures.forest.words import relation
from reportgen.figures.layouts import Words
from reportgen.figures.lines import Line
from reportgen.model import Plan
from reportgen.pooling import ESTIMATORS
from reportgen.quantities import PooledQuantities, PublishedQuantities, SubgroupTestQuantities

__all__ = ["is_subgroup_test", "overall_line", "published_line", "spread_line", "subgroup_line"]

_SUBGROUP_TEST = "Test for subgroup differences"
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def spread_line(result: PooledQuantities, plan: Plan, words: Words) -> Line:
    """Return the line on heterogeneity, tau2 with its estimator where that is not RevMan 5's; one study has none."""
    if result.chi2 is None or result.df is None or result.p_het is None or result.i2 is None:
        return (f"{words.heterogeneity}{words.not_applicable}",)
    p = result.p_het_revman if words.p == "revman" else result.p_het
    named = words.estimator == "always" or plan.tau2 != "DL"
    letter = f"{words.tau2} ({ESTIMATORS[plan.tau2].label})" if named else words.tau2
    found = _spread(words, result.chi2, result.df, p, result.i2)
    if result.tau2 is None:
        return (words.heterogeneity, *_filled(words.spread_common, found))
    found["tau2"] = relation(letter, result.tau2, words)
    return (words.heterogeneity, *_filled(words.spread, found))


def overall_line(result: PooledQuantities, words: Words, about: str = "") -> Line:
    """Return the line on the test for overall effect; an empty one where there is no null to test against.

    `about` names the model where there are two.
    """
    p = result.p_revman if words.p == "revman" else result.p
    if result.test is None or p is None:
        return ()
    df: Line = () if result.test_df is None else (", ", *relation("df", result.test_df, words))
    letter = "Z" if result.test_df is None else "T"
    found = {"test": (*relation(letter, result.test, words), *df), "p": relation("P", p, words)}
    return (f"Test for overall effect{f' ({about})' if about else ''}: ", *_filled(words.overall, found))


def subgroup_line(test: SubgroupTestQuantities | None, words: Words, about: str = "") -> Line:
    """Return the line on the test for subgroup differences; `about` names the model where there are two."""
    start = f"{_SUBGROUP_TEST}{f' ({about})' if about else ''}: "
    if test is None:
        return (f"{start}{words.not_applicable}",)
    p = test.p_revman if words.p == "revman" else test.p
    return (start, *_filled(words.subgroup, _spread(words, test.chi2, test.df, p, test.i2)))


def is_subgroup_test(line: Line) -> bool:
    """Return whether a line is the one on the test for subgroup differences."""
    return bool(line) and isinstance(line[0], str) and line[0].startswith(_SUBGROUP_TEST)


def published_line(result: PublishedQuantities, words: Words) -> Line:
    """Return what was published beside an estimate, or an empty line if nothing was."""
    counts = (("studies", result.k), ("participants", result.n))
    said: list[Line] = [(f"{word}: ", number) for word, number in counts if number is not None]
    rest = (("P", result.p), ("I²", result.i2))
    said += [relation(letter, number, words) for letter, number in rest if number is not None]
    line: Line = ()
    for part in said:
        line = (*line, "; " if line else "As published: ", *part)
    return line


def _spread(words: Words, chi2: Number, df: Number, p: Number | None, i2: Number) -> dict[str, Line]:
    lowered = replace(df, text=df.text.translate(_LOWERED))
    return {
        "chi2": relation(words.chi2, chi2, words),
        "chi2_df": (words.chi2, lowered, words.equals, chi2),
        "df": relation("df", df, words),
        "p": () if p is None else relation("P", p, words),
        "i2": relation("I²", i2, words),
    }


def _filled(template: str, found: Mapping[str, Line]) -> Line:
    """Return a template with each name in braces replaced by its pieces."""
    line: list[str | Number] = []
    for piece in re.split(r"(\{\w+\})", template):
        line += found[piece[1:-1]] if piece.startswith("{") else (piece,)  # type: ignore[arg-type]
    return tuple(piece for piece in line if piece)
