"""From blocks to rows: what a forest plot in RevMan's layout shows, from top to bottom.

Blocks are outcomes of the same studies: each has its own total, and there is nothing that adds them up or tests
between them. Only the subgroups of one result get a total over all and a test; where the outcome shows subtotals only,
or no totals, there is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.document import Number
from reportgen.effects import MEASURES, SCALES, EffectRow, Measure, size_of, typical_size
from reportgen.figures.forest import words
from reportgen.figures.forest.blocks import Forest, ForestBlock
from reportgen.figures.forest.footnotes import Footnotes
from reportgen.figures.forest.rows import Interval, Plotted, Row, RowKind
from reportgen.figures.lines import Line
from reportgen.pooling import Estimate, Pooled
from reportgen.quantities import (
    EffectQuantities,
    PooledQuantities,
    StudyQuantities,
    axis_value,
    pooled_quantities,
    pools_anything,
    shows_subtotals,
    shows_total,
    subgroup_test_quantities,
    weight_total,
)
from reportgen.wording.phrases import capitalised

__all__ = ["Content", "content_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All rows with the footnotes that their letters point at."""

    rows: tuple[Row, ...]
    footnotes: tuple[tuple[str, str], ...]


def content_of(forest: Forest) -> Content:
    """Return what the plot shows."""
    footnotes = Footnotes()
    several = len(forest.blocks) > 1
    rows: list[Row] = []
    for block in forest.blocks:
        rows += [Row(kind="gap")] if rows else []
        rows += _heading(forest, block) if several else []
        rows += _block(forest, block, footnotes)
    return Content(rows=tuple(rows), footnotes=footnotes.listed())


def _heading(forest: Forest, block: ForestBlock) -> Iterator[Row]:
    asides = [words.better_words(block.outcome, forest.measure)] if forest.mixed else []
    several = len({words.pooled_how(plan) for plan in forest.plans()}) > 1
    if block.pooled is not None and pools_anything(block.pooled) and several:
        asides.append(words.pooled_how(block.pooled.plan))
    title: Line = (capitalised(block.outcome.title),)
    yield Row(kind="heading", id=f"block-{block.outcome.id}", label=title, aside="; ".join(asides))


def _block(forest: Forest, block: ForestBlock, footnotes: Footnotes) -> Iterator[Row]:
    studies = forest.study_rows(block)
    pooled = block.pooled
    if pooled is not None and pooled.subgroups:
        yield from _subgroups(forest, pooled, studies, footnotes)
    else:
        yield from _studies(pooled, studies, footnotes)
    if pooled is not None and (pooled.summary is not None or forest.as_published(block) is None):
        if shows_total(block.outcome):
            yield from _total(forest, pooled, footnotes)
        if pooled.subgroups and block.outcome.totals != "none" and block.outcome.subgroup_test:
            yield Row(kind="line", label=words.subgroup_line(subgroup_test_quantities(pooled, forest.style)))
    elif block.published is not None:
        yield from _published(forest, block)
    elif pooled is None:
        yield Row(kind="line", label=("No estimate",))


def _subgroups(
    forest: Forest, pooled: Pooled, studies: tuple[StudyQuantities, ...], footnotes: Footnotes
) -> Iterator[Row]:
    for name, part in pooled.subgroups:
        yield Row(kind="heading", id=f"subgroup-{name}", label=(name or "Subgroup not stated",))
        yield from _studies(pooled, (s for s in studies if s.row.subgroup == name), footnotes)
        if not shows_subtotals(pooled):
            yield Row(kind="gap")
            continue
        yield from _result(
            _Summary(
                kind="subtotal",
                id=f"total-{pooled.effects.outcome.id}-{name}",
                pooled=part,
                quantities=pooled_quantities(part, forest.style, name),
                weight=weight_total(pooled, forest.style, name),
            ),
            footnotes,
        )
        yield Row(kind="gap")


def _studies(pooled: Pooled | None, studies: Iterable[StudyQuantities], footnotes: Footnotes) -> Iterator[Row]:
    if pooled is None:
        return
    estimates = {
        (row.study, row.subgroup): (estimate, share)
        for row, estimate, share in zip(pooled.effects.rows, pooled.studies, pooled.weights, strict=True)
    }
    for study in studies:
        yield _study(pooled, study, estimates[study.row.study, study.row.subgroup], footnotes)


def _study(pooled: Pooled, study: StudyQuantities, plotted: tuple[Estimate | None, float], footnotes: Footnotes) -> Row:
    used = study.row.state == "used"
    cells: dict[str, Line] = {
        f"{side}.{column}": (number,)
        for side, arm in (("experimental", study.experimental), ("comparator", study.comparator))
        for column, number in arm.items()
    }
    if used and study.weight is not None:
        cells["weight"] = (study.weight,)
    estimate, share = plotted
    size = size_of(study.row, pooled.effects.scale)
    missing = "Not estimable" if study.row.state == "not_estimable" else "Not pooled"
    return Row(
        kind="study",
        id=f"study-{pooled.effects.outcome.id}-{_key(study.row)}",
        label=(study.name,),
        cells=cells,
        effect=study.effect,
        effect_text="" if study.effect else missing,
        plotted=Plotted(kind="square", interval=_interval(pooled, estimate, size), weight=share)
        if used and estimate
        else None,
        notes=footnotes.letters(study),
    )


def _key(row: EffectRow) -> str:
    """Return what tells a row from the others of its outcome."""
    return f"{row.subgroup}-{row.study}" if any(result.subgroup for result in row.results) else row.study


def _total(forest: Forest, pooled: Pooled, footnotes: Footnotes) -> Iterator[Row]:
    yield from _result(
        _Summary(
            kind="total",
            id=f"total-{pooled.effects.outcome.id}",
            pooled=pooled,
            quantities=pooled_quantities(pooled, forest.style),
            weight=weight_total(pooled, forest.style),
        ),
        footnotes,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Summary:
    """A total or subtotal about to be written."""

    kind: RowKind
    id: str
    pooled: Pooled
    quantities: PooledQuantities | None
    weight: Number


def _result(summary: _Summary, footnotes: Footnotes) -> Iterator[Row]:
    pooled, result, estimate = summary.pooled, summary.quantities, summary.pooled.summary
    label: Line = (words.total_words(pooled, "Subtotal" if summary.kind == "subtotal" else "Total"),)
    if result is None or estimate is None:
        yield Row(kind=summary.kind, id=summary.id, label=label, effect_text="Not estimable")
        return
    size = typical_size(pooled.effects)
    yield Row(
        kind=summary.kind,
        id=summary.id,
        label=label,
        cells=_cells(result.n_experimental, result.n_comparator, "n") | {"weight": (summary.weight,)},
        effect=result.effect,
        plotted=Plotted(
            kind="subtotal" if summary.kind == "subtotal" else "total", interval=_interval(pooled, estimate, size)
        ),
        notes=footnotes.marked(words.result_notes(result)),
    )
    if result.prediction is not None:
        yield _prediction(summary, result, size)
    events = _cells(result.events_experimental, result.events_comparator, "events")
    if events:
        yield Row(kind="line", label=("Total events",), cells=events)
    notes = footnotes.marked(words.spread_notes(result))
    yield Row(kind="line", label=words.spread_line(result, pooled.plan), notes=notes)
    if overall := words.overall_line(result):
        yield Row(kind="line", label=overall)


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


def _cells(experimental: Number | None, comparator: Number | None, column: str) -> dict[str, Line]:
    sides = (("experimental", experimental), ("comparator", comparator))
    return {f"{side}.{column}": (number,) for side, number in sides if number is not None}


def _published(forest: Forest, block: ForestBlock) -> Iterator[Row]:
    found, published = forest.as_published(block), block.published
    if found is None or published is None:
        return
    interval = None if found.effect is None else _published_interval(found.effect, forest.measure)
    level = words.interval_words(block.outcome.plan.level)
    if found.effect is None:
        yield Row(kind="line", label=(published.statement or "No estimate published",))
        return
    yield Row(
        kind="published",
        id=f"total-{block.outcome.id}-published",
        label=(f"Total ({level}), as published",),
        effect=found.effect,
        plotted=None if interval is None else Plotted(kind="published", interval=interval),
    )
    line = words.published_line(found)
    if line:
        yield Row(kind="line", label=line)


def _interval(pooled: Pooled, estimate: Estimate, size: float | None) -> Interval:
    measure = MEASURES[pooled.effects.measure]
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
