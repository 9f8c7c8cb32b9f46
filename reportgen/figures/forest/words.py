"""The fixed words of a forest plot in RevMan's layout: heads, footer lines, labels under the axis."""

from __future__ import annotations

from reportgen.document import Number
from reportgen.effects import Measure
from reportgen.figures.forest.blocks import Forest
from reportgen.figures.lines import Line
from reportgen.model import Outcome, Plan
from reportgen.pooling import ESTIMATORS, INTERVALS, METHODS, NOTES, Pooled
from reportgen.quantities import PooledQuantities, PublishedQuantities, SubgroupTestQuantities
from reportgen.wording import numbers
from reportgen.wording.phrases import sentence
from reportgen.wording.statements import OFTEN

__all__ = [
    "better_words",
    "interval_words",
    "is_subgroup_test",
    "method_words",
    "overall_line",
    "pooled_how",
    "published_line",
    "result_notes",
    "side_labels",
    "spread_line",
    "spread_notes",
    "subgroup_line",
    "total_words",
]

_SUBGROUP_TEST = "Test for subgroup differences: "
_MODELS = {"random": "Random", "common": "Fixed"}


def interval_words(level: float) -> str:
    """Return "95% CI" for 0.95."""
    return f"{numbers.level(level)} CI"


def pooled_how(plan: Plan) -> str:
    """Return how a result was pooled, as RevMan says it: "M-H, Random"."""
    return f"{METHODS[plan.method].label}, {_MODELS.get(plan.model, plan.model)}"


def total_words(pooled: Pooled, word: str) -> str:
    """Return the label of a total: "Total (95% CI)", or "Total (HKSJ, 95% CI)" where the interval is not Wald's."""
    level = interval_words(pooled.plan.level)
    applied = pooled.summary.interval if pooled.summary else "wald"
    return f"{word} ({level})" if applied == "wald" else f"{word} ({INTERVALS[applied].label}, {level})"


def result_notes(result: PooledQuantities) -> tuple[str, ...]:
    """Return what a reader must know of a result beyond its numbers, as footnotes."""
    return tuple(sentence(NOTES[code]) for code in result.notes)


def spread_notes(result: PooledQuantities) -> tuple[str, ...]:
    """Return from what I² was worked out, where that makes a difference."""
    if not result.i2_ambiguous:
        return ()
    how = "Tau² and the typical variance within studies" if result.i2_from == "tau2" else "Chi² and df"
    return (f"I² is worked out from {how}.",)


def method_words(forest: Forest) -> str:
    """Return the second line of the effect's head: method, model and level, as far as all blocks share them."""
    plans = forest.plans() or tuple(block.outcome.plan for block in forest.blocks)
    levels = {interval_words(plan.level) for plan in plans}
    words = [*{pooled_how(plan) for plan in forest.plans()}] if _one_method(forest) else []
    return ", ".join([*words, *(levels if len(levels) == 1 else ("CI",))])


def _one_method(forest: Forest) -> bool:
    return len({pooled_how(plan) for plan in forest.plans()}) == 1


def spread_line(result: PooledQuantities, plan: Plan) -> Line:
    """Return the line on heterogeneity, with Tau²'s estimator where it is not RevMan 5's; a single study has none."""
    if result.chi2 is None or result.df is None or result.p_het_revman is None or result.i2 is None:
        return ("Heterogeneity: Not applicable",)
    letter = "Tau²" if plan.tau2 == "DL" else f"Tau² ({ESTIMATORS[plan.tau2].label})"
    tau2: Line = () if result.tau2 is None else (*_relation(letter, result.tau2), "; ")
    chi2: Line = (*_relation("Chi²", result.chi2), ", ", *_relation("df", result.df))
    p: Line = (" (", *_relation("P", result.p_het_revman), ")")
    return ("Heterogeneity: ", *tau2, *chi2, *p, "; ", *_relation("I²", result.i2))


def overall_line(result: PooledQuantities) -> Line:
    """Return the line on the test for overall effect; an empty one where there is no null to test against."""
    if result.test is None or result.p_revman is None:
        return ()
    p: Line = (" (", *_relation("P", result.p_revman), ")")
    df: Line = () if result.test_df is None else (", ", *_relation("df", result.test_df))
    letter = "Z" if result.test_df is None else "T"
    return ("Test for overall effect: ", *_relation(letter, result.test), *df, *p)


def subgroup_line(test: SubgroupTestQuantities | None) -> Line:
    """Return the line on the test for subgroup differences."""
    if test is None:
        return (f"{_SUBGROUP_TEST}Not applicable",)
    chi2: Line = (*_relation("Chi²", test.chi2), ", ", *_relation("df", test.df))
    p: Line = (" (", *_relation("P", test.p_revman), ")")
    return (_SUBGROUP_TEST, *chi2, *p, ", ", *_relation("I²", test.i2))


def is_subgroup_test(line: Line) -> bool:
    """Return whether a line is the one on the test for subgroup differences."""
    return bool(line) and isinstance(line[0], str) and line[0].startswith(_SUBGROUP_TEST)


def published_line(result: PublishedQuantities) -> Line:
    """Return what was published beside an estimate, or an empty line if nothing was."""
    counts = (("studies", result.k), ("participants", result.n))
    said: list[Line] = [(f"{word}: ", number) for word, number in counts if number is not None]
    said += [_relation(letter, number) for letter, number in (("P", result.p), ("I²", result.i2)) if number is not None]
    line: Line = ()
    for part in said:
        line = (*line, "; " if line else "As published: ", *part)
    return line


def side_labels(forest: Forest) -> tuple[str, str]:
    """Return what stands under the left and the right half of the axis.

    That is what the outcomes ask for if they agree, else whom a result there favours. An effect right of the null means
    more, or higher, with the experimental intervention; whether that is good depends on the outcome. Where outcomes on
    one axis differ in this, the labels say only where more is.
    """
    asked = {(block.outcome.axis.left, block.outcome.axis.right) for block in forest.blocks if block.outcome.axis}
    if len(asked) == 1 and any(words := asked.pop()):
        return words
    one, other = forest.comparison.experimental, forest.comparison.comparator
    if forest.mixed:
        few, many = ("Less often", "More often") if forest.measure.kind in OFTEN else ("Lower", "Higher")
        return f"{few} with {one}", f"{many} with {one}"
    favours_one, favours_other = f"Favours {one}", f"Favours {other}"
    if forest.blocks[0].outcome.better == "higher":
        return favours_other, favours_one
    return favours_one, favours_other


def better_words(outcome: Outcome, measure: Measure) -> str:
    """Return which direction is good, for outcomes that differ in it."""
    if measure.kind in OFTEN:
        return "more often is better" if outcome.better == "higher" else "less often is better"
    return f"{outcome.better} is better"


def _relation(letter: str, number: Number) -> Line:
    """Return "P = 0.12", or "P < 0.001" where the number brings its own sign."""
    return (f"{letter} ", number) if number.text.startswith("<") else (f"{letter} = ", number)
