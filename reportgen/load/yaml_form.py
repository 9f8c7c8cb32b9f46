"""Plain values become YAML text that reads back as exactly these values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["yaml_scalar", "yaml_text"]

_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ](?:[A-Za-zÀ-ÖØ-öø-ÿ0-9 ,.;()/'’%+_–-]*[A-Za-zÀ-ÖØ-öø-ÿ0-9)%.])?")
_LONGEST_PLAIN = 200
_RESERVED = frozenset({"true", "false", "null", "none", "yes", "no", "on", "off", "y", "n"})
_BREAKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029\ufeff"}


def yaml_text(values: Mapping[str, Any]) -> str:
    """Return a mapping of plain values (text, numbers, true and false, lists, mappings) as YAML 1.2, in its order."""
    return "".join(f"{line}\n" for line in _mapping(values))


def _mapping(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        yield from _entry(f"{yaml_scalar(key)}:", value)


def _entry(head: str, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield head
        yield from (f"  {line}" for line in _mapping(value))
    elif isinstance(value, list | tuple) and value:
        yield head
        for item in value:
            yield from (f"  {line}" for line in _item(item))
    else:
        yield f"{head} {yaml_scalar(value)}"


def _item(item: Any) -> Iterator[str]:
    if not isinstance(item, Mapping) or not item:
        yield f"- {yaml_scalar(item)}"
        return
    for index, line in enumerate(_mapping(item)):
        yield ("  " if index else "- ") + line


def yaml_scalar(value: Any) -> str:
    """Return one value on one line; a text in quotation marks unless it plainly is one."""
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(yaml_scalar, value)) + "]"
    if not isinstance(value, str):
        return json.dumps(value)
    plain = len(value) <= _LONGEST_PLAIN and _PLAIN.fullmatch(value) and value.casefold() not in _RESERVED
    # a JSON string is a double-quoted YAML string, but for line breaks that only YAML knows
    return value if plain else json.dumps(value, ensure_ascii=False).translate(_BREAKS)
