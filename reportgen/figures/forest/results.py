"""The rows of totals and subtotals: estimates, prediction interval, small print, by one model or by both."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.document import Number
from reportgen.effects import MEASURES, SCALES, Measure, typical_size
from reportgen.figures.forest import foot_words, words
from reportgen.figures.forest.blocks import Forest, ForestBlock
from reportgen.figures.forest.footnotes import Footnotes
from reportgen.figures.forest.rows import Interval, Plotted, Row
from reportgen.figures.layouts import Words
from reportgen.figures.lines import Line
from reportgen.pooling import Estimate, Pooled
from reportgen.quantities import Change, EffectQuantities, PooledQuantities, axis_value, pooled_quantities, weight_total

__all__ = ["LEAST_FOR_PREDICTION", "interval_of", "published_rows", "weight_cell", "write_results"]

LEAST_FOR_PREDICTION = 3
"""From so few studies on a prediction interval is shown; from two it spans everything and tells nothing."""

_NO_PREDICTION = "No prediction interval is shown: it takes three studies or more."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Summary:
    """A total or subtotal about to be written; `key` is that of the column of its weights."""

    subgroup: str | None
    id: str
    pooled: Pooled
    quantities: PooledQuantities | None
    weight: Number
    key: str = "weight"
    both: bool = False


def weight_cell(weight: Number, words_: Words) -> Line:
    """Return a weight, without its percent sign where the head has it."""
    return (weight if words_.weight_sign else replace(weight, text=weight.text.removesuffix("%")),)


def write_results(forest: Forest, block: ForestBlock, footnotes: Footnotes, part: str | None = None) -> Iterator[Row]:
    """Yield the rows of a total, or of a subtotal where `part` names a subgroup; common before random effects."""
    summaries = [
        _summary(forest, pooled, part, key, both=block.other is not None)
        for key, pooled in (("weight", block.pooled), ("weight_other", block.other))
        if pooled is not None
    ]
    summaries.sort(key=lambda summary: summary.pooled.plan.model == "random")
    for summary in summaries:
        yield from _estimate(forest, summary, footnotes)
    yield from _small_print(forest, summaries, footnotes)


def _summary(forest: Forest, pooled: Pooled, part: str | None, key: str, *, both: bool) -> _Summary:
    name = f"total-{pooled.effects.outcome.id}"
    found = pooled if part is None else dict(pooled.subgroups)[part]
    model = pooled.plan.model
    other = Change(name=f"model/{model}", how=f"by the {model} model besides") if key == "weight_other" else None
    return _Summary(
        subgroup=part,
        id=(name if part is None else f"{name}-{part}") + ("-other" if key == "weight_other" else ""),
        pooled=found,
        quantities=pooled_quantities(found, forest.style, part or "", change=other),
        weight=weight_total(pooled, forest.style, part),
        key=key,
        both=both,
    )


def _estimate(forest: Forest, summary: _Summary, footnotes: Footnotes) -> Iterator[Row]:
    words_ = forest.choices.layout.words
    pooled, result, estimate = summary.pooled, summary.quantities, summary.pooled.summary
    word, kind = ("Total", "total") if summary.subgroup is None else ("Subtotal", "subtotal")
    label: Line = (words.total_words(pooled, word, words_, model=summary.both),)
    if result is None or estimate is None:
        yield Row(kind=kind, id=summary.id, label=label, effect_text="Not estimable")  # type: ignore[arg-type]
        return
    size = typical_size(pooled.effects)
    cells = _sides(result.n_experimental, result.n_comparator, "n")
    if forest.choices.layout.total_events == "row":
        cells |= _sides(result.events_experimental, result.events_comparator, "events")
    yield Row(
        kind=kind,  # type: ignore[arg-type]
        id=summary.id,
        label=label,
        cells=cells | {summary.key: weight_cell(summary.weight, words_)},
        effect=result.effect,
        plotted=Plotted(kind=kind, interval=interval_of(forest.measure, estimate, size)),  # type: ignore[arg-type]
        notes=footnotes.marked(words.result_notes(result)),
    )
    if result.prediction is not None and pooled.k >= LEAST_FOR_PREDICTION:
        yield _prediction(summary, result, size)


def _prediction(summary: _Summary, result: PooledQuantities, size: float | None) -> Row:
    pooled = summary.pooled
    measure = MEASURES[pooled.effects.measure]
    low, high = (axis_value(y, measure, size) for y in pooled.prediction or ())
    return Row(
        kind="prediction",
        id=f"prediction-{summary.id.removeprefix('total-')}",
        label=("Prediction interval",),
        limits=result.prediction,
        plotted=Plotted(kind="prediction", interval=Interval(estimate=(low + high) / 2, low=low, high=high)),
    )


def _small_print(forest: Forest, summaries: list[_Summary], footnotes: Footnotes) -> Iterator[Row]:
    """Yield events, heterogeneity and test; heterogeneity once, by the model of the greater say on it."""
    words_ = forest.choices.layout.words
    told = [summary for summary in summaries if summary.quantities is not None]
    if not told:
        return
    last = told[-1]
    if last.quantities is None:
        return
    if forest.choices.layout.total_events == "line":
        events = _sides(last.quantities.events_experimental, last.quantities.events_comparator, "events")
        if events and forest.choices.layout.data != "none":
            yield Row(kind="line", label=("Total events",), cells=events)
    marks = footnotes.marked((*words.spread_notes(last.quantities, words_), *_without_prediction(last)))
    yield Row(kind="line", label=foot_words.spread_line(last.quantities, last.pooled.plan, words_), notes=marks)
    for summary in told:
        about = words.model_words(summary.pooled.plan) if summary.both else ""
        if summary.quantities and (overall := foot_words.overall_line(summary.quantities, words_, about)):
            yield Row(kind="line", label=overall)


def _without_prediction(summary: _Summary) -> tuple[str, ...]:
    """Return why no prediction interval is shown, where there would be one or the reviewers chose one by name."""
    plan, k = summary.pooled.plan, summary.pooled.k
    chosen = plan.model == "random" and "prediction" in plan.origins and plan.prediction != "none"
    missing = k < LEAST_FOR_PREDICTION and (chosen or summary.pooled.prediction is not None)
    return (_NO_PREDICTION,) if missing else ()


def _sides(experimental: Number | None, comparator: Number | None, column: str) -> dict[str, Line]:
    sides = (("experimental", experimental), ("comparator", comparator))
    return {f"{side}.{column}": (number,) for side, number in sides if number is not None}


def published_rows(forest: Forest, block: ForestBlock) -> Iterator[Row]:
    """Yield a result that is known as published, as a row of its own, or what was said in its place."""
    found, published = forest.as_published(block), block.published
    if found is None or published is None:
        return
    if found.effect is None:
        yield Row(kind="line", label=(published.statement or "No estimate published",))
        return
    interval = _published_interval(found.effect, forest.measure)
    level = words.interval_words(block.outcome.plan.level)
    yield Row(
        kind="published",
        id=f"total-{block.outcome.id}-published",
        label=(f"Total ({level}), as published",),
        effect=found.effect,
        plotted=None if interval is None else Plotted(kind="published", interval=interval),
    )
    line = foot_words.published_line(found, forest.choices.layout.words)
    if line:
        yield Row(kind="line", label=line)


def interval_of(measure: Measure, estimate: Estimate, size: float | None) -> Interval:
    """Return an estimate where it stands on the axis; `size` is that of `quantities.natural`."""
    values = (estimate.estimate, estimate.ci_low, estimate.ci_high)
    one, low, high = (axis_value(y, measure, size) for y in values)
    return Interval(estimate=one, low=low, high=high)


def _published_interval(effect: EffectQuantities, measure: Measure) -> Interval | None:
    """Return a printed interval where it stands on the axis; None where it has no place there (a ratio of zero)."""
    log = SCALES[measure.scale].log_axis and measure.null is not None
    values = [number.value for number in (effect.estimate, effect.ci_low, effect.ci_high)]
    if any(value is None or (log and value <= 0) for value in values):
        return None
    one, low, high = (math.log(value or 1) if log else float(value or 0) for value in values)
    return Interval(estimate=one, low=low, high=high)
