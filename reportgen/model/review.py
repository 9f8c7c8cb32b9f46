"""A whole review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.errors import Issue, Origin
from reportgen.model.certainty import Certainty, CertaintyJudgement, certainty_of
from reportgen.model.figure_plan import FigurePlan
from reportgen.model.flow import Flow
from reportgen.model.outcome import Comparison, ExhaustiveGroup, Outcome, OutcomeSum
from reportgen.model.plan import Plan
from reportgen.model.published import PublishedEffect
from reportgen.model.reference import DataFile, Library, SearchStrategy, Section, Source
from reportgen.model.result import Result
from reportgen.model.risk_of_bias import Judgement, RiskOfBiasTool
from reportgen.model.sensitivity import Sensitivity
from reportgen.model.snapshot import Record
from reportgen.model.study import Arm, ExtraColumn, Study
from reportgen.model.update import Update

__all__ = ["RISKS_PER", "Author", "Funder", "Methods", "Question", "Registration", "Review", "Search"]

RISKS_PER = 1000
"""The usual number of people that risks are given for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """An author; `affiliations` are keys of `Review.affiliations`, `roles` are CRediT roles."""

    given: str
    family: str
    affiliations: tuple[str, ...] = ()
    orcid: str = ""
    email: str = ""
    corresponding: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Funder:
    """Who paid for the review; `grants` are the numbers of their grants."""

    name: str
    grants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Where the review was registered; empty strings where it does not say."""

    registry: str = ""
    number: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The review question in its usual parts."""

    population: str = ""
    condition: str = ""
    setting: str = ""
    intervention: str = ""
    comparators: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    designs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was searched. Each database may say until when: ("MEDLINE", "13 January 2014")."""

    databases: tuple[tuple[str, str], ...] = ()
    registers: tuple[tuple[str, str], ...] = ()
    other: tuple[str, ...] = ()
    limits: str = ""
    strategies: tuple[SearchStrategy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    """Who did what and by which rules; empty strings where the review does not say."""

    plan: Plan = Plan()
    screening: str = ""
    extraction: str = ""
    risk_of_bias_by: str = ""
    disagreements: str = ""
    missing_data: str = ""
    multiple_arms: str = ""
    unit_of_analysis: str = ""
    software: str = ""
    inclusion: tuple[str, ...] = ()
    exclusion: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything a review folder says, checked and cross-checked; what `load` returns and `build` takes.

    `notice` is printed on the title page; `notice_short` in the running head and the document properties.
    `summary_of_findings` are the ids of the outcomes that the summary of findings shows, empty for those whose
    certainty is judged; `risks_per` is the number of people that its risks are given for.
    `funding`, `interests` and `data_availability` are empty where not stated. `origins` maps dotted names of
    settings in review.yaml (``methods.synthesis.level``) to their places. `files` holds the raw lines of every
    table, `inputs` every file that was read, as it stood. `font_paths` are the files of `fonts` on this machine.
    `previous` is what the version that `update` names found, None where the review is not an update. `warnings` are
    issues that do not stop a build (a recognised decimal comma, for instance).
    """

    title: str
    name: str = field(default="review", compare=False)
    short_title: str = ""
    subtitle: str = ""
    notice: str = ""
    notice_short: str = ""
    language: str = "en-GB"
    authors: tuple[Author, ...] = ()
    affiliations: Mapping[str, str] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    funding: str = ""
    funders: tuple[Funder, ...] = ()
    interests: str = ""
    acknowledgements: str = ""
    data_availability: str = ""
    registration: Registration = Registration()
    question: Question = Question()
    search: Search = Search()
    methods: Methods = Methods()
    comparisons: tuple[Comparison, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    figures: tuple[FigurePlan, ...] = ()
    sensitivity: Sensitivity | None = None
    exhaustive: tuple[ExhaustiveGroup, ...] = ()
    sums: tuple[OutcomeSum, ...] = ()
    columns: tuple[ExtraColumn, ...] = ()
    characteristics: tuple[str, ...] = ()
    summary_of_findings: tuple[str, ...] = ()
    risks_per: int = RISKS_PER
    update: Update | None = None
    previous: Record | None = None
    style: str = "default"
    fonts: tuple[str, ...] = ()
    studies: tuple[Study, ...] = ()
    arms: tuple[Arm, ...] = ()
    results: tuple[Result, ...] = ()
    risk_of_bias_tool: RiskOfBiasTool | None = None
    judgements: tuple[Judgement, ...] = ()
    certainty: tuple[CertaintyJudgement, ...] = ()
    flow: Flow = Flow()
    published: tuple[PublishedEffect, ...] = ()
    sources: tuple[Source, ...] = ()
    library: Library = Library()
    sections: tuple[Section, ...] = ()
    font_paths: tuple[Path, ...] = field(default=(), compare=False)
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False)
    files: Mapping[str, DataFile] = field(default_factory=dict, compare=False)
    inputs: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    warnings: tuple[Issue, ...] = field(default=(), compare=False)

    def included(self) -> tuple[Study, ...]:
        """Return the included studies, in the order of studies.csv."""
        return tuple(s for s in self.studies if s.status == "included")

    def is_new(self, study: str) -> bool:
        """Return whether an included study is new in this version; no study is in a review that updates nothing."""
        return self.previous is not None and study not in self.previous.included

    def further_reports(self) -> tuple[str, ...]:
        """Return the reports that are new in this version, of included studies that the earlier one included, too."""
        if self.previous is None:
            return ()
        before = {study.study: study.reports for study in self.previous.studies if study.status == "included"}
        known = {key for reports in before.values() for key in reports}
        found = (key for study in self.included() if study.id in before for key in study.reports)
        return tuple(dict.fromkeys(key for key in found if key not in known))

    def comparison(self, id_: str) -> Comparison:
        """Return the comparison with this id; it exists in every loaded review."""
        return next(c for c in self.comparisons if c.id == id_)

    def certainty_of(self, outcome: str) -> Certainty | None:
        """Return how certain the evidence on an outcome was judged to be, None where nothing is judged."""
        return certainty_of(self.certainty, outcome)

    def arms_of(self, study: str) -> tuple[Arm, ...]:
        """Return the arms of a study, in the order of arms.csv."""
        return tuple(a for a in self.arms if a.study == study)
