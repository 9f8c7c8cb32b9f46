"""What comes out of a foreign file: a review, the results stored beside it, what had no place, and remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.errors import Origin
from reportgen.foreign.remark import Remark
from reportgen.model import Review
from reportgen.references.item import ReferenceItem

__all__ = ["STORED_VALUES", "Imported", "Kept", "Remark", "Stored", "StoredKind"]

StoredKind = Literal["study", "subgroup", "total", "subgroup-test"]

STORED_VALUES: Mapping[str, str] = {
    "estimate": "the effect on the printed scale (a ratio, not its logarithm)",
    "ci_low": "its lower confidence limit, printed scale",
    "ci_high": "its upper confidence limit, printed scale",
    "se": "its standard error on the scale of analysis (natural log for ratios)",
    "weight": "the weight in percent",
    "z": "the test statistic of the effect, without its sign",
    "p": "the P value of the effect",
    "chi2": "Cochran's Q",
    "df": "its degrees of freedom",
    "p_het": "its P value",
    "i2": "I2 in percent",
    "tau2": "the variance between studies",
    "tau2_low": "lower limit of tau2",
    "tau2_high": "upper limit of tau2",
    "prediction_low": "lower limit of the prediction interval, printed scale",
    "prediction_high": "upper limit of the prediction interval, printed scale",
    "events_experimental": "events, experimental side, all rows",
    "events_comparator": "events, other side, all rows",
    "n_experimental": "participants, experimental side, all rows",
    "n_comparator": "participants, other side, all rows",
    "studies": "number of studies with a row, estimable or not",
}
"""Names of the values a source may store with a result. Of a subgroup test: ``chi2``, ``df``, ``p``, ``i2``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One result as the source stores it, beside the data it belongs to.

    `outcome` is the outcome's id in the review, `subgroup` the name of the subgroup (empty for none), `study` the id of
    the study (empty unless `kind` is ``study``). `values` maps names of `STORED_VALUES` to numbers; what the source
    leaves empty is not in it. `estimable` is False where the source says so. `shown` is False where the source holds
    numbers that its own program does not show (a total that the authors switched off): they are no claim of anybody.
    `level` is the confidence level of the limits.
    """

    kind: StoredKind
    outcome: str
    subgroup: str = ""
    study: str = ""
    values: Mapping[str, float]
    estimable: bool = True
    shown: bool = True
    level: float = 0.95
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something that has no place in a review folder; it is stored under import/unmapped/ as `path`.

    `what` says in a few words what it is ("Feedback", "Figure 3, PNG").
    """

    path: str
    content: bytes
    what: str
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """All that was read from a source.

    `counts` are numbers that the review itself does not tell, by their names in the plural ("rows of the table");
    `combine` adds those of the parts of the review.
    `references` are records that a format for references gives; the others put theirs into the review's library.
    """

    format: str
    review: Review
    stored: tuple[Stored, ...] = ()
    kept: tuple[Kept, ...] = ()
    remarks: tuple[Remark, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    references: tuple[ReferenceItem, ...] = ()
