"""A risk-of-bias tool of the review's own: a TOML file in the form of the shipped ones, read and written."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.errors import Origin
from reportgen.foreign.characters import CONTROL_CHARACTERS
from reportgen.load.files import ENDLESS_WORD
from reportgen.load.findings import Findings, quoted
from reportgen.model import GRADES, OVERALL, OVERALL_RULES, Domain, Level, RiskOfBiasTool

__all__ = ["tool_of", "tool_of_table", "tool_text"]

_TEXT_KEYS: Mapping[str, tuple[str, ...]] = {
    "domains": ("id", "label", "bias", "panel", "about"),
    "levels": ("id", "label", "symbol", "grade"),
}
_OPTIONAL = frozenset({"bias", "panel", "about", "grade"})
_CHOICES: Mapping[str, Sequence[str]] = {"about": ("risk", "concern"), "grade": GRADES}
_PRINTABLE = "text without control characters, of words of at most 500 letters"


def tool_of(name: str, text: str, findings: Findings) -> RiskOfBiasTool | None:
    """Return the tool that a file describes; None, with an issue for each flaw, where it does not."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        place = Origin(name, int(found[1]), int(found[2])) if found else Origin(name, max(1, text.count("\n")))
        reason = str(error).partition(" (at ")[0]
        findings.add("tool-is-well-formed", place, f"found {reason}, expected valid TOML")
        return None
    except (RecursionError, ValueError):  # tomllib lets these pass
        message = "found parts within parts or numbers beyond all bounds, expected the few keys of a tool"
        findings.add("tool-is-well-formed", Origin(name, 1), message)
        return None
    flaws = list(_flaws(table))
    for flaw, expected in flaws:
        findings.add("tool-is-well-formed", Origin(name, 1), f"found {flaw}, expected {expected}")
    return None if flaws else tool_of_table(name, table)


def tool_of_table(name: str, table: Mapping[str, Any]) -> RiskOfBiasTool:
    """Return the tool that the table of a flawless file describes."""
    return RiskOfBiasTool(
        id=name,
        title=table["title"],
        domains=tuple(Domain(**domain) for domain in table["domains"]),
        levels=tuple(Level(**level) for level in table["levels"]),
        overall=table.get("overall", ""),
    )


def _flaws(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    title = table.get("title")
    if not isinstance(title, str) or not title.strip():
        yield "no title", "the name of the tool as text"
    elif not _is_printable(title):
        yield "a title that cannot be printed", _PRINTABLE
    for kind, keys in _TEXT_KEYS.items():
        things = table.get(kind)
        if not isinstance(things, list) or not things or not all(isinstance(thing, dict) for thing in things):
            yield f"no [[{kind}]]", f"one [[{kind}]] part for each of the tool"
            continue
        yield from _flaws_of_parts(kind, keys, things)
    yield from _flaws_of_rule(table)
    if unknown := sorted(set(table) - {"title", "overall", *_TEXT_KEYS}):
        yield f"the key {quoted(unknown[0])}", "title, overall, domains and levels"


def _flaws_of_rule(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "overall" not in table:
        return
    rule, domains = table["overall"], table.get("domains")
    if not isinstance(rule, str) or rule not in OVERALL_RULES:
        yield f"the rule {quoted(str(rule))} under `overall`", " or ".join(OVERALL_RULES)
    elif isinstance(domains, list) and not any(isinstance(one, dict) and one.get("id") == OVERALL for one in domains):
        yield "a rule and no domain that it gives", f"one of [[domains]] with the id {quoted(OVERALL)}"


def _flaws_of_parts(kind: str, keys: Sequence[str], things: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    ids = [thing.get("id") for thing in things]
    for number, thing in enumerate(things, 1):
        where = f"[[{kind}]] number {number}"
        yield from _flaws_of_texts(where, keys, thing)
        if kind == "levels" and type(thing.get("rank")) is not int:
            yield f"{where} without `rank`", "a whole number, 0 for the lowest risk"
        known = {*keys, "rank"} if kind == "levels" else {*keys}
        if unknown := sorted(set(thing) - known):
            yield f"{where} with `{unknown[0]}`", ", ".join(sorted(known))
        if ids.index(thing.get("id")) != number - 1:
            yield f"the id {quoted(str(thing.get('id')))} again", "an id of its own for each part"


def _flaws_of_texts(where: str, keys: Sequence[str], thing: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in keys:
        value = thing.get(key, "" if key in _OPTIONAL else None)
        if not isinstance(value, str) or not (value.strip() or key in _OPTIONAL):
            yield f"{where} without `{key}`", "text"
        elif key in _CHOICES and key in thing and value not in _CHOICES[key]:
            yield f"{where} with {quoted(value)} under `{key}`", " or ".join(_CHOICES[key])
        elif not _is_printable(value):
            yield f"{where} with a `{key}` that cannot be printed", _PRINTABLE


def _is_printable(text: str) -> bool:
    return not (CONTROL_CHARACTERS.search(text) or ENDLESS_WORD.search(text))


def tool_text(tool: RiskOfBiasTool) -> str:
    """Return the text of the file that describes a tool; keys with their usual value are left out."""
    lines = [f"title = {_quoted(tool.title)}"]
    if tool.overall:
        lines.append(f"overall = {_quoted(tool.overall)}")
    for domain in tool.domains:
        lines += ["", "[[domains]]", *_text_lines("domains", domain)]
    for level in tool.levels:
        lines += ["", "[[levels]]", *_text_lines("levels", level), f"rank = {level.rank}"]
    return "\n".join(lines) + "\n"


def _text_lines(kind: str, thing: Domain | Level) -> Iterator[str]:
    usual = {"panel": "", "about": "risk", "grade": ""}
    for key in _TEXT_KEYS[kind]:
        value: str = getattr(thing, key)
        if usual.get(key) != value:
            yield f"{key} = {_quoted(value)}"


def _quoted(text: str) -> str:
    """Return text as a basic string of TOML; JSON's escapes are a part of TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
