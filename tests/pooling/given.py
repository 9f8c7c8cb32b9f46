"""Effects made from numbers, without a review."""

from __future__ import annotations

from dataclasses import replace

from reportgen.effects import EffectRow, Effects
from reportgen.errors import Origin
from reportgen.model import PRESETS
from tests.reviews import make_outcome

__all__ = ["COMMON", "RANDOM", "effects_of"]

RANDOM = replace(PRESETS["revman5"], method="inverse-variance")
COMMON = replace(RANDOM, model="common")


def effects_of(y, v, *, measure: str = "MD", groups=()) -> Effects:
    """Return effects with these values, as rows that give an effect only."""
    scale = "log" if measure in {"RR", "OR"} else "identity"
    rows = [
        EffectRow(
            study=f"Study {i}",
            y=effect,
            v=variance,
            state="used",
            subgroup=groups[i] if groups else "",
            inputs=(Origin("results.csv", i + 2, 8, "estimate"),),
        )
        for i, (effect, variance) in enumerate(zip(y, v, strict=True))
    ]
    return Effects(outcome=make_outcome(measure=measure), measure=measure, scale=scale, rows=tuple(rows))
