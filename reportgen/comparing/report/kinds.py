"""In what a result changed, in a word or two, and which of these changes are of the same kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from reportgen.versions import ConclusionChange, ResultChange

__all__ = ["Kind", "change_words", "kind_of"]

Kind: TypeAlias = Literal["conclusion", "digits", "details", "no estimate"]
"""A conclusion is another; only digits are; neither is, but measure or sides; or no version has an estimate."""

_WORDS: Mapping[ConclusionChange, str] = {
    "first result": "first result",
    "no result any more": "no result any more",
    "direction": "direction",
    "null": "crossing no effect",
    "size": "size",
    "certainty": "certainty",
    "side favoured in print": "side favoured in print",
}
_SAID: Mapping[Kind, str] = {"digits": "digits only", "details": "other details only", "no estimate": "no estimate"}
_NUMBERS = (
    "estimate", "ci_low", "ci_high", "p", "k", "n", "i2", "tau2", "chi2", "df", "p_het", "prediction_low",
    "prediction_high", "effects",
)  # fmt: skip


def kind_of(change: ResultChange) -> Kind:
    """Return of what kind a change is."""
    if change.conclusion:
        return "conclusion"
    before, after = change.before, change.after
    estimates = [one.estimate for one in (before, after) if one is not None]
    if all(estimate is None for estimate in estimates):
        return "no estimate"
    if before is None or after is None:
        return "digits"
    return "digits" if any(getattr(before, name) != getattr(after, name) for name in _NUMBERS) else "details"


def change_words(change: ResultChange) -> str:
    """Return what changed: "crossing no effect, certainty", "digits only"."""
    kind = kind_of(change)
    return ", ".join(_WORDS[one] for one in change.conclusion) if kind == "conclusion" else _SAID[kind]
