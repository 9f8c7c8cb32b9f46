"""A table with what is known of each of some studies: a row a study, or a block a study where the texts are long."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from reportgen.document import Citation, CitedWork, Datum, Inline, Note, Row, Table, TableCell, Text, plain_text
from reportgen.model import CHARACTERISTICS, Cell, Review, Study
from reportgen.quantities import Analysis, cell_number
from reportgen.quantities import study_name as name_of
from reportgen.tables.cells import NOT_REPORTED, cell, group_row, head, lines_of, row_head
from reportgen.tables.notes import NoteBook
from reportgen.wording.updates import NEW_STUDY

__all__ = ["Column", "characteristic", "randomised", "reason", "table_of_studies"]

LONGEST_WORD = 16
"""Columns are made wide enough for words up to this length."""

LONG_TEXT = 450
"""Where a cell has more characters, columns side by side would make rows too tall for a page."""

HEAD = 1.3
"""Heads are bold, and drawn wider still where a reader lacks the font."""

BLOCK_WIDTHS = (1.3, 5.0)
UNLISTED = "What is not listed of a study is not reported."


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, what it says of a study (None for nothing), and whether it holds numbers."""

    title: str
    tell: Callable[[Study, NoteBook], tuple[Inline, ...] | None]
    number: bool = False


def characteristic(column: str, review: Review) -> Column:
    """Return the column of a characteristic, standard or the review's own."""
    labels = {**CHARACTERISTICS, **{extra.name: extra.label for extra in review.columns}}

    def tell(study: Study, book: NoteBook) -> tuple[Inline, ...] | None:
        found = study.characteristics.get(column)
        if found is None or not found.value:
            return None
        datum = Datum(
            text=found.value,
            subject=f"study/{study.id}/{column}",
            inputs=(found.origin,),
            provenance=found.attribution.provenance,
        )
        return (*lines_of(datum), *_marks(found, book))

    return Column(title=labels[column], tell=tell)


def randomised(analysis: Analysis) -> Column:
    """Return the column of the participants randomised."""

    def tell(study: Study, book: NoteBook) -> tuple[Inline, ...] | None:
        n = cell_number(study.n_randomised, "n_randomised", f"study/{study.id}", analysis.style)
        return None if n is None else (n, *_marks(study.n_randomised, book))

    return Column(title="Randomised", tell=tell, number=True)


def reason(title: str) -> Column:
    """Return the column of the reason why a study has its status."""

    def tell(study: Study, _book: NoteBook) -> tuple[Inline, ...] | None:
        if not study.reason:
            return None
        return lines_of(Datum(text=study.reason, subject=f"study/{study.id}/reason", inputs=(study.origin,)))

    return Column(title=title, tell=tell)


def table_of_studies(
    studies: Sequence[Study],
    columns: Sequence[Column],
    *,
    id_: str,
    caption: str,
    alt: str,
    new: Collection[str] = (),
) -> Table:
    """Return a table of the studies, with names that cite their reports; `studies` is not empty.

    Studies in `new` bear a note that says so.
    """
    book = NoteBook()
    names = [_name(study, book, new) for study in studies]
    told = [[column.tell(study, book) for column in columns] for study in studies]
    longest = max((len(plain_text(said)) for row in told for said in row if said), default=0)
    if longest > LONG_TEXT and len(columns) > 1:
        body = tuple(_blocks(names, columns, told))
        titles, wide = ["Characteristic", "Description"], False
        widths: tuple[float, ...] = BLOCK_WIDTHS
        gaps = any(said is None for row in told for said in row)
        notes = (*((Note(mark="", children=(Text(UNLISTED),)),) if gaps else ()), *book.notes())
    else:
        body = tuple(_row(name, columns, row) for name, row in zip(names, told, strict=True))
        titles, wide, notes = ["Study", *(column.title for column in columns)], len(columns) > 4, book.notes()
        widths = _widths(titles, body, wide=wide)
    right = [i for i, column in enumerate(columns, 1) if column.number and titles[0] == "Study"]
    return Table(
        id=id_,
        caption=(Text(caption),),
        head=head(titles, right=right),
        body=body,
        widths=widths,
        notes=notes,
        wide=wide,
        alt=alt,
    )


def _row(name: tuple[Inline, ...], columns: Sequence[Column], told: Sequence[tuple[Inline, ...] | None]) -> Row:
    cells = (
        cell(*(said or (NOT_REPORTED,)), align="decimal" if column.number else "left")
        for column, said in zip(columns, told, strict=True)
    )
    return Row(cells=(row_head(*name), *cells))


def _blocks(
    names: Sequence[tuple[Inline, ...]],
    columns: Sequence[Column],
    told: Sequence[Sequence[tuple[Inline, ...] | None]],
) -> Iterator[Row]:
    """Yield for each study its name, then a row for each thing that is known of it."""
    for name, row in zip(names, told, strict=True):
        yield group_row(name, len(BLOCK_WIDTHS))
        for column, said in zip(columns, row, strict=True):
            if said:
                yield Row(cells=(row_head(Text(column.title)), TableCell(children=said)))


def _name(study: Study, book: NoteBook, new: Collection[str]) -> tuple[Inline, ...]:
    name = (name_of(study.id, study.origin), *((book.mark(Text(NEW_STUDY)),) if study.id in new else ()))
    if not study.reports:
        return name
    works = tuple(CitedWork(key=key) for key in study.reports)
    return (*name, Text(" "), Citation(works=works, origin=study.origin))


def _widths(titles: list[str], body: tuple[Row, ...], *, wide: bool) -> tuple[float, ...]:
    """Return each column's share of the width in percent.

    Each is wide enough for its longest word; what is left is shared out by the root of the mean length of the texts.
    """
    per_character = 0.85 if wide else 1.25
    columns = [[title, *(plain_text(row.cells[i].children) for row in body)] for i, title in enumerate(titles)]
    heads = [HEAD * per_character * _longest_word(title) for title in titles]
    words = [per_character * min(LONGEST_WORD, max(map(_longest_word, texts))) for texts in columns]
    least = [max(pair) + 1 for pair in zip(heads, words, strict=True)]
    wanted = [(sum(map(len, texts[1:])) / len(body)) ** 0.5 for texts in columns]
    rest = max(0.0, 100 - sum(least)) / (sum(wanted) or 1)
    return tuple(round(low + rest * more, 2) for low, more in zip(least, wanted, strict=True))


def _longest_word(text: str) -> int:
    return max(map(len, text.replace("-", "- ").replace("/", "/ ").split()), default=0)


def _marks(found: Cell[int] | Cell[str], book: NoteBook) -> tuple[Inline, ...]:
    return book.provenance(found.attribution.provenance, found.attribution.note)
