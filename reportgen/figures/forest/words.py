"""The words of a forest plot: heads, footer lines, labels of its sides, as its layout has them."""

from __future__ import annotations

from reportgen.document import Number
from reportgen.effects import SCALES, Measure
from reportgen.figures.forest.blocks import Forest
from reportgen.figures.layouts import Words
from reportgen.figures.lines import Line
from reportgen.model import Outcome, Plan
from reportgen.pooling import INTERVALS, METHODS, NOTES, Pooled
from reportgen.quantities import PooledQuantities, VariedQuantities
from reportgen.wording import numbers
from reportgen.wording.measures import measure_label
from reportgen.wording.phrases import capitalised, sentence
from reportgen.wording.statements import OFTEN

__all__ = [
    "axis_title",
    "better_words",
    "effect_words",
    "first_words",
    "given_heads",
    "heads",
    "interval_words",
    "measure_words",
    "method_words",
    "model_words",
    "pooled_how",
    "relation",
    "result_notes",
    "side_labels",
    "spread_heads",
    "spread_notes",
    "total_words",
]

_MODELS = {"random": "Random", "common": "Fixed"}
_EFFECTS = {"random": "random effects", "common": "common effect"}
_SMALL = frozenset({"of", "in", "and", "the", "per"})


def interval_words(level: float) -> str:
    """Return "95% CI" for 0.95."""
    return f"{numbers.level(level)} CI"


def pooled_how(plan: Plan) -> str:
    """Return how a result was pooled, as RevMan says it: "M-H, Random"."""
    return f"{METHODS[plan.method].label}, {_MODELS.get(plan.model, plan.model)}"


def model_words(plan: Plan) -> str:
    """Return "random effects" or "common effect"."""
    return _EFFECTS.get(plan.model, plan.model)


def total_words(pooled: Pooled, word: str, words: Words, *, model: bool = False) -> str:
    """Return the label of a total: "Total (95% CI)", or "Total (HKSJ, 95% CI)" where the interval is not Wald's.

    `model` asks for the model, as two totals under one another need it.
    """
    applied = pooled.summary.interval if pooled.summary else "wald"
    said = {
        "model": model_words(pooled.plan),
        "interval": "" if applied == "wald" else INTERVALS[applied].label,
        "level": interval_words(pooled.plan.level),
    }
    asked = ("model", *words.total_says) if model else words.total_says
    if said["interval"] and "interval" in asked:
        said["model"] = pooled.plan.model
    found = [said[what] for what in dict.fromkeys(asked) if said[what]]
    if model:  # a longer label may take two lines, but no line of "CI)" alone
        found = [one.replace(" CI", "\u00a0CI") for one in found]
    return f"{word} ({', '.join(found)})" if found else word


def result_notes(result: PooledQuantities | VariedQuantities) -> tuple[str, ...]:
    """Return what a reader must know of a result beyond its numbers, as footnotes."""
    return tuple(sentence(NOTES[code]) for code in result.notes)


def spread_notes(result: PooledQuantities, words: Words) -> tuple[str, ...]:
    """Return from what I² was worked out, where that makes a difference."""
    if not result.i2_ambiguous:
        return ()
    how = f"{words.tau2} and the typical variance within studies"
    return (f"I² is worked out from {how if result.i2_from == 'tau2' else f'{words.chi2} and df'}.",)


def measure_words(measure: Measure, words: Words) -> str:
    """Return the name of a measure for a head, without the transformation that the caption tells."""
    title = measure.title.partition(" (")[0]
    if not words.title_case:
        return title
    return " ".join(word if word in _SMALL else capitalised(word) for word in title.split(" "))


def spread_heads(words: Words) -> dict[str, str]:
    """Return the heads of what plots of results of several studies show beside each, by the key of their cells."""
    return {"studies": "Studies", "i2": "I²", "tau2": words.tau2}


def first_words(forest: Forest) -> str:
    """Return the head of the names."""
    words = forest.choices.layout.words
    pooled = forest.blocks[0].pooled
    divided = len(forest.blocks) == 1 and pooled is not None and pooled.subgroups
    return words.first_divided if divided else words.first


def heads(forest: Forest, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return lines of a head filled in: measure, method, model and level, as far as all blocks share them."""
    words = forest.choices.layout.words
    how = {pooled_how(plan) for plan in forest.plans()}
    shared = how.pop() if len(how) == 1 and not forest.both else ""
    level = _level(forest)
    label = capitalised(measure_label(forest.measure.id))
    filled = {
        "measure": measure_words(forest.measure, words),
        "label": label if len(label) < 12 else measure_words(forest.measure, words),
        "how": _model_in_lower_case(shared) if words.how_lower else shared,
        "level": level,
    }
    return tuple(line.format(**filled).strip(", ") for line in lines)


def _model_in_lower_case(how: str) -> str:
    """Return "M-H, random" for "M-H, Random": methods are letters and names of people."""
    method, comma, model = how.partition(", ")
    return f"{method}{comma}{model.lower()}"


def effect_words(forest: Forest) -> str:
    """Return the head of the estimates in one line, for the table of the data."""
    return f"{measure_words(forest.measure, forest.choices.layout.words)}, {method_words(forest)}"


def method_words(forest: Forest) -> str:
    """Return method, model and level of the interval, as far as all blocks share them."""
    how = {pooled_how(plan) for plan in forest.plans()}
    return ", ".join([*(how if len(how) == 1 and not forest.both else ()), _level(forest)])


def _level(forest: Forest) -> str:
    plans = forest.plans() or tuple(block.outcome.plan for block in forest.blocks)
    levels = {interval_words(plan.level) for plan in plans}
    return levels.pop() if len(levels) == 1 else "CI"


def given_heads(forest: Forest) -> dict[str, str]:
    """Return the heads of effects that studies give as such, by the key of their cells."""
    measure, words = forest.measure, forest.choices.layout.words
    name = measure_words(measure, words)
    effect = f"log[{name}]" if SCALES[measure.scale].log_axis and measure.null is not None else name
    effect = "Fisher's z" if measure.scale == "fisher-z" else effect
    return {"given.y": effect, "given.se": "SE", "given.o_minus_e": "O − E", "given.variance": "Variance"}


def axis_title(forest: Forest) -> str:
    """Return measure and scale for under the axis."""
    log = SCALES[forest.measure.scale].log_axis and forest.measure.null is not None
    units = {block.outcome.unit for block in forest.blocks}
    unit = units.pop() if len(units) == 1 and forest.measure.kind == "continuous" else ""
    name = measure_words(forest.measure, forest.choices.layout.words)
    if unit and forest.measure.id == "MD":
        return f"{name} ({unit})"
    return f"{name} (log scale)" if log else name


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
    words_ = forest.choices.layout.words
    favours_one, favours_other = f"{words_.favours} {one}", f"{words_.favours} {other}"
    if forest.blocks[0].outcome.better == "higher":
        return favours_other, favours_one
    return favours_one, favours_other


def better_words(outcome: Outcome, measure: Measure) -> str:
    """Return which direction is good, for outcomes that differ in it."""
    if measure.kind in OFTEN:
        return "more often is better" if outcome.better == "higher" else "less often is better"
    return f"{outcome.better} is better"


def relation(letter: str, number: Number, words: Words) -> Line:
    """Return "P = 0.12", or "P < 0.001" where the number brings its own sign."""
    equals = words.p_equals if letter == "P" else words.equals
    if number.text.startswith(("<", ">")):
        return (letter + (" " if equals.startswith(" ") else ""), number)
    return (f"{letter}{equals}", number)
