"""A review folder becomes a Review; every problem is gathered and raised once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.errors import DataError, Issue, Origin
from reportgen.load.certainty import read_certainty
from reportgen.load.configuration import configured
from reportgen.load.cross_names import check_roles, check_table_names
from reportgen.load.cross_results import check_results
from reportgen.load.cross_settings import check_files_named, check_settings_names
from reportgen.load.files import Folder, decode
from reportgen.load.findings import Findings
from reportgen.load.forms import TABLES, table_forms
from reportgen.load.library import read_library
from reportgen.load.others import read_flow_counts, read_published_effects, read_sources
from reportgen.load.previous import read_previous
from reportgen.load.registries import columns_of_measures
from reportgen.load.results import read_results
from reportgen.load.risk_of_bias import read_judgements, read_tool
from reportgen.load.sensitivity import check_sensitivity, in_terms_of
from reportgen.load.settings import Settings
from reportgen.load.settings_check import check_settings
from reportgen.load.studies import read_arms, read_studies
from reportgen.load.table import Table, TableForm, read_table
from reportgen.load.texts import read_searches, read_sections
from reportgen.load.yaml_text import YamlText, read_yaml
from reportgen.model import Flow, Review

__all__ = ["SETTINGS_MEGABYTES", "load", "table_forms_of"]

_SETTINGS = "review.yaml"
SETTINGS_MEGABYTES = 0.25
"""What review.yaml may be large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Configuration:
    """What review.yaml gave: its fields of Review, the settings if they could be used, the ids as written."""

    fields: Mapping[str, Any]
    settings: Settings | None
    ids: Mapping[str, frozenset[str]]


def load(folder: Path) -> Review:
    """Return the review in a folder, checked and cross-checked.

    Raises:
        DataError: with all issues at once: form of the files, review.yaml, names that refer to nothing.
    """
    findings = Findings()
    files = Folder(root=folder, findings=findings)
    if _SETTINGS not in files.names():
        found = "no review.yaml in this folder" if folder.is_dir() else "no such folder"
        hint = "`reportgen new FOLDER` makes one"
        raise DataError([Issue("folder-is-a-review", Origin(_SETTINGS, 1), f"found {found}, expected a review", hint)])
    configuration = _configuration(files)
    tables = _tables(files, configuration)
    review = _review(files, tables, configuration)
    _cross_check(review, tables, configuration, files)
    findings.raise_errors()
    return replace(review, inputs=files.taken, warnings=findings.warnings)


def _configuration(files: Folder) -> _Configuration:
    text = files.text(_SETTINGS, megabytes=SETTINGS_MEGABYTES)
    if text is not None and not text.strip():
        files.findings.add("file-is-not-empty", Origin(_SETTINGS, 1), "found an empty file, expected at least a title")
        text = None
    return _configured(text, files.findings)


def _configured(text: str | None, findings: Findings) -> _Configuration:
    yaml = None if text is None else read_yaml(_SETTINGS, text, findings)
    settings = None if yaml is None else check_settings(yaml, findings)
    if yaml is None or settings is None:
        return _Configuration(fields={"title": ""}, settings=None, ids={})
    ids = {kind: _ids(yaml, kind) for kind in ("comparisons", "outcomes", "figures")}
    return _Configuration(fields=configured(settings, yaml), settings=settings, ids=ids)


def _ids(yaml: YamlText, kind: str) -> frozenset[str]:
    """Return the ids as they stand in review.yaml, flawed ones included."""
    items = yaml.value.get(kind)
    found = items if isinstance(items, list) else []
    return frozenset(str(item.get("id", "")) for item in found if isinstance(item, dict))


def table_forms_of(settings: bytes) -> Mapping[str, TableForm]:
    """Return the form of each table by its stem, for a review whose review.yaml holds these bytes."""
    findings = Findings()
    return _forms(_configured(decode(_SETTINGS, settings, findings), findings))


def _forms(configuration: _Configuration) -> Mapping[str, TableForm]:
    fields = configuration.fields
    comparisons = [comparison.id for comparison in fields.get("comparisons", ())]
    return table_forms(fields.get("columns", ()), comparisons, known=configuration.settings is not None)


def _tables(files: Folder, configuration: _Configuration) -> dict[str, Table]:
    forms = _forms(configuration)
    tables = {stem: read_table(files, forms[stem]) for stem in TABLES}
    if not tables["studies"].present:
        message = "found no studies.csv or studies.xlsx, expected one of them"
        files.findings.add("file-is-present", Origin("studies.csv", 1), message)
        tables["studies"] = replace(tables["studies"], sound=False)
    return tables


def _review(files: Folder, tables: Mapping[str, Table], configuration: _Configuration) -> Review:
    findings, fields, settings = files.findings, dict(configuration.fields), configuration.settings
    tool_name = settings.methods.risk_of_bias_tool if settings else ""
    places: Mapping[str, Origin] = fields.get("origins", {})
    tool = read_tool(tool_name, places.get("methods.risk_of_bias_tool"), files)
    if settings and not tool_name and tables["risk_of_bias"].rows:
        message = "found judgements and no tool, expected methods.risk_of_bias_tool in review.yaml"
        findings.add("tool-is-known", tables["risk_of_bias"].rows[0].origin("judgement"), message)
    if settings:
        fields["search"] = replace(fields["search"], strategies=read_searches(files))
    fields["sensitivity"] = in_terms_of(tool, fields.get("sensitivity"), places, findings)
    outcomes = {outcome.id: outcome for outcome in fields.get("outcomes", ())}
    columns = fields.get("columns", ())
    form = settings.flow.form if settings else Flow().form
    library = read_library(files)
    previous = read_previous(fields.get("update"), library, places, files)
    counts = read_flow_counts(tables["flow"], findings)
    return Review(
        **fields,
        previous=previous,
        name=files.root.resolve().name,
        studies=read_studies(tables["studies"], tables["studies_sources"], columns, findings),
        arms=read_arms(tables["arms"], findings),
        results=read_results(tables["results"], columns_of_measures(), findings),
        risk_of_bias_tool=tool,
        judgements=read_judgements(tables["risk_of_bias"], tool, findings),
        certainty=read_certainty(tables["certainty"], findings),
        flow=Flow(form=form, counts=counts, updates=previous is not None),
        published=read_published_effects(tables["published_effects"], outcomes, findings),
        sources=read_sources(tables["sources"], findings),
        library=library,
        sections=read_sections(files),
        files={table.path: table.raw for table in tables.values() if table.raw is not None},
    )


def _cross_check(review: Review, tables: Mapping[str, Table], configuration: _Configuration, files: Folder) -> None:
    findings, ids = files.findings, configuration.ids
    known = configuration.settings is not None
    check_table_names(tables, ids["outcomes"] if known else None, review.library, findings)
    if known:
        check_roles(tables["arms"], ids["comparisons"], findings)
        check_settings_names(review, ids, findings)
        check_files_named(review, files)
        if review.sensitivity:
            check_sensitivity(review.sensitivity, review.outcomes, review.origins, findings)
    check_results(review, tables, findings)
