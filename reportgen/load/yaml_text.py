"""YAML 1.2 becomes plain values, with the place of every key and value; all flaws of its form at once.

Only plain data are read: no tags beyond the standard ones, and no aliases, since a few lines of aliases that name
aliases stand for more values than fit into any memory.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from reportgen.errors import Issue, Origin
from reportgen.load.findings import Findings, quoted

__all__ = ["Path", "PlainFloat", "PlainInt", "YamlText", "composed", "read_yaml"]

Path: TypeAlias = tuple[str | int, ...]
Node: TypeAlias = Any

_DEEPEST = 40
_LONGEST_NUMBER = 60
_TAG = "tag:yaml.org,2002:"


class PlainInt(int):
    """A whole number that remembers how it was written, for keys that want text (`number: 007`)."""

    raw: str


class PlainFloat(float):
    """A number that remembers how it was written."""

    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlText:
    """Plain values, and by path the place of each value (`values`) and of each key (`keys`)."""

    value: Any
    values: Mapping[Path, Origin] = field(default_factory=dict)
    keys: Mapping[Path, Origin] = field(default_factory=dict)

    def place(self, path: Path) -> Origin:
        """Return the place of the value at a path, or of the nearest thing around it that exists."""
        while path and path not in self.values:
            path = path[:-1]
        if path and isinstance(path[-1], str) and path in self.keys and path not in self.values:
            return self.keys[path]
        return self.values[path]

    def key_place(self, path: Path) -> Origin:
        """Return the place of the key at a path; of the value where it is an item of a list."""
        return self.keys.get(path) or self.place(path)


def read_yaml(path: str, text: str, findings: Findings) -> YamlText | None:
    """Return the values of a YAML text, None after an issue that leaves nothing to read."""
    found, issues = _read_once(path, text)
    findings.extend(issues)
    return found


@lru_cache(maxsize=4)
def _read_once(path: str, text: str) -> tuple[YamlText | None, tuple[Issue, ...]]:
    """Return what a text holds and what is wrong with it; nobody changes the values, so that they can be shared."""
    findings = Findings()
    return _read(path, text, findings), findings.errors


def _read(path: str, text: str, findings: Findings) -> YamlText | None:
    if _nesting(text) > _DEEPEST:
        message = f"found brackets nested more than {_DEEPEST} deep, expected a plain text"
        findings.add("yaml-is-well-formed", Origin(path, 1), message)
        return None
    try:
        node = composed(text)
    except (YAMLError, RecursionError, ValueError, OverflowError) as error:
        findings.add("yaml-is-well-formed", *_syntax_issue(path, error))
        return None
    reader = _Reader(path, findings)
    try:
        value = {} if node is None else reader.read(node, ())
    except RecursionError:
        findings.add("yaml-is-well-formed", Origin(path, 1), "found too deep a nesting, expected a plain text")
        return None
    reader.values.setdefault((), Origin(path, 1, 1))
    return YamlText(value=value, values=reader.values, keys=reader.keys)


def composed(text: str) -> Node | None:
    """Return the root node of a text, None where it holds nothing; its marks count characters from 0."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return YAML(typ="rt", pure=True).compose(text)


class _Reader:
    """Walks the nodes once; every container may be met once only, else it is an alias."""

    def __init__(self, path: str, findings: Findings) -> None:
        self.values: dict[Path, Origin] = {}
        self.keys: dict[Path, Origin] = {}
        self._path = path
        self._findings = findings
        self._met: set[int] = set()

    def read(self, node: Node, path: Path) -> Any:
        """Return the plain value of a node, and keep its place."""
        origin = self.values[path] = self._origin(node)
        if node.id == "scalar":
            return self._scalar(node, origin)
        if id(node) in self._met:
            message = "found an alias (*name), expected the text itself"
            self._findings.add("yaml-is-well-formed", origin, message)
            return None
        self._met.add(id(node))
        if node.tag not in {_TAG + "map", _TAG + "seq"}:
            self._refuse_tag(node, origin)
            return None
        if node.id == "sequence":
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: Node, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            origin = self._origin(key)
            if key.id != "scalar" or key.tag == _TAG + "merge":
                self._findings.add("yaml-is-well-formed", origin, "found a key that is not a word, expected a word")
                continue
            name = str(key.value).strip()
            if name in found:
                first = self.keys[*path, name].line
                message = f"found the key {quoted(name)} again (first in line {first}), expected it once"
                self._findings.add("yaml-key-is-unique", origin, message)
                continue
            self.keys[*path, name] = origin
            found[name] = self.read(value, (*path, name))
        return found

    def _scalar(self, node: Node, origin: Origin) -> Any:
        text = str(node.value)
        if node.style == ">":
            text = text.replace("\a", "")  # the reader marks with it where it folded the lines
        kind = str(node.tag).removeprefix(_TAG)
        if kind in {"str", "timestamp"}:
            return text
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind in {"int", "float"}:
            return _number(text, kind)
        self._refuse_tag(node, origin)
        return None

    def _refuse_tag(self, node: Node, origin: Origin) -> None:
        message = f"found the tag {quoted(node.tag)}, expected plain text, numbers, lists and mappings"
        self._findings.add("yaml-is-well-formed", origin, message)

    def _origin(self, node: Node) -> Origin:
        return Origin(self._path, node.start_mark.line + 1, node.start_mark.column + 1)


def _number(text: str, kind: str) -> PlainInt | PlainFloat | str:
    """Return a number, or the text where it is none that a computer can hold."""
    digits = text.replace("_", "")
    if len(digits) > _LONGEST_NUMBER:
        return text
    number: PlainInt | PlainFloat
    try:
        if kind == "int":
            base = {"0x": 16, "0o": 8, "0b": 2}.get(digits.lstrip("+-")[:2].lower(), 10)
            number = PlainInt(int(digits, base))
        else:
            number = PlainFloat(float(digits.lower().replace(".inf", "inf").replace(".nan", "nan")))
    except ValueError:
        return text
    number.raw = text
    return number


def _nesting(text: str) -> int:
    """Return how deep opening brackets pile up; brackets inside quotes count, which no real text notices."""
    depth = deepest = 0
    for character in text:
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth = max(0, depth - 1)
    return deepest


def _syntax_issue(path: str, error: Exception) -> tuple[Origin, str, str]:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return Origin(path, 1), "found text that is not YAML, expected YAML 1.2", ""
    mark = error.problem_mark
    origin = Origin(path, mark.line + 1, mark.column + 1)
    problem = " ".join(str(error.problem or "text that is not YAML").split())[:200]
    hint = "a text with a colon, a hash or a bracket stands in quotation marks" if "mapping" in problem else ""
    if "\\t" in problem:
        hint = "indent with spaces, not with tabs"
    return origin, f"found text that is not YAML ({problem}), expected YAML 1.2", hint
