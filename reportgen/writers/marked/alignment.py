"""Which pieces of the old text are which pieces of the new: anchors first, then likeness between them.

Works on blocks of a text and on rows of a table. Pieces that stand once on both sides under the same name, or say the
same, are anchors; what lies between two anchors is matched by likeness. A piece that moved is matched with nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final, Protocol

__all__ = ["Piece", "aligned", "anchors", "likeness"]

LEAST: Final = 0.5
"""Likeness (0 to 1) from which on two pieces count as versions of one another."""

MOST_COMPARED: Final = 20_000
"""Of more pairs than this, only those near the diagonal are looked at."""

HALF_BAND: Final = 20

Pair = tuple[int, int]


class Piece(Protocol):
    """A block or a row.

    Only pieces of one `kind` are matched. `name` says which piece it is whatever it says (None if nothing does),
    `exact` is all it says with its form, `coarse` its text without numbers. `words` counts its words, `head_words`
    those that a row begins with; a block has none.
    """

    @property
    def kind(self) -> Hashable: ...  # noqa: D102

    @property
    def name(self) -> Hashable | None: ...  # noqa: D102

    @property
    def exact(self) -> Hashable: ...  # noqa: D102

    @property
    def coarse(self) -> str: ...  # noqa: D102

    @property
    def head_words(self) -> Counter[str]: ...  # noqa: D102

    @property
    def words(self) -> Counter[str]: ...  # noqa: D102


def _by_name(piece: Piece) -> Hashable | None:
    return None if piece.name is None else (piece.kind, piece.name)


def _by_all(piece: Piece) -> Hashable | None:
    return (piece.kind, piece.exact)


def _by_coarse(piece: Piece) -> Hashable | None:
    return (piece.kind, piece.coarse) if piece.coarse else None


LEVELS: Final[tuple[Callable[[Piece], Hashable | None], ...]] = (_by_name, _by_all, _by_coarse)
"""What anchors are found by, the surest first."""


def aligned(old: Sequence[Piece], new: Sequence[Piece]) -> list[Pair]:
    """Return the places (in old, in new) of pieces that belong together, both ascending."""
    return sorted(_within(old, new, (0, len(old)), (0, len(new)), 0))


def _within(old: Sequence[Piece], new: Sequence[Piece], a: Pair, b: Pair, level: int) -> Iterator[Pair]:
    (start, end), (first, last) = a, b
    while start < end and first < last and _by_all(old[start]) == _by_all(new[first]):
        yield start, first
        start, first = start + 1, first + 1
    while start < end and first < last and _by_all(old[end - 1]) == _by_all(new[last - 1]):
        end, last = end - 1, last - 1
        yield end, last
    if start == end or first == last:
        return
    if level == len(LEVELS):
        yield from _by_likeness(old, new, (start, end), (first, last))
        return
    key = LEVELS[level]
    found = anchors([key(piece) for piece in old[start:end]], [key(piece) for piece in new[first:last]])
    place, other = start, first
    for i, j in [(start + i, first + j) for i, j in found]:
        yield from _within(old, new, (place, i), (other, j), level + 1)
        yield i, j
        place, other = i + 1, j + 1
    yield from _within(old, new, (place, end), (other, last), level + 1)


def anchors(old: Sequence[Hashable | None], new: Sequence[Hashable | None]) -> list[Pair]:
    """Return places of keys that stand once on both sides, as many as can be in the same order on both."""
    places = _places_of_the_single(old)
    others = _places_of_the_single(new)
    pairs = [(i, others[key]) for key, i in places.items() if key in others]
    return _longest_rising(pairs)


def _places_of_the_single(keys: Sequence[Hashable | None]) -> dict[Hashable, int]:
    counted = Counter(keys)
    return {key: place for place, key in enumerate(keys) if key is not None and counted[key] == 1}


def _longest_rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the longest run of pairs whose second places rise as the first ones do."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for place, (_, j) in enumerate(pairs):
        spot = bisect_left(ends, j)
        before.append(at[spot - 1] if spot else -1)
        ends[spot : spot + 1] = [j]
        at[spot : spot + 1] = [place]
    chain: list[Pair] = []
    place = at[-1] if at else -1
    while place >= 0:
        chain.append(pairs[place])
        place = before[place]
    return chain[::-1]


def likeness(old: Piece, new: Piece) -> float:
    """Return how much two pieces of one kind have in common, 0 to 1; what rows begin with is half of it."""
    if old.exact == new.exact:
        return 1.0
    shared = _shared(old.words, new.words)
    if not old.head_words and not new.head_words:
        return shared
    return (shared + _shared(old.head_words, new.head_words)) / 2


def _shared(old: Counter[str], new: Counter[str]) -> float:
    total = old.total() + new.total()
    less, more = (old, new) if len(old) <= len(new) else (new, old)
    return 2 * sum(min(count, more[word]) for word, count in less.items()) / total if total else 0.0


def _by_likeness(old: Sequence[Piece], new: Sequence[Piece], a: Pair, b: Pair) -> list[Pair]:
    """Return the pairs, in order on both sides, whose likeness adds up to most."""
    pairs: list[Pair] = []
    before: list[int] = []
    heaviest = _Heaviest(b[1] - b[0])
    for i, j, score in _alike(old, new, a, b):
        value, last = heaviest.up_to(j - b[0])
        pairs.append((i, j))
        before.append(last)
        heaviest.put(j - b[0], value + score, len(pairs) - 1)
    chain: list[Pair] = []
    place = heaviest.up_to(b[1] - b[0])[1]
    while place >= 0:
        chain.append(pairs[place])
        place = before[place]
    return chain


def _alike(old: Sequence[Piece], new: Sequence[Piece], a: Pair, b: Pair) -> Iterator[tuple[int, int, float]]:
    """Yield pairs that are alike with their likeness; the partners of one old piece from the last to the first."""
    rows, columns = a[1] - a[0], b[1] - b[0]
    for i in range(rows):
        middle = i * columns // rows
        near = range(max(0, middle - HALF_BAND), min(columns, middle + HALF_BAND + 1))
        for j in reversed(range(columns) if rows * columns <= MOST_COMPARED else near):
            one, other = old[a[0] + i], new[b[0] + j]
            found = likeness(one, other) if one.kind == other.kind else 0.0
            if found >= LEAST:
                yield a[0] + i, b[0] + j, found


class _Heaviest:
    """The heaviest chain that ends before a place, kept in a tree of maxima over prefixes (Fenwick's)."""

    def __init__(self, size: int) -> None:
        self._best = [(0.0, -1)] * (size + 1)

    def up_to(self, end: int) -> tuple[float, int]:
        """Return weight and last link of the heaviest chain at places below `end`; (0, -1) if there is none."""
        found = (0.0, -1)
        while end > 0:
            found = max(found, self._best[end], key=_weight)
            end &= end - 1
        return found

    def put(self, place: int, weight: float, link: int) -> None:
        """Say that a chain of this weight ends at `place`."""
        at = place + 1
        while at < len(self._best):
            self._best[at] = max(self._best[at], (weight, link), key=_weight)
            at += at & -at


def _weight(chain: tuple[float, int]) -> float:
    return chain[0]
