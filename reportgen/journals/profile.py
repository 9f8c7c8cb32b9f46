"""A journal's profile: ``[style]`` for build and figures, ``[rules]`` for submit and check, ``[sources]`` for both.

Read from templates/journals/NAME.toml, or from a file of the same form in the review folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from reportgen.errors import DataError, Issue, Origin, did_you_mean
from reportgen.journals.rule import Rule, RuleSource, Value
from reportgen.journals.rules import RULES, RuleKind
from reportgen.style import Style, parse_style

__all__ = ["Journal", "parse_journal"]

_TABLES = ("style", "sources", "rules")
_SOURCE_KEYS = ("title", "url", "read")
_RULE_KEYS = ("is", "any", "all", "least", "most", "from", "note", "advised")
_TYPES: Mapping[str, tuple[type, ...]] = {
    "number": (int, float),
    "words": (str,),
    "yes-no": (bool,),
    "list": (str,),
}
_WANTED = {"number": "a number", "words": "words", "yes-no": "true or false", "list": "words"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """A journal: its look and its rules by name."""

    name: str
    title: str
    style: Style
    rules: Mapping[str, Rule]

    def value(self, name: str) -> Value | None:
        """Return what a rule of form asks to be made: its first value, else its least or most, else our default."""
        rule = self.rules.get(name)
        if rule is None:
            return RULES[name].default
        if rule.one_of:
            return rule.one_of[0]
        default = RULES[name].default
        if isinstance(default, (int, float)) and not isinstance(default, bool) and rule.meets(default):
            return default
        return rule.least if rule.least is not None else rule.most

    def words(self, name: str) -> str:
        """Return what a rule on words asks to be made; empty where neither it nor a default says."""
        return str(self.value(name) or "")

    def number(self, name: str) -> float:
        """Return what a rule on a number asks to be made; 0 where neither it nor a default says."""
        return float(cast("float", self.value(name) or 0.0))


def parse_journal(name: str, text: str, path: str) -> Journal:
    """Return the profile written in TOML `text`; DataError with everything in it that cannot be a profile."""
    style = parse_style(name, text, path)
    table = tomllib.loads(text)
    issues = [
        _issue(path, text, key, f"found [{key}], expected style, sources or rules", did_you_mean(key, _TABLES))
        for key in table
        if key not in _TABLES
    ]
    reader = _Reader(path, text, issues)
    sources = reader.sources(table.get("sources", {}))
    rules = reader.rules(table.get("rules", {}), sources)
    if issues:
        raise DataError(issues)
    return Journal(name=name, title=style.title, style=style, rules=rules)


class _Reader:
    """Reads sources and rules, and gathers what is wrong with them."""

    def __init__(self, path: str, text: str, issues: list[Issue]) -> None:
        self._path, self._text, self._issues = path, text, issues

    def sources(self, table: Any) -> Mapping[str, RuleSource]:
        """Return the sources by the names that rules give them."""
        found: dict[str, RuleSource] = {}
        for name, given in _items(table):
            if not isinstance(given, dict) or not isinstance(given.get("title"), str):
                self._refuse(name, f"found source {name!r} without a title, expected {{title, url, read}}")
                continue
            unknown = [key for key in given if key not in _SOURCE_KEYS]
            for key in unknown:
                self._refuse(name, f"found {key!r} in source {name!r}", did_you_mean(key, _SOURCE_KEYS))
            found[name] = RuleSource(**{key: str(given.get(key, "")) for key in _SOURCE_KEYS})
        return found

    def rules(self, table: Any, sources: Mapping[str, RuleSource]) -> Mapping[str, Rule]:
        """Return the rules by name."""
        found: dict[str, Rule] = {}
        for name, given in _items(table):
            if name not in RULES:
                self._refuse(name, f"found rule {name!r}, expected one that is known", did_you_mean(name, tuple(RULES)))
            elif not isinstance(given, dict):
                self._refuse(name, f"found {given!r} for rule {name!r}, expected {{is = …, from = …}}")
            elif rule := self._rule(name, given, sources):
                found[name] = rule
        return found

    def _rule(self, name: str, given: Mapping[str, Any], sources: Mapping[str, RuleSource]) -> Rule | None:
        before = len(self._issues)
        for key in given:
            if key not in _RULE_KEYS:
                self._refuse(name, f"found {key!r} in rule {name!r}", did_you_mean(key, _RULE_KEYS))
        source = str(given.get("from", ""))
        if source not in sources:
            self._refuse(name, f"found source {source!r} for rule {name!r}, expected one of [sources]")
        kind = RULES[name]
        for key in ("is", "any", "all", "least", "most"):
            if key in given:
                self._check(name, kind, key, given[key])
        if not isinstance(given.get("advised", False), bool):
            self._refuse(name, f"found {given['advised']!r} for 'advised' in rule {name!r}, expected true or false")
        if not any(key in given for key in ("is", "any", "all", "least", "most")):
            self._refuse(name, f"found rule {name!r} that wants nothing, expected is, any, all, least or most")
        if len(self._issues) > before:
            return None
        return Rule(
            name=name,
            source=sources[source],
            one_of=(given["is"],) if "is" in given else tuple(given.get("any", ())),
            all_of=tuple(given.get("all", ())),
            least=given.get("least"),
            most=given.get("most"),
            note=str(given.get("note", "")),
            advised=given.get("advised") is True,
        )

    def _check(self, name: str, kind: RuleKind, key: str, value: Any) -> None:
        many = key in {"any", "all"}
        if (key == "all") != (kind.value == "list") or (key in {"least", "most"} and kind.value != "number"):
            self._refuse(name, f"found {key!r} in rule {name!r}, which holds {_WANTED[kind.value]}")
            return
        values = value if many and isinstance(value, list) and value else [value]
        for one in values:
            right = isinstance(one, _TYPES[kind.value]) and (kind.value == "yes-no" or not isinstance(one, bool))
            if not right:
                self._refuse(name, f"found {one!r} in rule {name!r}, expected {_WANTED[kind.value]}")
            elif kind.choices and one not in kind.choices:
                self._refuse(name, f"found {one!r} in rule {name!r}", did_you_mean(str(one), kind.choices))

    def _refuse(self, name: str, message: str, hint: str = "") -> None:
        self._issues.append(_issue(self._path, self._text, name, message, hint))


def _items(table: Any) -> list[tuple[str, Any]]:
    return list(table.items()) if isinstance(table, dict) else []


def _issue(path: str, text: str, key: str, message: str, hint: str = "") -> Issue:
    """Return an issue at the line on which a key stands first."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip("[ \t").startswith(key):
            return Issue("journal-is-known", Origin(path, number), message, hint)
    return Issue("journal-is-known", Origin(path, 1), message, hint)
