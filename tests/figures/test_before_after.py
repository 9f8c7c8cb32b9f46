"""The plot of results before and after: every result in it, marks where the numbers are, nothing that cannot be read."""

from dataclasses import replace

import pytest

from reportgen.document import plain_text
from reportgen.figures.before_after import draw_before_after
from reportgen.figures.canvas import MM, GroupMark, LineMark, ShapeMark, TextMark, walk
from reportgen.figures.parts import tallest_mm
from reportgen.style import FigureStyle, Style
from reportgen.versions import ResultChange
from tests.comparing.made import DEATHS, RESULTS, many_results
from tests.figures.faults import all_faults
from tests.figures.svg_page import page_of

STYLE = Style()
NAMES = ("v2015", "v2026")
LONG = (
    "Antidisestablishmentarianism, measured by whoever was at hand with an instrument that nobody has seen since " * 3
)


def drawn(results, style=STYLE):
    return draw_before_after(results, style, NAMES)


def pages(results, style=STYLE):
    return [page_of(figure.drawing.render("svg", 0)) for figure in drawn(results, style)]


def groups(page, kind):
    return [mark for mark in walk(page.marks) if isinstance(mark, GroupMark) and mark.kind == kind]


def texts(marks):
    return [mark.text for mark in walk(marks) if isinstance(mark, TextMark)]


def shapes(group):
    return [mark for mark in walk(group.marks) if isinstance(mark, ShapeMark)]


@pytest.mark.parametrize("count", [1, 2, 7, 30])
@pytest.mark.parametrize("layout", ["standard", "jama", "bmj", "revman"])
def test_every_result_is_there_with_both_rows_on_pages_that_can_be_read(count, layout):
    style = replace(STYLE, figures=replace(STYLE.figures, forest=layout))
    found = pages(many_results(count).results, style)
    assert sum(len(groups(page, "result")) for page in found) == count
    for when in ("before", "after"):
        rows = [row for page in found for row in groups(page, when)]
        assert len(rows) == count
        assert all(shapes(row) for row in rows)
    assert [all_faults(page) for page in found] == [[]] * len(found)
    assert all(page.height <= tallest_mm(style.figures, 170) * MM + 1 for page in found)


def test_thirty_results_take_more_than_one_page_each_with_its_axis():
    found = drawn(many_results(30).results)
    assert len(found) > 1
    for figure in found:
        assert "Favours Drug" in texts(page_of(figure.drawing.render("svg", 0)).marks)
    assert "Part 2 of" in plain_text(found[1].caption)


def test_before_is_hollow_and_after_is_filled_and_both_are_named():
    (page,) = pages(RESULTS[:1])
    (before,), (after,) = groups(page, "before"), groups(page, "after")
    assert shapes(before)[0].fill.lower() in {"#fff", "#ffffff"}
    assert shapes(after)[0].fill.lower() not in {"#fff", "#ffffff"}
    assert (texts(before.marks)[0], texts(after.marks)[0]) == ("Before", "After")


def test_a_diamond_spans_its_interval_on_an_axis_of_logarithms():
    """RR 0.6 to 1.07 and 0.61 to 0.92: distances on paper are in the proportions of the logarithms."""
    (page,) = pages(RESULTS[:1])
    spans = []
    for when in ("before", "after"):
        xs = [x for x, _ in shapes(groups(page, when)[0])[0].points]
        spans.append(max(xs) - min(xs))
    assert spans[0] / spans[1] == pytest.approx(0.5785 / 0.4110, rel=0.01)  # ln(1.07/0.6), ln(0.92/0.61)


def test_results_of_different_measures_or_units_have_axes_of_their_own():
    (page,) = pages(RESULTS)
    assert len(groups(page, "panel")) == 3  # deaths with women; pain; weight, which has another unit
    heads = [text for text in texts(page.marks) if text in {"Risk ratio", "Mean difference"}]
    assert heads == ["Risk ratio", "Mean difference", "Mean difference"]


def test_the_sides_follow_the_direction_that_is_better():
    (page,) = pages(RESULTS)
    sides = [texts(group.marks) for group in groups(page, "sides")]
    assert sides == [["Favours Drug", "Favours placebo"]] * 2 + [["Favours placebo", "Favours Drug"]]


def test_a_result_that_is_new_or_gone_has_words_in_place_of_a_diamond():
    (page,) = pages(RESULTS[2:])
    before, after = groups(page, "before"), groups(page, "after")
    assert [bool(shapes(row)) for row in (*before, *after)] == [False, True, True, False]
    assert "No result yet" in texts(before[0].marks)
    assert "No result any more" in texts(after[1].marks)


def test_a_result_whose_measure_changed_stands_on_both_axes():
    change = ResultChange(title="deaths", before=DEATHS, after=replace(DEATHS, measure="OR"))
    (page,) = pages((change,))
    rows = {when: [texts(row.marks) for row in groups(page, when)] for when in ("before", "after")}
    assert len(groups(page, "panel")) == 2
    assert "As odds ratio" in rows["after"][0]
    assert "As risk ratio" in rows["before"][1]


def test_the_null_line_stands_at_no_effect_and_is_left_out_without_one():
    one = replace(DEATHS, measure="PR", null=None, estimate=0.2, ci_low=0.1, ci_high=0.3)
    (with_null,), (without,) = pages(RESULTS[:1]), pages((ResultChange(title="x", before=one, after=one),))
    upright = [
        [mark for mark in walk(page.marks) if isinstance(mark, LineMark) and _height(mark) > 20 and not _width(mark)]
        for page in (with_null, without)
    ]
    assert [len(lines) for lines in upright] == [1, 0]
    one = next(mark for mark in walk(with_null.marks) if isinstance(mark, TextMark) and mark.text == "1")
    assert upright[0][0].points[0][0] == pytest.approx(one.x, abs=0.01)


def _height(line):
    return max(y for _, y in line.points) - min(y for _, y in line.points)


def _width(line):
    return max(x for x, _ in line.points) - min(x for x, _ in line.points)


@pytest.mark.parametrize("font_pt", [6.5, 8.0, 10.0])
@pytest.mark.parametrize("title", [LONG, "W" * 300, "", "<b>&", "دراسة جديدة عن الرضع"])
def test_any_title_can_be_read(title, font_pt):
    style = replace(STYLE, figures=FigureStyle(font_pt=font_pt))
    sides = {"experimental": title[:90], "comparator": title[:90]}
    results = tuple(
        replace(
            one,
            title=title,
            before=one.before and replace(one.before, **sides),
            after=one.after and replace(one.after, **sides),
        )
        for one in RESULTS
    )
    for page in pages(results, style):
        assert all_faults(page) == []


@pytest.mark.parametrize("limits", [(1e-9, 1e9), (0.0, 0.5), (0.999999, 1.000001), (1e-300, 1e300)])
def test_intervals_of_any_width_are_drawn(limits):
    low, high = limits
    odd = replace(DEATHS, estimate=0.9 if high > 0.9 else 0.4, ci_low=low, ci_high=high)
    for page in pages((ResultChange(title="odd", before=odd, after=DEATHS), *RESULTS[:2])):
        assert all_faults(page) == []
        assert all(shapes(row) for row in groups(page, "before"))


def test_alternative_caption_and_data_tell_both_versions():
    (figure,) = drawn(RESULTS)
    assert "before 0.80 [0.60, 1.07], after 0.75 [0.61, 0.92]" in figure.drawing.alt
    assert len(figure.drawing.alt) <= 250
    assert all(name in plain_text(figure.caption) for name in (*NAMES, "hollow", "filled"))
    rows = [[plain_text(cell.children) for cell in row.cells] for row in figure.drawing.data.body]
    assert rows[:2] == [
        ["Deaths", "Before", "Risk ratio", "2", "200", "0.80 [0.60, 1.07]"],
        ["Deaths", "After", "Risk ratio", "3", "12,345", "0.75 [0.61, 0.92]"],
    ]
    assert len(rows) == 2 * len(RESULTS)


def test_every_number_that_is_drawn_is_a_node():
    (figure,) = drawn(RESULTS[:1])
    said = {number.text for number in figure.drawing.numbers}
    assert said == {"2", "200", "0.80", "0.60", "1.07", "3", "12,345", "0.75", "0.61", "0.92"}


def test_without_an_estimate_there_is_no_figure():
    bare = replace(DEATHS, estimate=None, ci_low=None, ci_high=None)
    assert drawn(()) == ()
    assert drawn((ResultChange(title="x", before=bare, after=None),)) == ()


def test_the_same_results_give_the_same_bytes():
    one, other = (draw_before_after(RESULTS, STYLE, NAMES)[0].drawing for _ in range(2))
    assert all(one.render(kind, 100) == other.render(kind, 100) for kind in ("svg", "png", "pdf"))
