"""Which words of a sentence stayed: tokens compared so that numbers, intervals and words are changed as a whole."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.writers.marked.alignment import anchors
from reportgen.writers.marked.tokens import Token

__all__ = ["Stretch", "compared"]

MOST_STEPS: Final = 400
"""Texts that need more single steps than this from one to the other are replaced as a whole."""

LEAST_KEPT: Final = 0.25
"""Share of letters from which on a changed text counts as edited; with fewer it is replaced as a whole."""

_WORD = re.compile(r"[^\W\d_]{2,}")

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Tokens that stayed (`kept`, as the new text has them), or those that went and those that came in their place."""

    kept: tuple[Token, ...] = ()
    gone: tuple[Token, ...] = ()
    come: tuple[Token, ...] = ()


def compared(old: Sequence[Token], new: Sequence[Token]) -> list[Stretch]:
    """Return the stretches that lead from the old tokens to the new ones, in order."""
    pairs = _common([token.key for token in old], [token.key for token in new])
    if _little_in_common(old, new, pairs):
        pairs = [(i, j) for i, j in pairs if new[j].kind == "spot"]
    return _joined(list(_stretches(old, new, pairs)))


def _stretches(old: Sequence[Token], new: Sequence[Token], pairs: Sequence[Pair]) -> Iterator[Stretch]:
    place, other = 0, 0
    kept: list[Token] = []
    for i, j in (*pairs, (len(old), len(new))):
        if i > place or j > other:
            if kept:
                yield Stretch(kept=tuple(kept))
                kept = []
            yield Stretch(gone=tuple(old[place:i]), come=tuple(new[other:j]))
        kept += new[j : j + 1]
        place, other = i + 1, j + 1
    if kept:
        yield Stretch(kept=tuple(kept))


def _little_in_common(old: Sequence[Token], new: Sequence[Token], pairs: Sequence[Pair]) -> bool:
    whole = max(_letters(old), _letters(new))
    return _letters([new[j] for _, j in pairs]) < LEAST_KEPT * whole


def _letters(tokens: Sequence[Token]) -> int:
    return sum(len(token.text.strip()) for token in tokens)


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Return the stretches with those changes joined that only crumbs of kept text hold apart."""
    done: list[Stretch] = []
    for place, stretch in enumerate(stretches):
        before = done[-1] if done else None
        if before is not None and not before.kept and not stretch.kept:
            done[-1] = Stretch(gone=before.gone + stretch.gone, come=before.come + stretch.come)
        elif before is not None and _is_crumb(before, stretch, stretches[place + 1 : place + 2]):
            done[-1] = Stretch(gone=before.gone + stretch.kept, come=before.come + stretch.kept)
        else:
            done.append(stretch)
    return done


def _is_crumb(before: Stretch, stretch: Stretch, after: Sequence[Stretch]) -> bool:
    """Whether kept text is too little to be worth keeping between two changes."""
    if not after or not stretch.kept or any(token.kind != "text" for token in stretch.kept):
        return False
    text = "".join(token.text for token in stretch.kept)
    both = (before.gone or after[0].gone) and (before.come or after[0].come)
    if not text.strip():
        return bool(both)
    if any(letter.isdigit() for letter in text) or not _WORD.search(text):
        return False
    return all(len(text) <= max(_letters(side.gone), _letters(side.come)) for side in (before, after[0]))


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return places of equal keys, ascending on both sides: keys that stand once first, then fewest steps between."""
    start, end, other = 0, len(old), len(new)
    while start < min(end, other) and old[start] == new[start]:
        start += 1
    while start < min(end, other) and old[end - 1] == new[other - 1]:
        end, other = end - 1, other - 1
    found = [(place, place) for place in range(start)]
    inside: list[Pair] = anchors(old[start:end], new[start:other])
    i, j = start, start
    for a, b in [*((start + a, start + b) for a, b in inside), (end, other)]:
        found += [(i + x, j + y) for x, y in _fewest_steps(old[i:a], new[j:b])]
        found += [(a, b)] if a < end else []
        i, j = a + 1, b + 1
    return found + [(end + step, other + step) for step in range(len(old) - end)]


def _fewest_steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return equal places by the way of fewest deletions and insertions (Myers 1986); none if it is too long."""
    if not old or not new:
        return []
    reached = {1: 0}
    past: list[dict[int, int]] = []
    for steps in range(min(len(old) + len(new), MOST_STEPS) + 1):
        past.append(reached.copy())
        for line in range(-steps, steps + 1, 2):
            down = line == -steps or (line != steps and reached[line - 1] < reached[line + 1])
            i = reached[line + 1] if down else reached[line - 1] + 1
            while i < len(old) and i - line < len(new) and old[i] == new[i - line]:
                i += 1
            reached[line] = i
            if i >= len(old) and i - line >= len(new):
                return _way_back(past, len(old), len(new))
    return []


def _way_back(past: Sequence[dict[int, int]], i: int, j: int) -> list[Pair]:
    """Return the equal places on the way found; `past` holds what was reached before each step."""
    pairs: list[Pair] = []
    for steps in range(len(past) - 1, -1, -1):
        reached, line = past[steps], i - j
        down = line == -steps or (line != steps and reached[line - 1] < reached[line + 1])
        line += 1 if down else -1
        before_i, before_j = reached[line], reached[line] - line
        while i > before_i and j > before_j:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        i, j = before_i, before_j
    return pairs[::-1]
