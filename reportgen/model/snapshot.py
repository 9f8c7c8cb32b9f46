"""What a version of a review found, kept so that later versions can be compared with it and it can be built again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from reportgen.model.certainty import CertaintyWord
from reportgen.model.study import Status

__all__ = [
    "SNAPSHOT_FORMAT",
    "Record",
    "RecordedCount",
    "RecordedEffect",
    "RecordedJudgement",
    "RecordedResult",
    "RecordedStudy",
    "Snapshot",
    "SnapshotFile",
]

SNAPSHOT_FORMAT = 1
"""Number of the form that snapshots are written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStudy:
    """A study of studies.csv; `reports` are citation keys."""

    study: str
    status: Status
    reports: tuple[str, ...] = ()
    n_randomised: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEffect:
    """One study's effect on an outcome, on the printed scale (ratios as ratios); None where not estimable.

    `weight` is in percent, None where no total is shown.
    """

    study: str
    subgroup: str = ""
    state: Literal["used", "not_estimable", "left_out"] = "used"
    estimate: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedResult:
    """The result on an outcome: of all its studies, of a subgroup (`part`), or as somebody printed it (`published`).

    `outcome` is the id and `title` the name that fits the middle of a sentence. Estimate, limits and prediction
    interval are on the printed scale, unrounded; None where there is none (an outcome that is not pooled, or whose
    studies are not estimable). `published` is the id in published_effects.csv of a result known from print only.
    `null` is no effect on the printed scale, None where nothing is compared. `how` says how it was pooled. `k` counts
    studies, `n` participants, None where not all are known. `i2` is in percent, tau2 on the scale of analysis.
    `verdict` is that of `wording.statements`, `size` the class of the effect by the outcome's thresholds, `certainty`
    the one judged; each empty where there is none. `effects` are the studies' own, in the order of studies.csv.
    """

    outcome: str
    part: str = ""
    published: str = ""
    title: str
    comparison: str
    experimental: str = ""
    comparator: str = ""
    measure: str
    better: Literal["higher", "lower"]
    null: float | None = None
    how: str = ""
    level: float = 0.95
    k: int | None = None
    n: float | None = None
    estimate: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    p: float | None = None
    chi2: float | None = None
    df: int | None = None
    p_het: float | None = None
    i2: float | None = None
    tau2: float | None = None
    prediction_low: float | None = None
    prediction_high: float | None = None
    verdict: Literal["", "favours experimental", "favours comparator", "inconclusive", "without direction"] = ""
    size: Literal["", "large", "moderate", "small", "trivial"] = ""
    certainty: CertaintyWord | Literal[""] = ""
    effects: tuple[RecordedEffect, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells results of one version apart: outcome, subgroup, published effect."""
        return (self.outcome, self.part, self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedJudgement:
    """A judgement of risk of bias: keys of the tool; `outcome` is empty where the study as a whole was judged."""

    study: str
    domain: str
    outcome: str = ""
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCount:
    """A number of the flow of studies, as flow.csv gives it; `n` is None where it is not known."""

    item: str
    detail: str = ""
    n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a version of a review found: its studies, results and judgements, its flow, and when was searched.

    `search` are (name, last day covered as printed) of databases and registers; the day is empty where not said.
    `tool` is the id of the risk-of-bias tool.
    """

    title: str
    studies: tuple[RecordedStudy, ...] = ()
    results: tuple[RecordedResult, ...] = ()
    judgements: tuple[RecordedJudgement, ...] = ()
    tool: str = ""
    flow: tuple[RecordedCount, ...] = ()
    search: tuple[tuple[str, str], ...] = ()

    @property
    def included(self) -> tuple[str, ...]:
        """Return the included studies, in their order."""
        return tuple(study.study for study in self.studies if study.status == "included")

    def result(self, outcome: str, part: str = "", published: str = "") -> RecordedResult | None:
        """Return a result by its key, or None."""
        return next((one for one in self.results if one.key == (outcome, part, published)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotFile:
    """A file that a review was read from. `data` is None where it stands beside the snapshot, in ``inputs/``."""

    path: str
    sha256: str
    size: int
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A version of a review: the files it was read from, how it was built and by what, and what came out.

    `name` is that of the folder, which some outputs print; `version` the one it was kept under, empty in an output
    folder. `software` maps reportgen and the libraries behind the numbers to their versions. `ledger` are the entries
    of ledger.json, `outputs` the sha256 of every file that was written, by name.
    """

    name: str
    version: str = ""
    style: str
    formats: tuple[str, ...]
    software: Mapping[str, str]
    inputs: tuple[SnapshotFile, ...]
    record: Record
    ledger: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    outputs: Mapping[str, str] = field(default_factory=dict)
