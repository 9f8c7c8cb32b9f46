"""Checked settings become the parts of a Review that come from review.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reportgen.errors import Origin
from reportgen.load.sensitivity import sensitivity_of
from reportgen.load.settings import OutcomePart, Settings
from reportgen.load.settings_figures import FigurePart
from reportgen.load.settings_parts import AuthorPart, DatabasePart, SynthesisPart
from reportgen.load.yaml_text import Path, YamlText
from reportgen.model import (
    PLAN_NAMES,
    PRESETS,
    Author,
    Axis,
    Comparison,
    ExhaustiveGroup,
    ExtraColumn,
    FigurePlan,
    Funder,
    Methods,
    Outcome,
    OutcomeSum,
    Plan,
    Question,
    Registration,
    Search,
    Thresholds,
    Update,
)

__all__ = ["configured", "origins_of"]

_METHOD_TEXTS = (
    "screening",
    "extraction",
    "risk_of_bias_by",
    "disagreements",
    "missing_data",
    "multiple_arms",
    "unit_of_analysis",
    "software",
)
_PLAIN = (
    "title",
    "subtitle",
    "short_title",
    "notice",
    "notice_short",
    "language",
    "funding",
    "interests",
    "acknowledgements",
    "data_availability",
    "style",
)


def configured(settings: Settings, yaml: YamlText) -> dict[str, Any]:
    """Return the fields of Review that review.yaml settles; search strategies and tables come from elsewhere."""
    methods = _methods(settings, yaml)
    return {
        **{name: getattr(settings, name) for name in _PLAIN},
        "authors": tuple(map(_author, settings.authors)),
        "affiliations": dict(settings.affiliations),
        "keywords": tuple(settings.keywords),
        "funders": tuple(Funder(name=part.name, grants=tuple(part.grants)) for part in settings.funders),
        "registration": _registration(settings),
        "question": _question(settings),
        "search": _search(settings),
        "methods": methods,
        "comparisons": tuple(
            Comparison(**part.model_dump(), origin=yaml.place(("comparisons", index)))
            for index, part in enumerate(settings.comparisons)
        ),
        "outcomes": tuple(_outcome(part, index, methods.plan, yaml) for index, part in enumerate(settings.outcomes)),
        "figures": tuple(_figure(part, yaml.place(("figures", index))) for index, part in enumerate(settings.figures)),
        "sensitivity": sensitivity_of(settings.sensitivity, yaml.place(("sensitivity",))),
        **_checks(settings, yaml),
        "columns": tuple(
            ExtraColumn(name=part.name, label=part.label or part.name, kind=part.type) for part in settings.columns
        ),
        "characteristics": tuple(settings.tables.characteristics),
        "summary_of_findings": tuple(settings.tables.summary_of_findings),
        "risks_per": settings.tables.risks_per,
        "update": Update(**settings.update.model_dump()) if settings.update else None,
        "fonts": tuple(settings.fonts),
        "origins": origins_of(yaml),
    }


def _figure(part: FigurePart, origin: Origin) -> FigurePlan:
    given = part.model_dump() | {"sort": part.sort or "", "columns": tuple(part.columns)}
    return FigurePlan(**given, origin=origin)


def origins_of(yaml: YamlText) -> Mapping[str, Origin]:
    """Return the place of each scalar by its dotted name ("outcomes.0.measure", "methods.synthesis.level")."""
    return {".".join(map(str, path)): yaml.values[path] for path in _scalars(yaml.value, ())}


def _scalars(value: Any, path: Path) -> list[Path]:
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in _scalars(item, (*path, key))]
    if isinstance(value, list):
        return [found for index, item in enumerate(value) for found in _scalars(item, (*path, index))]
    return [path]


def _author(part: AuthorPart) -> Author:
    return Author(
        given=part.given,
        family=part.family,
        affiliations=tuple(part.affiliations),
        orcid=part.orcid or "",
        email=part.email or "",
        corresponding=part.corresponding,
        roles=tuple(part.roles),
    )


def _registration(settings: Settings) -> Registration:
    part = settings.registration
    return Registration(registry=part.registry, number=part.number, url=part.url or "")


def _question(settings: Settings) -> Question:
    part = settings.question
    return Question(
        population=part.population,
        condition=part.condition,
        setting=part.setting,
        intervention=part.intervention,
        comparators=tuple(part.comparators),
        outcomes=tuple(part.outcomes),
        designs=tuple(part.designs),
    )


def _search(settings: Settings) -> Search:
    part = settings.search
    return Search(
        databases=_dated(part.databases), registers=_dated(part.registers), other=tuple(part.other), limits=part.limits
    )


def _dated(parts: list[DatabasePart]) -> tuple[tuple[str, str], ...]:
    return tuple((part.name, part.until) for part in parts)


def _methods(settings: Settings, yaml: YamlText) -> Methods:
    part = settings.methods
    return Methods(
        plan=_planned(Plan(), part.synthesis, ("methods", "synthesis"), yaml),
        inclusion=tuple(part.inclusion),
        exclusion=tuple(part.exclusion),
        **{name: getattr(part, name) for name in _METHOD_TEXTS},
    )


def _planned(base: Plan, part: SynthesisPart | None, path: Path, yaml: YamlText) -> Plan:
    """Return the plan with the settings that are given, and with their places.

    A preset that is named here takes the place of the plan it would depart from. An unknown one is kept by its name,
    for the check of names to find.
    """
    if part is None:
        return base
    given = {name: getattr(part, name) for name in PLAN_NAMES if getattr(part, name) is not None}
    places = {name: yaml.place((*path, name)) for name in given}
    if "preset" in given:
        base = PRESETS.get(given["preset"], Plan())
    return replace(base, **given, origins={**base.origins, **places})


def _outcome(part: OutcomePart, index: int, base: Plan, yaml: YamlText) -> Outcome:
    path = ("outcomes", index)
    limits = part.thresholds
    return Outcome(
        id=part.id,
        title=part.title,
        comparison=part.comparison,
        measure=part.measure,
        better=part.better,
        origin=yaml.place(path),
        plan=_planned(base, part.synthesis, (*path, "synthesis"), yaml),
        group=part.group,
        time_point=part.time_point,
        analysis_set=part.analysis_set,
        figure=part.figure or part.id,
        unit=part.unit,
        instrument=part.instrument,
        range=(part.range[0], part.range[1]) if part.range else None,
        thresholds=Thresholds(**limits.model_dump()) if limits else None,
        assumed_risk=part.assumed_risk,
        subgroups=part.subgroups,
        totals=part.totals,
        subgroup_test=part.subgroup_test,
        pooled=part.synthesis is not None,
        not_pooled_reason=part.reason,
        number=part.number,
        experimental=part.experimental,
        comparator=part.comparator,
        axis=Axis(**part.axis.model_dump()) if part.axis else None,
    )


def _checks(settings: Settings, yaml: YamlText) -> dict[str, Any]:
    groups = [
        ExhaustiveGroup(
            id=part.id,
            title=part.title,
            outcomes=tuple(part.outcomes),
            origin=yaml.place(("checks", "exhaustive", index)),
        )
        for index, part in enumerate(settings.checks.exhaustive)
    ]
    sums = [
        OutcomeSum(total=part.total, parts=tuple(part.parts), origin=yaml.place(("checks", "sums", index)))
        for index, part in enumerate(settings.checks.sums)
    ]
    return {"exhaustive": tuple(groups), "sums": tuple(sums)}
