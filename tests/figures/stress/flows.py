"""Flows of records: the worked example, twelve long reasons, an update with other sources, the form of 2009."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.model import Review
from tests.figures.stress.case import Case
from tests.figures.stress.names import noto
from tests.reviews import make_flow, make_review

__all__ = ["FLOWS"]

REASON = "Reason {n:02d}: neither usual care nor a waiting list, nor another control we allowed"
REASONS = {REASON.format(n=n): 12 + 3 * n for n in range(1, 13)}

START = {
    "databases": {"MEDLINE": 640, "Embase": 480, "CENTRAL": 120},
    "registers": {"ClinicalTrials.gov": 50},
    "duplicates": 150,
    "automation": 40,
    "removed_other": 20,
    "screened": 1080,
    "excluded": 950,
    "sought": 130,
    "not_retrieved": 10,
    "assessed": 120,
    "excluded_reports": {"": 80, "Population": 30, "Comparator": 20, "Outcome": 15, "Design": 15},
    "studies": 32,
    "reports": 40,
}
OTHER = {
    "websites": 12,
    "organisations": 4,
    "citation_searching": 31,
    "other_sought": 47,
    "other_not_retrieved": 2,
    "other_assessed": 45,
    "other_excluded": {"": 40, "Population": 25, "Not a trial": 15},
}
BOTH = {**START, **OTHER, "studies": 35, "reports": 45}
LONG = {
    **START,
    "excluded": 652,
    "sought": 428,
    "assessed": 418,
    "excluded_reports": {"": sum(REASONS.values()), **REASONS},
}
UPDATE = {
    "previous_studies": 12,
    "previous_reports": 15,
    **BOTH,
    "websites": 107,
    "other_sought": 142,
    "other_assessed": 140,
    "other_excluded": {"": 135, **dict(list(REASONS.items())[:6])},
    "total_studies": 47,
    "total_reports": 60,
}
HUGE = {
    "databases": {f"Database number {n} by way of a platform with a long name": 1234567 for n in range(1, 9)},
    "duplicates": 1234567,
    "screened": 8641969,
    "excluded": 8640000,
    "assessed": 1969,
    "excluded_reports": {"": 1937, "Population": 1937},
    "studies": 32,
    "meta_analysis": 28,
    "ongoing": 7,
}
OLD = {
    "databases": {"MEDLINE": 640, "Embase": 480},
    "other_sources": 60,
    "after_duplicates": 900,
    "screened": 900,
    "excluded": 800,
    "assessed": 100,
    "excluded_reports": {"": 60, **dict.fromkeys(list(REASONS)[:4], 15)},
    "studies": 40,
    "meta_analysis": 35,
}
SCRIPTS = {
    "databases": {"中国知网 (CNKI)": 210, "医学中央雑誌": 90, "المكتبة الطبية": 40},
    "duplicates": 30,
    "screened": 310,
    "excluded": 290,
    "assessed": 20,
    "excluded_reports": {"": 12, "非隨機對照試驗": 8, "אוכלוסייה אחרת": 4},
    "studies": 8,
}


def _flow(counts: Mapping[str, int | Mapping[str, int]], form: str = "prisma2020") -> Review:
    return replace(make_review(), flow=make_flow(form, **counts))


def _in_scripts() -> Review:
    return replace(_flow(SCRIPTS), font_paths=noto("arabic", "hebrew", "cjk"))


FLOWS = (
    Case(id="flow", title="A flow through databases and registers", make=lambda: _flow(START)),
    Case(
        id="flow-reasons",
        title="Twelve reasons of 80 characters",
        make=lambda: _flow(LONG),
    ),
    Case(id="flow-other", title="A flow with other methods beside", make=lambda: _flow(BOTH)),
    Case(
        id="flow-update",
        title="An update with other methods and long reasons",
        make=lambda: _flow(UPDATE),
    ),
    Case(id="flow-huge", title="Counts of seven digits and eight databases", make=lambda: _flow(HUGE)),
    Case(id="flow-2009", title="The form of 2009", make=lambda: _flow(OLD, "prisma2009")),
    Case(id="flow-scripts", title="A flow in several scripts", make=_in_scripts),
)
