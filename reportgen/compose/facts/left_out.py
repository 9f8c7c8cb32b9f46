"""Which studies add nothing to a result, and why."""

from __future__ import annotations

from reportgen.document import Datum
from reportgen.effects import EffectRow
from reportgen.errors import Origin
from reportgen.pooling import Pooled
from reportgen.quantities import counted, shows_total, subject_of
from reportgen.style import Style
from reportgen.wording.phrases import Phrase, capitalised, joined, listed, plural, weave

__all__ = ["clause", "left_out"]

MOST_NAMES = 5
"""More studies than this are counted, not named."""


def left_out(pooled: Pooled, style: Style, *, dense: bool) -> Phrase:
    """Return which studies add nothing and why, those with the same reason in one sentence.

    They are counted where they are many, or where the outcomes are (`dense`): figures and tables name them.
    """
    alike: dict[tuple[str, str], list[EffectRow]] = {}
    for row in pooled.effects.rows:
        if row.state != "used":
            alike.setdefault((row.state, row.reason), []).append(row)
    return joined(_sentence(pooled, rows, style, dense=dense) for rows in alike.values())


def clause(reason: str) -> str:
    """Return a reason as the end of a sentence, with its full stop."""
    return f"{reason.strip().rstrip('.')}."


def _sentence(pooled: Pooled, rows: list[EffectRow], style: Style, *, dense: bool) -> Phrase:
    by_study = {row.study: row for row in rows}
    one, estimable = len(by_study) == 1, rows[0].state != "not_estimable"
    if dense or len(by_study) > MOST_NAMES:
        inputs = tuple(dict.fromkeys(origin for row in rows for origin in _inputs(row)))
        subject = f"outcome/{pooled.effects.outcome.id}/{rows[0].state}"
        number = counted(len(by_study), "studies", subject, inputs, style)
        return weave(
            "{reason}: {studies}, {verb}.",
            reason=capitalised(rows[0].reason.strip().rstrip(".")) or "Without an estimate",
            studies=plural(number, "study", "studies"),
            verb="left out" if estimable else "shown and not pooled",
        )
    if estimable:
        verb = "was left out" if one else "were left out"
    elif pooled.k and shows_total(pooled.effects.outcome):
        verb = "is shown but adds nothing to the estimate" if one else "are shown but add nothing to the estimate"
    else:
        verb = "is shown and not pooled" if one else "are shown and not pooled"
    names = listed([(_study(pooled, row),) for row in by_study.values()])
    return weave("{names} {verb}: {reason}", names=names, verb=verb, reason=clause(rows[0].reason))


def _study(pooled: Pooled, row: EffectRow) -> Datum:
    subject = subject_of(row, pooled.effects.outcome)
    return Datum(text=row.study, subject=subject, inputs=_inputs(row))  # said because of what its cells hold


def _inputs(row: EffectRow) -> tuple[Origin, ...]:
    return row.inputs or tuple(result.origin for result in row.results)
