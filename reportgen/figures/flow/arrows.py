"""The arrows of a flow diagram: down the chains, to the right where records leave, and in from other sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.figures.canvas import LineMark, Mark
from reportgen.figures.flow.boxes import PlacedBox, arrow
from reportgen.figures.flow.grid import Grid, PlacedStage

__all__ = ["arrow_marks"]


def arrow_marks(stages: Sequence[PlacedStage], grid: Grid, previous: PlacedBox | None) -> Iterator[Mark]:
    """Yield all arrows; none crosses a box, since each runs in the gaps or in a column that is empty there."""
    mains = [stage.main for stage in stages if stage.main is not None]
    others = [stage.other for stage in stages if stage.other is not None]
    yield from _chain(mains)
    yield from _chain(others)
    for i, stage in enumerate(stages):
        if stage.stage.joins and stage.side is not None:
            yield from _joining(stage, stages[i + 1 :], grid)
        else:
            yield from _leaving(stage.main, stage.side, stage, mains)
        yield from _leaving(stage.other, stage.other_side, stage, others)
    ids = {box.box.id: box for box in mains}
    if others and "flow-included" in ids:
        yield from _into_side(others[-1], ids["flow-included"], from_right=True)
    if previous is not None and "flow-total" in ids:
        yield from _into_side(previous, ids["flow-total"], from_right=False)


def _chain(boxes: Sequence[PlacedBox]) -> Iterator[Mark]:
    for upper, lower in pairwise(boxes):
        yield from arrow(((upper.centre[0], upper.bottom), (lower.centre[0], lower.y)))


def _leaving(
    box: PlacedBox | None, side: PlacedBox | None, stage: PlacedStage, chain: Sequence[PlacedBox]
) -> Iterator[Mark]:
    """Yield the arrow to what leaves a chain: from its box, from its arrow passing by, or round from its last box."""
    if side is None:
        return
    above = [one for one in chain if one.bottom <= stage.middle]
    if box is not None:
        yield from arrow(((box.right, stage.middle), (side.x, stage.middle)))
    elif above and above[-1] is not chain[-1]:
        yield from arrow(((above[-1].centre[0], stage.middle), (side.x, stage.middle)))
    elif above:
        x = above[-1].centre[0]
        yield from arrow(((x, above[-1].bottom), (x, stage.middle), (side.x, stage.middle)))


def _joining(stage: PlacedStage, later: Sequence[PlacedStage], grid: Grid) -> Iterator[Mark]:
    """Yield the way of a second source into the chain: down, and left into the arrow between two rows."""
    lower = next((one.main for one in later if one.main is not None), None)
    if lower is None or stage.side is None:
        return
    x, y = stage.side.centre[0], stage.y + stage.height + grid.row_gap / 2
    bend = ((x, stage.side.bottom), (x, y), (lower.centre[0], y))
    if stage.main is not None:
        yield LineMark(points=bend, width=0.8)
    else:
        yield from arrow((*bend, (lower.centre[0], lower.y)))


def _into_side(box: PlacedBox, target: PlacedBox, *, from_right: bool) -> Iterator[Mark]:
    x, y = box.centre[0], target.centre[1]
    yield from arrow(((x, box.bottom), (x, y), (target.right if from_right else target.x, y)))
