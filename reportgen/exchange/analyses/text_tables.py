"""Outcomes that are told in words become plain tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.exchange.analyses.source_values import SourceOutcome, SourceRow

__all__ = ["TextTable", "text_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """An outcome that is told in words: its number ("1.3"), title, headings, and a row of texts a study.

    `studies` are the ids of the studies of the rows.
    """

    number: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    studies: tuple[str, ...] = ()


def text_table(outcome: SourceOutcome, number: str, studies: Mapping[str, str]) -> TextTable:
    """Return the table of an outcome of kind ``other``; rows of studies that are not known keep their key."""
    divided = bool(outcome.subgroups)
    rows = list(_rows(outcome))
    headings = tuple(dict.fromkeys(name for _, row in rows for name in row.texts))
    noted = any(row.footnote for _, row in rows)
    columns = (*(("Subgroup",) if divided else ()), "Study", *headings, *(("Footnote",) if noted else ()))
    lines = []
    known = tuple(dict.fromkeys(studies[row.study] for _, row in rows if row.study in studies))
    for subgroup, row in rows:
        texts = tuple(row.texts.get(name, "") for name in headings)
        head = (subgroup,) if divided else ()
        lines.append((*head, studies.get(row.study, row.study), *texts, *((row.footnote,) if noted else ())))
    return TextTable(number=number, title=outcome.name, columns=columns, rows=tuple(lines), studies=known)


def _rows(outcome: SourceOutcome) -> Iterator[tuple[str, SourceRow]]:
    yield from (("", row) for row in outcome.rows)
    for subgroup in outcome.subgroups:
        yield from ((subgroup.name, row) for row in subgroup.rows)
