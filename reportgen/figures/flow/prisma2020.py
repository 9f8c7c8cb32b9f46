"""The form of PRISMA 2020: databases and registers, other methods beside them where there are any, and updates."""

from __future__ import annotations

from reportgen.figures.flow.counts import Counts
from reportgen.figures.flow.diagram import Box, Diagram, Stage

__all__ = ["prisma2020"]

_CREDIT = "Form of the PRISMA 2020 flow diagram (Page et al., BMJ 2021;372:n71, CC BY 4.0)"
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
_PREVIOUS = ("previous_studies", "previous_reports")


def prisma2020(counts: Counts) -> Diagram:
    """Return the diagram; it takes the wording of an update only if flow.csv names previous studies."""
    new = "new " if counts.has(*_PREVIOUS) else ""
    stages = (_identification(counts), *_screening(counts), *_included(counts, new))
    return Diagram(
        stages=tuple(stage for stage in stages if any(stage.boxes())),
        heads=(
            f"Identification of {new}studies via databases and registers",
            f"Identification of {new}studies via other methods" if counts.has(*_OTHER) else "",
            "Previous studies" if new else "",
        ),
        previous=_previous(counts),
        credit=_CREDIT,
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
            side=counts.box("flow-excluded", counts.listed("excluded", "Records excluded", by_size=True)),
        ),
        Stage(
            phase="Screening",
            main=counts.box("flow-sought", counts.line("sought", sought)),
            side=counts.box("flow-not-retrieved", counts.listed("not_retrieved", missed, by_size=True)),
            other=counts.box("flow-other-sought", counts.line("other_sought", sought)),
            other_side=counts.box("flow-other-not-retrieved", counts.listed("other_not_retrieved", missed)),
        ),
        Stage(
            phase="Screening",
            main=counts.box("flow-assessed", counts.line("assessed", assessed)),
            side=counts.box("flow-excluded-reports", counts.listed("excluded_reports", excluded, by_size=True)),
            other=counts.box("flow-other-assessed", counts.line("other_assessed", assessed)),
            other_side=counts.box("flow-other-excluded", counts.listed("other_excluded", excluded, by_size=True)),
        ),
    )


def _included(counts: Counts, new: str) -> tuple[Stage, ...]:
    included = counts.box(
        "flow-included",
        counts.line("studies", f"{new.capitalize()}{'studies' if new else 'Studies'} included in review"),
        counts.line("reports", f"Reports of {new}included studies"),
        counts.line("meta_analysis", f"{new.capitalize()}{'studies' if new else 'Studies'} included in meta-analysis"),
    )
    ongoing = counts.box("flow-ongoing", counts.line("ongoing", "Ongoing studies"))
    if counts.has(*_OTHER):
        # the arrow from the other chain comes in from the right, so that the ongoing studies get a row of their own
        loose = Stage(phase="Included", side=ongoing, loose=True)
        return (Stage(phase="Included", main=included), _total(counts), loose)
    return (Stage(phase="Included", main=included, side=ongoing, loose=True), _total(counts))


def _previous(counts: Counts) -> Box | None:
    return counts.box(
        "flow-previous",
        counts.line("previous_studies", "Studies included in previous version of review"),
        counts.line("previous_reports", "Reports of studies included in previous version of review"),
    )


def _total(counts: Counts) -> Stage:
    total = counts.box(
        "flow-total",
        counts.line("total_studies", "Total studies included in review"),
        counts.line("total_reports", "Reports of total included studies"),
    )
    return Stage(phase="Included", main=total)
