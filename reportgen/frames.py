"""A review's tables as DataFrames, for those who work in notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reportgen.effects.reported.columns import REPORTED_COLUMNS
from reportgen.model import (
    Arm,
    Attribution,
    Cell,
    CertaintyJudgement,
    FlowCount,
    Judgement,
    PublishedEffect,
    Result,
    Review,
    Study,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frames"]

Row = dict[str, object]

RESULT_COLUMNS = (
    "events",
    "n",
    "mean",
    "sd",
    "time",
    "r",
    "estimate",
    "se",
    "ci_low",
    "ci_high",
    "o_minus_e",
    "variance",
)
PUBLISHED_COLUMNS = ("estimate", "ci_low", "ci_high", "chi2", "df", "p_het", "tau2", "i2", "k", "n")
_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "results": (*RESULT_COLUMNS, *REPORTED_COLUMNS),
    "published_effects": PUBLISHED_COLUMNS,
}
"""The columns of numbers that need not be whole."""

WHENCE = ("source", "provenance", "note", "file", "line")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "studies": ("study", "status", "reason", "reports", "results_none", "n_randomised"),
    "arms": ("study", "arm", "label", "n", "randomised", "roles"),
    "results": ("study", "outcome", "subgroup", "time_point", "analysis_set", "arm", "versus", *RESULT_COLUMNS),
    "risk_of_bias": ("study", "domain", "outcome", "judgement", "support"),
    "certainty": ("outcome", "domain", "levels", "word", "reason"),
    "flow": ("item", "detail", "n"),
    "published_effects": ("id", "outcome", "measure", *PUBLISHED_COLUMNS, "p", "favours", "statement"),
}
"""The columns of each frame, before those of the review's own and those that say where a row comes from."""


def frames(review: Review) -> dict[str, pd.DataFrame]:
    """Return the review's tables: studies, arms, results, risk_of_bias, certainty, flow and published_effects.

    A row each as in the file, in its order, with its source, provenance, note, file and line. Numbers are floats with
    NaN, and whole numbers nullable integers, where a cell is empty: not known, which is never zero. A table without
    rows has its columns all the same.
    """
    tables: dict[str, Iterable[Row]] = {
        "studies": map(_study, review.studies),
        "arms": map(_arm, review.arms),
        "results": map(_result, review.results),
        "risk_of_bias": map(_judgement, review.judgements),
        "certainty": map(_certainty, review.certainty),
        "flow": map(_flow_count, review.flow.counts),
        "published_effects": map(_published, review.published),
    }
    return {name: _frame(name, list(rows)) for name, rows in tables.items()}


def _frame(name: str, rows: list[Row]) -> pd.DataFrame:
    import pandas as pd

    own = dict.fromkeys(column for row in rows for column in row)
    columns = list(dict.fromkeys((*COLUMNS[name], *(c for c in own if c not in WHENCE), *WHENCE)))
    frame = pd.DataFrame(rows, columns=columns)
    numeric = [c for c in columns if c in _NUMBERS.get(name, ())]
    whole = [c for c in columns if c in {"n_randomised", "levels"} or (c == "n" and name not in _NUMBERS)]
    return frame.astype({**dict.fromkeys(numeric, "float64"), **dict.fromkeys(whole, "Int64"), "line": "int64"})


def _study(study: Study) -> Row:
    described: Row = {name: cell.value for name, cell in study.characteristics.items()}
    return {
        "study": study.id,
        "status": study.status,
        "reason": study.reason,
        "reports": "; ".join(study.reports),
        "results_none": study.results_none,
        "n_randomised": study.n_randomised.value,
        **described,
        **_whence(study),
    }


def _arm(arm: Arm) -> Row:
    return {
        "study": arm.study,
        "arm": arm.id,
        "label": arm.label,
        "n": arm.n.value,
        "randomised": arm.randomised,
        "roles": "; ".join(f"{comparison}: {role}" for comparison, role in arm.roles.items()),
        **_whence(arm),
    }


def _result(result: Result) -> Row:
    return {
        "study": result.study,
        "outcome": result.outcome,
        "time_point": result.time_point,
        "subgroup": result.subgroup,
        "analysis_set": result.analysis_set,
        "arm": result.arm,
        "versus": result.versus,
        **_values(result.data),
        **_whence(result),
    }


def _judgement(judgement: Judgement) -> Row:
    return {
        "study": judgement.study,
        "domain": judgement.domain,
        "outcome": judgement.outcome,
        "judgement": judgement.level,
        "support": judgement.support,
        **_whence(judgement),
    }


def _certainty(judged: CertaintyJudgement) -> Row:
    return {
        "outcome": judged.outcome,
        "domain": judged.domain,
        "levels": judged.levels,
        "word": judged.word,
        "reason": judged.reason,
        **_whence(judged),
    }


def _flow_count(count: FlowCount) -> Row:
    return {"item": count.item, "detail": count.detail, "n": count.n.value, **_whence(count)}


def _published(effect: PublishedEffect) -> Row:
    return {
        "id": effect.id,
        "outcome": effect.outcome,
        "measure": effect.measure,
        **_values(effect.data),
        "p": effect.p_printed,
        "favours": effect.favours,
        "statement": effect.statement,
        **_whence(effect),
    }


def _values(data: Mapping[str, Cell[float]]) -> Row:
    return {name: cell.value for name, cell in data.items()}


def _whence(row: Study | Arm | Result | Judgement | CertaintyJudgement | FlowCount | PublishedEffect) -> Row:
    attribution: Attribution = row.attribution
    return {
        "source": "; ".join(attribution.source),
        "provenance": attribution.provenance,
        "note": attribution.note,
        "file": row.origin.path,
        "line": row.origin.line,
    }
