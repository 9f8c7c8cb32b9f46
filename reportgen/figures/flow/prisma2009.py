"""The form of PRISMA 2009: two sources that join, four phases."""

from __future__ import annotations

from reportgen.figures.flow.counts import Counts
from reportgen.figures.flow.diagram import Diagram, Stage

__all__ = ["prisma2009"]

_CREDIT = (
    "PRISMA 2009 flow diagram. Form: Moher D, Liberati A, Tetzlaff J, Altman DG. PLoS Med 2009;6:e1000097, "
    "doi:10.1371/journal.pmed.1000097."
)


def prisma2009(counts: Counts) -> Diagram:
    """Return the diagram; stages that flow.csv does not name are left out."""
    stages = (*_identification(counts), *_screening(counts), *_eligibility(counts), *_included(counts))
    return Diagram(stages=tuple(stage for stage in stages if any(stage.boxes())), credit=_CREDIT)


def _identification(counts: Counts) -> tuple[Stage, ...]:
    databases = counts.listed("databases", "Records identified through database searching")
    heading = "Additional records identified through other sources"
    ways = (
        *counts.listed("websites", "Websites", indent=1),
        *counts.listed("organisations", "Organisations", indent=1),
        *counts.listed("citation_searching", "Citation searching", indent=1),
    )
    others = (*(counts.listed("other_sources", heading) or (counts.several(f"{heading}:", ways)[:1])), *ways)
    registers = counts.listed("registers", "Records identified through trial registers")
    identified = () if databases or others else counts.line("identified", "Records identified")
    removed = counts.line("duplicates", "Duplicate records removed", 1)
    after = counts.line("after_duplicates", "Records after duplicates removed")
    if removed and not after:
        removed = counts.line("duplicates", "Duplicate records removed")
    sources = counts.box("flow-identified", databases, registers, identified)
    return (
        Stage(phase="Identification", main=sources, side=counts.box("flow-other-sources", others), joins=True),
        Stage(phase="Identification", main=counts.box("flow-after-duplicates", after, removed)),
    )


def _screening(counts: Counts) -> tuple[Stage, ...]:
    return (
        Stage(
            phase="Screening",
            main=counts.box("flow-screened", counts.line("screened", "Records screened")),
            side=counts.box("flow-excluded", counts.excluded_records()),
        ),
    )


def _eligibility(counts: Counts) -> tuple[Stage, ...]:
    excluded = counts.listed("excluded_reports", "Full-text articles excluded, with reasons", by_size=True)
    return (
        Stage(
            phase="Eligibility",
            main=counts.box("flow-sought", counts.line("sought", "Full-text articles sought")),
            side=counts.box("flow-not-retrieved", counts.line("not_retrieved", "Full-text articles not retrieved")),
        ),
        Stage(
            phase="Eligibility",
            main=counts.box("flow-assessed", counts.line("assessed", "Full-text articles assessed for eligibility")),
            side=counts.box("flow-excluded-reports", excluded),
        ),
    )


def _included(counts: Counts) -> tuple[Stage, ...]:
    return (
        Stage(phase="Eligibility", side=counts.waiting()),
        Stage(
            phase="Included",
            main=counts.box(
                "flow-included",
                counts.line("studies", "Studies included in qualitative synthesis"),
                counts.line("reports", "Reports of included studies"),
            ),
        ),
        Stage(
            phase="Included",
            main=counts.box(
                "flow-meta-analysis",
                counts.line("meta_analysis", "Studies included in quantitative synthesis (meta-analysis)"),
                counts.line("meta_analysis_reports", "Reports of studies included in quantitative synthesis"),
            ),
        ),
    )
