"""Table 1: the included studies, a row each, with the columns the reviewer chose."""

from __future__ import annotations

from reportgen.document import Citation, CitedWork, Datum, Inline, Row, Table, TableCell, Text, plain_text
from reportgen.model import CHARACTERISTICS, Cell, Study
from reportgen.quantities import Analysis, cell_number
from reportgen.quantities import study_name as name_of
from reportgen.tables.cells import NOT_REPORTED, cell, head, row_head
from reportgen.tables.notes import NoteBook

__all__ = ["characteristics_table"]

DEFAULT_COLUMNS = ("country", "participants", "age", "intervention", "comparator", "outcome_measures")
LONGEST_WORD = 16
"""Columns are made wide enough for words up to this length."""

HEAD = 1.3
"""Heads are bold, and drawn wider still where a reader lacks the font."""


def characteristics_table(analysis: Analysis) -> Table | None:
    """Return the characteristics of the included studies, or None when there are none."""
    review = analysis.review
    studies = review.included()
    if not studies:
        return None
    columns = review.characteristics or _columns_in_use(studies)
    labels = {**CHARACTERISTICS, **{extra.name: extra.label for extra in review.columns}}
    book = NoteBook()
    body = tuple(_row(study, columns, analysis, book) for study in studies)
    titles = ["Study", "Randomised", *(labels[column] for column in columns)]
    return Table(
        id="tbl-characteristics",
        caption=(Text("Characteristics of included studies."),),
        head=head(titles, right=(1,)),
        body=body,
        widths=_widths(titles, body, wide=len(columns) > 3),
        notes=book.notes(),
        wide=len(columns) > 3,
        alt=f"One row for each of the {len(studies)} included studies with its numbers, participants and treatments.",
    )


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


def _columns_in_use(studies: tuple[Study, ...]) -> tuple[str, ...]:
    return tuple(c for c in DEFAULT_COLUMNS if any(_value(study, c) for study in studies))


def _value(study: Study, column: str) -> str:
    found = study.characteristics.get(column)
    return (found.value or "") if found else ""


def _row(study: Study, columns: tuple[str, ...], analysis: Analysis, book: NoteBook) -> Row:
    name: list[Inline] = [name_of(study.id, study.origin)]
    if study.reports:
        name += [Text(" "), Citation(works=tuple(CitedWork(key=key) for key in study.reports), origin=study.origin)]
    cells = [row_head(*name), _randomised(study, analysis, book)]
    cells += [_characteristic(study, column, book) for column in columns]
    return Row(cells=tuple(cells))


def _randomised(study: Study, analysis: Analysis, book: NoteBook) -> TableCell:
    n = cell_number(study.n_randomised, "n_randomised", f"study/{study.id}", analysis.style)
    return cell(n, *_marks(study.n_randomised, book), align="right")


def _characteristic(study: Study, column: str, book: NoteBook) -> TableCell:
    found = study.characteristics.get(column)
    if found is None or not found.value:
        return cell(NOT_REPORTED)
    datum = Datum(
        text=found.value,
        subject=f"study/{study.id}/{column}",
        inputs=(found.origin,),
        provenance=found.attribution.provenance,
    )
    return cell(datum, *_marks(found, book))


def _marks(found: Cell[int] | Cell[str], book: NoteBook) -> tuple[Inline, ...]:
    if found.value is None:
        return ()
    return book.provenance(found.attribution.provenance, found.attribution.note)
