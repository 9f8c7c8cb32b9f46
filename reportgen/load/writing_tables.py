"""The tables of a Review as comma-separated text, each cell so that it is read again exactly as it was."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any, TypeAlias

from reportgen.effects import EFFECT_COLUMNS
from reportgen.load.forms import PUBLISHED_NUMBERS, ROLE_PREFIX, STUDY_COLUMNS
from reportgen.load.formulas import harmless
from reportgen.load.registries import columns_of_measures
from reportgen.model import CHARACTERISTICS, Attribution, Cell, Result, Review, Study

__all__ = ["table_texts"]

_Line: TypeAlias = Mapping[str, str]
_WHENCE = ("source", "provenance", "note")
_USUAL = frozenset(("events", "n", "mean", "sd", *EFFECT_COLUMNS))
"""Columns of results.csv that are written also where no row fills them in."""


def table_texts(review: Review) -> Mapping[str, str]:
    """Return the text of each table by its path; every table has its row of headings, also without rows."""
    return {
        "studies.csv": _studies(review),
        "studies_sources.csv": _studies_sources(review),
        "arms.csv": _arms(review),
        "results.csv": _results(review),
        "risk_of_bias.csv": _judgements(review),
        "certainty.csv": _certainty(review),
        "flow.csv": _flow(review),
        "sources.csv": _sources(review),
        "published_effects.csv": _published(review),
    }


def _text(columns: Sequence[str], lines: Iterable[_Line]) -> str:
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(line.get(column, "")) for column in columns] for line in lines)
    return stream.getvalue()


def _whence(attribution: Attribution) -> dict[str, str]:
    provenance = "" if attribution.provenance == "reported" else attribution.provenance
    return {"source": "; ".join(attribution.source), "provenance": provenance, "note": attribution.note}


def _cell(cell: Cell[Any]) -> str:
    """Return the text of a cell as it was entered, or its value where it came from elsewhere than a file."""
    if cell.text or cell.value is None:
        return cell.text
    return format(cell.value, ".15g") if isinstance(cell.value, float) else str(cell.value)


def _studies(review: Review) -> str:
    described = dict.fromkeys(name for study in review.studies for name in study.characteristics)
    if not review.studies:
        described = dict.fromkeys((*CHARACTERISTICS, *(column.name for column in review.columns)))
    return _text((*STUDY_COLUMNS, *described, *_WHENCE), map(_study, review.studies))


def _study(study: Study) -> _Line:
    return {
        "study": study.id,
        "status": study.status,
        "reason": study.reason,
        "reports": "; ".join(study.reports),
        "results": "none" if study.results_none else "",
        "results_reason": study.results_none,
        "n_randomised": _cell(study.n_randomised),
        **{name: _cell(cell) for name, cell in study.characteristics.items()},
        **_whence(study.attribution),
    }


def _studies_sources(review: Review) -> str:
    lines: list[_Line] = []
    for study in review.studies:
        cells: dict[str, Cell[Any]] = {"n_randomised": study.n_randomised, **study.characteristics}
        lines.extend(
            {"study": study.id, "field": name, **_whence(cell.attribution)}
            for name, cell in cells.items()
            if cell.attribution != study.attribution
        )
    return _text(("study", "field", *_WHENCE), lines)


def _arms(review: Review) -> str:
    declared = [comparison.id for comparison in review.comparisons]
    comparisons = dict.fromkeys((*declared, *(name for arm in review.arms for name in arm.roles)))
    roles = [ROLE_PREFIX + name for name in comparisons]
    lines = [
        {
            "study": arm.study,
            "arm": arm.id,
            "label": arm.label,
            "n": _cell(arm.n),
            "randomised": "yes" if arm.randomised else "no",
            **{ROLE_PREFIX + name: role for name, role in arm.roles.items()},
            **_whence(arm.attribution),
        }
        for arm in review.arms
    ]
    return _text(("study", "arm", "label", "n", "randomised", *roles, *_WHENCE), lines)


def _results(review: Review) -> str:
    divided = ("subgroup",) if any(result.subgroup for result in review.results) else ()
    key = ("study", "outcome", *divided, "time_point", "analysis_set", "arm", "versus")
    used = {name for result in review.results for name in result.data}
    data = (name for name in columns_of_measures() if name in used or name in _USUAL)
    return _text((*key, *data, *_WHENCE), map(_result, review.results))


def _result(result: Result) -> _Line:
    return {
        "study": result.study,
        "outcome": result.outcome,
        "subgroup": result.subgroup,
        "time_point": result.time_point,
        "analysis_set": result.analysis_set,
        "arm": result.arm,
        "versus": result.versus,
        **{name: _cell(cell) for name, cell in result.data.items()},
        **_whence(result.attribution),
    }


def _judgements(review: Review) -> str:
    lines = [
        {
            "study": judgement.study,
            "domain": judgement.domain,
            "outcome": judgement.outcome,
            "judgement": judgement.level,
            "support": judgement.support,
            **_whence(judgement.attribution),
        }
        for judgement in review.judgements
    ]
    return _text(("study", "domain", "outcome", "judgement", "support", *_WHENCE), lines)


def _certainty(review: Review) -> str:
    lines = [
        {
            "outcome": judged.outcome,
            "domain": judged.domain,
            "levels": judged.word if judged.levels is None else str(judged.levels),
            "reason": judged.reason,
            **_whence(judged.attribution),
        }
        for judged in review.certainty
    ]
    return _text(("outcome", "domain", "levels", "reason", *_WHENCE), lines)


def _flow(review: Review) -> str:
    lines = [
        {"item": row.item, "detail": row.detail, "n": _cell(row.n), **_whence(row.attribution)}
        for row in review.flow.counts
    ]
    return _text(("item", "detail", "n", *_WHENCE), lines)


def _sources(review: Review) -> str:
    columns = ("id", "address", "title", "kind", "note")
    return _text(columns, [{name: getattr(source, name) for name in columns} for source in review.sources])


def _published(review: Review) -> str:
    head, tail = PUBLISHED_NUMBERS[:3], PUBLISHED_NUMBERS[3:]
    lines = [
        {
            "id": effect.id,
            "outcome": effect.outcome,
            "measure": effect.measure,
            "p": effect.p_printed,
            "favours": effect.favours,
            "statement": effect.statement,
            **{name: _cell(cell) for name, cell in effect.data.items()},
            **_whence(effect.attribution),
        }
        for effect in review.published
    ]
    return _text(("id", "outcome", "measure", *head, "p", *tail, "favours", "statement", *_WHENCE), lines)
