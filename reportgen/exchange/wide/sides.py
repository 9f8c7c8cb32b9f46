"""Headings of arms: which number of which side, by words for the sides, by 1 and 2, or by the order of the columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.exchange.wide.fields import ARM_FIELDS, GROUP_FIELDS, SIDES, Side, field_of
from reportgen.exchange.wide.words import DATA_WORDS, Heading, side_of_word

__all__ = ["DataHeading", "Sided", "data_heading", "sided"]

_FILLING = re.compile(r"of|in|the|group|arm|groups|grp|with|for|at|by|and|no|number|nr|analysed|analyzed")
_COUNTING = frozenset(["n", "number", "no", "total", "patients", "participants", "subjects", "num"])
_TREATED = frozenset({"treatment", "intervention", "vaccine", "drug"})
_COMPARATORS = ("treatment as usual", "usual care", "standard care", "standard of care", "supportive care", "wait list")
_COMPARATORS_WITHOUT = tuple(f"no {word}" for word in sorted(_TREATED))
_ABBREVIATED_NUMBER = re.compile(r"\bno\.", re.IGNORECASE)
_ORDINALS: Mapping[str, Side] = {"1": "experimental", "2": "comparator"}
_LONGEST_CODE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DataHeading:
    """A heading that names a number: what (`data`), and the words besides, in lower case and as they stand.

    `small` tells that it says n, not N.
    """

    index: int
    data: str
    rest: tuple[str, ...]
    shown: tuple[str, ...]
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sided:
    """The columns of arms by the title of their block and their key, why, and the names of both sides."""

    columns: Mapping[str, Mapping[str, int]]
    why: Mapping[int, str]
    names: tuple[str, str] = ("", "")
    by_order: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    side: Side | None
    title: str
    name: tuple[str, ...] = ()


def data_heading(index: int, heading: Heading, cells: str) -> DataHeading | None:
    """Return what a heading says of a number of an arm; `cells` is what the cells look like (``events``, ``mean``)."""
    for data, sequences in DATA_WORDS:
        for words in sequences:
            start = _start(heading.words, words.split())
            if start < 0 or (data == "events" and words.endswith((" n", " total")) and "/" not in heading.text):
                continue
            found = "events" if data == "n" and ("%" in heading.text or cells == "events") else data
            length = len(words.split())
            keep = [
                place
                for place, word in enumerate(heading.words)
                if not start <= place < start + length and not _fills(place, word, found, heading)
            ]
            rest = tuple(heading.words[place] for place in keep)
            shown = tuple(heading.shown[place] for place in keep)
            return DataHeading(index=index, data=found, rest=rest, shown=shown, small="n" in heading.shown)
    if _ABBREVIATED_NUMBER.search(heading.text):
        keep = [place for place, word in enumerate(heading.words) if not _fills(place, word, "n", heading)]
        rest = tuple(heading.words[place] for place in keep)
        return DataHeading(index=index, data="n", rest=rest, shown=tuple(heading.shown[p] for p in keep))
    if cells in {"events", "mean"}:
        return DataHeading(index=index, data=cells, rest=heading.words, shown=heading.shown)
    return None


def _fills(place: int, word: str, data: str, heading: Heading) -> bool:
    if word == "no" and heading.words[place + 1 : place + 2] and heading.words[place + 1] in _TREATED:
        return False
    if data in {"events", "n"} and word in _COUNTING:
        return True
    return _FILLING.fullmatch(word) is not None and len(heading.words) > 1


def _start(words: Sequence[str], wanted: Sequence[str]) -> int:
    size = len(wanted)
    return next((at for at in range(len(words) - size + 1) if list(words[at : at + size]) == wanted), -1)


def sided(found: Sequence[DataHeading]) -> Sided:
    """Return the columns of arms by side; of several outcomes side by side, each its own block."""
    groups: dict[tuple[str, ...], list[DataHeading]] = {}
    for one in found:
        groups.setdefault(one.rest, []).append(one)
    groups = {rest: _with_events(group) for rest, group in groups.items()}
    places = _by_words(groups)
    by_order = False
    open_ = [rest for rest in groups if rest not in places and rest]
    matched = _one_against_comparators(groups, places, open_)
    if not matched and len(open_) == 2 and _alike(groups, open_) and not any(place.side for place in places.values()):
        by_order = True
        matched = {rest: _Place(side=side, title="", name=rest) for rest, side in zip(open_, SIDES, strict=True)}
    places |= matched
    return _columns(groups, places, by_order=by_order)


def _with_events(group: list[DataHeading]) -> list[DataHeading]:
    """Return headings of one side where n beside N or a total is the number of events."""
    counts = [one for one in group if one.data == "n"]
    small = [one for one in counts if one.small]
    if len(counts) != 2 or len(small) != 1 or any(one.data != "n" for one in group):
        return group
    return [replace(one, data="events") if one is small[0] else one for one in group]


def _by_words(groups: Mapping[tuple[str, ...], Sequence[DataHeading]]) -> dict[tuple[str, ...], _Place]:
    """Return the sides that words tell; 1 and 2 count only where no word names the other side."""
    ordinals = not any(_is_comparator(rest) for rest in groups)
    places: dict[tuple[str, ...], _Place] = {}
    for rest in groups:
        if not rest:
            places[rest] = _Place(side=None, title="")
            continue
        phrase = next((text for text in (*_COMPARATORS, *_COMPARATORS_WITHOUT) if text in " ".join(rest)), "")
        if phrase:
            title = " ".join(rest).replace(phrase, "").split()
            places[rest] = _Place(side="comparator", title=" ".join(title), name=tuple(phrase.split()))
            continue
        sides = {_ORDINALS[word] for word in rest if word in _ORDINALS} if ordinals else set()
        telling = {word for word in rest if word in _ORDINALS} if sides else set()
        if not sides:
            sides = {side for word in rest if (side := side_of_word(word))}
        if len(sides) != 1:
            continue
        side = next(iter(sides))
        name = tuple(word for word in rest if word in telling or side_of_word(word))
        title = [word for word in rest if word not in name]
        if not ordinals and side == "experimental" and title[:1] == ["1"]:
            title = title[1:]
        if not ordinals and title and title[0].isdecimal():
            continue  # a second or third arm beside the comparator
        places[rest] = _Place(side=side, title=" ".join(title), name=name)
    return places


def _is_comparator(rest: Sequence[str]) -> bool:
    text = " ".join(rest)
    return any(side_of_word(word) == "comparator" for word in rest) or any(phrase in text for phrase in _COMPARATORS)


def _one_against_comparators(
    groups: Mapping[tuple[str, ...], Sequence[DataHeading]],
    places: Mapping[tuple[str, ...], _Place],
    open_: Sequence[tuple[str, ...]],
) -> dict[tuple[str, ...], _Place]:
    """Return the one group of columns that can only be the other side of a side that a word names."""
    told = {place.side: rest for rest, place in places.items() if place.side and not place.title}
    if len(told) != 1:
        return {}
    (side, other), *_ = told.items()
    wanted = {one.data for one in groups[other]}
    like = [rest for rest in open_ if wanted <= {one.data for one in groups[rest]}]
    if len(like) != 1 or side is None:
        return {}
    opposite: Side = "comparator" if side == "experimental" else "experimental"
    return {like[0]: _Place(side=opposite, title="", name=like[0])}


def _alike(groups: Mapping[tuple[str, ...], Sequence[DataHeading]], rests: Sequence[tuple[str, ...]]) -> bool:
    sets = [frozenset(one.data for one in groups[rest]) for rest in rests]
    return len(set(sets)) == 1 and bool(sets[0] & {"events", "mean", "median"})


def _columns(
    groups: Mapping[tuple[str, ...], Sequence[DataHeading]],
    places: Mapping[tuple[str, ...], _Place],
    *,
    by_order: bool,
) -> Sided:
    columns: dict[str, dict[str, int]] = {}
    why: dict[int, str] = {}
    names: dict[Side, str] = {}
    for rest, place in places.items():
        for one in groups[rest]:
            known = ARM_FIELDS if place.side else GROUP_FIELDS
            key = field_of(one.data, place.side)
            if one.data not in known or key in columns.get(place.title, {}):
                continue
            columns.setdefault(place.title, {})[key] = one.index
            order = ", by the order of the columns" if by_order else ""
            why[one.index] = f"words for {known[one.data]}{f', {place.side} side' if place.side else ''}{order}"
            if place.side:
                names.setdefault(place.side, _shown(one, place.name))
    return Sided(columns=columns, why=why, names=(names.get(SIDES[0], ""), names.get(SIDES[1], "")), by_order=by_order)


def _shown(one: DataHeading, name: Sequence[str]) -> str:
    """Return the name of a side as the heading has it; empty for a code such as e, trt or 1."""
    shown = [word for word, low in zip(one.shown, one.rest, strict=True) if low in name]
    if all(len(word) <= _LONGEST_CODE or word.isdecimal() for word in shown):
        return ""
    text = " ".join(word for word in shown if not word.isdecimal())
    return text[0].upper() + text[1:]
