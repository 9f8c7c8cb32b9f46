"""Small reviews built in code, for tests that need one without reading a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reportgen.errors import Origin
from reportgen.model import (
    PRESETS,
    Arm,
    Attribution,
    Cell,
    Comparison,
    Flow,
    FlowCount,
    Judgement,
    Outcome,
    Provenance,
    PublishedEffect,
    Result,
    Review,
    Study,
)

__all__ = [
    "REVMAN",
    "cell",
    "make_arms",
    "make_flow",
    "make_outcome",
    "make_published",
    "make_result",
    "make_review",
    "make_study",
]

REVMAN = PRESETS["revman5"]
"""The plan of RevMan's "M-H, Random"."""

COMPARISON = "therapy"

Side = Sequence[float | None]


def cell(value: object, path: str, line: int, column: int, name: str = "") -> Cell:
    """Return a cell with the text that a spreadsheet would hold."""
    text = "" if value is None else str(value)
    return Cell(value, Origin(path, line, column, name), text)


def make_study(
    id_: str, *, line: int = 2, n: int | None = None, status: str = "included", **characteristics: str
) -> Study:
    """Return a study of studies.csv with the characteristics given as keywords."""
    described = {
        name: cell(value, "studies.csv", line, 5 + i, name) for i, (name, value) in enumerate(characteristics.items())
    }
    return Study(
        id=id_,
        status=status,
        origin=Origin("studies.csv", line),
        reason="not randomised" if status == "excluded" else "",
        n_randomised=cell(n, "studies.csv", line, 3, "n_randomised"),
        characteristics=described,
    )


def make_arms(
    study: str, *, line: int = 2, ids: Sequence[str] = ("T", "C"), randomised: bool = True
) -> tuple[Arm, ...]:
    """Return arms of one study; ids that start with T are experimental, those with C comparators, others neither."""
    roles = {"T": "experimental", "C": "comparator"}
    return tuple(
        Arm(
            study=study,
            id=id_,
            label={"T": "therapy", "C": "control"}.get(id_, id_),
            n=cell(None, "arms.csv", line + i, 4, "n"),
            randomised=randomised,
            roles={COMPARISON: roles[id_[0]]} if id_[0] in roles else {},
            origin=Origin("arms.csv", line + i),
        )
        for i, id_ in enumerate(ids)
    )


def make_result(
    study: str,
    outcome: str,
    arm: str,
    data: Mapping[str, float | None],
    *,
    line: int = 2,
    versus: str = "",
    time_point: str = "",
    analysis_set: str = "",
    subgroup: str = "",
    provenance: Provenance = "reported",
) -> Result:
    """Return a row of results.csv; None in `data` is an empty cell."""
    cells = {
        name: cell(value, "results.csv", line, 7 + i, name)
        for i, (name, value) in enumerate(data.items())
        if value is not None
    }
    return Result(
        study=study,
        outcome=outcome,
        time_point=time_point,
        analysis_set=analysis_set,
        arm=arm,
        versus=versus,
        data=cells,
        origin=Origin("results.csv", line),
        subgroup=subgroup,
        attribution=Attribution(provenance=provenance),
    )


def make_outcome(id_: str = "recovery", measure: str = "RR", **settings: object) -> Outcome:
    """Return an outcome of the one comparison; pooled as RevMan's "M-H, Random" unless settings say otherwise."""
    values = {"title": id_, "better": "higher", "plan": REVMAN} | settings
    return Outcome(id=id_, comparison=COMPARISON, measure=measure, origin=Origin("review.yaml", 1), **values)


def make_flow(form: str = "prisma2009", **counts: int | Mapping[str, int]) -> Flow:
    """Return a flow; an item is a total or a mapping of details to counts ("" is the total among them)."""
    rows = [
        (item, detail, n)
        for item, value in counts.items()
        for detail, n in (value.items() if isinstance(value, Mapping) else [("", value)])
    ]
    return Flow(
        form=form,
        counts=tuple(
            FlowCount(
                item=item,
                detail=detail,
                n=cell(n, "flow.csv", line, 3, "n"),
                origin=Origin("flow.csv", line),
            )
            for line, (item, detail, n) in enumerate(rows, start=2)
        ),
    )


def make_published(
    id_: str = "E01", *, measure: str = "RR", p: str = "", line: int = 2, outcome: str = "recovery", **printed: str
) -> PublishedEffect:
    """Return a published effect; numbers are given as the text that was printed (``estimate="0.33"``)."""
    cells = {
        name: Cell(
            float(text.replace("%", "").replace("\u2212", "-")),
            Origin("published_effects.csv", line, 4 + i, name),
            text,
        )
        for i, (name, text) in enumerate(printed.items())
    }
    return PublishedEffect(
        id=id_,
        outcome=outcome,
        measure=measure,
        data=cells,
        p_printed=p,
        favours="",
        statement="" if cells else "no difference",
        origin=Origin("published_effects.csv", line),
        p_origin=Origin("published_effects.csv", line, 20, "p") if p else None,
    )


def make_review(
    data: Mapping[str, Mapping[str, tuple[Side, Side]]] | None = None,
    *,
    outcomes: Iterable[Outcome] = (),
    n_randomised: Mapping[str, int | None] | None = None,
    judgements: Iterable[Judgement] = (),
    **settings: object,
) -> Review:
    """Return a review with arms T and C in each study.

    `data` maps a study to its outcomes, and these to the data of T and C: (events, n) or (mean, sd, n).
    Outcomes that are not given are made, as RR for two numbers and MD for three. Everything else of a Review may
    be given by its name.
    """
    data = data or {}
    found = dict.fromkeys(name for by_outcome in data.values() for name in by_outcome)
    sizes = n_randomised or {}
    declared = {outcome.id: outcome for outcome in outcomes}
    made = tuple(make_outcome(name, _measure(name, data)) for name in found if name not in declared)
    values: dict[str, object] = {
        "title": "A review",
        "comparisons": (
            Comparison(
                id=COMPARISON,
                title="Therapy against control",
                experimental="Therapy",
                comparator="Control",
                origin=Origin("review.yaml", 1),
            ),
        ),
        "outcomes": (*declared.values(), *made),
        "studies": tuple(make_study(name, line=i, n=sizes.get(name)) for i, name in enumerate(data, start=2)),
        "arms": tuple(arm for i, name in enumerate(data) for arm in make_arms(name, line=2 + 2 * i)),
        "results": _results(data),
        "judgements": tuple(judgements),
    } | settings
    return replace(Review(title="A review"), **values)


def _measure(outcome: str, data: Mapping[str, Mapping[str, tuple[Side, Side]]]) -> str:
    sides = next(by_outcome[outcome] for by_outcome in data.values() if outcome in by_outcome)
    return "RR" if len(sides[0]) == 2 else "MD"


def _results(data: Mapping[str, Mapping[str, tuple[Side, Side]]]) -> tuple[Result, ...]:
    rows: list[Result] = []
    for study, by_outcome in data.items():
        for outcome, sides in by_outcome.items():
            for arm, side in zip(("T", "C"), sides, strict=True):
                names = ("events", "n") if len(side) == 2 else ("mean", "sd", "n")
                rows.append(make_result(study, outcome, arm, dict(zip(names, side, strict=True)), line=len(rows) + 2))
    return tuple(rows)
