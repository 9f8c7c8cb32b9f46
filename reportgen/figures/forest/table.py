"""The data behind a forest plot as a table, for readers who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from reportgen.document import Inline, Note, Row, Table, TableCell, Text
from reportgen.figures.forest import rows as picture
from reportgen.figures.forest import words
from reportgen.figures.forest.blocks import Forest
from reportgen.figures.forest.content import Content
from reportgen.figures.forest.effect_column import between_limits, limits_of
from reportgen.figures.forest.foot_words import is_subgroup_test
from reportgen.figures.lines import inlines_of_line, text_of

__all__ = ["data_table"]

_HEADS = {"events": "events", "n": "total", "mean": "mean", "sd": "SD", "time": "time", "r": "r"}


def data_table(forest: Forest, content: Content, name: str) -> Table:
    """Return the rows of the plot as a table with one row of heads; the small print becomes its notes."""
    keys = _keys(forest, content)
    heads = ["Study", *(_head(forest, key) for key in keys), words.effect_words(forest), *_domains(forest)]
    return Table(
        id=f"{name}-data",
        caption=(Text("Data behind the figure"),),
        head=Row(
            cells=tuple(TableCell(children=(Text(head),), scope="col", align=_align(i)) for i, head in enumerate(heads))
        ),
        body=tuple(_body(forest, content, keys)),
        widths=(3.0, *(1.0 for _ in keys), 2.0, *(1.0 for _ in _domains(forest))),
        notes=tuple(_notes(content)),
        alt="The numbers shown in the forest plot.",
    )


def _keys(forest: Forest, content: Content) -> tuple[str, ...]:
    found = {key for row in content.rows for key in row.cells}
    own = (f"study.{name}" for name, _ in forest.choices.columns)
    arms = (f"{side}.{column}" for side in ("experimental", "comparator") for column in forest.measure.arm_columns)
    return tuple(
        key
        for key in (*own, *arms, *words.given_heads(forest), "weight", "weight_other", *_spread(forest))
        if key in found
    )


def _head(forest: Forest, key: str) -> str:
    side, _, column = key.partition(".")
    if not column:
        return _spread(forest).get(key) or _weight(forest, key)
    if side == "study":
        return dict(forest.choices.columns)[column]
    if side == "given":
        return words.given_heads(forest)[key]
    arm = forest.comparison.experimental if side == "experimental" else forest.comparison.comparator
    return f"{arm}: {_HEADS.get(column, column)}"


def _spread(forest: Forest) -> dict[str, str]:
    return words.spread_heads(forest.choices.layout.words)


def _weight(forest: Forest, key: str) -> str:
    results = [block.pooled if key == "weight" else block.other for block in forest.blocks]
    found = {words.model_words(pooled.plan) for pooled in results if pooled is not None}
    return f"Weight, {found.pop()}" if forest.both and len(found) == 1 else "Weight"


def _domains(forest: Forest) -> tuple[str, ...]:
    return () if forest.lights is None else forest.lights.legend


def _lights(forest: Forest, row: picture.Row) -> Iterator[TableCell]:
    for domain in () if forest.lights is None else forest.lights.domains:
        yield TableCell(children=(row.lights[domain.id].datum(),) if domain.id in row.lights else ())


def _body(forest: Forest, content: Content, keys: tuple[str, ...]) -> Iterator[Row]:
    columns = len(keys) + 2 + len(_domains(forest))
    for row in content.rows:
        if row.kind == "heading":
            aside = f" ({row.aside})" if row.aside else ""
            head = TableCell(children=(*inlines_of_line(row.label), *_texts(aside)), scope="row", colspan=columns)
            yield Row(cells=(head,), kind="group")
        elif row.kind == "gap" or (row.kind == "line" and not row.cells):
            continue
        else:
            cells = (TableCell(children=inlines_of_line(row.cells.get(key, ())), align="right") for key in keys)
            first = TableCell(children=inlines_of_line(row.label), scope="row")
            effect = TableCell(children=_effect(forest, content, row), align="right")
            yield Row(
                cells=(first, *cells, effect, *_lights(forest, row)), kind="body" if row.kind == "study" else "total"
            )


def _notes(content: Content) -> Iterator[Note]:
    """Yield the lines under the totals, each with the outcome or subgroup it is about, then the footnotes."""
    about: tuple[Inline, ...] = ()
    for row in content.rows:
        if row.kind == "heading":
            about = (*inlines_of_line(row.label), Text(". "))
        elif row.kind == "total" and any(other.kind == "subtotal" for other in content.rows):
            about = (Text("All studies. "),)
        elif row.kind == "line" and not row.cells:
            alone = is_subgroup_test(row.label) and not any(other.kind == "total" for other in content.rows)
            yield Note(mark="", children=(*(() if alone else about), *inlines_of_line(row.label), Text(".")))
    for letter, note in content.footnotes:
        studies = [text_of(row.label) for row in content.rows if letter in row.notes.split(",")]
        yield Note(mark="", children=(Text(f"{', '.join(dict.fromkeys(studies))}: {note}"),))


def _effect(forest: Forest, content: Content, row: picture.Row) -> tuple[Inline, ...]:
    limits = limits_of(row)
    if limits is None:
        return _texts(row.effect_text)
    form = forest.choices.layout.interval
    between = between_limits(content.rows, form)
    gap = "" if form.joined and between == form.between else " "
    estimate: tuple[Inline, ...] = () if row.effect is None else (row.effect.estimate, Text(" "))
    return (*estimate, Text(form.opening), limits[0], Text(f"{between}{gap}"), limits[1], Text(form.closing))


def _texts(text: str) -> tuple[Inline, ...]:
    return (Text(text),) if text else ()


def _align(column: int) -> Literal["left", "right"]:
    return "right" if column else "left"
