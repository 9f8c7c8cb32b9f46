"""Where the boxes of a flow diagram go."""

from __future__ import annotations

from itertools import groupby

from reportgen.figures.canvas import MM, Mark, Page, TextMark
from reportgen.figures.flow.arrows import arrow_marks
from reportgen.figures.flow.boxes import Pen, PlacedBox
from reportgen.figures.flow.diagram import Box, Diagram, Stage
from reportgen.figures.flow.grid import Grid, PlacedStage
from reportgen.figures.lettering import Lettering
from reportgen.style import FigureStyle

__all__ = ["flow_page"]

_MARGIN = 3.0
_BAR = 16.0
_BAR_GAP = 8.0
_COLUMN_GAP = 26.0
_ROW_GAP = 20.0
_HEAD_GAP = 8.0
_OVER_CREDIT = 4.0


def flow_page(diagram: Diagram, lettering: Lettering, look: FigureStyle) -> Page:
    """Return the page of a flow diagram, on the style's wide width if there is a second chain."""
    pen = Pen(lettering=lettering, size=look.font_pt)
    grid = _grid(diagram, (look.wide_width_mm if diagram.has_other else look.width_mm) * MM)
    heads, y = _heads(diagram, grid, pen)
    stages, bottom = _stages(diagram, grid, pen, y)
    previous = _previous(diagram, grid, pen, y)
    marks: list[Mark] = [*heads, *_bars(stages, pen)]
    marks += arrow_marks(stages, grid, previous)
    boxes = [*([previous] if previous else []), *(box for stage in stages for box in stage.boxes())]
    marks += [pen.box(box) for box in boxes]
    bottom = max([bottom, *(box.bottom for box in boxes)])
    bottom, size = bottom + _OVER_CREDIT, look.min_font_pt
    for line in lettering.wrap(diagram.credit, size, grid.page_width - 2 * _MARGIN):
        bottom += size * 1.3
        marks.append(TextMark(x=_MARGIN, y=bottom, text=line, size=size, colour="#4d4d4d"))
    return Page(width=grid.page_width, height=bottom + _MARGIN, marks=tuple(marks))


def _grid(diagram: Diagram, width: float) -> Grid:
    side = any(stage.side for stage in diagram.stages)
    wanted = (
        ("previous", diagram.previous is not None),
        ("main", True),
        ("side", side),
        ("other", diagram.has_other),
        ("other_side", any(stage.other_side for stage in diagram.stages)),
    )
    names = [name for name, there in wanted if there]
    left = _MARGIN + _BAR + _BAR_GAP
    column = (width - left - _MARGIN - _COLUMN_GAP * (len(names) - 1)) / len(names)
    lefts = {name: left + i * (column + _COLUMN_GAP) for i, name in enumerate(names)}
    return Grid(page_width=width, lefts=lefts, column=column, row_gap=_ROW_GAP)


def _heads(diagram: Diagram, grid: Grid, pen: Pen) -> tuple[list[Mark], float]:
    """Return the bars over the chains, all of one height, and where the first row begins."""
    spans = (("main", "side"), ("other", "other_side"), ("previous", "previous"))
    shown = [(text, *grid.span(*span)) for text, span in zip(diagram.heads, spans, strict=True) if text]
    if not shown:
        return [], _MARGIN
    height = max(pen.head_height(text, width) for text, _, width in shown)
    return [pen.head(text, (x, _MARGIN), width, height) for text, x, width in shown], _MARGIN + height + _HEAD_GAP


def _stages(diagram: Diagram, grid: Grid, pen: Pen, y: float) -> tuple[list[PlacedStage], float]:
    """Return the rows one under the other; a phase is never lower than its name is long."""
    placed: list[PlacedStage] = []
    for phase, group in groupby(diagram.stages, key=lambda stage: stage.phase):
        stages = tuple(group)
        heights = [max(pen.height(box, grid.column) for box in stage.boxes()) for stage in stages]
        lacking = pen.bar_length(phase) - sum(heights) - _ROW_GAP * (len(heights) - 1)
        heights[0] += max(0.0, lacking)
        for stage, height in zip(stages, heights, strict=True):
            placed.append(_stage(stage, grid, pen, (y, height)))
            y += height + _ROW_GAP
    return placed, y - _ROW_GAP if placed else y


def _stage(stage: Stage, grid: Grid, pen: Pen, row: tuple[float, float]) -> PlacedStage:
    y, height = row

    def place(box: Box | None, column: str) -> PlacedBox | None:
        if box is None:
            return None
        own = pen.height(box, grid.column)
        return PlacedBox(box=box, x=grid.lefts[column], y=y + (height - own) / 2, width=grid.column, height=own)

    return PlacedStage(
        stage=stage,
        y=y,
        height=height,
        main=place(stage.main, "main"),
        side=place(stage.side, "side"),
        other=place(stage.other, "other"),
        other_side=place(stage.other_side, "other_side"),
    )


def _previous(diagram: Diagram, grid: Grid, pen: Pen, y: float) -> PlacedBox | None:
    if diagram.previous is None:
        return None
    height = pen.height(diagram.previous, grid.column)
    return PlacedBox(box=diagram.previous, x=grid.lefts["previous"], y=y, width=grid.column, height=height)


def _bars(stages: list[PlacedStage], pen: Pen) -> list[Mark]:
    marks: list[Mark] = []
    for phase, group in groupby(stages, key=lambda placed: placed.stage.phase):
        rows = tuple(group)
        top, bottom = rows[0].y, rows[-1].y + rows[-1].height
        marks.append(pen.bar(phase, (_MARGIN, top), _BAR, bottom - top))
    return marks
