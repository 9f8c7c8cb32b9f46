"""How the numbers of a study were worked out, in sentences for footnotes."""

from __future__ import annotations

from reportgen.effects import EffectRow
from reportgen.wording.phrases import capitalised, sentence

__all__ = ["derivation_notes"]


def derivation_notes(row: EffectRow) -> tuple[str, ...]:
    """Return a sentence for each way in which numbers of the row were worked out; nothing where all were reported.

    It names the arms that the way was taken for, the way, and what must be known besides: "Drug and placebo: SD from
    the standard error of the mean."
    """
    ways: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for found in row.derivations:
        named = ways.setdefault((found.how, found.notes), [])
        if found.of and found.of not in named:
            named.append(found.of)
    return tuple(_sentence(how, notes, named) for (how, notes), named in ways.items())


def _sentence(how: str, notes: tuple[str, ...], named: list[str]) -> str:
    of = f"{capitalised(' and '.join(named))}: " if named else ""
    return sentence("; ".join((f"{of}{how}", *notes)))
