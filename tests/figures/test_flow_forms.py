"""The words of each form of the flow diagram, box by box, and the counts that follow from the studies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.figures import draw_flow
from reportgen.figures.flow.counts import Counts
from reportgen.figures.flow.prisma2009 import prisma2009
from reportgen.figures.flow.prisma2020 import prisma2020
from reportgen.figures.lines import text_of
from reportgen.quantities import analyse, flow_totals
from reportgen.style import Style
from tests.reviews import make_flow, make_review, make_study

# numbers that close: 1240 + 50 - 210 = 1080; - 950 = 130; - 10 = 120; 30 + 20 + 15 + 15 = 80; 40 reports
MAIN = {
    "databases": {"": 1240, "MEDLINE": 700, "Embase": 540},
    "registers": {"": 50, "ClinicalTrials.gov": 30, "ICTRP": 20},
    "duplicates": 190,
    "automation": 15,
    "removed_other": 5,
    "screened": 1080,
    "excluded": 950,
    "sought": 130,
    "not_retrieved": 10,
    "assessed": 120,
    "excluded_reports": {"": 80, "Conference": 15, "Design": 30, "Outcome": 15, "Population": 20},
    "studies": 28,
    "reports": 40,
}
OTHER = {
    "websites": 3,
    "organisations": 0,
    "citation_searching": 20,
    "other_sought": 23,
    "other_not_retrieved": 1,
    "other_assessed": 22,
    "other_excluded": {"": 22, "Not a trial": 22},
}
EARLIER = {"previous_studies": 10, "previous_reports": 12, "total_studies": 38, "total_reports": 52}
MAIN_BOXES = {
    "identified": [
        *("Records identified from:", "Databases (n = 1240)", "MEDLINE (n = 700)", "Embase (n = 540)"),
        *("Registers (n = 50)", "ClinicalTrials.gov (n = 30)", "ICTRP (n = 20)"),
    ],
    "removed": [
        *("Records removed before screening:", "Duplicate records removed (n = 190)"),
        *("Records marked as ineligible by automation tools (n = 15)", "Records removed for other reasons (n = 5)"),
    ],
    "screened": ["Records screened (n = 1080)"],
    "excluded": ["Records excluded (n = 950)"],
    "sought": ["Reports sought for retrieval (n = 130)"],
    "not-retrieved": ["Reports not retrieved (n = 10)"],
    "assessed": ["Reports assessed for eligibility (n = 120)"],
    "excluded-reports": [
        *("Reports excluded (n = 80)", "Design (n = 30)", "Population (n = 20)", "Conference (n = 15)"),
        "Outcome (n = 15)",
    ],
}
NEW_BOXES = {"included": ["Studies included in review (n = 28)", "Reports of included studies (n = 40)"]}
OTHER_BOXES = {
    "other-identified": [
        *("Records identified from:", "Websites (n = 3)", "Organisations (n = 0)", "Citation searching (n = 20)"),
    ],
    "other-sought": ["Reports sought for retrieval (n = 23)"],
    "other-not-retrieved": ["Reports not retrieved (n = 1)"],
    "other-assessed": ["Reports assessed for eligibility (n = 22)"],
    "other-excluded": ["Reports excluded (n = 22)", "Not a trial (n = 22)"],
}
UPDATE_BOXES = {
    "previous": [
        "Studies included in previous version of review (n = 10)",
        "Reports of studies included in previous version of review (n = 12)",
    ],
    "included": ["New studies included in review (n = 28)", "Reports of new included studies (n = 40)"],
    "total": ["Total studies included in review (n = 38)", "Reports of total included studies (n = 52)"],
}
DATABASES, METHODS = (
    "Identification of{}studies via databases and registers",
    "Identification of{}studies via other methods",
)
FORMS = {
    "new, databases and registers only": (MAIN, MAIN_BOXES | NEW_BOXES, (DATABASES.format(" "), "", "")),
    "new, databases, registers and other sources": (
        MAIN | OTHER,
        MAIN_BOXES | OTHER_BOXES | NEW_BOXES,
        (DATABASES.format(" "), METHODS.format(" "), ""),
    ),
    "updated, databases and registers only": (
        MAIN | EARLIER,
        MAIN_BOXES | UPDATE_BOXES,
        (DATABASES.format(" new "), "", "Previous studies"),
    ),
    "updated, databases, registers and other sources": (
        MAIN | OTHER | EARLIER,
        MAIN_BOXES | OTHER_BOXES | UPDATE_BOXES,
        (DATABASES.format(" new "), METHODS.format(" new "), "Previous studies"),
    ),
}


def diagram(review, pooled=None):
    counts = Counts(flow=review.flow, totals=flow_totals(review, Style(), pooled or {}), style=Style())
    return prisma2009(counts) if review.flow.form == "prisma2009" else prisma2020(counts)


def boxes(review, pooled=None):
    return {
        box.id.removeprefix("flow-"): [text_of(line.text).replace("\u00a0", " ") for line in box.lines]
        for _, box in diagram(review, pooled).boxes()
    }


def flow(form="prisma2020", **counts):
    return make_review(flow=make_flow(form, **counts))


@pytest.mark.parametrize("name", FORMS)
def test_each_form_of_2020_has_its_words_and_no_others(name):
    counts, expected, heads = FORMS[name]
    drawn = diagram(flow(**counts))
    assert boxes(flow(**counts)) == expected
    assert drawn.heads == heads
    assert list(dict.fromkeys(stage.phase for stage in drawn.stages)) == ["Identification", "Screening", "Included"]
    kind, sources = name.split(", ", 1)
    assert drawn.credit == (
        f"PRISMA 2020 flow diagram for {kind} systematic reviews which included searches of {sources}. "
        "Form: Page MJ, McKenzie JE, Bossuyt PM, et al. BMJ 2021;372:n71, doi:10.1136/bmj.n71 (CC BY 4.0)."
    )


@pytest.mark.parametrize("counts", [MAIN, MAIN | OTHER])
def test_a_new_review_never_speaks_of_new_studies(counts):
    said = " ".join([*diagram(flow(**counts)).heads, *(line for box in boxes(flow(**counts)).values() for line in box)])
    assert "new" not in said.lower()
    assert "Total" not in said


def test_the_form_of_2009_has_its_words():
    counts = {
        "databases": 1240,
        "other_sources": 50,
        "after_duplicates": 1080,
        "screened": 1080,
        "excluded": 950,
        "assessed": 130,
        "excluded_reports": {"": 90, "Design": 90},
        "studies": 28,
        "meta_analysis": 20,
    }
    review = flow("prisma2009", **counts)
    assert boxes(review) == {
        "identified": ["Records identified through database searching (n = 1240)"],
        "other-sources": ["Additional records identified through other sources (n = 50)"],
        "after-duplicates": ["Records after duplicates removed (n = 1080)"],
        "screened": ["Records screened (n = 1080)"],
        "excluded": ["Records excluded (n = 950)"],
        "assessed": ["Full-text articles assessed for eligibility (n = 130)"],
        "excluded-reports": ["Full-text articles excluded, with reasons (n = 90)", "Design (n = 90)"],
        "included": ["Studies included in qualitative synthesis (n = 28)"],
        "meta-analysis": ["Studies included in quantitative synthesis (meta-analysis) (n = 20)"],
    }
    phases = dict.fromkeys(stage.phase for stage in diagram(review).stages)
    assert list(phases) == ["Identification", "Screening", "Eligibility", "Included"]


def test_other_sources_of_the_form_of_2009_are_listed():
    found = boxes(flow("prisma2009", databases=5, websites=3, citation_searching=4))
    assert found["other-sources"] == [
        "Additional records identified through other sources:",
        "Websites (n = 3)",
        "Citation searching (n = 4)",
    ]


@pytest.mark.parametrize(
    ("counts", "lines"),
    [
        (
            {"excluded": {"": 950, "Topic": 800, "Animals": 150}, "excluded_human": 900, "excluded_automation": 50},
            [
                *("Records excluded (n = 950)", "By a human (n = 900)", "By automation tools (n = 50)"),
                *("Topic (n = 800)", "Animals (n = 150)"),
            ],
        ),
        (
            {"excluded_human": 900, "excluded_automation": 50},
            ["Records excluded (n = 950)", "By a human (n = 900)", "By automation tools (n = 50)"],
        ),
        ({"excluded_automation": 50}, ["Records excluded:", "By automation tools (n = 50)"]),
        ({"excluded": {"A": 3, "B": 4}}, ["Records excluded (n = 7)", "B (n = 4)", "A (n = 3)"]),
        ({"excluded": {"A": 3, "B": None}}, ["Records excluded:", "A (n = 3)", "B (n not reported)"]),
    ],
)
def test_records_excluded_are_split_and_given_reasons(counts, lines):
    assert boxes(flow(screened=1080, **counts))["excluded"] == lines


@pytest.mark.parametrize(
    ("more", "box", "lines"),
    [
        ({}, "included", ["Studies included in meta-analysis (n = 20)"]),
        ({"meta_analysis_reports": 25}, "included", ["Reports of studies included in meta-analysis (n = 25)"]),
        (EARLIER, "total", ["Studies included in meta-analysis (n = 20)"]),
    ],
)
def test_the_meta_analysis_stands_with_all_included_studies(more, box, lines):
    assert boxes(flow(**MAIN, meta_analysis=20, **more))[box][-len(lines) :] == lines


def test_ongoing_studies_and_those_awaiting_leave_the_chain_together():
    found = boxes(flow(**MAIN, ongoing=2, awaiting=3))
    assert found["ongoing"] == ["Ongoing studies (n = 2)", "Studies awaiting classification (n = 3)"]


# ---- counts that flow.csv leaves out

STUDIES = (
    replace(make_study("A", line=2), reports=("a1", "a2")),
    replace(make_study("B", line=3), reports=("b", "a2")),
    make_study("X", line=4, status="excluded"),
    make_study("O", line=5, status="ongoing"),
    make_study("W", line=6, status="awaiting"),
)


def test_what_flow_csv_leaves_out_is_counted_in_the_studies():
    review = make_review(studies=STUDIES, flow=make_flow("prisma2020", databases=10))
    found = boxes(review)
    assert found["included"] == ["Studies included in review (n = 2)", "Reports of included studies (n = 3)"]
    assert found["ongoing"] == ["Ongoing studies (n = 1)", "Studies awaiting classification (n = 1)"]
    number = flow_totals(review, Style(), {})["studies"]
    assert (number.how, number.subject, [str(place) for place in number.inputs]) == (
        "counted", "flow/studies", ["studies.csv:2", "studies.csv:3"],
    )  # fmt: skip


def test_a_count_that_is_given_or_said_to_be_unknown_is_not_counted_anew():
    review = make_review(studies=STUDIES, flow=make_flow("prisma2020", studies=7, reports=None, ongoing=0))
    found = boxes(review)
    assert found["included"] == ["Studies included in review (n = 7)", "Reports of included studies (n not reported)"]
    assert found["ongoing"][0] == "Ongoing studies (n = 0)"


def test_reports_are_counted_only_if_each_study_names_its_own():
    studies = (*STUDIES, make_study("C", line=7))
    found = boxes(make_review(studies=studies, flow=make_flow("prisma2020", databases=10)))
    assert found["included"] == ["Studies included in review (n = 3)"]


@pytest.mark.parametrize(
    ("new", "total"),
    [(1, ["Total studies included in review (n = 2)", "Reports of total included studies (n = 3)"]), (2, None)],
)
def test_the_total_of_an_update_is_counted_if_all_its_studies_are_listed(new, total):
    review = make_review(studies=STUDIES, flow=make_flow("prisma2020", previous_studies=1, studies=new))
    assert boxes(review).get("total") == total


def test_the_form_of_2009_counts_the_studies_that_are_pooled():
    rows = {name: {"x": ((3, 20), (5, 20))} for name in "ABC"}
    review = make_review(rows, flow=make_flow("prisma2009", databases=10))
    found = boxes(review, analyse(review, Style()).pooled)
    assert found["meta-analysis"] == ["Studies included in quantitative synthesis (meta-analysis) (n = 3)"]


def test_an_empty_flow_counts_nothing():
    assert flow_totals(make_review(studies=STUDIES), Style(), {}) == {}


def test_text_is_text_in_svg_and_numbers_have_one_kind_of_separator():
    many = {"databases": {"": 1234567, "A": 1200000, "B": 34567}, "duplicates": 12345}
    svg = draw_flow(flow(**many), Style(), name="flow").render("svg", 0).decode()
    assert "<path" not in svg
    for shown in ("1,234,567", "1,200,000", "34,567", "12,345"):
        assert f"(n\u00a0=\u00a0{shown})</text>" in svg
