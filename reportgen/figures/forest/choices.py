"""How one forest plot is to look: layout, order of the studies, further columns, judgements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.errors import DataError, Issue, Origin, did_you_mean
from reportgen.figures.layouts import LAYOUTS, ForestLayout, layout_flaw
from reportgen.model import CHARACTERISTICS, FigurePlan, FigureSort, Review
from reportgen.style import Style

__all__ = ["ForestChoices", "choice_flaws", "choices_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestChoices:
    """Layout, order of the studies, characteristics beside them with their heads, whether judgements are shown."""

    layout: ForestLayout
    sort: FigureSort = "entry"
    columns: tuple[tuple[str, str], ...] = field(default=())
    risk_of_bias: bool = False


def choices_for(review: Review, style: Style, plan: FigurePlan | None = None) -> ForestChoices:
    """Return what a plan chooses, and the style where the plan leaves it open.

    Raises:
        DataError: a layout or a column that does not exist.
    """
    look = style.figures
    if plan is not None and (issues := list(choice_flaws(plan, review))):
        raise DataError(issues)
    name = (plan.layout if plan is not None else "") or look.forest
    place = Origin(f"{style.name}.toml", 1)
    if flaw := layout_flaw(name, place):
        raise DataError([flaw])
    sort: FigureSort = (plan.sort if plan is not None else "") or look.forest_sort
    wanted = plan.columns if plan is not None else ()
    if sort == "year" and "year" not in wanted and not _names_hold_years(review):
        wanted = ("year", *wanted)
    asked = None if plan is None else plan.risk_of_bias
    return ForestChoices(
        layout=LAYOUTS[name],
        sort=sort,
        columns=tuple((column, _head(column, review)) for column in wanted),
        risk_of_bias=look.forest_risk_of_bias if asked is None else asked,
    )


def choice_flaws(plan: FigurePlan, review: Review) -> Iterator[Issue]:
    """Yield an issue for a layout that does not exist, and for each column that no study has."""
    if plan.layout and (flaw := layout_flaw(plan.layout, plan.origin)):
        yield flaw
    known = tuple(dict.fromkeys(name for study in review.studies for name in study.characteristics))
    for name in plan.columns:
        if name not in known:
            message = f"found column {name!r} in figure {plan.id!r}, expected a column of studies.csv"
            yield Issue("figure-columns-are-known", plan.origin, message, hint=did_you_mean(name, known))


def _names_hold_years(review: Review) -> bool:
    cells = ((study.id, study.characteristics.get("year")) for study in review.studies)
    return all(cell is None or cell.text.strip() in name for name, cell in cells)


def _head(column: str, review: Review) -> str:
    own = {extra.name: extra.label for extra in review.columns}
    return own.get(column) or CHARACTERISTICS.get(column) or column.replace("_", " ").capitalize()
