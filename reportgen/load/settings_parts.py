"""The smaller parts of review.yaml: people, question, search, settings of a synthesis, columns, flow."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from reportgen.load.settings_types import (
    ColumnName,
    CreditRole,
    Email,
    Id,
    Number,
    Orcid,
    OrElse,
    Part,
    RequiredText,
    Text,
    VersionName,
    WebAddress,
)

__all__ = [
    "AuthorPart",
    "AxisPart",
    "ColumnPart",
    "ComparisonPart",
    "DatabasePart",
    "FlowPart",
    "FunderPart",
    "MethodsPart",
    "QuestionPart",
    "RegistrationPart",
    "SearchPart",
    "SynthesisPart",
    "TablesPart",
    "ThresholdsPart",
    "UpdatePart",
]


class AuthorPart(Part):
    """One author."""

    given: RequiredText = Field(description="Given names, as printed.")
    family: RequiredText = Field(description="Family name, as printed.")
    affiliations: list[Text] = Field(default=[], description="Keys of `affiliations`.")
    orcid: Orcid | None = Field(default=None, description="ORCID iD, 0000-0002-1825-0097.")
    email: Email | None = Field(default=None, description="E-mail address.")
    corresponding: bool = Field(default=False, description="true for the corresponding author.")
    roles: list[CreditRole] = Field(default=[], description="CRediT roles, such as Methodology.")


class FunderPart(Part):
    """Somebody who paid for the review."""

    name: RequiredText = Field(description="Name of the funder, as it names itself.")
    grants: list[Text] = Field(default=[], description="Numbers of the grants.")


class RegistrationPart(Part):
    """Where the review was registered."""

    registry: Text = Field(default="", description="Name of the registry, such as PROSPERO.")
    number: Text = Field(default="", description="Number of the entry.")
    url: WebAddress | None = Field(default=None, description="Address of the entry, with https://.")


class QuestionPart(Part):
    """The review question in its usual parts; phrases that fit the middle of a sentence."""

    population: Text = Field(default="", description="Who was studied.")
    condition: Text = Field(default="", description="Health problem, for the title of the summary of findings.")
    setting: Text = Field(default="", description="Where people were treated: hospitals, schools.")
    intervention: Text = Field(default="", description="What was tested.")
    comparators: list[Text] = Field(default=[], description="What it was compared with.")
    outcomes: list[Text] = Field(default=[], description="Which outcomes were sought.")
    designs: list[Text] = Field(default=[], description="Which designs of studies were eligible.")


class DatabasePart(Part):
    """A database or register that was searched."""

    name: RequiredText = Field(description="Name of the database.")
    until: Text = Field(default="", description="Last day covered, as printed: 13 January 2014.")


def _named(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


Database = Annotated[DatabasePart, BeforeValidator(_named), OrElse({"type": "string"})]


class SearchPart(Part):
    """What was searched. The strategies themselves are files in searches/."""

    databases: list[Database] = Field(default=[], description="Databases: names, or {name, until}.")
    registers: list[Database] = Field(default=[], description="Trial registers: names, or {name, until}.")
    other: list[Text] = Field(default=[], description="Other ways of searching: reference lists, experts.")
    limits: Text = Field(default="", description="Limits by date, language or kind of publication.")


class SynthesisPart(Part):
    """How outcomes are pooled; what is left out keeps the setting of `methods.synthesis`, or that of the preset."""

    preset: RequiredText | None = Field(
        default=None,
        description="Set of choices that the others depart from: cochrane (default), revman5, revman-web, metafor.",
    )
    model: RequiredText | None = Field(default=None, description="Model: random (default) or common.")
    method: RequiredText | None = Field(
        default=None,
        description="Weights of a common effect: inverse-variance (default), mantel-haenszel, mantel-haenszel-exact, "
        "peto, cochran.",
    )
    tau2: RequiredText | None = Field(
        default=None, description="Estimator of tau2: REML (default), DL, ML, PM, EB, SJ, HE, HS."
    )
    interval: RequiredText | None = Field(
        default=None,
        description="Confidence interval of the pooled effect: hksj-or-wald (default), wald, hksj, hksj-ad-hoc, "
        "hksj-wider, hksj-iqwig, kenward-roger.",
    )
    prediction: RequiredText | None = Field(
        default=None,
        description="Prediction interval: t-k-1-if-heterogeneous (default), none, normal, t-k-1, t-k-2, hksj-k-1, "
        "hksj-k-2, kenward-roger.",
    )
    i2: RequiredText | None = Field(
        default=None, description="What I2 is worked out from: tau2 (default) or Q (Cochran's)."
    )
    level: Number | None = Field(
        default=None, description="Confidence level as a fraction: 0.95 (default).", ge=0.5, lt=1
    )
    zero_cells: RequiredText | None = Field(
        default=None,
        description="Rule for studies with an empty cell: revman (default), revman-full-risk-ratio, metafor, "
        "metafor-drop00, all, none, treatment-arm, all-studies, meta.",
    )
    smd: RequiredText | None = Field(
        default=None,
        description="Small-sample correction and variance of a standardised mean difference: revman (default) or "
        "exact.",
    )
    subgroup_tau2: RequiredText | None = Field(
        default=None, description="tau2 of subgroups: separate (default), or common to all of them."
    )


class MethodsPart(Part):
    """Tools, settings and who did what. Texts are whole sentences; what is empty is printed as not stated."""

    risk_of_bias_tool: Text = Field(
        default="", description="Risk-of-bias tool: rob1, rob2, or a .toml file in the folder."
    )
    synthesis: SynthesisPart = Field(default=SynthesisPart(), description="How all outcomes are pooled.")
    screening: Text = Field(default="", description="Who screened records and reports, and how.")
    extraction: Text = Field(default="", description="Who extracted data, and how.")
    risk_of_bias_by: Text = Field(default="", description="Who judged the risk of bias, and how.")
    disagreements: Text = Field(default="", description="How disagreements were settled.")
    missing_data: Text = Field(default="", description="What was done about missing data.")
    multiple_arms: Text = Field(default="", description="What was done about studies with more than two arms.")
    unit_of_analysis: Text = Field(
        default="", description="What was done about clusters, crossovers and repeated measures."
    )
    software: Text = Field(default="", description="Other software used.")
    inclusion: list[Text] = Field(default=[], description="Criteria for including a study, one an item.")
    exclusion: list[Text] = Field(default=[], description="Criteria for excluding a study, one an item.")


class ThresholdsPart(Part):
    """From which size on an effect counts as small, moderate, large; on the scale of the measure as printed."""

    small: Number = Field(description="From here on an effect is small.")
    moderate: Number = Field(description="From here on it is moderate.")
    large: Number = Field(description="From here on it is large.")


class ColumnPart(Part):
    """A column that the review adds to studies.csv."""

    name: ColumnName = Field(description="Heading in studies.csv: lower-case letters, digits, _.")
    label: Text = Field(default="", description="Heading in print; the name if left out.")
    type: Literal["text", "number", "integer"] = Field(default="text", description="What its cells hold.")


class TablesPart(Part):
    """What tables of the manuscript show."""

    characteristics: list[Text] = Field(
        default=[], description="Columns of studies.csv that Table 1 shows, in this order."
    )
    summary_of_findings: list[Id] = Field(
        default=[], description="Outcomes that the summary of findings shows; those in certainty.csv if left out."
    )
    risks_per: Literal[100, 1000, 10000] = Field(
        default=1000, description="Number of people that the summary of findings gives risks for."
    )


class UpdatePart(Part):
    """The review as an update of an earlier version."""

    since: VersionName = Field(description="Version in history/ that this one updates, such as 2016.")
    published: Text = Field(default="", description="Citation key of the publication of that version.")
    date: Text = Field(default="", description="Day of the new version, as printed: 3 March 2026.")
    searched: Text = Field(default="", description="Last day of the earlier search, if that version does not say it.")
    note: Text = Field(default="", description="What you want to add to the paragraph on what is new.")


class FlowPart(Part):
    """The flow diagram."""

    form: Literal["prisma2009", "prisma2020"] = Field(
        default="prisma2020", description="Form of the PRISMA flow diagram."
    )


class ComparisonPart(Part):
    """Two sides that are compared."""

    id: Id = Field(description="Key: lower-case letters, digits, hyphens. arms.csv has a column role_ID for it.")
    title: RequiredText = Field(description="Title of the comparison.")
    experimental: RequiredText = Field(description="Name of the experimental side, as printed.")
    comparator: RequiredText = Field(description="Name of the other side, as printed.")
    number: Text = Field(default="", description="Number it is known under, such as 2.")


class AxisPart(Part):
    """The axis of a forest plot; what is left out is chosen when it is drawn."""

    left: Text = Field(default="", description="Words below the axis, left of no effect: Favours drug.")
    right: Text = Field(default="", description="Words below the axis, right of no effect: Favours placebo.")
    low: Number | None = Field(default=None, description="Where the axis begins, on the printed scale.")
    high: Number | None = Field(default=None, description="Where it ends.")
