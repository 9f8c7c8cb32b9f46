"""The text alternative of a forest plot, made from its numbers."""

from __future__ import annotations

from reportgen.figures.drawing import LONGEST_ALT, shortened
from reportgen.figures.forest.blocks import Forest, ForestBlock
from reportgen.figures.forest.results import LEAST_FOR_PREDICTION
from reportgen.figures.forest.words import interval_words
from reportgen.quantities import EffectQuantities, pooled_quantities, row_counts, shows_subtotals
from reportgen.wording.measures import measure_name
from reportgen.wording.statements import Finding, verdict

__all__ = ["alt_text"]

_OTHERS = "; and others"

MOST_NEW_NAMES = 3
"""More new studies than this are counted, not named."""


def alt_text(forest: Forest) -> str:
    """Return what the plot shows in about 250 characters: outcome, comparison, studies, result and direction."""
    one, other = (shortened(name, 50) for name in (forest.comparison.experimental, forest.comparison.comparator))
    versus = one if forest.measure.sides == 1 else f"{one} versus {other}"
    if len(forest.blocks) == 1:
        block = forest.blocks[0]
        result = _result(forest, block) + _new(forest)
        return f"Forest plot, {shortened(block.outcome.title, 60)}, {versus}: {result}."
    text = f"Forest plot, {versus}, {measure_name(forest.measure.title)} by outcome: "
    parts = [f"{shortened(block.outcome.title, 40)} {_short(forest, block)}" for block in forest.blocks]
    new = _new(forest)
    for i, part in enumerate(parts):
        joined = f"{text}{'; ' if i else ''}{part}"
        rest = _OTHERS if i < len(parts) - 1 else ""
        if i and len(joined) + len(rest) + len(new) + 1 > LONGEST_ALT:
            return text + _OTHERS + new + "."
        text = joined
    return text + new + "."


def _new(forest: Forest) -> str:
    """Return which studies of the plot are marked as new, by name or, where they are many, by number."""
    if not forest.style.mark_new_studies:
        return ""
    rows = (row for block in forest.blocks if block.pooled is not None for row in block.pooled.effects.rows)
    new = tuple(dict.fromkeys(row.study for row in rows if forest.review.is_new(row.study)))
    if not new:
        return ""
    names = ", ".join(shortened(name, 30) for name in new) if len(new) <= MOST_NEW_NAMES else f"{len(new)} studies"
    return f"; new in this version: {names}"


def _result(forest: Forest, block: ForestBlock) -> str:
    pooled = None if block.pooled is None else pooled_quantities(block.pooled, forest.style)
    if pooled is not None and block.pooled is not None:
        people = f", {pooled.n.text} participants" if pooled.n else ""
        one = pooled.results.value == 1
        spread = f"; I² {pooled.i2.text}" if pooled.i2 else ""
        if pooled.prediction and block.pooled.k >= LEAST_FOR_PREDICTION:
            spread += f"; prediction interval {pooled.prediction[0].text} to {pooled.prediction[1].text}"
        effect = _effect(block, pooled.effect)
        return (
            f"{pooled.k.text} {'study' if pooled.k.value == 1 else 'studies'}{people}; {'' if one else 'pooled '}"
            f"{measure_name(forest.measure.title)} {effect}{_side(forest, block, pooled.effect)}{spread}"
        )
    published = forest.as_published(block)
    if published is None or published.effect is None:
        return _without_total(forest, block)
    effect = _effect(block, published.effect)
    return f"{measure_name(forest.measure.title)} as published {effect}{_side(forest, block, published.effect)}"


def _short(forest: Forest, block: ForestBlock) -> str:
    pooled = None if block.pooled is None else pooled_quantities(block.pooled, forest.style)
    published = forest.as_published(block)
    found = pooled.effect if pooled else published.effect if published else None
    if found is None:
        return _without_total(forest, block)
    return f"{found.estimate.text} ({found.ci_low.text} to {found.ci_high.text})"


def _without_total(forest: Forest, block: ForestBlock) -> str:
    """Return what a block shows that has no total: its subtotals, or its studies, or nothing."""
    pooled = block.pooled
    if pooled is None or pooled.effects.outcome.totals == "all":
        return "no estimate"
    counts = row_counts(pooled, forest.style)
    studies = f"{counts.studies.text} {'study' if counts.studies.value == 1 else 'studies'}"
    if not shows_subtotals(pooled):
        return f"{studies}, not pooled"
    parts = [
        f"{shortened(name or 'not stated', 30)} {found.effect.estimate.text} "
        f"({found.effect.ci_low.text} to {found.effect.ci_high.text})"
        for name, part in pooled.subgroups
        if (found := pooled_quantities(part, forest.style, name))
    ]
    return f"{studies}, no total; subtotals {', '.join(parts) if parts else 'not estimable'}"


def _effect(block: ForestBlock, effect: EffectQuantities) -> str:
    plan = block.outcome.plan if block.pooled is None else block.pooled.plan
    return f"{effect.estimate.text} ({interval_words(plan.level)} {effect.ci_low.text} to {effect.ci_high.text})"


def _side(forest: Forest, block: ForestBlock, effect: EffectQuantities) -> str:
    """Return whom the result favours, after a comma; nothing for a measure of one group."""
    null = forest.measure.null
    if null is None or forest.measure.sides == 1:
        return ""
    estimate, low, high = (number.value for number in (effect.estimate, effect.ci_low, effect.ci_high))
    if estimate is None or low is None or high is None:
        return ", direction not known"
    finding = Finding(
        title=block.outcome.title,
        experimental=forest.comparison.experimental,
        comparator=forest.comparison.comparator,
        kind=forest.measure.kind,
        better=block.outcome.better,
        null=null,
        estimate=estimate,
        ci_low=low,
        ci_high=high,
        k=None,
    )
    match verdict(finding):
        case "favours experimental":
            return f", favouring {shortened(forest.comparison.experimental, 40)}"
        case "favours comparator":
            return f", favouring {shortened(forest.comparison.comparator, 40)}"
        case _:
            return ", favouring neither side"
