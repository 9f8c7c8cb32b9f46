"""The result of pooling as JSON: everything at full precision, keys in a fixed order, null where there is no number."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from reportgen import __version__
from reportgen.cli.pool_source import Studies
from reportgen.cli.pool_text import back_from_scale, study_limits, typical_size
from reportgen.effects import MEASURES, SCALES
from reportgen.pooling import NOTES, MetaAnalysis

__all__ = ["pooled_json"]


def pooled_json(studies: Studies, result: MetaAnalysis, more: Mapping[str, Any]) -> str:
    """Return the studies and their result as ASCII text; `more` are further analyses by their key.

    Effects stand on the scale of analysis, named by `scale`; under `printed` they stand as they are printed.
    """
    measure = MEASURES[studies.effects.measure]
    document = {
        "reportgen": __version__,
        "source": studies.whence,
        "measure": measure.id,
        "title": measure.title,
        "scale": measure.scale,
        "studies": _studies(studies, result),
        **{name: value for name, value in result.as_dict().items() if name not in {"study", "measure", "weights"}},
        "printed": _printed(studies, result),
        "notes": {code: NOTES[code] for code in result.notes},
        **more,
    }
    return json.dumps(_finite(document), allow_nan=False, indent=1)


def _studies(studies: Studies, result: MetaAnalysis) -> list[dict[str, Any]]:
    effects, weights = studies.effects, iter(result.weights)
    column = SCALES[MEASURES[effects.measure].scale].size
    sizes = effects.columns.get(column)
    rows = []
    for place, (name, reason) in enumerate(zip(effects.study, effects.reasons, strict=True)):
        limits = study_limits(studies, place)
        size = None if sizes is None else float(sizes[place])
        rows.append(
            {
                "study": name,
                "subgroup": studies.subgroup[place] if studies.subgroup else None,
                "y": float(effects.y[place]),
                "v": float(effects.v[place]),
                "weight": None if reason else next(weights),
                "printed": None if reason else [back_from_scale(studies, value, size) for value in limits],
                "left_out": reason or None,
            }
        )
    return rows


def _printed(studies: Studies, result: MetaAnalysis) -> dict[str, Any]:
    """Return estimate, limits and prediction interval as printed."""
    size = typical_size(studies)

    def back(values: tuple[float, ...] | None) -> list[float] | None:
        return None if values is None else [back_from_scale(studies, value, size) for value in values]

    found = result.summary
    return {
        "summary": back((found.estimate, found.ci_low, found.ci_high) if found else None),
        "prediction": back(result.prediction),
        "subgroups": {
            name: back((one.estimate, one.ci_low, one.ci_high) if (one := group.summary) else None)
            for name, group in result.subgroups
        },
    }


def _finite(value: Any) -> Any:
    """Return plain values with None in place of numbers that JSON does not have."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _finite(part) for key, part in value.items()}
    return [_finite(part) for part in value] if isinstance(value, list | tuple) else value
