"""The effects of the studies of a case, by the rules that its reference results follow."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from reportgen import effect_sizes
from reportgen.effects import EffectSizes
from tests.reference.oracle.layout import Case, Reference, load

__all__ = ["effects_of", "measured", "settings_of"]

ZERO_CELLS = {
    (): "metafor",
    ("without_double_zero",): "metafor-drop00",
    ("added_to_effects",): "revman",
    ("added",): "revman",
    ("added_to", "all"): "all",
    ("added_to", "none"): "none",
}


def settings_of(options: Mapping[str, Any]) -> dict[str, str]:
    """Return our names for the options of an analysis by metafor."""
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


def effects_of(case: Case) -> EffectSizes:
    """Return the effects of an analysis by metafor."""
    given = case.blocks["effects"]
    return measured(case.reference.name, given["measure"], **settings_of(given["options"]))
