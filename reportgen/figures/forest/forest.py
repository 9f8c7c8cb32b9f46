"""The public verb of forest plots."""

from __future__ import annotations

from pathlib import Path

from reportgen.document import Drawing
from reportgen.figures.drawing import as_drawing
from reportgen.figures.forest.alt import alt_text
from reportgen.figures.forest.blocks import ForestBlock, as_forest
from reportgen.figures.forest.content import content_of
from reportgen.figures.forest.frame import frame_for
from reportgen.figures.forest.layout import forest_page
from reportgen.figures.forest.rows import nodes_in
from reportgen.figures.forest.table import data_table
from reportgen.figures.lettering import Lettering
from reportgen.model import Review
from reportgen.style import Style

__all__ = ["draw_forest"]


def draw_forest(
    blocks: tuple[ForestBlock, ...], review: Review, style: Style, *, name: str, fonts: tuple[Path, ...] = ()
) -> Drawing:
    """Return a forest plot in RevMan's layout; sizes in mm, effects on the printed scale of their measure.

    One block is one outcome: its studies, its total and, where its pooled result has subgroups (which share no
    study), subtotals and the test between them. Several blocks are outcomes of the same studies: each has a total
    of its own and none is drawn over all, since it would count participants more than once; there is no way to
    ask for one. `fonts` (the review's own if none are given) are tried for
    characters that the shipped ones lack. DataError if the blocks differ in
    measure or comparison; ValueError without blocks.
    """
    if not blocks:
        raise ValueError("a forest plot needs at least one block")
    forest = as_forest(blocks, review, style)
    content = content_of(forest)
    lettering = Lettering(fallback=fonts or review.font_paths)
    return as_drawing(
        forest_page(frame_for(forest, content, lettering)),
        lettering,
        name=name,
        alt=alt_text(forest),
        data=data_table(forest, content, name),
        numbers=(node for row in content.rows for node in nodes_in(row)),
    )
