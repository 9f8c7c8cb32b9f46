"""Plain values of review.yaml become Settings; every flaw becomes an issue with its line and column.

So that one flaw does not hide those of the tables, the flawed values are then taken out, what is missing is filled
with `UNSTATED`, and the rest is handed on; the load still fails.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import ValidationError

from reportgen.load.findings import Findings, quoted
from reportgen.load.settings import Settings, json_schema
from reportgen.load.yaml_text import Path, YamlText

__all__ = ["UNSTATED", "check_settings", "known_keys"]

UNSTATED = "unstated"
"""Stands for a value that is missing or flawed and already reported."""

_FILL: Mapping[str, Any] = {
    "better": "higher",
    "small": 0.0,
    "moderate": 0.0,
    "large": 0.0,
    "outcomes": [],
    "parts": [],
}
_EXPECTED: Mapping[str, str] = {
    "string_type": "text",
    "bool_type": "true or false",
    "float_type": "a number",
    "int_type": "a whole number",
    "finite_number": "a finite number",
    "list_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
}
_PATTERNS: Mapping[str, str] = {
    "id": "lower-case letters, digits and hyphens",
    "comparison": "an id: lower-case letters, digits and hyphens",
    "figure": "an id: lower-case letters, digits and hyphens",
    "total": "an id: lower-case letters, digits and hyphens",
    "name": "lower-case letters, digits and _",
    "url": "an address that starts with https://",
    "email": "an e-mail address",
    "language": "a language like en-GB",
    "since": "a name of letters, digits, dots, hyphens and underscores",
}
_ROUNDS = 5


def check_settings(yaml: YamlText, findings: Findings) -> Settings | None:
    """Return the settings, as much of them as can be used; None if nothing can."""
    if not isinstance(yaml.value, dict):
        message = "found text or a list, expected keys with values"
        findings.add("yaml-value-is-valid", yaml.place(()), message)
        return None
    data = copy.deepcopy(yaml.value)
    for attempt in range(_ROUNDS):
        try:
            return Settings.model_validate(data)
        except ValidationError as error:
            errors = error.errors(include_url=False, include_context=True)
            schema = _schema() if attempt == 0 else {}
            for flaw in errors:
                if attempt == 0:
                    _report(flaw, yaml, schema, findings)
            _mend(data, errors)
    return None


@cache
def _schema() -> Mapping[str, Any]:
    """Return the schema, for hints only; making it takes longer than all the rest."""
    return json_schema()


def _report(flaw: Mapping[str, Any], yaml: YamlText, schema: Mapping[str, Any], findings: Findings) -> None:
    path: Path = tuple(flaw["loc"])
    name = ".".join(map(str, path))
    kind = flaw["type"]
    if kind == "extra_forbidden":
        known = known_keys(schema, path[:-1])
        expected = "a key that review.yaml knows here"
        findings.unknown("yaml-key-is-known", yaml.key_place(path), str(path[-1]), known=known, expected=expected)
    elif kind == "missing":
        where = path if path in yaml.keys else path[:-1]
        message = f"found no value for {quoted(path[-1])}, expected one"
        findings.add("yaml-key-is-present", yaml.key_place(where), message, f"it belongs under {name}" if name else "")
    elif kind == "literal_error":
        known = tuple(part.strip(" '") for part in flaw["ctx"]["expected"].replace(" or ", ",").split(","))
        expected = f"{flaw['ctx']['expected']} for {name}"
        place = yaml.place(path)
        findings.unknown("yaml-value-is-valid", place, _shown(flaw["input"]), known=known, expected=expected)
    else:
        message = f"found {quoted(_shown(flaw['input']))}, expected {_expected(flaw, path)} for {name}"
        hint = "put it in quotation marks" if kind == "string_type" and isinstance(flaw["input"], bool) else ""
        hint = "95 % is written 0.95" if path[-1:] == ("level",) else hint
        findings.add("yaml-value-is-valid", yaml.place(path), message, hint)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "keys with values"
    return "a list" if isinstance(value, list) else str(value)


def _expected(flaw: Mapping[str, Any], path: Path) -> str:
    kind, context = flaw["type"], flaw.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(path[-1]), "an id: lower-case letters, digits and hyphens")
    if kind in {"greater_than_equal", "less_than_equal", "less_than", "greater_than"}:
        return str(flaw["msg"]).removeprefix("Input should be ")
    if kind in {"too_short", "string_too_short"}:
        least = context["min_length"]
        return "text" if kind.startswith("string") else f"at least {least} items"
    if kind in {"too_long", "string_too_long"}:
        return f"at most {context['max_length']} {'characters' if kind.startswith('string') else 'items'}"
    return _EXPECTED.get(kind, str(flaw["msg"]))


def known_keys(schema: Mapping[str, Any], path: Sequence[str | int]) -> tuple[str, ...]:
    """Return the keys that a JSON Schema allows at a path."""
    part: Mapping[str, Any] = schema
    for step in path:
        part = _resolved(schema, part)
        inner = part.get("items", {}) if isinstance(step, int) else part.get("properties", {}).get(step, {})
        part = inner if isinstance(inner, dict) else {}
    return tuple(_resolved(schema, part).get("properties", {}))


def _resolved(schema: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the part of the schema that describes a mapping or list: references followed, alternatives chosen."""
    for choice in _alternatives(part):
        reference = choice.get("$ref", "")
        found = schema["$defs"][reference.rpartition("/")[2]] if reference else choice
        if "properties" in found or "items" in found:
            return dict(found)
        if "anyOf" in found:
            return _resolved(schema, found)
    return {}


def _alternatives(part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(part.get("anyOf", [part]))


def _mend(data: Any, errors: Iterable[Mapping[str, Any]]) -> None:
    """Take flawed values out of the data, and fill in what is missing."""
    flawed_items: list[tuple[list[Any], int]] = []
    for flaw in errors:
        *path, last = flaw["loc"]
        target = data
        for step in path:
            target = _child(target, step)
        if isinstance(target, dict) and flaw["type"] == "missing":
            target[last] = copy.copy(_FILL.get(str(last), UNSTATED))
        elif isinstance(target, dict):
            target.pop(last, None)
        elif isinstance(target, list) and isinstance(last, int):
            flawed_items.append((target, last))
    # from the end, so that the positions of the others stay right
    for items, position in sorted(flawed_items, key=lambda found: -found[1]):
        del items[position : position + 1]


def _child(target: Any, step: str | int) -> Any:
    try:
        return target[step]
    except (KeyError, IndexError, TypeError):
        return None
