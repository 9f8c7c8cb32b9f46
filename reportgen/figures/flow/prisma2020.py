"""The form of PRISMA 2020: databases and registers, other methods beside them where there are any, and updates."""

from __future__ import annotations

from reportgen.figures.flow.counts import Counts
from reportgen.figures.flow.diagram import Box, Diagram, Stage

__all__ = ["prisma2020"]

_CREDIT = (
    "PRISMA 2020 flow diagram for {kind} systematic reviews which included searches of {sources}. Form: Page MJ, "
    "McKenzie JE, Bossuyt PM, et al. BMJ 2021;372:n71, doi:10.1136/bmj.n71 (CC BY 4.0)."
)
_OTHER = (
    "websites",
    "organisations",
    "citation_searching",
    "other_sources",
    "other_sought",
    "other_not_retrieved",
    "other_assessed",
    "other_excluded",
)


def prisma2020(counts: Counts) -> Diagram:
    """Return the diagram; it has the wording of an update only if flow.csv speaks of an earlier version or a total."""
    updated, other = counts.flow.is_update, counts.has(*_OTHER)
    new = "new " if updated else ""
    stages = (_identification(counts), *_screening(counts), *_included(counts, updated=updated))
    previous = _previous(counts)
    return Diagram(
        stages=tuple(stage for stage in stages if any(stage.boxes())),
        heads=(
            f"Identification of {new}studies via databases and registers",
            f"Identification of {new}studies via other methods" if other else "",
            "Previous studies" if previous else "",
        ),
        previous=previous,
        credit=_CREDIT.format(
            kind="updated" if updated else "new",
            sources="databases, registers and other sources" if other else "databases and registers only",
        ),
    )


def _identification(counts: Counts) -> Stage:
    identified = counts.several(
        "Records identified from:",
        counts.listed("databases", "Databases", indent=1),
        counts.listed("registers", "Registers", indent=1),
    ) or counts.line("identified", "Records identified")
    removed = counts.several(
        "Records removed before screening:",
        counts.line("duplicates", "Duplicate records removed", 1),
        counts.line("automation", "Records marked as ineligible by automation tools", 1),
        counts.line("removed_other", "Records removed for other reasons", 1),
    )
    other = counts.several(
        "Records identified from:",
        counts.listed("websites", "Websites", indent=1),
        counts.listed("organisations", "Organisations", indent=1),
        counts.listed("citation_searching", "Citation searching", indent=1),
        counts.listed("other_sources", "Other sources", indent=1),
    )
    return Stage(
        phase="Identification",
        main=counts.box("flow-identified", identified),
        side=counts.box("flow-removed", removed),
        other=counts.box("flow-other-identified", other),
    )


def _screening(counts: Counts) -> tuple[Stage, ...]:
    sought, missed = "Reports sought for retrieval", "Reports not retrieved"
    assessed, excluded = "Reports assessed for eligibility", "Reports excluded"
    return (
        Stage(
            phase="Screening",
            main=counts.box("flow-screened", counts.line("screened", "Records screened")),
            side=counts.box("flow-excluded", counts.excluded_records()),
        ),
        Stage(
            phase="Screening",
            main=counts.box("flow-sought", counts.line("sought", sought)),
            side=counts.box("flow-not-retrieved", counts.listed("not_retrieved", missed, by_size=True)),
            other=counts.box("flow-other-sought", counts.line("other_sought", sought)),
            other_side=counts.box(
                "flow-other-not-retrieved", counts.listed("other_not_retrieved", missed, by_size=True)
            ),
        ),
        Stage(
            phase="Screening",
            main=counts.box("flow-assessed", counts.line("assessed", assessed)),
            side=counts.box("flow-excluded-reports", counts.listed("excluded_reports", excluded, by_size=True)),
            other=counts.box("flow-other-assessed", counts.line("other_assessed", assessed)),
            other_side=counts.box("flow-other-excluded", counts.listed("other_excluded", excluded, by_size=True)),
        ),
    )


def _included(counts: Counts, *, updated: bool) -> tuple[Stage, ...]:
    """Return the last rows; the meta-analysis of an update is one of earlier and new studies together."""
    pooled = (
        *counts.line("meta_analysis", "Studies included in meta-analysis"),
        *counts.line("meta_analysis_reports", "Reports of studies included in meta-analysis"),
    )
    total = (
        *counts.line("total_studies", "Total studies included in review"),
        *counts.line("total_reports", "Reports of total included studies"),
    )
    included = (
        *counts.line("studies", "New studies included in review" if updated else "Studies included in review"),
        *counts.line("reports", "Reports of new included studies" if updated else "Reports of included studies"),
    )
    return (
        Stage(phase="Screening", side=counts.waiting()),
        Stage(phase="Included", main=counts.box("flow-included", included, () if total else pooled)),
        Stage(phase="Included", main=counts.box("flow-total", total, pooled if total else ())),
    )


def _previous(counts: Counts) -> Box | None:
    return counts.box(
        "flow-previous",
        counts.line("previous_studies", "Studies included in previous version of review"),
        counts.line("previous_reports", "Reports of studies included in previous version of review"),
    )
