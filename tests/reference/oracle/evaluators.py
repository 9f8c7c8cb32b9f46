"""Which function works out which kind of block."""

from __future__ import annotations

from tests.reference.oracle.blocks import pooled

EVALUATORS = {
    ("analyses", "effects"): pooled.effects,
    ("analyses", "common"): pooled.common,
    ("analyses", "random"): pooled.random,
    ("analyses", "q_profile"): pooled.q_profile,
}
