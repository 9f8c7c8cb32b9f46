"""Raised and lowered text in Unicode's own characters, since cells and plain text have no markup."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["lowered_text", "raised_text"]

_RAISED: Mapping[str, str] = dict(
    zip("0123456789+-=()abcdefghijklmnoprstuvwxyz−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁻⁻", strict=True)
)
_LOWERED: Mapping[str, str] = dict(zip("0123456789+-=()−–", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋₋", strict=True))
_ANYWHERE = frozenset("*†‡§¶°′″™®©,; ")
"""Characters that stand high by themselves, or may stand among raised ones."""


def raised_text(text: str) -> str | None:
    """Return a text in raised characters; None where Unicode lacks one of them."""
    return _moved(text, _RAISED)


def lowered_text(text: str) -> str | None:
    """Return a text in lowered characters; None where Unicode lacks one of them."""
    return _moved(text, _LOWERED)


def _moved(text: str, table: Mapping[str, str]) -> str | None:
    if all(letter in table or letter in _ANYWHERE for letter in text):
        return "".join(table.get(letter, letter) for letter in text)
    return None
