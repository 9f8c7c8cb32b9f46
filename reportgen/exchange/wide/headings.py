"""What each heading of a table holds, as far as it can be told from the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.exchange.wide.completeness import kinds_of
from reportgen.exchange.wide.compound import kind_of_cells
from reportgen.exchange.wide.effect_words import effect_meaning
from reportgen.exchange.wide.fields import FIELDS, SIDES, TABLE_FIELDS, field_of
from reportgen.exchange.wide.sides import data_heading, sided
from reportgen.exchange.wide.words import (
    BASELINE,
    CHARACTERISTIC_NAMES,
    FIXED_NAMES,
    GENERAL_NAMES,
    Heading,
    heading_of,
)

__all__ = ["Block", "Meaning", "Recognised", "recognise"]

_ARM_NAMES = (
    *((f"treatment{end}", control) for control in ("control", "comparator", "placebo") for end in (" 1", "")),
    *((f"{word} 1", f"{word} 2") for word in ("treatment", "trt", "t", "arm", "group")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a column holds: a key of `FIELDS`, and why it is thought so."""

    field: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Columns that give the numbers of one outcome: index of the column by key of `FIELDS`; `title` tells it apart."""

    title: str
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What was recognised in the headings of a table.

    general: index of the column by what tells rows apart and describes them. blocks: the numbers of outcomes that
    stand side by side, mostly one. baseline: blocks that describe participants before treatment. characteristics:
    index by standard name. why: by index, why a column is thought to hold what it does. names: of the two sides, empty
    where headings do not tell. by_order: the first group of columns was taken for the experimental side.
    measure: what a heading of the effect says, empty if none. doubles: indexes of headings that mean the same.
    """

    general: Mapping[str, int]
    blocks: tuple[Block, ...]
    baseline: tuple[Block, ...] = ()
    characteristics: Mapping[str, int]
    why: Mapping[int, str]
    names: tuple[str, str] = ("", "")
    by_order: bool = False
    measure: str = ""
    doubles: tuple[int, ...] = ()
    others: tuple[int, ...] = ()

    def whole(self, cells: Sequence[Sequence[str]]) -> list[Block]:
        """Return the blocks that give data in full; `cells` by column tell of several numbers in a cell."""
        return [block for block in self.blocks if kinds_of(block.columns, cells)]


def recognise(headings: Sequence[str], cells: Sequence[Sequence[str]] = ()) -> Recognised:
    """Return what the headings hold; `cells` are the cells below, column by column, which tell "12/50" from "12"."""
    read = [heading_of(text) for text in headings]
    found, measure = _meanings(read, headings, cells)
    data = [
        data
        for index, heading in enumerate(read)
        if index not in found and (data := data_heading(index, heading, _kind(cells, index)))
    ]
    sides = sided(data)
    _arm_names(read, found, cells)
    characteristics = {
        name: index
        for index, heading in reversed(list(enumerate(read)))
        if index not in found and (name := CHARACTERISTIC_NAMES.get(heading.plain))
    }
    general, own, doubles = _settled(found)
    blocks, baseline = _blocks(own, sides.columns)
    taken = {*found, *characteristics.values()}
    taken |= {index for block in (*blocks, *baseline) for index in block.columns.values()}
    why = {**{index: meaning.why for index, meaning in found.items()}, **sides.why}
    why |= dict.fromkeys(characteristics.values(), "a characteristic of studies")
    return Recognised(
        general=general,
        blocks=blocks,
        baseline=baseline,
        characteristics=dict(sorted(characteristics.items(), key=lambda item: item[1])),
        why=why,
        names=sides.names if all(sides.names) else ("", ""),
        by_order=sides.by_order,
        measure=measure,
        doubles=doubles,
        others=tuple(index for index, heading in enumerate(read) if index not in taken and heading.text),
    )


def _meanings(
    read: Sequence[Heading], headings: Sequence[str], cells: Sequence[Sequence[str]]
) -> tuple[dict[int, Meaning], str]:
    """Return what single headings mean, but for numbers of arms, and the measure that the heading of an effect says."""
    found: dict[int, Meaning] = {}
    measure = ""
    for index, heading in enumerate(read):
        meaning = _fixed(heading, headings) or _general(heading)
        if meaning:
            found[index] = meaning
    _without_study(read, found, cells)
    for index, heading in enumerate(read):
        meant = None if index in found or not heading.text else effect_meaning(heading)
        if meant:
            found[index] = Meaning(field=meant.field, why=meant.why)
            measure = measure or meant.measure
    _settle_time(read, found)
    return found, measure


def _kind(cells: Sequence[Sequence[str]], index: int) -> str:
    return kind_of_cells(cells[index]) if index < len(cells) else ""


def _fixed(heading: Heading, headings: Sequence[str]) -> Meaning | None:
    name = heading.text.strip()
    if name not in FIXED_NAMES or (name in {"ci", "di"} and "ai" not in headings):
        return None
    field_ = FIXED_NAMES[name]
    return Meaning(
        field=field_, why="a key of this file" if name == field_ else f"a name of R packages: {FIELDS[field_]}"
    )


def _general(heading: Heading) -> Meaning | None:
    field_ = GENERAL_NAMES.get(heading.plain)
    return Meaning(field=field_, why=f"the words say so: {FIELDS[field_]}") if field_ else None


def _without_study(read: Sequence[Heading], found: dict[int, Meaning], cells: Sequence[Sequence[str]]) -> None:
    """Take the columns that may name studies for what they are: the one with most cells filled counts, else ``study``.

    The others are as if they had not been recognised.
    """
    named = [index for index, meaning in found.items() if meaning.field == "study"]
    if len(named) < 2:
        return
    filled = {index: sum(bool(cell) for cell in cells[index]) if index < len(cells) else 0 for index in named}
    best = max(named, key=lambda index: (filled[index], read[index].plain == "study", -index))
    for index in named:
        if index != best:
            del found[index]


def _settle_time(read: Sequence[Heading], found: dict[int, Meaning]) -> None:
    """Take ``time`` for person-time only where events stand beside it, and no number of participants."""
    fields = {meaning.field for meaning in found.values()}
    plain = {heading.plain for heading in read}
    counted = bool({"events"} & fields or {"event", "events"} & plain) and not (
        {"n"} & fields or {"n", "total"} & plain
    )
    for index, meaning in found.items():
        if meaning.field == "time" and not counted:
            found[index] = Meaning(field="time_point", why=f"the words say so: {FIELDS['time_point']}")


def _arm_names(read: Sequence[Heading], found: dict[int, Meaning], cells: Sequence[Sequence[str]]) -> None:
    """Find columns that name the arms of each study: ``t1`` and ``t2`` with words in them."""
    plain = {heading.plain: index for index, heading in enumerate(read) if index not in found}
    for names in _ARM_NAMES:
        pair = [plain.get(name) for name in names]
        if all(index is not None and index < len(cells) and _words_in(cells[index]) for index in pair):
            for index, side in zip(pair, SIDES, strict=True):
                if index is not None:
                    found[index] = Meaning(field=field_of("arm", side), why="names of arms in the cells")
            return


def _words_in(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and sum(any(letter.isalpha() for letter in cell) for cell in filled) > len(filled) / 2


def _settled(found: Mapping[int, Meaning]) -> tuple[dict[str, int], dict[str, int], tuple[int, ...]]:
    """Return general fields, fields of data, and the columns that mean the same as another."""
    by_field: dict[str, list[int]] = {}
    for index, meaning in found.items():
        by_field.setdefault(meaning.field, []).append(index)
    doubles = tuple(index for indexes in by_field.values() if len(indexes) > 1 for index in indexes)
    single = {name: indexes[0] for name, indexes in by_field.items() if len(indexes) == 1}
    general = {name: index for name, index in single.items() if name in TABLE_FIELDS}
    return general, {name: index for name, index in single.items() if name not in TABLE_FIELDS}, doubles


def _blocks(
    own: Mapping[str, int], sides: Mapping[str, Mapping[str, int]]
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks of outcomes, and those that describe participants; what has no title is common to all."""
    common = {**sides.get("", {}), **own}
    titled = {title: columns for title, columns in sides.items() if title}
    baseline = {title for title in titled if BASELINE & set(title.split())}
    shared = {name: index for name, index in common.items() if name.startswith("n_") or name == "n"}
    blocks = tuple(
        Block(title=title, columns={**shared, **columns}) for title, columns in titled.items() if title not in baseline
    )
    rest = set(common) - set(shared)
    if rest or not blocks:
        blocks = (Block(title="", columns=common), *blocks)
    return blocks, tuple(Block(title=title, columns=titled[title]) for title in titled if title in baseline)
