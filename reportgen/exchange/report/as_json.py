"""The report on an import as JSON, for programs."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from reportgen.errors import Origin
from reportgen.exchange.agreement import Compared
from reportgen.exchange.report.report import ImportReport
from reportgen.exchange.report.sentences import verdict_sentences

__all__ = ["report_json"]


def report_json(report: ImportReport) -> bytes:
    """Return the whole report: counts, what was kept, remarks, verdicts and every stored result with ours."""
    imported = report.imported
    values = {
        "sources": list(report.sources),
        "formats": list(report.formats),
        "title": imported.review.title,
        "counts": dict(imported.counts),
        "kept": [{"path": one.path, "what": one.what, "place": _place(one.origin)} for one in imported.kept],
        "remarks": [{"topic": one.topic, "text": one.text, "place": _place(one.origin)} for one in imported.remarks],
        "verdict": " ".join(verdict_sentences(report)),
        "verdicts": dict(report.verdicts),
        "results": [_result(one) for one in report.compared],
    }
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def _place(origin: Origin | None) -> str | None:
    return None if origin is None else str(origin)


def _result(one: Compared) -> dict[str, Any]:
    stored = one.stored
    return {
        "kind": stored.kind,
        "outcome": stored.outcome,
        "subgroup": stored.subgroup,
        "study": stored.study,
        "place": str(stored.origin),
        "level": stored.level,
        "estimable": stored.estimable,
        "stored": _finite(stored.values),
        "ours": _finite(one.ours),
        "verdict": one.verdict,
        "reason": one.reason,
        "different": [difference.name for difference in one.differences],
    }


def _finite(values: Mapping[str, float]) -> dict[str, float | None]:
    return {name: value if math.isfinite(value) else None for name, value in values.items()}
