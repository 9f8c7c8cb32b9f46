"""The form of every table: which columns it may have, which it needs, which hold numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.load.registries import columns_of_measures
from reportgen.load.table import TableForm
from reportgen.model import CHARACTERISTICS, ExtraColumn

__all__ = ["PUBLISHED_NUMBERS", "ROLE_PREFIX", "STUDY_COLUMNS", "TABLES", "table_forms"]

_WHENCE = ("source", "provenance", "note")

STUDY_COLUMNS = ("study", "status", "reason", "reports", "results", "results_reason", "n_randomised")
PUBLISHED_NUMBERS = ("estimate", "ci_low", "ci_high", "chi2", "df", "p_het", "tau2", "i2", "k", "n")
ROLE_PREFIX = "role_"

TABLES = (
    "studies",
    "studies_sources",
    "arms",
    "results",
    "risk_of_bias",
    "certainty",
    "flow",
    "sources",
    "published_effects",
)
"""Stems of the tables of a review folder."""


def table_forms(columns: Sequence[ExtraColumn], comparisons: Sequence[str], *, known: bool) -> Mapping[str, TableForm]:
    """Return the form of each table by its stem; `known` is False when review.yaml could not be read."""
    return {
        form.stem: form
        for form in (_studies(columns, known=known), _arms(comparisons), _results(), *_others(), _published_effects())
    }


def _studies(columns: Sequence[ExtraColumn], *, known: bool) -> TableForm:
    return TableForm(
        stem="studies",
        required=("study",),
        columns=(*STUDY_COLUMNS, *CHARACTERISTICS, *(column.name for column in columns), *_WHENCE),
        numbers=frozenset(("n_randomised", *(column.name for column in columns if column.kind != "text"))),
        key=("study",),
        key_code="study-key-is-unique",
        open=not known,
    )


def _arms(comparisons: Sequence[str]) -> TableForm:
    roles = tuple(ROLE_PREFIX + comparison for comparison in comparisons)
    return TableForm(
        stem="arms",
        required=("study", "arm"),
        columns=("study", "arm", "label", "n", "randomised", *roles, *_WHENCE),
        numbers=frozenset(("n",)),
        key=("study", "arm"),
        open_prefix=ROLE_PREFIX,
    )


def _results() -> TableForm:
    data = columns_of_measures()
    key = ("study", "outcome", "subgroup", "time_point", "analysis_set", "arm", "versus")
    return TableForm(
        stem="results",
        required=("study", "outcome", "arm"),
        columns=(*key, *data, *_WHENCE),
        numbers=frozenset(data),
        key=key,
    )


def _others() -> tuple[TableForm, ...]:
    return (
        TableForm(
            stem="studies_sources",
            required=("study", "field"),
            columns=("study", "field", *_WHENCE),
            key=("study", "field"),
        ),
        TableForm(
            stem="risk_of_bias",
            required=("study", "domain", "judgement"),
            columns=("study", "domain", "outcome", "judgement", "support", *_WHENCE),
            key=("study", "domain", "outcome"),
        ),
        TableForm(
            stem="certainty",
            required=("outcome", "domain", "levels"),
            columns=("outcome", "domain", "levels", "reason", *_WHENCE),
            key=("outcome", "domain"),
        ),
        TableForm(
            stem="flow",
            required=("item", "n"),
            columns=("item", "detail", "n", *_WHENCE),
            numbers=frozenset(("n",)),
            key=("item", "detail"),
        ),
        TableForm(
            stem="sources",
            required=("id", "address"),
            columns=("id", "address", "title", "kind", "note"),
            key=("id",),
        ),
    )


def _published_effects() -> TableForm:
    head, tail = PUBLISHED_NUMBERS[:3], PUBLISHED_NUMBERS[3:]
    return TableForm(
        stem="published_effects",
        required=("id", "outcome"),
        columns=("id", "outcome", "measure", *head, "p", *tail, "favours", "statement", *_WHENCE),
        numbers=frozenset((*PUBLISHED_NUMBERS, "p")),
        key=("id",),
    )
