"""Texts and small nodes that all parts of the report of changes share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.document import Inline, Row, Table, TableCell, Text
from reportgen.errors import Origin
from reportgen.model import RecordedResult
from reportgen.quantities import EffectQuantities
from reportgen.style import Style
from reportgen.versions import Edit, ShownResult
from reportgen.wording.measures import measure_label
from reportgen.wording.numbers import NBSP
from reportgen.wording.phrases import Phrase, weave
from reportgen.wording.relations import interval

__all__ = [
    "ARROW",
    "NOTHING",
    "counted",
    "effect_words",
    "excerpts",
    "limits_words",
    "place_words",
    "table_of",
    "turned_into",
]

ARROW = "→"
NOTHING = "–"

_LONGEST = 1500
"""No text of the data is printed longer than this; the file has the rest."""

_SHORT = 240
"""Two texts up to this length are printed whole, of longer ones that begin or end alike what differs."""

_AROUND = 60


def counted(n: int, one: str, more: str) -> str:
    """Return "1 study", "2 studies"; "no studies" for none."""
    return f"{n or 'no'} {one if n == 1 else more}"


def table_of(
    id_: str,
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Sequence[Inline] | str]],
    widths: Sequence[float],
    *,
    alt: str,
    wide: bool = False,
) -> Table:
    """Return a table; the first cell of each row is its head."""
    return Table(
        id=id_,
        caption=(Text(caption),),
        head=Row(cells=tuple(TableCell(children=(Text(head),), scope="col") for head in heads)),
        body=tuple(
            Row(
                cells=tuple(
                    TableCell(children=_children(one), scope="" if place else "row") for place, one in enumerate(row)
                )
            )
            for row in rows
        ),
        widths=tuple(widths),
        alt=alt,
        wide=wide,
    )


def _children(cell: Sequence[Inline] | str) -> tuple[Inline, ...]:
    return (Text(cell),) if isinstance(cell, str) else tuple(cell)


def effect_words(result: RecordedResult | None, shown: ShownResult | None, style: Style) -> Phrase:
    """Return "RR 0.71 (0.56 to 0.90)", the measure first; a dash where there is no estimate."""
    if result is None or shown is None or shown.effect is None:
        return (Text(NOTHING),)
    return weave(
        "{measure}\u00a0{estimate} ({limits})",
        measure=measure_label(result.measure).replace(" ", NBSP),
        estimate=shown.effect.estimate,
        limits=_limits(shown.effect, style),
    )


def _limits(effect: EffectQuantities, style: Style) -> Phrase:
    return interval(effect.ci_low, effect.ci_high, style.numbers)


def limits_words(shown: ShownResult | None, style: Style) -> Phrase:
    """Return "0.31 to 1.62", the limits of the prediction interval; nothing where there is none."""
    if shown is None or shown.prediction is None:
        return ()
    return interval(*shown.prediction, style.numbers)


def turned_into(before: Phrase, after: Phrase, *, both: bool = True) -> Phrase:
    """Return "1 → 2", "none" for what one of them lacks; the value alone where both read the same.

    `both` is False where one of the versions has nothing to tell of at all: then the other stands alone.
    """
    if not before and not after:
        return (Text(NOTHING),)
    if not both or _read(before) == _read(after):
        return after or before
    none: Phrase = (Text("none"),)
    return (*(before or none), Text(f" {ARROW} "), *(after or none))


def _read(phrase: Phrase) -> tuple[str, ...]:
    return tuple(getattr(piece, "text", "") for piece in phrase)


def place_words(edit: Edit) -> str:
    """Return where an edit was made: "results.csv, line 12", with the line before where it is another one."""
    if edit.new is not None and edit.old is not None and edit.new.path == edit.old.path:
        was = f" (before: line {edit.old.line})" if edit.old.line != edit.new.line else ""
        return f"{_origin(edit.new)}{was}"
    if edit.new is not None and edit.old is not None:
        return f"{_origin(edit.new)} (before: {_origin(edit.old)})"
    origin = edit.new or edit.old
    return _origin(origin) if origin is not None else edit.where


def _origin(origin: Origin) -> str:
    return f"{origin.path}, line {origin.line}"


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Return two texts for print: whole, or from shortly before to shortly after where long ones differ."""
    if max(len(before), len(after)) <= _SHORT or not before or not after:
        return _bounded(before), _bounded(after)
    start = _alike(before, after)
    room = min(len(before), len(after)) - start
    end = min(room, _alike(before[::-1], after[::-1]))
    one, other = (_bounded(_around(text, start, len(text) - end)) for text in (before, after))
    return one, other


def _alike(one: str, other: str) -> int:
    """Return how many letters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _around(text: str, start: int, end: int) -> str:
    """Return what stands between two places, with the words around it."""
    first = text.rfind(" ", 0, max(0, start - _AROUND)) + 1 if start > _AROUND else 0
    last = text.find(" ", end + _AROUND) if end + _AROUND < len(text) else -1
    last = len(text) if last < 0 else last
    return f"{'… ' if first else ''}{text[first:last]}{' …' if last < len(text) else ''}"


def _bounded(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"
