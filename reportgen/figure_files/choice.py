"""Which figures are wanted, in which width, and the number and caption that the manuscript gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.document import Figure, PictureFormat, walk_blocks
from reportgen.errors import DataError, Issue, did_you_mean
from reportgen.figure_files.wish import FigureWish
from reportgen.figures import PICTURES, Fitted, figure_plans, fit_figure
from reportgen.model import FigurePlan
from reportgen.pipeline import Assembled

__all__ = ["PrintFigure", "choose"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintFigure:
    """A figure, or a part of one, for print.

    figure: with its label ("Figure 3") and caption settled where it is in the manuscript; paper_mm: the exact width of
    its files, 0 for that of its drawing; place: in the manuscript, counted from 0.
    """

    figure: Figure
    paper_mm: float
    place: int

    @property
    def width_mm(self) -> float:
        """Return the width of its files."""
        return self.paper_mm or self.figure.drawing.width_mm

    @property
    def stem(self) -> str:
        """Return the name of its files without their ending: its number, if it has one, and its id."""
        number = self.figure.label.rpartition(" ")[2]
        name = self.figure.drawing.name.removeprefix("figure-")
        return f"figure-{number}-{name}" if number else f"figure-{name}"

    def file(self, kind: PictureFormat) -> str:
        """Return the name of its file in a format."""
        return f"{self.stem}{PICTURES[kind].suffix}"

    def drawn(self, kind: PictureFormat, wish: FigureWish) -> bytes:
        """Return the bytes of its file in a format."""
        return self.figure.drawing.render(kind, wish.dpi, grey=wish.grey, paper_mm=self.paper_mm)


def choose(manuscript: Assembled, wish: FigureWish) -> tuple[PrintFigure, ...]:
    """Return the figures that are wanted, in the order of the manuscript, each laid out for its width.

    Raises:
        DataError: with each name that is no figure's, or with each figure that fits none of the widths.
    """
    usual = _by_plan(manuscript)
    wanted = _wanted(usual, wish)
    plans = {plan.id: plan for plan in figure_plans(manuscript.analysis.review)}
    fitted = {id_: _fitted(manuscript, plans[id_], wish) for id_ in wanted}
    if wider := {id_: one.narrowest_mm for id_, one in fitted.items() if one.narrowest_mm}:
        raise DataError(_too_wide(wider, wish))
    found = [figure for id_, one in fitted.items() for figure in _numbered(one, usual[id_])]
    return tuple(sorted(found, key=lambda figure: figure.place))


def _fitted(manuscript: Assembled, plan: FigurePlan, wish: FigureWish) -> Fitted:
    found = fit_figure(manuscript.analysis, plan, wish.widths_mm, wish.height_mm)
    if not (wish.wider and found.narrowest_mm):
        return found
    return fit_figure(manuscript.analysis, plan, (float(found.narrowest_mm),), wish.height_mm)


def _by_plan(manuscript: Assembled) -> dict[str, list[tuple[Figure, int]]]:
    """Return the figures of the manuscript in their parts, settled, each with its place; by the id of their plan."""
    blocks = walk_blocks(manuscript.resolved.document.blocks)
    settled = {block.id: block for block in blocks if isinstance(block, Figure)}
    places = {id_: place for place, id_ in enumerate(settled)}
    found: dict[str, list[tuple[Figure, int]]] = {}
    for name, figure in manuscript.exhibits.figures.items():
        plan = name.partition("/")[0]
        found.setdefault(plan, []).append((settled.get(figure.id, figure), places.get(figure.id, len(places))))
    return found


def _wanted(usual: Mapping[str, list[tuple[Figure, int]]], wish: FigureWish) -> tuple[str, ...]:
    """Return the ids that are asked for by name or number, in their order; all if none are."""
    if not wish.only:
        return tuple(usual)
    known = {id_: id_ for id_ in usual}
    known |= {
        figure.label.rpartition(" ")[2]: id_ for id_, parts in usual.items() for figure, _ in parts if figure.label
    }
    if unknown := [name for name in wish.only if name not in known]:
        expected = ", ".join(usual) or "none: the review has no data for any"
        raise DataError(
            Issue(
                "figure-is-known",
                None,
                f"found figure {name!r}, expected a number of the manuscript or one of {expected}",
                did_you_mean(name, tuple(usual)),
            )
            for name in unknown
        )
    return tuple(dict.fromkeys(known[name] for name in wish.only))


def _too_wide(narrowest: Mapping[str, int], wish: FigureWish) -> Iterator[Issue]:
    widths = sorted(wish.widths_mm)
    asked = " or ".join(f"{width:g}" for width in widths)
    also = ",".join(f"{width:g}" for width in (*widths, max(narrowest.values())))
    hint = f"with --width {also} each figure gets the narrowest that it fits; --only leaves figures out"
    for id_, least in narrowest.items():
        message = f"found figure {id_!r}, which needs {least} mm, expected it to fit {asked} mm"
        yield Issue("figure-fits-width", None, message, hint)


def _numbered(fitted: Fitted, usual: list[tuple[Figure, int]]) -> Iterator[PrintFigure]:
    """Yield the parts of a figure; where the manuscript has more or fewer, all take the number of its first."""
    same = len(fitted.figures) == len(usual)
    for number, figure in enumerate(fitted.figures):
        settled, place = usual[number if same else 0]
        whole = replace(settled, drawing=figure.drawing) if same else replace(figure, label=settled.label)
        yield PrintFigure(figure=whole, paper_mm=fitted.width_mm, place=place)
