"""Which columns a forest plot has: characteristics, what studies report, weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.effects import Measure
from reportgen.figures.forest.columns import Column, Group, measured, own_width, under_head
from reportgen.figures.forest.rows import Row
from reportgen.figures.forest.sizes import Sizes
from reportgen.figures.layouts import ForestLayout
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import text_of

__all__ = ["ColumnWords", "arm_groups", "characteristic_groups", "pair_head", "weight_groups"]

_HEADS = {"events": "Events", "n": "Total", "mean": "Mean", "sd": "SD", "time": "Time", "r": "r"}
_PAIRS: Mapping[tuple[str, ...], tuple[str, str]] = {
    ("events", "n"): ("No of events/total", "/"),
    ("events", "time"): ("No of events/person time", "/"),
}
"""Columns that are written as one, by what the arms give: the head over both arms, and the mark between."""

_WIDEST_HEAD = 9.0
"""Width of the head of given effects in one line, over the size of type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnWords:
    """The heads that depend on the review: names of the arms, of given effects and of characteristics, by key."""

    arms: tuple[str, str]
    given: Mapping[str, str]
    characteristics: Mapping[str, str]
    weights: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    rows: Sequence[Row]
    lettering: Lettering
    sizes: Sizes

    @property
    def keys(self) -> set[str]:
        return {key for row in self.rows for key in row.cells}

    def column(self, key: str, *head: str, words: bool = False, before: str = "", after: str = "") -> Column:
        anchor = "start" if words or before == "/" else "end"
        column = Column(key=key, head=head, width=0.0, anchor=anchor, words=words, before=before, after=after)  # type: ignore[arg-type]
        return measured(column, self.rows, self.lettering, self.sizes)

    def lines(self, head: str) -> tuple[str, ...]:
        """Return a head in lines as wide as its longest word, if it is a long one, which few numbers stand under."""
        size = self.sizes.text
        if self.lettering.width(head, size, bold=True) <= _WIDEST_HEAD * size:
            return (head,)
        longest = max(self.lettering.width(word, size, bold=True) for word in head.split(" "))
        return self.lettering.wrap(head, size, longest + 0.005, bold=True)

    def alone(self, column: Column) -> Group:
        return Group(columns=(column,), width=column.width)


def characteristic_groups(
    rows: Sequence[Row], words: ColumnWords, lettering: Lettering, sizes: Sizes
) -> tuple[Group, ...]:
    """Return a group for each characteristic of the studies that is asked for."""
    make = _Maker(rows=rows, lettering=lettering, sizes=sizes)
    found: list[Group] = []
    for key, head in words.characteristics.items():
        if key not in make.keys:
            continue
        texts = [text_of(row.cells[key]) for row in rows if key in row.cells]
        numeric = all(text.replace(".", "", 1).isdigit() for text in texts)
        found.append(make.alone(make.column(key, head, words=not numeric)))
    return tuple(found)


def arm_groups(
    rows: Sequence[Row], measure: Measure, layout: ForestLayout, words: ColumnWords, kit: tuple[Lettering, Sizes]
) -> tuple[Group, ...]:
    """Return the groups of what the studies report: by arm, or effects that are given as such."""
    if layout.data == "none":
        return ()
    make = _Maker(rows=rows, lettering=kit[0], sizes=kit[1])
    pair = _PAIRS.get(measure.arm_columns) if layout.data == "pairs" else None
    groups = [
        _pair(make, side, measure.arm_columns, name) if pair else _arm(make, side, measure.arm_columns, name)
        for side, name in zip(("experimental", "comparator"), words.arms, strict=True)
        if any(f"{side}.{column}" in make.keys for column in measure.arm_columns)
    ]
    if pair:
        head = make.lettering.width(pair[0], make.sizes.text, bold=True)
        share = (head - make.sizes.gap * (len(groups) - 1)) / len(groups) if groups else 0.0
        groups = [replace(group, width=max(group.width, share)) for group in groups]
    given = tuple(make.column(key, *make.lines(head)) for key, head in words.given.items() if key in make.keys)
    if given:
        gaps = tuple(make.sizes.inner for _ in given[1:])
        groups.append(Group(columns=given, gaps=gaps, width=own_width(given, gaps)))
    return tuple(groups)


def pair_head(groups: Sequence[Group], measure: Measure) -> str:
    """Return what stands over arms that are written in pairs."""
    return _PAIRS[measure.arm_columns][0] if any(group.pair for group in groups) else ""


def weight_groups(rows: Sequence[Row], words: ColumnWords, lettering: Lettering, sizes: Sizes) -> tuple[Group, ...]:
    """Return a group for the weights of each model."""
    make = _Maker(rows=rows, lettering=lettering, sizes=sizes)
    return tuple(make.alone(make.column(key, *head)) for key, head in words.weights.items() if key in make.keys)


def _arm(make: _Maker, side: str, names: tuple[str, ...], name: str) -> Group:
    columns = tuple(
        make.column(f"{side}.{column}", _HEADS.get(column, column))
        for column in names
        if f"{side}.{column}" in make.keys
    )
    return under_head(columns, name, make.lettering, make.sizes)


def _pair(make: _Maker, side: str, names: tuple[str, ...], name: str) -> Group:
    columns = (make.column(f"{side}.{names[0]}"), make.column(f"{side}.{names[1]}", before="/"))
    group = under_head(columns, name, make.lettering, make.sizes)
    gaps = (0.5,)
    head = max((make.lettering.width(line, make.sizes.text, bold=True) for line in group.head), default=0.0)
    return replace(group, gaps=gaps, width=max(own_width(columns, gaps), head), pair=True)
