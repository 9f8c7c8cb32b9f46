"""Reviews as those that come from elsewhere: results that name their subgroup, many outcomes, many studies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.errors import Origin
from reportgen.model import Cell, Comparison, Review
from tests.reviews import make_arms, make_outcome, make_result, make_review, make_study

__all__ = ["GROUPS", "divided", "many_outcomes", "with_texts"]

Sides = tuple[Sequence[float], Sequence[float]]

GROUPS: Mapping[str, Mapping[str, Sides]] = {
    "women": {"Able 2001": ((30, 50), (10, 50)), "Baker 2002": ((45, 60), (20, 60))},
    "men": {"Able 2001": ((25, 50), (12, 50)), "Cole 2003": ((5, 40), (9, 40))},
}
"""Three studies with four results: Able 2001 is in both subgroups."""


def divided(groups: Mapping[str, Mapping[str, Sides]] = GROUPS, **settings: object) -> Review:
    """Return a review of one outcome, its results by subgroup and study; keywords are settings of the outcome."""
    names = list(dict.fromkeys(study for members in groups.values() for study in members))
    rows = [
        replace(
            make_result(study, "x", arm, dict(zip(("events", "n"), side, strict=True)), line=line), subgroup=subgroup
        )
        for line, (subgroup, study, arm, side) in enumerate(
            (
                (subgroup, study, arm, side)
                for subgroup, members in groups.items()
                for study, sides in members.items()
                for arm, side in zip(("T", "C"), sides, strict=True)
            ),
            start=2,
        )
    ]
    return make_review(
        {},
        outcomes=[make_outcome("x", **({"title": "recovery"} | settings))],
        studies=tuple(make_study(name, line=line) for line, name in enumerate(names, start=2)),
        arms=tuple(arm for i, name in enumerate(names) for arm in make_arms(name, line=2 + 2 * i)),
        results=tuple(rows),
    )


def many_outcomes(pooled: int, single: int = 0, unpooled: int = 0) -> Review:
    """Return a review of one numbered comparison with so many outcomes of three studies, of one, and not pooled."""
    data: dict[str, dict[str, Sides]] = {"Able 2001": {}, "Baker 2002": {}, "Cole 2003": {}}
    for i in range(pooled):
        for k, study in enumerate(data.values()):
            study[f"p{i}"] = ((5 + i % 7 + k, 50), (9 - k, 50)) if k < 2 or i % 2 else ((0, 50), (0, 50))
    for i in range(single):
        data["Able 2001"][f"s{i}"] = ((3 + i, 40), (6, 40))
    names = [*(f"p{i}" for i in range(pooled)), *(f"s{i}" for i in range(single)), *(f"u{i}" for i in range(unpooled))]
    outcomes = [
        make_outcome(
            name,
            title=f"outcome {name}",
            better="lower",
            number=f"1.{number}",
            pooled=not name.startswith("u"),
            not_pooled_reason="the scales differed" if name.startswith("u") else "",
        )
        for number, name in enumerate(names, 1)
    ]
    comparison = Comparison(
        id="therapy",
        title="therapy against control",
        experimental="Therapy",
        comparator="Control",
        number="1",
        origin=Origin("review.yaml", 1),
    )
    return make_review(data, outcomes=outcomes, comparisons=(comparison,))


def with_texts(count: int, **columns: str) -> Review:
    """Return a review of so many included studies whose characteristics are the same texts."""
    origin = Origin("studies.csv", 2)
    cells = {name: Cell(text, origin, text) for name, text in columns.items()}
    return make_review(
        {}, studies=tuple(replace(make_study(f"Study {i}", line=i + 2), characteristics=cells) for i in range(count))
    )
