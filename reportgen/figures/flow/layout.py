"""Where the boxes of a flow diagram go."""

from __future__ import annotations

from itertools import groupby, product

from reportgen.figures.canvas import MM, GroupMark, Mark, Page, TextMark
from reportgen.figures.flow.arrows import arrow_marks
from reportgen.figures.flow.boxes import Pen, PlacedBox
from reportgen.figures.flow.diagram import Box, Diagram, Stage
from reportgen.figures.flow.grid import Grid, PlacedStage
from reportgen.figures.lettering import Lettering
from reportgen.figures.parts import PAGE_MM, TURNED_PAGE_MM
from reportgen.style import FigureStyle

__all__ = ["flow_page"]

_MARGIN = 3.0
_BAR = 16.0
_BAR_GAP = 8.0
_COLUMN_GAP = 26.0
_ROW_GAP = 16.0
_HEAD_GAP = 8.0
_OVER_CREDIT = 4.0
_SIDE_SHARES = (1.0, 1.3, 1.7, 2.2)
"""Widths of the columns of what is excluded, over that of the others, to be tried one after the other."""
_WORTH = 1.04
"""How much larger the letters must get for a layout that is not the first."""


def flow_page(diagram: Diagram, lettering: Lettering, look: FigureStyle) -> Page:
    """Return the page of a flow diagram, on the style's wide width if there is a second chain.

    Columns are of one width. Where long reasons make that too tall for a page, that layout is taken whose letters are
    largest once it is made to fit: with wider columns for what is excluded, with smaller letters, or as it is.
    """
    tallest = (TURNED_PAGE_MM if diagram.has_other else PAGE_MM) * MM
    chosen, largest = Page(width=0, height=0, marks=()), 0.0
    for size, share in product((look.font_pt, look.min_font_pt), _SIDE_SHARES):
        page = _page(diagram, Pen(lettering=lettering, size=size), look, share)
        in_print = size * min(1.0, tallest / page.height)
        if in_print > largest * _WORTH:
            chosen, largest = page, in_print
        if largest == look.font_pt:
            break
    return chosen


def _page(diagram: Diagram, pen: Pen, look: FigureStyle, side_share: float) -> Page:
    grid = _grid(diagram, (look.wide_width_mm if diagram.has_other else look.width_mm) * MM, side_share)
    heads, y = _heads(diagram, grid, pen)
    stages, bottom = _stages(diagram, grid, pen, y)
    previous = _previous(diagram, grid, pen, stages)
    marks: list[Mark] = [*heads, *_bars(stages, pen)]
    marks += arrow_marks(stages, grid, previous)
    boxes = [*([previous] if previous else []), *(box for stage in stages for box in stage.boxes())]
    marks += [pen.box(box) for box in boxes]
    bottom, size = max([bottom, *(box.bottom for box in boxes)]) + _OVER_CREDIT, look.min_font_pt
    credit: list[Mark] = []
    for line in pen.lettering.wrap(diagram.credit, size, grid.page_width - 2 * _MARGIN):
        bottom += size * 1.3
        credit.append(TextMark(x=_MARGIN, y=bottom, text=line, size=size, colour="#4d4d4d"))
    marks.append(GroupMark(id="flow-credit", kind="credit", marks=tuple(credit)))
    return Page(width=grid.page_width, height=bottom + _MARGIN, marks=tuple(marks))


def _grid(diagram: Diagram, width: float, side_share: float) -> Grid:
    wanted = (
        ("previous", diagram.previous is not None, 1.0),
        ("main", True, 1.0),
        ("side", any(stage.side for stage in diagram.stages), side_share),
        ("other", diagram.has_other, 1.0),
        ("other_side", any(stage.other_side for stage in diagram.stages), side_share),
    )
    shares = {name: share for name, there, share in wanted if there}
    left = _MARGIN + _BAR + _BAR_GAP
    room = width - left - _MARGIN - _COLUMN_GAP * (len(shares) - 1)
    widths = {name: room * share / sum(shares.values()) for name, share in shares.items()}
    lefts = {}
    for name, own in widths.items():
        lefts[name] = left
        left += own + _COLUMN_GAP
    return Grid(page_width=width, lefts=lefts, widths=widths, row_gap=_ROW_GAP)


def _heads(diagram: Diagram, grid: Grid, pen: Pen) -> tuple[list[Mark], float]:
    """Return the bars over the chains, all of one height, and where the first row begins."""
    spans = (("main", "side"), ("other", "other_side"), ("previous", "previous"))
    shown = [
        (text, grid.span(*span), span[0] != "main")
        for text, span in zip(diagram.heads, spans, strict=True)
        if text and span[0] in grid.lefts
    ]
    if not shown:
        return [], _MARGIN
    height = max(pen.head_height(text, width) for text, (_, width), _ in shown)
    heads = [pen.head(text, (x, _MARGIN), (width, height), second=second) for text, (x, width), second in shown]
    return heads, _MARGIN + height + _HEAD_GAP


def _stages(diagram: Diagram, grid: Grid, pen: Pen, y: float) -> tuple[list[PlacedStage], float]:
    """Return the rows one under the other; a phase is never lower than its name is long."""
    placed: list[PlacedStage] = []
    for phase, group in groupby(diagram.stages, key=lambda stage: stage.phase):
        stages = tuple(group)
        heights = [
            max(pen.height(box, grid.widths[name]) for name, box in stage.columns() if box is not None)
            for stage in stages
        ]
        lacking = pen.bar_length(phase) - sum(heights) - _ROW_GAP * (len(heights) - 1)
        heights[0] += max(0.0, lacking)
        if diagram.previous is not None and not placed:
            heights[0] = max(heights[0], pen.height(diagram.previous, grid.widths["previous"]))
        for stage, height in zip(stages, heights, strict=True):
            placed.append(_stage(stage, grid, pen, (y, height)))
            y += height + _ROW_GAP
    return placed, y - _ROW_GAP if placed else y


def _stage(stage: Stage, grid: Grid, pen: Pen, row: tuple[float, float]) -> PlacedStage:
    y, height = row

    def place(box: Box | None, column: str) -> PlacedBox | None:
        if box is None:
            return None
        width = grid.widths[column]
        own = pen.height(box, width)
        second = column.startswith("other")
        return PlacedBox(
            box=box, x=grid.lefts[column], y=y + (height - own) / 2, width=width, height=own, second=second
        )

    placed = {column: place(box, column) for column, box in stage.columns()}
    return PlacedStage(stage=stage, y=y, height=height, **placed)


def _previous(diagram: Diagram, grid: Grid, pen: Pen, stages: list[PlacedStage]) -> PlacedBox | None:
    if diagram.previous is None:
        return None
    width = grid.widths["previous"]
    height = pen.height(diagram.previous, width)
    y = stages[0].middle - height / 2 if stages else _MARGIN
    return PlacedBox(box=diagram.previous, x=grid.lefts["previous"], y=y, width=width, height=height, second=True)


def _bars(stages: list[PlacedStage], pen: Pen) -> list[Mark]:
    marks: list[Mark] = []
    for phase, group in groupby(stages, key=lambda placed: placed.stage.phase):
        rows = tuple(group)
        top, bottom = rows[0].y, rows[-1].y + rows[-1].height
        marks.append(pen.bar(phase, (_MARGIN, top), _BAR, bottom - top))
    return marks
