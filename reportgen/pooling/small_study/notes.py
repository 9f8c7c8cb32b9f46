"""What a reader must know of a test of small-study effects beyond its numbers."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SMALL_STUDY_NOTES", "notes_of_test"]

SMALL_STUDY_NOTES: Mapping[str, str] = {
    "fewer-than-ten-studies": "with fewer than ten studies tests of funnel plot asymmetry have too little power to "
    "tell chance from real asymmetry",
    "effect-tied-to-its-error": "the standard error of this measure depends on the effect itself, so that the test "
    "finds asymmetry too often",
}
"""Codes with what they say.

Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 13.3.5.4; Sterne et al.,
BMJ 2011;343:d4002, doi 10.1136/bmj.d4002.
"""

_TIED = frozenset({"OR", "PETO", "SMD", "D", "GLASS", "RD", "PLO", "PLN", "PR", "IR", "IRLN", "COR"})
_BY_ERROR = frozenset({"egger", "egger-mixed", "begg", "begg-normal", "thompson"})


def notes_of_test(test: str, measure: str, k: int) -> tuple[str, ...]:
    """Return the codes for a test of k studies with this effect measure."""
    found = {
        "fewer-than-ten-studies": k < 10,
        "effect-tied-to-its-error": test in _BY_ERROR and measure in _TIED,
    }
    return tuple(code for code, holds in found.items() if holds)
