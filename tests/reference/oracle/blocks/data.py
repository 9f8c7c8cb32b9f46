"""The effects of the studies of a case, by the rules that its reference results follow."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from reportgen import effect_sizes
from reportgen.effects import EffectSizes
from tests.reference.oracle.layout import Case, load

__all__ = ["effects_of", "gaps", "groups_of", "measured"]

KEEP_FULL = frozenset({"edge_all_events", "fine1993"})
"""Data sets in which meta keeps risk ratios of studies where everybody has the event, RevMan's rule or not."""

MEASURES_OF_META = {"PLOGIT": "PLO", "PRAW": "PR"}

SETTINGS_OF_META: Mapping[str, dict[str, str]] = {
    "SMD hedges exact": {"smd": "exact", "smd_variance": "UB"},
    "SMD hedges approx": {},
    "SMD cohen": {"measure": "D", "smd": "exact", "smd_variance": "UB"},
    "SMD glass control": {"measure": "GLASS"},
    "MD pooledvar": {"md_variance": "pooled"},
    **{f"{measure} inverse-variance treatment-arm": {"zero_cells": "treatment-arm"} for measure in ("OR", "RR")},
    **{f"{measure} inverse-variance all-studies": {"zero_cells": "all-studies"} for measure in ("OR", "RR")},
}
"""By analysis; elsewhere it is meta's own rule for empty cells that counts."""


def effects_of(case: Case) -> EffectSizes:
    """Return the effects that the reference results of a case rest on."""
    name, section = case.reference.name, case.section
    if section == "analyses":
        given = case.blocks["effects"]
        return measured(name, given["measure"], **_by_metafor(given["options"]))
    first = case.id.split()[0]
    if first == "subgroups":  # of the effects of metafor
        return measured(name, case.blocks["subgroups"]["measure"], **_by_metafor({}))
    if first == "small_studies":
        measure = case.id.split()[1]
        return measured(name, MEASURES_OF_META.get(measure, measure), zero_cells="meta", smd="exact", smd_variance="UB")
    if section == "meta":
        settings = {"zero_cells": "meta", **SETTINGS_OF_META.get(case.id, {})}
        measure = settings.pop("measure", MEASURES_OF_META.get(first, first))
        return measured(name, measure, **settings)
    return measured(name, "PETO" if case.id.endswith("peto") else first, **_as_revman(name, first))


def _by_metafor(options: Mapping[str, Any]) -> dict[str, str]:
    """Return our names for what metafor was asked for."""
    settings = {"smd": "exact", "zero_cells": "metafor"}
    if options.get("without_double_zero"):
        settings["zero_cells"] = "metafor-drop00"
    if options.get("added_to_effects") is False or options.get("added") == 0:
        settings["zero_cells"] = "revman"
    if "added_to" in options:
        settings["zero_cells"] = options["added_to"]
    if options.get("variance") == "UB":
        settings["smd_variance"] = "UB"
    if options.get("corrected"):
        settings["rom"] = "corrected"
    return settings


def _as_revman(name: str, measure: str) -> dict[str, str]:
    return {"zero_cells": "revman-full-risk-ratio" if measure == "RR" and name in KEEP_FULL else "revman"}


@lru_cache(maxsize=64)
def measured(name: str, measure: str, **settings: str) -> EffectSizes:
    """Return the effects of a data set on a measure."""
    reference = load(name)
    columns = {column: values for column, values in reference.columns.items() if column != "study"}
    if reference.kind == "effects":
        columns = {"y": columns["y"], "vi": columns["v"]}
    elif reference.kind == "observed minus expected":
        measure, columns = "OE", {name: columns[name] for name in ("o_minus_e", "variance")}
    return effect_sizes(measure, columns, study=[str(study) for study in reference.columns["study"]], **settings)


def groups_of(case: Case) -> list[str]:
    """Return the subgroup of each study."""
    return [str(name) for name in case.reference.columns["subgroup"]]


def gaps(values: np.ndarray) -> list[float | None]:
    """Return numbers with None in place of NaN."""
    return [None if np.isnan(value) else value for value in values.tolist()]
