"""Decimal points of a column stand in line, in whatever font has figures of one width."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document import NoteMark, Number, Row, Superscript, Table, TableCell, Text, plain_text
from reportgen.figures.lettering import Lettering
from reportgen.resolve.decimals import with_decimals_in_line

LETTERING = Lettering()
POINT_OFF = 0.06
"""Ems by which a missing point may put a column out: no font has a blank as wide as its point."""


def table(texts, marks=(), align="decimal"):
    cells = [
        TableCell(children=(Text(text), *((NoteMark(mark=mark),) if mark else ())), align=align)
        for text, mark in zip(texts, [*marks, *("" for _ in texts)], strict=False)
    ]
    head = Row(cells=(TableCell(children=(Text("Study"),), scope="col"), TableCell(children=(Text("P"),), align=align)))
    body = tuple(Row(cells=(TableCell(children=(Text("a"),), scope="row"), cell)) for cell in cells)
    return Table(id="t", caption=(), head=head, body=body, widths=(1.0, 1.0))


def settled(texts, marks=(), align="decimal"):
    (found,) = with_decimals_in_line((table(texts, marks, align),))
    return found


def width(text):
    return LETTERING.width(text, 1.0)


def points_from_right(found):
    """Return how far each number's last digit before the point is from the right edge of its column."""
    ends = []
    for row in found.body:
        text = "".join(
            plain_text((child,)) for child in row.cells[1].children if not isinstance(child, NoteMark | Superscript)
        )
        ends.append(width(re.sub(r"^(<\s)?−?[0-9,]+", "", text)))
    return ends


def points_from_left(found):
    return [width(re.match(r"[\u2007]*(<\s)?−?[0-9,]+", plain_text(row.cells[1].children))[0]) for row in found.body]


@pytest.mark.parametrize(
    "texts",
    [
        ("0.04", "0.3", "12"),
        ("< 0.001", "0.12", "1.00"),
        ("−4.25", "18.3", "7"),
        ("12%", "4%"),
        ("12.5%", "4%", "3.25%"),
    ],
)
def test_single_numbers_stand_with_their_points_in_line_at_the_right(texts):
    found = settled(texts)
    assert {cell.align for row in (found.head, *found.body) for cell in row.cells[1:]} == {"right"}
    ends = points_from_right(found)
    assert max(ends) - min(ends) <= POINT_OFF + 1e-9


def test_numbers_with_more_behind_them_stand_with_their_points_in_line_at_the_left():
    found = settled(("8.93 (1.25 to 63.70)", "−12.50 (−20.00 to 3.00)", "0.67 (0.42 to 1.07)"))
    assert {row.cells[1].align for row in found.body} == {"left"}
    ends = points_from_left(found)
    assert max(ends) - min(ends) < 0.01


@given(
    st.lists(
        st.decimals(-9999, 9999, places=None, allow_nan=False).map(lambda d: f"{round(d, 3):f}"), min_size=1, max_size=8
    )
)
def test_whatever_the_numbers_only_blanks_are_added(texts):
    texts = [text.replace("-", "−") for text in texts]
    found = settled(texts)
    assert [plain_text(row.cells[1].children).strip() for row in found.body] == texts
    ends = points_from_right(found)
    assert max(ends) - min(ends) <= POINT_OFF + 1e-9


def test_words_and_dashes_are_left_alone():
    found = settled(("–", "0.25", "not estimable"))
    assert [plain_text(row.cells[1].children) for row in found.body] == ["–", "0.25", "not estimable"]


def test_a_note_behind_one_number_takes_room_behind_the_others():
    one, other = (row.cells[1].children for row in settled(("12%", "4%"), marks=("a", "")).body)
    assert one[-1] == NoteMark(mark="a")
    assert other[-1] == Superscript((Text("\N{FIGURE SPACE}"),))


def test_a_column_that_does_not_ask_stays_as_it_is():
    assert settled(("1", "2.5"), align="right") == table(("1", "2.5"), align="right")


def test_a_node_keeps_what_it_is():
    number = Number(text="0.5", value=0.5, statistic="p", subject="x", inputs=())
    cell = TableCell(children=(number,), align="decimal")
    row = Row(cells=(TableCell(children=()), cell))
    (found,) = with_decimals_in_line((Table(id="t", caption=(), head=row, body=(row,), widths=(1.0, 1.0)),))
    assert number in found.body[0].cells[1].children
