"""The lines of outcomes and studies in the form that formats share."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from reportgen.exchange.analyses import SourceComparison, SourceKind, SourceOutcome, SourceRow, SourceSubgroup
from reportgen.exchange.revman.records import Record
from reportgen.exchange.revman.row_data import row_data
from reportgen.exchange.revman.stored import StoredColumns, stored_effect, stored_pooled, stored_test
from reportgen.exchange.revman_csv.nest import Nest, Part
from reportgen.model import Cell, Totals

__all__ = ["comparisons_of"]

_Word = TypeVar("_Word", bound=str)
_Scale = Literal["ratio", "logarithm", "linear"]

_KINDS: Mapping[str, SourceKind] = {
    "DIC": "dichotomous",
    "CON": "continuous",
    "IV": "generic",
    "IPD": "o-minus-e",
    "OTH": "other",
}
_METHODS: Mapping[str, Literal["mantel-haenszel", "inverse-variance", "peto"]] = {
    "MH": "mantel-haenszel",
    "IV": "inverse-variance",
    "PETO": "peto",
    "EXP[(O-E)/VAR]": "peto",
}
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "events_experimental": ("Events 1",),
    "n_experimental": ("Total 1",),
    "mean_experimental": ("Mean 1",),
    "sd_experimental": ("SD 1",),
    "events_comparator": ("Events 2",),
    "n_comparator": ("Total 2",),
    "mean_comparator": ("Mean 2",),
    "sd_comparator": ("SD 2",),
    "estimate": ("Effect Estimate",),
    "se": ("SE",),
    "o_minus_e": ("O-E",),
    "variance": ("Variance", "Var"),
}
_EFFECT: Mapping[str, tuple[str, ...]] = {
    "estimate": ("Effect Estimate",),
    "ci_low": ("CI Start",),
    "ci_high": ("CI End",),
    "weight": ("Weight",),
}
_STORED = StoredColumns(
    effect={**_EFFECT, "se": ("SE",)},
    pooled={
        **_EFFECT,
        "chi2": ("Q",),
        "df": ("df",),
        "p_het": ("P(Q)",),
        "i2": ("I²(Q)", "I2(Q)"),
        "tau2": ("Tau²", "Tau2"),
        "p": ("P(Z)",),
        "events_experimental": ("Events 1",),
        "events_comparator": ("Events 2",),
        "n_experimental": ("Total 1",),
        "n_comparator": ("Total 2",),
    },
    test={"chi2": ("Qint",), "p": ("P(Qint)",), "i2": ("I²(Qint)", "I2(Qint)")},
    statistics=("Z",),
)
_TOTAL = replace(_STORED, pooled={name: columns for name, columns in _STORED.pooled.items() if name != "weight"})
_Z = 1.959964
_CLOSE = 0.02
_SUBGROUPS_ONLY = 150.0


def comparisons_of(nest: Nest, key: Callable[[str, str], str]) -> Iterator[SourceComparison]:
    """Yield the comparisons in the order of the file; `key` returns the key of a study from its name and year."""
    outcomes_by: dict[str, dict[str, dict[str, Part]]] = {number: {} for number in nest.comparisons}
    for (comparison, outcome, subgroup), part in nest.parts.items():
        outcomes_by.setdefault(comparison, {}).setdefault(outcome, {})[subgroup] = part
    for number, parts_by in outcomes_by.items():
        heads = [
            (outcome, head, parts)
            for outcome, parts in parts_by.items()
            if "0" in parts and (head := parts["0"].head) is not None
        ]
        record = nest.comparisons.get(number)
        origin = record.origin("Name") if record else heads[0][1].origin("Comparison Number")
        name = record.text("Name") if record else ""
        outcomes = tuple(_outcome(outcome, own, head, key) for outcome, head, own in heads)
        yield SourceComparison(number=number, name=name, outcomes=outcomes, origin=origin)


def _outcome(number: str, own: Mapping[str, Part], head: Record, key: Callable[[str, str], str]) -> SourceOutcome:
    """Return an outcome; `own` are its parts by the number of the subgroup, 0 for the outcome itself."""
    kind = _word(head, "Data Type", _KINDS, "other")
    divided = {subgroup: part for subgroup, part in own.items() if subgroup != "0"}
    records = [record for part in own.values() for record in part.studies]
    scale = _scale(records, head) if kind == "generic" else "linear"
    subgroups = tuple(_subgroup(name, part, kind, key, scale) for name, part in divided.items())
    return SourceOutcome(
        number=number,
        name=head.text("Name"),
        kind=kind,
        origin=head.origin("Name"),
        measure=head.text("Effect Measure"),
        method=_word(head, "Statistical Method", _METHODS, "inverse-variance"),
        model="random" if head.text("Analysis Model").casefold().startswith("random") else "common",
        totals=_totals(head, subgroups),
        log_data=scale != "linear",
        label_experimental=head.text("Group Label 1"),
        label_comparator=head.text("Group Label 2"),
        graph_left=head.text("Left Graph Label"),
        graph_right=head.text("Right Graph Label"),
        rows=tuple(_row(record, kind, key, scale) for record in own["0"].studies),
        subgroups=subgroups,
        stored=stored_pooled(head, kind, _TOTAL),
        stored_subgroup_test=stored_test(head, _STORED),
    )


def _subgroup(
    number: str, part: Part, kind: SourceKind, key: Callable[[str, str], str], scale: _Scale
) -> SourceSubgroup:
    head = part.head or part.studies[0]
    return SourceSubgroup(
        number=number,
        name=part.head.text("Name") if part.head else "",
        origin=head.origin("Name"),
        rows=tuple(_row(record, kind, key, scale) for record in part.studies),
        stored=stored_pooled(part.head, kind, _STORED) if part.head else None,
    )


def _row(record: Record, kind: SourceKind, key: Callable[[str, str], str], scale: _Scale) -> SourceRow:
    data = dict(row_data(record, kind, _COLUMNS))
    estimate = data.get("estimate")
    if scale == "ratio" and estimate and estimate.value and estimate.value > 0:
        data["estimate"] = Cell(math.log(estimate.value), estimate.origin)
    return SourceRow(
        study=key(record.text("Name"), record.text("Year of study")),
        origin=record.origin("Name"),
        cells=data,
        stored=stored_effect(record, kind, data, _STORED),
    )


def _scale(records: Sequence[Record], head: Record) -> _Scale:
    """Return how generic effects stand: as ratios, as their logarithms, or as they are.

    The export does not say so; the standard error, which is that of the logarithm of a ratio, fits the interval of
    only one of the scales.
    """
    ratios = sum(1 for record in records if _fits(record, math.log))
    linear = sum(1 for record in records if _fits(record, float))
    if ratios > linear:
        return "ratio"
    named = head.text("Effect Measure").casefold()
    return "logarithm" if re.search(r"\b(?:ratio|hr|rr|or|irr)\b", named) else "linear"


def _fits(record: Record, scaled: Callable[[float], float]) -> bool:
    low, high, se = record.number("CI Start"), record.number("CI End"), record.number("SE")
    if low is None or high is None or not se or low >= high or (scaled is math.log and low <= 0):
        return False
    return abs((scaled(high) - scaled(low)) / (2 * _Z) / se - 1) < _CLOSE


def _totals(head: Record, subgroups: Sequence[SourceSubgroup]) -> Totals:
    """Return what is shown, as the weight of the outcome tells: 100 for each subgroup where only these have totals."""
    weight = head.number("Weight") or 0.0
    return "subgroups" if len(subgroups) > 1 and weight > _SUBGROUPS_ONLY else "all"


def _word(record: Record, name: str, words: Mapping[str, _Word], empty: _Word) -> _Word:
    text = record.text(name)
    found = words.get(text.upper())
    if text and found is None:
        expected = "a word of RevMan"
        record.findings.unknown("source-value-is-usable", record.origin(name), text, known=words, expected=expected)
    return empty if found is None else found
