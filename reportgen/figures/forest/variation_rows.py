"""The rows of forest plots whose rows are results of several studies: without each study, or as studies join."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.effects import typical_size
from reportgen.figures.forest import foot_words, words
from reportgen.figures.forest.blocks import Forest
from reportgen.figures.forest.content import Content
from reportgen.figures.forest.footnotes import Footnotes
from reportgen.figures.forest.results import interval_of
from reportgen.figures.forest.rows import MarkKind, Plotted, Row
from reportgen.figures.lines import Line
from reportgen.pooling import Pooled
from reportgen.quantities import PooledQuantities, Variation, VariedQuantities, pooled_quantities

__all__ = ["variation_content"]

ALONE = "One study: its own result."


def variation_content(forest: Forest, variations: Iterable[tuple[Line, Variation]], *, counted: bool) -> Content:
    """Return a row for each result under its label, then the total of all studies with its small print.

    `counted` asks for the number of studies beside each.
    """
    footnotes = Footnotes()
    rows = [_row(forest, label, one, footnotes, counted=counted) for label, one in variations]
    pooled = forest.blocks[0].pooled
    if pooled is not None:
        rows += _total(forest, pooled, footnotes, counted=counted)
    return Content(rows=tuple(rows), footnotes=footnotes.listed())


def _row(forest: Forest, label: Line, one: Variation, footnotes: Footnotes, *, counted: bool) -> Row:
    id_ = f"{one.kind}-{'-'.join(study.text for study in one.studies)}"
    if one.shown is None:
        return Row(kind="study", id=id_, label=label, effect_text="No study remains")
    notes = (ALONE,) if one.shown.results.value == 1 else words.result_notes(one.shown)
    return Row(
        kind="study",
        id=id_,
        label=label,
        cells=_cells(one.shown, counted=counted),
        effect=one.shown.effect,
        plotted=_plotted(forest, one.pooled, "square"),
        notes=footnotes.marked(notes),
    )


def _total(forest: Forest, pooled: Pooled, footnotes: Footnotes, *, counted: bool) -> Iterator[Row]:
    shown = pooled_quantities(pooled, forest.style)
    if shown is None:
        return
    style = forest.choices.layout.words
    yield Row(
        kind="total",
        id=f"total-{pooled.effects.outcome.id}",
        label=(words.total_words(pooled, "All studies", style),),
        cells=_cells(shown, counted=counted),
        effect=shown.effect,
        plotted=_plotted(forest, pooled, "total"),
        notes=footnotes.marked(words.result_notes(shown)),
    )
    notes = footnotes.marked(words.spread_notes(shown, style))
    yield Row(kind="line", label=foot_words.spread_line(shown, pooled.plan, style), notes=notes)
    if overall := foot_words.overall_line(shown, style):
        yield Row(kind="line", label=overall)


def _cells(shown: PooledQuantities | VariedQuantities, *, counted: bool) -> dict[str, Line]:
    found = {"studies": shown.k if counted else None, "i2": shown.i2, "tau2": shown.tau2}
    return {key: (number,) for key, number in found.items() if number is not None}


def _plotted(forest: Forest, pooled: Pooled, kind: MarkKind) -> Plotted | None:
    """Return where a result stands; squares have no weight, so that all are alike."""
    if pooled.summary is None:
        return None
    return Plotted(kind=kind, interval=interval_of(forest.measure, pooled.summary, typical_size(pooled.effects)))
