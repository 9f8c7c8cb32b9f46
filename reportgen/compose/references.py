"""The inline rule for citations and cross-references: ``[see @key, p. 12; -@key2]``, ``@key``, ``@fig-flow``."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from reportgen.document import Citation, CitedWork, CrossRef
from reportgen.errors import Origin

__all__ = ["citation_of", "cross_ref_of", "reference_rule"]

_KEY = r"[A-Za-z0-9_](?:[A-Za-z0-9_:.#$%&+?~/-]*[A-Za-z0-9_/])?"
_NARRATIVE = re.compile(rf"@({_KEY})")
_WORK = re.compile(rf"^(?P<prefix>[^@]*?)(?P<dash>-?)@(?P<key>{_KEY})(?P<suffix>[^@]*)$", re.DOTALL)
_GROUP = re.compile(r"\[([^\[\]]*@[^\[\]]*)\]")
_TARGET = re.compile(r"^(?:fig|tbl|sec)-")


def reference_rule(markdown: MarkdownIt) -> None:
    """Teach a Markdown parser citations and cross-references, as tokens ``reference`` with their text."""
    markdown.inline.ruler.before("link", "reference", _rule)


def cross_ref_of(text: str, origin: Origin) -> CrossRef | None:
    """Return the cross-reference that ``@fig-flow`` or ``[@fig-flow]`` means, or None if it is a citation."""
    key = text.strip("[]").removeprefix("@")
    return CrossRef(target=key, origin=origin) if _TARGET.match(key) and ";" not in key else None


def citation_of(text: str, origin: Origin) -> Citation:
    """Return the citation that the text of a ``reference`` token means."""
    if text.startswith("@"):
        return Citation(works=(CitedWork(key=text[1:]),), mode="narrative", origin=origin)
    works: list[CitedWork] = []
    bare = True
    for part in text[1:-1].split(";"):
        found = _WORK.match(part.strip())
        if found is None:
            continue
        bare = bare and bool(found["dash"])
        suffix = found["suffix"].strip().removeprefix(",").strip()
        works.append(CitedWork(key=found["key"], prefix=found["prefix"].strip(), suffix=suffix))
    return Citation(works=tuple(works), mode="year-only" if bare else "parenthetical", origin=origin)


def _rule(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    found = None
    if source[start] == "[":
        found = _GROUP.match(source, start, state.posMax)
        if found and not all(_WORK.match(part.strip()) for part in found[1].split(";")):
            found = None
    elif source[start] == "@" and not (start and (source[start - 1].isalnum() or source[start - 1] in "._-")):
        found = _NARRATIVE.match(source, start, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.content = found.group()
    state.pos = found.end()
    return True
