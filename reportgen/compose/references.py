"""The inline rule for citations and cross-references: ``[see @key, p. 12; -@key2]``, ``@key [p. 3]``, ``@fig-flow``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from reportgen.document import Citation, CitedWork, CrossRef, Inline, Text
from reportgen.errors import Origin

__all__ = ["MixedReferenceError", "reference_rule", "references"]

# groups are atomic, so that hostile text is read in linear time
_KEY = r"(?>\w(?:[\w:.#$%&+?~/-]*[\w/])?)"
_NARRATIVE = re.compile(rf"@({_KEY})(?: \[([^\[\]@\\]*)\](?![(\[]))?")
_WORK = re.compile(
    rf"^(?P<prefix>(?>(?:[^@\\]|\\.)*?(?=(?<![\w.+])-?@)))-?@(?P<key>{_KEY})(?P<suffix>(?>(?:[^@\\]|\\.)*))$", re.DOTALL
)
_GROUP = re.compile(r"\[((?>(?:[^\[\]\\]|\\.)*))\]", re.DOTALL)
_TARGET = re.compile(r"^(?:fig|tbl|sec)-")
_ESCAPE = re.compile(r"\\([^\w\s])")


class MixedReferenceError(ValueError):
    """One pair of brackets holds citations and cross-references, which no style can print together."""


def reference_rule(markdown: MarkdownIt) -> None:
    """Teach a Markdown parser citations and cross-references, as tokens ``reference`` with their text."""
    markdown.inline.ruler.before("link", "reference", _rule)


def references(text: str, origin: Origin, shown: Callable[[str], str]) -> tuple[Inline, ...]:
    """Return the citation, or the cross-references with the words around them, that a ``reference`` token means.

    `shown` turns the marks in words before and after a key into text. MixedReferenceError if there are both.
    """
    if narrative := _NARRATIVE.fullmatch(text):
        return _narrative(narrative, origin, shown)
    works = _works(text, shown)
    targets = [bool(_TARGET.match(work.key)) for work in works]
    if not any(targets):
        bare = all("-@" in part for part in text[1:-1].split(";"))
        return (Citation(works=tuple(works), mode="year-only" if bare else "parenthetical", origin=origin),)
    if not all(targets):
        raise MixedReferenceError
    parts: list[Inline] = []
    for work in works:
        before = ("; " if parts else "") + (f"{work.prefix} " if work.prefix else "")
        parts += [Text(before), CrossRef(target=work.key, origin=origin)]
        parts += [Text(f", {work.suffix}")] if work.suffix else []
    return tuple(part for part in parts if part != Text(""))


def _narrative(found: re.Match[str], origin: Origin, shown: Callable[[str], str]) -> tuple[Inline, ...]:
    key, locator = found[1], found[2]
    if not _TARGET.match(key):
        return (Citation(works=(_work(key, "", locator or "", shown),), mode="narrative", origin=origin),)
    rest = () if locator is None else (Text(f" [{shown(locator)}]"),)
    return (CrossRef(target=key, origin=origin), *rest)


def _works(text: str, shown: Callable[[str], str]) -> Sequence[CitedWork]:
    found = (_WORK.match(part.strip()) for part in text[1:-1].split(";"))
    return [_work(work["key"], work["prefix"], work["suffix"], shown) for work in found if work]


def _work(key: str, prefix: str, suffix: str, shown: Callable[[str], str]) -> CitedWork:
    def plain(text: str) -> str:
        return " ".join(shown(_ESCAPE.sub(r"\1", text)).split(" ")).strip()

    return CitedWork(key=key, prefix=plain(prefix), suffix=plain(suffix).removeprefix(",").strip())


def _rule(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    found = None
    if source[start] == "[":
        found = _GROUP.match(source, start, state.posMax)
        if found and not all(_WORK.match(part.strip()) for part in found[1].split(";")):
            found = None
    elif source[start] == "@" and not (start and (source[start - 1].isalnum() or source[start - 1] in "._-+")):
        found = _NARRATIVE.match(source, start, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.content = found.group()
    state.pos = found.end()
    return True
