"""All kinds of figures, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.document import Figure
from reportgen.figures.baujat import make_baujat
from reportgen.figures.bubble import make_bubble
from reportgen.figures.flow import make_flow
from reportgen.figures.forest import make_cumulative, make_forest, make_leave_one_out
from reportgen.figures.funnel import make_funnel
from reportgen.figures.labbe import make_labbe
from reportgen.figures.radial import make_radial
from reportgen.figures.risk_of_bias import make_risk_of_bias
from reportgen.figures.risk_of_bias_graph import make_risk_of_bias_graph
from reportgen.model import FigurePlan
from reportgen.quantities import Analysis

__all__ = ["FIGURES", "FigureKind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureKind:
    """A kind of figure.

    title: for lists; make: the figure by its plan, with its caption, one for each of its parts, none where the review
    has nothing for it; settings: those of a `FigurePlan` that it reads besides id, title and kind; needs: those of
    them that it cannot do without.
    """

    title: str
    make: Callable[[Analysis, FigurePlan], tuple[Figure, ...]]
    settings: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


FIGURES: Mapping[str, FigureKind] = {
    "flow": FigureKind(title="Flow of records, reports and studies (PRISMA)", make=make_flow),
    "risk-of-bias": FigureKind(
        title="Risk-of-bias summary, studies by domains", make=make_risk_of_bias, settings=frozenset({"outcome"})
    ),
    "risk-of-bias-graph": FigureKind(
        title="Risk-of-bias graph, the share of each judgement by domain",
        make=make_risk_of_bias_graph,
        settings=frozenset({"outcome", "weights"}),
    ),
    "forest": FigureKind(
        title="Forest plot",
        make=make_forest,
        settings=frozenset({"outcome", "layout", "sort", "columns", "risk_of_bias", "both_models"}),
    ),
    "leave-one-out": FigureKind(
        title="Forest plot of results without each study",
        make=make_leave_one_out,
        settings=frozenset({"outcome", "layout"}),
        needs=frozenset({"outcome"}),
    ),
    "cumulative": FigureKind(
        title="Forest plot of results as studies join, by year or otherwise",
        make=make_cumulative,
        settings=frozenset({"outcome", "layout", "sort"}),
        needs=frozenset({"outcome"}),
    ),
    "funnel": FigureKind(
        title="Funnel plot, effects by their standard errors",
        make=make_funnel,
        settings=frozenset({"outcome", "contours", "trim_and_fill"}),
        needs=frozenset({"outcome"}),
    ),
    "bubble": FigureKind(
        title="Bubble plot, effects regressed on a number of each study",
        make=make_bubble,
        settings=frozenset({"outcome", "moderator"}),
        needs=frozenset({"outcome", "moderator"}),
    ),
    "baujat": FigureKind(
        title="Baujat plot, contribution to heterogeneity by influence",
        make=make_baujat,
        settings=frozenset({"outcome"}),
        needs=frozenset({"outcome"}),
    ),
    "labbe": FigureKind(
        title="L'Abbé plot, risk in one group by risk in the other",
        make=make_labbe,
        settings=frozenset({"outcome"}),
        needs=frozenset({"outcome"}),
    ),
    "radial": FigureKind(
        title="Radial (Galbraith) plot, standardised effects by precision",
        make=make_radial,
        settings=frozenset({"outcome"}),
        needs=frozenset({"outcome"}),
    ),
}
"""A figure is added with a file or folder here and a line in this mapping."""
