"""The settings of a review as rows of a table: one setting a row, with its place, value and type; and back."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

__all__ = ["HEADINGS", "settings_of_rows", "settings_rows"]

HEADINGS = ("setting", "value", "type")
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_ -]*")
_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[^.]+')
_BROKEN = "a setting such as outcomes.1.title"


def settings_rows(values: Mapping[str, Any]) -> Iterator[tuple[str, str | float | bool, str]]:
    """Yield setting, value and type of each text, number and yes or no in nested values.

    Parts of a setting's name are joined by dots, items of lists are counted from 1 ("outcomes.1.title"); a key with
    other signs stands in quotation marks.
    """
    yield from _rows("", values)


def _rows(name: str, value: Any) -> Iterator[tuple[str, str | float | bool, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            part = key if _PLAIN_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)
            yield from _rows(f"{name}.{part}" if name else part, item)
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value, 1):
            yield from _rows(f"{name}.{number}", item)
    elif isinstance(value, bool):
        yield name, value, "yes or no"
    elif isinstance(value, (int, float)):
        yield name, value, "number"
    else:
        yield name, value, "text"


def settings_of_rows(rows: Iterable[Sequence[str]]) -> dict[str, Any]:
    """Return the nested values that rows of texts (setting, value, type) stand for.

    Raises:
        ValueError: (number of the row from 1, what was found, what was expected).
    """
    root: dict[str, Any] = {}
    for number, (name, text, kind) in enumerate(rows, 1):
        parts = _parts(name)
        if not parts:
            raise ValueError(number, name, _BROKEN)
        try:
            _put(root, parts, _value(text, kind))
        except (TypeError, KeyError, IndexError) as error:
            raise ValueError(number, name, _BROKEN) from error
        except ValueError as error:
            raise ValueError(number, text, kind) from error
    found: dict[str, Any] = _lists(root)
    return found


def _parts(name: str) -> list[str]:
    found = _PART.findall(name)
    if ".".join(found) != name:
        return []
    return [json.loads(part) if part.startswith('"') else part for part in found]


def _value(text: str, kind: str) -> str | float | bool:
    if kind == "number":
        number = float(text)
        if not math.isfinite(number):
            raise ValueError(text)
        return int(number) if re.fullmatch(r"-?\d+", text) else number
    if kind == "yes or no":
        return {"TRUE": True, "FALSE": False}[text.upper()]
    return text


def _put(root: dict[str, Any], parts: Sequence[str], value: object) -> None:
    here = root
    for part in parts[:-1]:
        here = here.setdefault(part, {})
    if parts[-1] in here and not isinstance(value, str):
        raise KeyError(parts[-1])
    before = here.get(parts[-1], "")
    here[parts[-1]] = f"{before}{value}" if isinstance(value, str) else value


def _lists(value: Any) -> Any:
    """Return values with the mappings whose keys count from 1 turned into lists."""
    if not isinstance(value, dict):
        return value
    found = {key: _lists(item) for key, item in value.items()}
    if found and list(found) == [str(number) for number in range(1, len(found) + 1)]:
        return list(found.values())
    return found
