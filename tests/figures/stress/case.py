"""A hard review, and what studies of hard reviews have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen import resources
from reportgen.errors import Origin
from reportgen.model import Comparison, ExtraColumn, Judgement, Outcome, Review, RiskOfBiasTool
from tests.figures.samples import INVERSE_VARIANCE
from tests.reviews import make_outcome, make_result, make_review, make_study

__all__ = ["Case", "compared", "described_by", "judged", "of_effects", "of_sides", "tool_named"]

Sides = tuple[Sequence[float | None], Sequence[float | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A review under a name; `id` is a stem of file names, `make` builds the review anew."""

    id: str
    title: str
    make: Callable[[], Review]


def of_sides(
    rows: Mapping[str, Sides],
    measure: str = "RR",
    *,
    names: tuple[str, str] = ("Therapy", "Control"),
    domains: bool = True,
    **settings: object,
) -> Review:
    """Return a review with one outcome, x; keywords are settings of the outcome.

    Each study has a year and a dose, and judgements of RoB 2 unless `domains` is false.
    """
    outcome = make_outcome("x", measure, **({"plan": INVERSE_VARIANCE, "title": "the outcome"} | settings))
    review = make_review(
        {name: {"x": sides} for name, sides in rows.items()}, outcomes=[outcome], comparisons=compared(*names)
    )
    return _described(review, domains=domains)


def of_effects(
    effects: Mapping[str, tuple[float, float]], measure: str = "GEN", *, domains: bool = True, **settings: object
) -> Review:
    """Return a review with one outcome, x, given as estimates on the printed scale with their standard errors."""
    outcome: Outcome = make_outcome("x", measure, **({"plan": INVERSE_VARIANCE, "title": "the outcome"} | settings))
    bare = make_review({name: {} for name in effects}, outcomes=[outcome], comparisons=compared("Therapy", "Control"))
    results = tuple(
        make_result(name, "x", "T", {"estimate": estimate, "se": se}, versus="C", line=line)
        for line, (name, (estimate, se)) in enumerate(effects.items(), start=2)
    )
    return _described(replace(bare, results=results), domains=domains)


def _described(review: Review, *, domains: bool) -> Review:
    studies = tuple(
        make_study(study.id, line=line, year=str(1960 + (7 * line) % 60), dose=str(5 + (3 * line) % 40))
        for line, study in enumerate(review.studies, start=2)
    )
    review = replace(review, studies=studies, **described_by(("year", "integer"), ("dose", "number")))
    return judged(review, "rob2") if domains else review


def compared(experimental: str, comparator: str) -> tuple[Comparison, ...]:
    """Return the one comparison between arms of these names."""
    title = f"{experimental} versus {comparator}"
    origin = Origin("review.yaml", 1)
    return (Comparison(id="therapy", title=title, experimental=experimental, comparator=comparator, origin=origin),)


def described_by(*columns: tuple[str, str]) -> dict[str, tuple[object, ...]]:
    """Return the settings of a review whose studies are described by columns, given by name and kind."""
    return {
        "characteristics": tuple(name for name, _ in columns),
        "columns": tuple(
            ExtraColumn(name=name, label=name.capitalize(), kind=kind) for name, kind in columns if name != "year"
        ),
    }


def judged(review: Review, tool: str, *, overall: bool = False) -> Review:
    """Return the review with judgements on each domain of a shipped tool for each study, all levels in turn.

    A cell in eleven is left without a judgement.
    """
    read = tool_named(tool)
    judgements = tuple(
        Judgement(
            study=study.id,
            domain=domain.id,
            level=read.levels[(row + row * column + column // 2) % len(read.levels)].id,
            outcome="",
            support=f"{domain.label} of {study.id}: as the report says.",
            origin=Origin("risk_of_bias.csv", 2 + column + row * len(read.domains), 3),
        )
        for row, study in enumerate(review.studies)
        for column, domain in enumerate(read.domains)
        if (row * len(read.domains) + column) % 11 != 10 and (overall or domain.id != "overall")
    )
    return replace(review, risk_of_bias_tool=read, judgements=judgements)


def tool_named(name: str) -> RiskOfBiasTool:
    """Return a shipped tool."""
    from reportgen.load.findings import Findings
    from reportgen.load.tools import tool_of

    tool = tool_of(name, resources.read_text(f"risk_of_bias/{name}.toml"), Findings())
    assert tool is not None
    return tool
