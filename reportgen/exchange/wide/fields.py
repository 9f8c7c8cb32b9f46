"""Our names for what the columns of a table hold, with what each means: the keys of a columns.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from reportgen.effects.reported.columns import ARM_REPORTS, DESIGN_COLUMNS, EFFECT_REPORTS

__all__ = [
    "ARM_FIELDS",
    "EFFECT_FIELDS",
    "FIELDS",
    "GROUP_FIELDS",
    "SIDES",
    "TABLE_FIELDS",
    "Side",
    "field_of",
    "study_column",
]

Side = Literal["experimental", "comparator"]

SIDES: tuple[Side, Side] = ("experimental", "comparator")

TABLE_FIELDS: Mapping[str, str] = {
    "study": "name of the study",
    "author": "first author, where the name is made of author and year",
    "year": "year of publication",
    "outcome": "outcome, where a study has a row for each",
    "subgroup": "subgroup of the participants, where a study has a row for each",
    "time_point": "when it was measured",
    "analysis_set": "who was analysed",
    "measure": "effect measure of the row",
    "better": "higher or lower: which direction is good for participants",
    "unit": "unit of the means",
    "instrument": "instrument or scale of the means",
    "n_randomised": "participants randomised",
    "arm_experimental": "name of the experimental arm",
    "arm_comparator": "name of the other arm",
}
"""What tells rows apart and describes them."""

_ARM_DATA: Mapping[str, str] = {
    "events": "participants with the event",
    "non_events": "participants without the event",
    "n": "participants analysed",
    "mean": "mean",
    "sd": "standard deviation",
    "time": "person-time",
    "se": "standard error of the mean",
    "ci_low": "lower confidence limit of the mean",
    "ci_high": "upper confidence limit of the mean",
    "t": "t statistic of the mean",
    "p": "P value of the mean",
    "q1": "first quartile",
    "q3": "third quartile",
    "icc": "intracluster correlation",
}
ARM_FIELDS: Mapping[str, str] = {
    name: _ARM_DATA.get(name, name.replace("_", " ")) for name in (*_ARM_DATA, *ARM_REPORTS, *DESIGN_COLUMNS)
}
"""What is known of an arm; a key of a columns.yaml has the side after it: ``events_experimental``."""

GROUP_FIELDS: Mapping[str, str] = {
    "events": "events, in studies of one group",
    "non_events": "participants without the event, in studies of one group",
    "n": "participants, in studies of one group or of an effect",
    "time": "person-time, in studies of one group",
    "r": "correlation",
}
"""What is known of a study with one group."""

EFFECT_FIELDS: Mapping[str, str] = {
    "estimate": "effect as printed (a ratio, not its logarithm)",
    "y": "effect on the scale of analysis: the logarithm of a ratio, else as printed",
    "se": "standard error of the effect; for a ratio that of its logarithm",
    "y_variance": "square of this standard error",
    "ci_low": "lower confidence limit of the effect",
    "ci_high": "upper confidence limit of the effect",
    "ci": "both confidence limits of the effect in one cell: 0.60 to 0.94",
    "t": "t (or z) statistic of the effect",
    "df": "degrees of freedom of the effect",
    "p": "P value of the effect",
    "o_minus_e": "events observed less those expected",
    "variance": "variance of observed less expected events",
}
"""What is known of the effect of a study."""

FIELDS: Mapping[str, str] = {
    **TABLE_FIELDS,
    **{
        f"{name}_{side}": f"{text}, {'experimental side' if side == 'experimental' else 'other side'}"
        for name, text in ARM_FIELDS.items()
        for side in SIDES
    },
    **GROUP_FIELDS,
    **EFFECT_FIELDS,
    **{name: EFFECT_FIELDS[name] for name in EFFECT_REPORTS},
}
"""All keys under ``columns`` of a columns.yaml, with their meaning."""


def study_column(general: Mapping[str, int]) -> int | None:
    """Return the index of the column that names studies, by indexes of `TABLE_FIELDS`; None without one."""
    return general.get("study", general.get("author"))


def field_of(name: str, side: Side | None) -> str:
    """Return the key of something known of a side; of the study where `side` is None."""
    return f"{name}_{side}" if side else name
