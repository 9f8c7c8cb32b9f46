"""From the rows of a forest plot to drawings of one page each."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.document import Drawing
from reportgen.figures.canvas import MM
from reportgen.figures.drawing import as_drawing, part_name
from reportgen.figures.forest.blocks import Forest
from reportgen.figures.forest.content import Content
from reportgen.figures.forest.frame import frame_for
from reportgen.figures.forest.layout import forest_parts
from reportgen.figures.forest.rows import nodes_in
from reportgen.figures.forest.table import data_table
from reportgen.figures.lettering import Lettering

__all__ = ["drawings_of"]


def drawings_of(
    forest: Forest,
    content: Content,
    lettering: Lettering,
    *,
    name: str,
    alt: str,
    tallest_mm: float | Callable[[float], float],
) -> tuple[Drawing, ...]:
    """Return rows as drawings of at most `tallest_mm`, each with its part of the data and of the numbers.

    `tallest_mm` may depend on the width, which is then given to it in mm, and is that for type of the style's size:
    type that was made smaller to fit leaves less to be made smaller still.
    """
    frame = frame_for(forest, content, lettering)
    shrunk = frame.size.text / forest.style.figures.font_pt
    most = tallest_mm(frame.placed.page_width / MM) * shrunk if callable(tallest_mm) else tallest_mm
    parts = forest_parts(frame, most * MM)
    return tuple(
        as_drawing(
            part.page,
            lettering,
            name=part_name(name, number),
            alt=alt if len(parts) == 1 else f"Part {number} of {len(parts)}. {alt}",
            data=data_table(forest, part.content, part_name(name, number)),
            numbers=(node for row in part.content.rows for node in nodes_in(row)),
        )
        for number, part in enumerate(parts, 1)
    )
