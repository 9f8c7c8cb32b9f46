"""A Review becomes the files of a review folder; the counterpart of loading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from reportgen.foreign.characters import CONTROL_CHARACTERS
from reportgen.load.previous import previous_path, previous_text
from reportgen.load.tools import tool_text
from reportgen.load.writing_tables import table_texts
from reportgen.load.yaml_form import yaml_text
from reportgen.model import (
    FIGURE_SETTINGS,
    PLAN_NAMES,
    PRESETS,
    RISKS_PER,
    Author,
    FigurePlan,
    Methods,
    Outcome,
    Plan,
    Review,
    Sensitivity,
)

__all__ = ["settings_of", "write"]

_FORBIDDEN = frozenset('/\\:*?"<>|\x00')
_LONGEST_NAME = 200
"""In bytes; a file system holds 255, the suffix too."""


def write(review: Review) -> Mapping[str, bytes]:
    """Return the files of a review folder by their path, sorted.

    Raises:
        ValueError: a search strategy or section whose name cannot be that of a file.
    """
    texts = {"review.yaml": yaml_text(settings_of(review)), **table_texts(review)}
    if review.risk_of_bias_tool and review.risk_of_bias_tool.id.endswith(".toml"):
        texts[review.risk_of_bias_tool.id] = tool_text(review.risk_of_bias_tool)
    if review.library.text:
        texts[review.library.path] = review.library.text
    if entries := review.library.entries:
        texts["references.json"] = "[\n" + ",\n".join(entries.values()) + "\n]\n"
    if review.update and review.previous:
        texts[previous_path(review.update.since)] = previous_text(review.previous, review.name, review.update.since)
    for strategy in review.search.strategies:
        texts[f"searches/{_file_name(strategy.name)}.txt"] = strategy.text
    for section in review.sections:
        suffix = ".md" if section.path.endswith(".md") else ".md.j2"
        texts[f"sections/{_file_name(section.name)}{suffix}"] = section.text
    return {path: texts[path].encode() for path in sorted(texts)}


def _file_name(name: str) -> str:
    unseen = CONTROL_CHARACTERS.search(name) or set(name) & (_FORBIDDEN | {"\n", "\t"})
    if not name or name.startswith((".", "~")) or unseen or len(name.encode()) > _LONGEST_NAME:
        raise ValueError(f"{name[:60]!r} cannot be the name of a file")
    return name


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that say something; what is left out keeps its default when it is read again."""
    return {key: value for key, value in values.items() if value not in (None, "", (), {}, [])}


def settings_of(review: Review) -> Mapping[str, Any]:
    """Return what review.yaml says, as nested plain values; what is at its default is left out."""
    return _filled(
        {
            "title": review.title,
            "subtitle": review.subtitle,
            "short_title": review.short_title,
            "notice": review.notice,
            "notice_short": review.notice_short,
            "language": review.language,
            "authors": [_author(author) for author in review.authors],
            "affiliations": review.affiliations,
            "keywords": review.keywords,
            "funding": review.funding,
            "funders": [_fields(funder, "name", "grants") for funder in review.funders],
            "interests": review.interests,
            "acknowledgements": review.acknowledgements,
            "data_availability": review.data_availability,
            "registration": _fields(review.registration, "registry", "number", "url"),
            "question": _fields(review.question, *(part.name for part in fields(review.question))),
            "search": _search(review),
            "methods": _methods(review.methods, review.risk_of_bias_tool.id if review.risk_of_bias_tool else ""),
            "comparisons": [
                _fields(part, "id", "number", "title", "experimental", "comparator") for part in review.comparisons
            ],
            "outcomes": [_outcome(outcome, review.methods.plan) for outcome in review.outcomes],
            "figures": [_figure(figure) for figure in review.figures],
            "sensitivity": _sensitivity(review.sensitivity),
            "checks": _checks(review),
            "columns": [{"name": part.name, "label": part.label, "type": part.kind} for part in review.columns],
            "tables": _tables(review),
            "flow": {"form": review.flow.form},
            "update": _fields(review.update, "since", "published", "date", "searched", "note") if review.update else {},
            "style": review.style,
            "fonts": review.fonts,
        }
    )


def _fields(part: object, *names: str) -> dict[str, Any]:
    return _filled({name: getattr(part, name) for name in names})


def _figure(figure: FigurePlan) -> Mapping[str, Any]:
    usual = FigurePlan(id="", origin=figure.origin)
    names = ("id", "title", "kind", *FIGURE_SETTINGS)
    return {name: value for name in names if (value := getattr(figure, name)) != getattr(usual, name)}


def _sensitivity(asked: Sensitivity | None) -> Mapping[str, Any]:
    if asked is None:
        return {}
    high = _fields(asked.high_risk, "domains", "levels") if asked.high_risk else {}
    return _filled({"high_risk": high, **_fields(asked, "outcomes", "analyses")})


def _author(author: Author) -> Mapping[str, Any]:
    names = ("given", "family", "affiliations", "orcid", "email", "roles")
    return {**_fields(author, *names), **({"corresponding": True} if author.corresponding else {})}


def _search(review: Review) -> Mapping[str, Any]:
    search = review.search
    return _filled(
        {
            "databases": [_filled({"name": name, "until": until}) for name, until in search.databases],
            "registers": [_filled({"name": name, "until": until}) for name, until in search.registers],
            "other": search.other,
            "limits": search.limits,
        }
    )


def _methods(methods: Methods, tool: str) -> Mapping[str, Any]:
    texts = ("screening", "extraction", "risk_of_bias_by", "disagreements", "missing_data", "multiple_arms")
    return _filled(
        {
            "risk_of_bias_tool": tool,
            "synthesis": _departures(methods.plan),
            **_fields(methods, *texts, "unit_of_analysis", "software", "inclusion", "exclusion"),
        }
    )


def _outcome(outcome: Outcome, base: Plan) -> Mapping[str, Any]:
    names = ("id", "number", "title", "comparison", "experimental", "comparator", "measure", "better", "group")
    return _filled(
        {
            **_fields(outcome, *names, "time_point", "analysis_set"),
            "figure": "" if outcome.figure == outcome.id else outcome.figure,
            **_fields(outcome, "unit", "instrument", "range", "assumed_risk", "subgroups"),
            "thresholds": _fields(outcome.thresholds, "small", "moderate", "large") if outcome.thresholds else {},
            "totals": "" if outcome.totals == "all" else outcome.totals,
            "axis": _fields(outcome.axis, "left", "right", "low", "high") if outcome.axis else {},
            "synthesis": _departures(outcome.plan, base) if outcome.pooled else "none",
            "reason": outcome.not_pooled_reason,
        }
    ) | ({} if outcome.subgroup_test else {"subgroup_test": False})


def _departures(plan: Plan, base: Plan | None = None) -> Mapping[str, Any]:
    """Return the settings of a plan that are not those of `base`; of its preset, if it has another preset or no base.

    A preset of no known name says nothing of the other settings: then all of them are written.
    """
    own = base is None or plan.preset != base.preset
    start = PRESETS.get(plan.preset) if own else base
    names = (name for name in PLAN_NAMES if name != "preset")
    different = (name for name in names if start is None or getattr(plan, name) != getattr(start, name))
    return ({"preset": plan.preset} if own else {}) | {name: getattr(plan, name) for name in different}


def _tables(review: Review) -> Mapping[str, Any]:
    shown = _fields(review, "characteristics", "summary_of_findings")
    return shown if review.risks_per == RISKS_PER else {**shown, "risks_per": review.risks_per}


def _checks(review: Review) -> Mapping[str, Any]:
    return _filled(
        {
            "exhaustive": [_fields(group, "id", "title", "outcomes") for group in review.exhaustive],
            "sums": [_fields(total, "total", "parts") for total in review.sums],
        }
    )
