"""changes_json(): what changed between two versions, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from reportgen.comparing.compared import Compared
from reportgen.history import Rebuilt
from reportgen.model import RecordedResult
from reportgen.versions import Edit, ResultChange, Version

__all__ = ["changes_json"]


def changes_json(compared: Compared) -> bytes:
    """Return everything that changed as JSON, keys in fixed order; what is at its default is left out."""
    changes = compared.changes
    told = {
        "generator": "reportgen",
        "format": 1,
        "old": _version(changes.old),
        "new": _version(changes.new),
        "only_found": list(compared.only_found),
        "studies": [
            {
                "kind": one.kind,
                "study": one.study,
                "status_before": one.status_before,
                "status_after": one.status_after,
                "edits": _edits(one.edits),
            }
            for one in changes.studies
        ],
        "edits": _edits(changes.edits),
        "results": _results(changes.results),
        "unchanged_results": changes.unchanged,
        "sentences": [_filled(asdict(one)) for one in changes.sentences],
        "software": [{"version": name, **_rebuilt(found)} for name, found in compared.software],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _version(version: Version) -> dict[str, Any]:
    record = version.record
    return {
        "name": version.name,
        "title": record.title,
        "included": list(record.included),
        "search": [list(one) for one in record.search],
        "flow": [_filled(asdict(count)) for count in record.flow],
    }


def _edits(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    return [_filled({**asdict(one), "old": _place(one.old), "new": _place(one.new)}) for one in edits]


def _results(changes: Iterable[ResultChange]) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title,
            "conclusion": list(one.conclusion),
            "before": _result(one.before),
            "after": _result(one.after),
        }
        for one in changes
    ]


def _result(result: RecordedResult | None) -> dict[str, Any] | None:
    return None if result is None else _filled({**asdict(result), "effects": ()})


def _rebuilt(found: Rebuilt) -> dict[str, Any]:
    moved = [
        _filled({**asdict(one), "values": {n: list(pair) for n, pair in one.values.items()}}) for one in found.moved
    ]
    return {"software": [list(one) for one in found.software], "moved": moved}


def _place(origin: object) -> str:
    return "" if origin is None else str(origin)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", (), [], False)}
