"""All tests of small-study effects by name; one file each."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.pooling.small_study.begg import BEGG
from reportgen.pooling.small_study.begg_normal import BEGG_NORMAL
from reportgen.pooling.small_study.deeks import DEEKS
from reportgen.pooling.small_study.egger import EGGER
from reportgen.pooling.small_study.egger_mixed import EGGER_MIXED
from reportgen.pooling.small_study.harbord import HARBORD
from reportgen.pooling.small_study.macaskill import MACASKILL
from reportgen.pooling.small_study.parts import SmallStudyTest
from reportgen.pooling.small_study.peters import PETERS
from reportgen.pooling.small_study.pustejovsky import PUSTEJOVSKY
from reportgen.pooling.small_study.thompson import THOMPSON

__all__ = ["SMALL_STUDY_TESTS"]

SMALL_STUDY_TESTS: Mapping[str, SmallStudyTest] = {
    "egger": EGGER,
    "egger-mixed": EGGER_MIXED,
    "begg": BEGG,
    "begg-normal": BEGG_NORMAL,
    "thompson": THOMPSON,
    "harbord": HARBORD,
    "peters": PETERS,
    "deeks": DEEKS,
    "macaskill": MACASKILL,
    "pustejovsky": PUSTEJOVSKY,
}
"""Tests of whether the effects of small studies differ from those of large ones."""
