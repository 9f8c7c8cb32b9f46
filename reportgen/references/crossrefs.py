"""Entries of BibTeX that take fields from one another without end, which no reader comes back from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

__all__ = ["circular_entries"]

_HEAD = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(][ \t]*([^\s,{}()\"@]{1,200})[ \t]*,", re.MULTILINE)
_TAKES = re.compile(r"(?i)[,\s](?:crossref|xdata)\s*=\s*[{\"]([^{}\"]*)[}\"]")


def circular_entries(text: str) -> Iterator[tuple[str, int]]:
    """Yield the key of each entry whose ``crossref`` or ``xdata`` leads into a circle, and its line."""
    heads = list(_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    parents: dict[str, tuple[str, ...]] = {}
    for head, end in zip(heads, ends, strict=False):
        named = _TAKES.findall(text, head.end() - 1, end)
        parents[head[1].lower()] = tuple(key.strip().lower() for keys in named for key in keys.split(","))
    endless = _endless(parents)
    line, seen = 1, 0
    for head in heads:
        line += text.count("\n", seen, head.start(1))
        seen = head.start(1)
        if head[1].lower() in endless:
            yield head[1], line


def _endless(parents: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the keys from which a circle is reached: what is left when all that ends is taken away."""
    open_ends = {key: len(set(named) & parents.keys()) for key, named in parents.items()}
    children: dict[str, list[str]] = {}
    for key, named in parents.items():
        for parent in set(named) & parents.keys():
            children.setdefault(parent, []).append(key)
    ended = [key for key, number in open_ends.items() if number == 0]
    for key in ended:
        for child in children.get(key, ()):
            open_ends[child] -= 1
            if open_ends[child] == 0:
                ended.append(child)
    return frozenset(parents) - frozenset(ended)
