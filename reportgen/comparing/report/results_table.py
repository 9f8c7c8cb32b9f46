"""The table of results that changed, before and after side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.comparing.report.kinds import change_words
from reportgen.comparing.report.words import ARROW, NOTHING, effect_words, limits_words, table_of, turned_into
from reportgen.document import Inline, Note, Number, Table, Text, plain_text
from reportgen.figures.before_after import name_of
from reportgen.style import Style
from reportgen.versions import Changes, ResultChange, ShownResult, shown_result
from reportgen.wording.phrases import Phrase

__all__ = ["results_table"]

_COLUMNS: Mapping[str, float] = {
    "Result": 2.2,
    "What changed": 1.2,
    "Before": 1.9,
    "After": 1.9,
    "Studies": 0.9,
    "Participants": 1.2,
    "I²": 1.2,
    "Tau²": 1.3,
    "Prediction interval": 1.6,
    "Certainty": 1.1,
}
"""Heads of the columns with their widths."""

_UPRIGHT = 7
"""So many columns fit on a page held upright."""


def results_table(changes: Changes, style: Style) -> Table:
    """Return a row for each result that changed; one that a version lacks has a dash there.

    Columns in which no result has anything are left out.
    """
    rows = [_row(change, style) for change in changes.results]
    heads = list(_COLUMNS)
    kept = [place for place in range(len(heads)) if place < 4 or any(_tells(row[place]) for row in rows)]
    table = table_of(
        "tbl-results",
        f"Results before ({changes.old.name}) and after ({changes.new.name}).",
        [heads[place] for place in kept],
        [[row[place] for place in kept] for row in rows],
        [_COLUMNS[heads[place]] for place in kept],
        alt="One row for each result that changed, with its estimate and interval in both versions.",
        wide=len(kept) > _UPRIGHT,
    )
    same = changes.unchanged
    left = "Results that are the same in both versions are left out" + (f": {same} of them." if same else ".")
    note = f"{ARROW}: before {ARROW} after; a single value is the same in both. {NOTHING}: none. {left}"
    return replace(table, notes=(Note(mark="", children=(Text(note),)),))


def _tells(cell: Phrase) -> bool:
    return plain_text(cell) != NOTHING


def _row(change: ResultChange, style: Style) -> tuple[tuple[Inline, ...], ...]:
    before = shown_result(change.before, style, "before") if change.before is not None else None
    after = shown_result(change.after, style, "after") if change.after is not None else None
    both = change.before is not None and change.after is not None
    words = [one.certainty for one in (change.before, change.after) if one is not None]
    certainty = [_text(word or ("not judged" if any(words) else "")) for word in words]
    return (
        (Text(name_of(change)),),
        (Text(change_words(change)),),
        effect_words(change.before, before, style),
        effect_words(change.after, after, style),
        *(turned_into(_number(before, what), _number(after, what), both=both) for what in ("k", "n", "i2", "tau2")),
        turned_into(limits_words(before, style), limits_words(after, style), both=both),
        turned_into(certainty[0], certainty[-1], both=both),
    )


def _number(shown: ShownResult | None, what: str) -> Phrase:
    number: Number | None = getattr(shown, what) if shown is not None else None
    return () if number is None else (number,)


def _text(text: str) -> Phrase:
    return (Text(text),) if text else ()
