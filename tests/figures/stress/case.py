"""A hard review, and what studies of hard reviews have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

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
        make_study(study.id, line=line, year=_year(study.id) or str(1990 + line), dose=str(5 + (3 * line) % 40))
        for line, study in enumerate(review.studies, start=2)
    )
    review = replace(review, studies=studies, **described_by(("year", "integer"), ("dose", "number")))
    return judged(review, "rob2") if domains else review


def compared(experimental: str, comparator: str) -> tuple[Comparison, ...]:
    """Return the one comparison between arms of these names."""
    title = f"{experimental} versus {comparator}"
    origin = Origin("review.yaml", 1)
    return (Comparison(id="therapy", title=title, experimental=experimental, comparator=comparator, origin=origin),)


def _year(name: str) -> str:
    found = re.search(r"\b(?:19|20)\d\d", name)
    return found[0] if found else ""


def described_by(*columns: tuple[str, str]) -> dict[str, tuple[object, ...]]:
    """Return the settings of a review whose studies are described by columns, given by name and kind."""
    return {
        "characteristics": tuple(name for name, _ in columns),
        "columns": tuple(
            ExtraColumn(name=name, label=name.capitalize(), kind=kind) for name, kind in columns if name != "year"
        ),
    }


def judged(review: Review, tool: str, *, overall: bool = False) -> Review:
    """Return the review with invented judgements on each domain of a shipped tool for each study.

    Low risk is the most frequent, and one cell in about twelve is left without a judgement. An overall one, if wanted,
    is the worst of the study.
    """
    read = tool_named(tool)
    levels = list(read.levels)
    often = [6, 3, 2, *[1] * len(levels)][: len(levels)]
    judgements: list[Judgement] = []
    for row, study in enumerate(review.studies):
        worst = levels[0]
        for column, domain in enumerate(read.domains):
            chance = Random(f"{tool} {row} {column}")
            if chance.random() < 1 / 12 or (domain.id == "overall" and not overall):
                continue
            level = worst if domain.id == "overall" else chance.choices(levels, often)[0]
            worst = max(worst, level, key=lambda one: one.rank)
            judgements.append(
                Judgement(
                    study=study.id,
                    domain=domain.id,
                    level=level.id,
                    outcome="",
                    support=f"{domain.label} of {study.id}: as the report says.",
                    origin=Origin("risk_of_bias.csv", 2 + column + row * len(read.domains), 3),
                )
            )
    return replace(review, risk_of_bias_tool=read, judgements=tuple(judgements))


def tool_named(name: str) -> RiskOfBiasTool:
    """Return a shipped tool."""
    from reportgen.load.findings import Findings
    from reportgen.load.tools import tool_of

    tool = tool_of(name, resources.read_text(f"risk_of_bias/{name}.toml"), Findings())
    assert tool is not None
    return tool
