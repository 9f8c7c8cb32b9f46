"""What review.yaml may hold. The descriptions are what editors show and docs/reference/review-folder.md explains."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from reportgen.load.settings_figures import FigurePart
from reportgen.load.settings_parts import (
    AuthorPart,
    AxisPart,
    ColumnPart,
    ComparisonPart,
    FlowPart,
    FunderPart,
    MethodsPart,
    QuestionPart,
    RegistrationPart,
    SearchPart,
    SynthesisPart,
    TablesPart,
    ThresholdsPart,
    UpdatePart,
)
from reportgen.load.settings_sensitivity import SensitivityPart
from reportgen.load.settings_types import Id, Language, Number, OrElse, Part, RequiredText, Text

__all__ = ["ChecksPart", "ExhaustivePart", "OutcomePart", "Settings", "SumPart", "json_schema"]


def _none_or_settings(value: Any) -> Any:
    """Return None for the word `none`; it is told apart from a key left out, which keeps the default."""
    return None if value == "none" else value


OutcomeSynthesis = Annotated[SynthesisPart | None, BeforeValidator(_none_or_settings), OrElse({"const": "none"})]


class OutcomePart(Part):
    """One outcome of one comparison."""

    id: Id = Field(description="Key used in results.csv: lower-case letters, digits, hyphens.")
    title: RequiredText = Field(description="Name in the middle of a sentence, in lower case: secure attachment.")
    comparison: Id = Field(description="Id of the comparison.")
    measure: RequiredText = Field(description="Effect measure: RR, OR, MD, SMD …; `reportgen list measures` names all.")
    better: Literal["higher", "lower"] = Field(description="Which direction is good for participants.")
    group: Text = Field(default="", description="Heading under which outcomes stand together in tables.")
    time_point: Text = Field(default="", description="Only rows of results.csv with this time_point are pooled.")
    analysis_set: Text = Field(default="", description="Only rows of results.csv with this analysis_set are pooled.")
    figure: Id | None = Field(
        default=None, description="Id of the forest plot it shares with others; its own if left out."
    )
    unit: Text = Field(default="", description="Unit of a mean difference (points) or of rates (person-years).")
    instrument: Text = Field(default="", description="Instrument it was measured with.")
    range: list[Number] | None = Field(
        default=None, description="Lowest and highest possible value of the instrument.", min_length=2, max_length=2
    )
    thresholds: ThresholdsPart | None = Field(
        default=None, description="From which size on an effect is small, moderate, large."
    )
    assumed_risk: Number | None = Field(default=None, description="Risk without the intervention, 0 to 1.", ge=0, le=1)
    subgroups: Text = Field(
        default="", description="Column of studies.csv by which studies are divided into subgroups."
    )
    totals: Literal["all", "subgroups", "none"] = Field(
        default="all", description="Pooled results to show: all (default), those of subgroups only, or none."
    )
    subgroup_test: bool = Field(default=True, description="false to leave out the test between subgroups.")
    synthesis: OutcomeSynthesis = Field(
        default=SynthesisPart(),
        description="Settings that differ from methods.synthesis; `none` if studies are not pooled.",
    )
    reason: Text = Field(default="", description="Why studies are not pooled; needed with `synthesis: none`.")
    number: Text = Field(default="", description="Number it is known under, such as 1.3.")
    experimental: Text = Field(default="", description="Name of the experimental side, if another than usual.")
    comparator: Text = Field(default="", description="Name of the other side, if another than usual.")
    axis: AxisPart | None = Field(default=None, description="Words below the forest plot, and the ends of its axis.")


class ExhaustivePart(Part):
    """Outcomes that divide the participants without rest."""

    id: Id = Field(description="Key of the group.")
    title: RequiredText = Field(description="Name of the group in messages.")
    outcomes: list[Id] = Field(description="Outcomes whose events add up to n, arm by arm.", min_length=2)


class SumPart(Part):
    """An outcome that equals the sum of others."""

    total: Id = Field(description="Outcome whose events are the sum.")
    parts: list[Id] = Field(description="Outcomes that are added up.", min_length=1)


class ChecksPart(Part):
    """Sums that `reportgen check` adds up."""

    exhaustive: list[ExhaustivePart] = Field(default=[], description="Groups of outcomes that divide the participants.")
    sums: list[SumPart] = Field(default=[], description="Outcomes that are sums of others.")


class Settings(Part):
    """review.yaml as it is checked before it becomes part of a Review."""

    title: RequiredText = Field(description="Title of the review.")
    subtitle: Text = Field(default="", description="Subtitle.")
    short_title: Text = Field(default="", description="Title of the running head.")
    notice: Text = Field(default="", description="Note on the title page, for instance that this is an example.")
    notice_short: Text = Field(default="", description="The note in a few words, for the running head.")
    language: Language = Field(default="en-GB", description="Language of the manuscript: en-GB, en-US.")
    authors: list[AuthorPart] = Field(default=[], description="Authors in order.")
    affiliations: dict[str, Text] = Field(default={}, description="Affiliations by a key that authors name.")
    keywords: list[Text] = Field(default=[], description="Keywords.")
    funding: Text = Field(default="", description="Who paid for the review.")
    funders: list[FunderPart] = Field(default=[], description="The funders one by one, with their grants.")
    interests: Text = Field(default="", description="Declaration of interests.")
    acknowledgements: Text = Field(default="", description="Thanks.")
    data_availability: Text = Field(default="", description="Where data and code can be had.")
    registration: RegistrationPart = Field(
        default=RegistrationPart(), description="Registry, number and address of the registration."
    )
    question: QuestionPart = Field(default=QuestionPart(), description="The review question.")
    search: SearchPart = Field(default=SearchPart(), description="What was searched.")
    methods: MethodsPart = Field(default=MethodsPart(), description="Tools, settings, who did what.")
    comparisons: list[ComparisonPart] = Field(default=[], description="What is compared with what.")
    outcomes: list[OutcomePart] = Field(default=[], description="Outcomes, in the order of the manuscript.")
    figures: list[FigurePart] = Field(default=[], description="Figures besides the usual ones, and settings of these.")
    sensitivity: SensitivityPart | None = Field(default=None, description="Sensitivity analyses.")
    checks: ChecksPart = Field(default=ChecksPart(), description="Sums that must add up.")
    columns: list[ColumnPart] = Field(default=[], description="Columns of your own in studies.csv.")
    tables: TablesPart = Field(default=TablesPart(), description="What tables show.")
    flow: FlowPart = Field(default=FlowPart(), description="How the flow diagram is drawn.")
    update: UpdatePart | None = Field(default=None, description="The review as an update of an earlier version.")
    style: RequiredText = Field(default="default", description="Journal style: a name, or a .toml file in the folder.")
    fonts: list[Text] = Field(
        default=[], description="Font files in the folder, for characters the shipped fonts lack."
    )


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of review.yaml, for editors that complete and check while one types."""
    schema = Settings.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "review.yaml",
        "description": "A systematic review for reportgen.",
    }
