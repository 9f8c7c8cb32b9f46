from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.figures import draw_flow
from reportgen.figures.canvas import LineMark, ShapeMark, walk
from reportgen.figures.flow.counts import Counts
from reportgen.figures.flow.layout import flow_page
from reportgen.figures.flow.prisma2009 import prisma2009
from reportgen.figures.flow.prisma2020 import prisma2020
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import text_of
from reportgen.quantities import flow_totals
from reportgen.style import FigureStyle, Style
from tests.figures.faults import LETTERING, outside, overlapping, struck
from tests.figures.samples import groups, texts
from tests.reviews import make_flow, make_review

OLD = make_flow(
    "prisma2009",
    databases=2604,
    other_sources=16,
    after_duplicates=None,
    screened=None,
    excluded=None,
    assessed=None,
    excluded_reports={
        "": 58,
        "randomised, other criteria": 8,
        "not randomised": 21,
        "size not said": None,
        "not PIP": 25,
    },
    studies=8,
    reports=19,
    ongoing=5,
    meta_analysis=6,
)
NEW = make_flow(
    databases={"": 1240, "MEDLINE": 700, "Embase": 540},
    form="prisma2020",
    registers=50,
    duplicates=190,
    automation=20,
    screened=1080,
    excluded=950,
    sought=130,
    not_retrieved=10,
    assessed=120,
    excluded_reports={"": 80, "Wrong population": 20, "Not randomised": 60},
    studies=28,
    reports=40,
)
OTHER = replace(
    NEW,
    counts=(
        *NEW.counts,
        *make_flow(
            websites=3,
            citation_searching=20,
            other_sought=23,
            other_not_retrieved=0,
            other_assessed=23,
            other_excluded={"": 20, "Animals": 20},
            ongoing=2,
        ).counts,
    ),
)
UPDATE = replace(
    OTHER,
    counts=(
        *OTHER.counts,
        *make_flow(previous_studies=10, previous_reports=12, total_studies=38, total_reports=52).counts,
    ),
)
WORDY = make_flow(
    "prisma2020",
    databases=12345,
    excluded_reports={f"{i} " + "reason that nobody can read " * 3: i for i in range(12)},
    studies=1,
)
GAPS = make_flow("prisma2020", databases=10, excluded=4, assessed=5, excluded_reports=3, studies=2)
FORMS = {"2009": OLD, "2020": NEW, "other": OTHER, "update": UPDATE, "wordy": WORDY, "gaps": GAPS}


def diagram(flow, **review):
    reviewed = make_review(flow=flow, **review)
    counts = Counts(flow=flow, totals=flow_totals(reviewed, Style(), {}), style=Style())
    return prisma2009(counts) if flow.form == "prisma2009" else prisma2020(counts)


def drawn(flow):
    return flow_page(diagram(flow), Lettering(), FigureStyle())


def boxes(flow):
    return {
        box.id: [text_of(line.text).replace("\u00a0", " ") for line in box.lines] for _, box in diagram(flow).boxes()
    }


@pytest.mark.parametrize("flow", FORMS.values(), ids=FORMS.keys())
def test_no_text_overlaps_leaves_the_page_or_is_crossed_by_an_arrow(flow):
    page = drawn(flow)
    arrows = [mark for mark in page.marks if isinstance(mark, (LineMark, ShapeMark))]
    segments = [
        LineMark(points=pair, width=1) for mark in arrows for pair in zip(mark.points, mark.points[1:], strict=False)
    ]
    assert (overlapping(page), outside(page), struck(page, segments)) == ([], [], [])


@pytest.mark.parametrize("flow", FORMS.values(), ids=FORMS.keys())
def test_every_text_of_a_box_is_inside_it(flow):
    for box in groups(drawn(flow), "box"):
        (left, top), _, (right, bottom), _ = box.marks[0].points
        for mark in texts(box.marks):
            x0, y0, x1, y1 = LETTERING.box(mark)
            assert left + 3 <= x0 < x1 <= right - 3
            assert top + 2 <= y0 < y1 <= bottom - 2


@pytest.mark.parametrize("flow", FORMS.values(), ids=FORMS.keys())
def test_every_arrow_ends_on_the_border_of_a_box(flow):
    page = drawn(flow)
    edges = [box.marks[0].points for box in groups(page, "box")]
    tips = [mark.points[0] for mark in page.marks if isinstance(mark, ShapeMark)]
    assert tips
    for x, y in tips:
        assert any(
            (a[0] <= x <= c[0] and abs(y - a[1]) < 0.01)
            or (a[1] <= y <= c[1] and min(abs(x - a[0]), abs(x - c[0])) < 0.01)
            for a, _, c, _ in edges
        )


def test_the_form_of_2009_has_its_boxes_and_unknown_counts_say_so():
    found = boxes(OLD)
    assert found["flow-identified"] == ["Records identified through database searching (n = 2604)"]
    assert found["flow-other-sources"] == ["Additional records identified through other sources (n = 16)"]
    assert found["flow-after-duplicates"] == ["Records after duplicates removed (n not reported)"]
    assert found["flow-included"] == [
        "Studies included in qualitative synthesis (n = 8)",
        "Reports of included studies (n = 19)",
    ]
    assert found["flow-meta-analysis"] == ["Studies included in quantitative synthesis (meta-analysis) (n = 6)"]


def test_reasons_are_listed_by_size_and_those_without_a_number_last():
    assert boxes(OLD)["flow-excluded-reports"] == [
        "Full-text articles excluded, with reasons (n = 58)",
        "not PIP (n = 25)",
        "not randomised (n = 21)",
        "randomised, other criteria (n = 8)",
        "size not said (n not reported)",
    ]


def test_the_form_of_2020_speaks_of_records_reports_and_studies_and_not_of_new_ones():
    found = boxes(NEW)
    assert found["flow-identified"] == [
        "Records identified from:",
        "Databases (n = 1240)",
        "MEDLINE (n = 700)",
        "Embase (n = 540)",
        "Registers (n = 50)",
    ]
    assert found["flow-removed"][0] == "Records removed before screening:"
    assert found["flow-included"] == ["Studies included in review (n = 28)", "Reports of included studies (n = 40)"]
    assert diagram(NEW).heads == ("Identification of studies via databases and registers", "", "")


def test_an_update_speaks_of_new_studies():
    found = boxes(UPDATE)
    assert found["flow-included"] == [
        "New studies included in review (n = 28)",
        "Reports of new included studies (n = 40)",
    ]
    assert found["flow-total"] == [
        "Total studies included in review (n = 38)",
        "Reports of total included studies (n = 52)",
    ]
    assert diagram(UPDATE).heads[1:] == ("Identification of new studies via other methods", "Previous studies")


def test_a_count_of_zero_is_shown_and_a_stage_not_named_is_left_out():
    assert boxes(OTHER)["flow-other-not-retrieved"] == ["Reports not retrieved (n = 0)"]
    assert "flow-sought" not in boxes(GAPS)


def test_the_arrow_goes_past_a_stage_that_is_missing():
    page = drawn(GAPS)
    chain = [mark for mark in page.marks if isinstance(mark, LineMark) and mark.points[0][0] == mark.points[-1][0]]
    assert len(chain) == 2


def test_levels_of_both_chains_are_on_one_height():
    middles = {box.id: sum(y for _, y in box.marks[0].points) / 4 for box in groups(drawn(OTHER), "box")}
    assert middles["flow-sought"] == pytest.approx(middles["flow-other-sought"])
    assert middles["flow-assessed"] == pytest.approx(middles["flow-other-assessed"])


def test_a_second_chain_takes_the_wide_page():
    assert (drawn(NEW).width, drawn(OTHER).width) == pytest.approx((170 * 72 / 25.4, 240 * 72 / 25.4))


def test_all_counts_are_nodes_and_stand_in_the_data_table():
    drawing = draw_flow(replace(make_review(), flow=NEW), Style(), name="flow")
    assert [node.text for node in drawing.numbers][:4] == ["1240", "700", "540", "50"]
    assert drawing.data is not None
    assert len(drawing.data.body) == sum(len(lines) for lines in boxes(NEW).values())


def test_the_alternative_gives_the_main_counts_and_says_what_is_not_known():
    assert draw_flow(replace(make_review(), flow=OLD), Style(), name="flow").alt == (
        "Flow diagram in the form of PRISMA 2009: records from databases 2604, records from other sources 16, "
        "reports excluded 58, studies included 8; not reported: records screened, reports assessed."
    )


def test_an_empty_flow_is_an_empty_picture_and_no_crash():
    for form in ("prisma2009", "prisma2020"):
        drawing = draw_flow(replace(make_review(), flow=make_flow(form)), Style(), name="flow")
        assert drawing.height_mm > 0
        assert list(walk(groups(drawn(make_flow(form)), "box"))) == []
