"""However a review counts, its flow diagram is drawn without a fault, and the test for faults finds each kind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.figures.canvas import GroupMark, LineMark, Page, ShapeMark, TextMark
from reportgen.figures.flow.layout import flow_page
from reportgen.figures.lettering import Lettering
from reportgen.model import FLOW_ITEMS
from reportgen.style import FigureStyle
from tests.figures.flow_faults import flow_faults
from tests.figures.samples import texts
from tests.figures.test_flow import FORMS, UPDATE, diagram, drawn
from tests.reviews import make_flow

LISTED = ("databases", "registers", "excluded", "not_retrieved", "excluded_reports", "other_excluded", "websites")
N = st.none() | st.integers(0, 9) | st.integers(1000, 9_999_999)
NAME = st.text("Wörter und 試験/-,", min_size=1, max_size=90) | st.text("ab ", min_size=300, max_size=420)
ROWS = st.dictionaries(st.just("") | NAME.map(str.strip), N, max_size=12)
FLOWS = st.builds(
    lambda form, counts, lists: make_flow(form, **(counts | lists)),
    st.sampled_from(["prisma2009", "prisma2020"]),
    st.dictionaries(st.sampled_from(sorted(FLOW_ITEMS)), N, max_size=30),
    st.dictionaries(st.sampled_from(LISTED), ROWS, max_size=4),
)
EIGHTY = {
    f"{i:02} " + "a reason of eighty characters that says why a report has been left out".ljust(77, "x"): i
    for i in range(12)
}


@settings(max_examples=60, deadline=None)
@given(flow=FLOWS)
def test_whatever_is_counted_is_drawn_without_a_fault(flow):
    assert flow_faults(drawn(flow)) == []


@pytest.mark.parametrize("flow", FORMS.values(), ids=FORMS.keys())
def test_every_form_is_drawn_without_a_fault(flow):
    assert flow_faults(drawn(flow)) == []


def test_twelve_reasons_of_eighty_characters_on_each_side_stay_in_their_boxes():
    rows = [row for row in UPDATE.counts if row.item not in {"excluded", "excluded_reports", "other_excluded"}]
    long = make_flow(excluded=EIGHTY, excluded_reports=EIGHTY, other_excluded=EIGHTY).counts
    page = drawn(replace(UPDATE, counts=(*rows, *long)))
    assert flow_faults(page) == []
    shown = "".join(mark.text for mark in texts(page.marks)).replace(" ", "")
    assert all(shown.count(reason.replace(" ", "")) == 3 for reason in EIGHTY)


def test_a_reason_of_four_hundred_characters_keeps_all_its_words_and_its_number():
    reason = " ".join(["because"] * 50)[:400]
    page = drawn(make_flow("prisma2020", assessed=20, excluded_reports={reason: 17}, studies=3))
    shown = " ".join(mark.text for mark in texts(page.marks))
    assert shown.count("because") == reason.count("because")
    assert "(n\u00a0=\u00a017) Studies included" in shown


def test_long_reasons_take_room_from_the_other_columns_before_letters_shrink():
    rows = [row for row in UPDATE.counts if row.item not in {"excluded_reports", "other_excluded"}]
    long = make_flow(excluded_reports=EIGHTY, other_excluded=EIGHTY).counts
    page = flow_page(diagram(replace(UPDATE, counts=(*rows, *long))), Lettering(), FigureStyle())
    widths = {
        mark.id: max(x for x, _ in mark.marks[0].points) - min(x for x, _ in mark.marks[0].points)
        for mark in page.marks
        if isinstance(mark, GroupMark) and mark.kind == "box"
    }
    assert widths["flow-excluded-reports"] > 1.2 * widths["flow-assessed"]
    assert widths["flow-excluded-reports"] == pytest.approx(widths["flow-not-retrieved"])
    assert widths["flow-assessed"] == pytest.approx(widths["flow-previous"])


# ---- planted faults


def moved(points, dx, dy):
    return tuple((x + dx, y + dy) for x, y in points)


def changed(page: Page, kind: type, change) -> Page:
    """Return the page with the first mark of a kind changed; groups are boxes."""
    marks = list(page.marks)
    place = next(i for i, m in enumerate(marks) if isinstance(m, kind) and getattr(m, "kind", "box") == "box")
    marks[place : place + 1] = change(marks[place])
    return replace(page, marks=tuple(marks))


def box_moved(group, dx, dy):
    return replace(
        group,
        marks=tuple(
            replace(m, x=m.x + dx, y=m.y + dy)
            if isinstance(m, TextMark)
            else replace(m, points=moved(m.points, dx, dy))
            for m in group.marks
        ),
    )


def text_changed(group, **change):
    place = next(i for i, m in enumerate(group.marks) if isinstance(m, TextMark))
    marks = list(group.marks)
    marks[place] = replace(marks[place], **change)
    return replace(group, marks=tuple(marks))


PLANTED = {
    "head misses all borders": (ShapeMark, lambda m: [replace(m, points=moved(m.points, 0, -3))]),
    "head without a line": (ShapeMark, lambda m: [replace(m, points=moved(m.points, 4, 0))]),
    "line runs aslant": (LineMark, lambda m: [replace(m, points=(m.points[0], (m.points[1][0] + 3, m.points[1][1])))]),
    "line begins nowhere": (
        LineMark,
        lambda m: [replace(m, points=((m.points[0][0], m.points[0][1] + 3), *m.points[1:]))],
    ),
    "line runs through a box": (
        LineMark,
        lambda m: [replace(m, points=((m.points[0][0], m.points[0][1] - 20), *m.points[1:]))],
    ),
    "text meets an arrow": (
        LineMark,
        lambda m: [
            replace(m, points=((m.points[0][0] - 30, m.points[0][1] - 30), (m.points[0][0] - 30, m.points[1][1])))
        ],
    ),
    "no arrow comes down": (ShapeMark, lambda _: []),
    "frames overlap": (GroupMark, lambda m: [box_moved(m, 60, 0)]),
    "text touches a border": (GroupMark, lambda m: [text_changed(m, text="W" * 20)]),
    "texts overlap": (GroupMark, lambda m: [text_changed(m, y=m.marks[2].y)]),
    "outside the page": (GroupMark, lambda m: [text_changed(m, x=-30.0)]),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault):
    kind, change = PLANTED[fault]
    assert any(found.startswith(fault) for found in flow_faults(changed(drawn(UPDATE), kind, change)))
