"""From blocks to rows: what a forest plot shows, from top to bottom.

Blocks are outcomes of the same studies: each has its own total, and there is nothing that adds them up or tests
between them. Only the subgroups of one result get a total over all and a test; where the outcome shows subtotals only,
or no totals, there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.document import Datum
from reportgen.effects import EffectRow, size_of
from reportgen.figures.forest import foot_words, words
from reportgen.figures.forest.blocks import Forest, ForestBlock
from reportgen.figures.forest.footnotes import Footnotes
from reportgen.figures.forest.order import in_order
from reportgen.figures.forest.results import interval_of, published_rows, weight_cell, write_results
from reportgen.figures.forest.rows import Plotted, Row
from reportgen.figures.lines import Line
from reportgen.pooling import Estimate, Pooled
from reportgen.quantities import StudyQuantities, pools_anything, shows_subtotals, shows_total, subgroup_test_quantities
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
    studies = in_order(forest, block)
    pooled = block.pooled
    if pooled is not None and pooled.subgroups:
        yield from _subgroups(forest, block, studies, footnotes)
    else:
        yield from _studies(forest, block, studies, footnotes)
    if pooled is not None and (pooled.summary is not None or forest.as_published(block) is None):
        if shows_total(block.outcome):
            yield from write_results(forest, block, footnotes)
        if pooled.subgroups and block.outcome.totals != "none" and block.outcome.subgroup_test:
            test = subgroup_test_quantities(pooled, forest.style)
            about = "" if block.other is None else words.model_words(pooled.plan)
            yield Row(kind="line", label=foot_words.subgroup_line(test, forest.choices.layout.words, about))
    elif block.published is not None:
        yield from published_rows(forest, block)
    elif pooled is None:
        yield Row(kind="line", label=("No estimate",))


def _subgroups(
    forest: Forest, block: ForestBlock, studies: tuple[StudyQuantities, ...], footnotes: Footnotes
) -> Iterator[Row]:
    pooled = block.pooled
    for name, _ in pooled.subgroups if pooled is not None else ():
        yield Row(kind="heading", id=f"subgroup-{name}", label=(capitalised(name) or "Subgroup not stated",))
        yield from _studies(forest, block, (s for s in studies if s.row.subgroup == name), footnotes)
        if pooled is not None and shows_subtotals(pooled):
            yield from write_results(forest, block, footnotes, part=name)
        yield Row(kind="gap")


def _studies(
    forest: Forest, block: ForestBlock, studies: Iterable[StudyQuantities], footnotes: Footnotes
) -> Iterator[Row]:
    if block.pooled is None:
        return
    estimates, others = _by_row(block.pooled), forest.other_rows(block)
    for study in studies:
        key = (study.row.study, study.row.subgroup)
        yield _study(forest, block, study, (estimates[key], others.get(key)), footnotes)


def _by_row(pooled: Pooled) -> dict[tuple[str, str], tuple[Estimate | None, float]]:
    """Return the estimate and the weight of each row."""
    rows = zip(pooled.effects.rows, pooled.studies, pooled.weights, strict=True)
    return {(row.study, row.subgroup): (estimate, share) for row, estimate, share in rows}


def _study(
    forest: Forest,
    block: ForestBlock,
    study: StudyQuantities,
    found: tuple[tuple[Estimate | None, float], StudyQuantities | None],
    footnotes: Footnotes,
) -> Row:
    (estimate, share), other = found
    effects = block.pooled.effects if block.pooled is not None else None
    used = study.row.state == "used"
    size = size_of(study.row, effects.scale) if effects is not None else None
    missing = "Not estimable" if study.row.state == "not_estimable" else "Not pooled"
    return Row(
        kind="study",
        id=f"study-{block.outcome.id}-{_key(study.row)}",
        label=(study.name,),
        cells=_characteristics(forest, study) | _data(study) | _weights(forest, study, other),
        effect=study.effect,
        effect_text="" if study.effect else missing,
        plotted=Plotted(kind="square", interval=interval_of(forest.measure, estimate, size), weight=share)
        if used and estimate
        else None,
        notes=footnotes.letters(study, new=forest.style.mark_new_studies and forest.review.is_new(study.row.study)),
        lights={} if forest.lights is None else forest.lights.of(study.row.study, block.outcome.id),
    )


def _data(study: StudyQuantities) -> dict[str, Line]:
    """Return what the study reports: of its arms, or its effect as given."""
    arms = (("experimental", study.experimental), ("comparator", study.comparator), ("given", study.given))
    return {f"{side}.{column}": (number,) for side, arm in arms for column, number in arm.items()}


def _characteristics(forest: Forest, study: StudyQuantities) -> dict[str, Line]:
    cells: dict[str, Line] = {}
    for name, _ in forest.choices.columns:
        cell = forest.studies[study.row.study].characteristics.get(name)
        if cell is not None and cell.text.strip():
            subject = f"study/{study.row.study}/{name}"
            cells[f"study.{name}"] = (Datum(text=cell.text.strip(), subject=subject, inputs=(cell.origin,)),)
    return cells


def _weights(forest: Forest, study: StudyQuantities, other: StudyQuantities | None) -> dict[str, Line]:
    """Return the weight of a study that is used, in each model."""
    shown = (("weight", study), ("weight_other", other)) if study.row.state == "used" else ()
    return {
        key: weight_cell(one.weight, forest.choices.layout.words)
        for key, one in shown
        if one is not None and one.weight is not None
    }


def _key(row: EffectRow) -> str:
    """Return what tells a row from the others of its outcome."""
    return f"{row.subgroup}-{row.study}" if any(result.subgroup for result in row.results) else row.study
