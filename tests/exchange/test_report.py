"""The report on an import says first whether all is the same, then what to look at, and never breaks on a name."""

import json
import re
from dataclasses import replace

import pytest
from lxml import html

from reportgen.errors import Origin
from reportgen.exchange import Imported, Kept, Remark, Stored
from reportgen.exchange.agreement import Compared, Difference
from reportgen.exchange.report import ImportReport, report_html, report_json, report_lines
from reportgen.exchange.report.as_text import LONGEST_LINE
from reportgen.exchange.report.remarks import grouped_remarks
from reportgen.model import Comparison
from tests.reviews import COMPARISON, make_outcome, make_review

PLACE = Origin("a.rm5", 7, 3)
EFFECT = {"estimate": 0.5, "ci_low": 0.4, "ci_high": 0.625, "i2": 12.0}
OTHER = {"estimate": 0.6, "ci_low": 0.5, "ci_high": 0.72, "i2": 30.0}
NASTY = "<script>alert('x')</script> & \"Co\" <b>bold</b> ]]> \\ {{ x }}"


def make_comparison(id_=COMPARISON):
    return Comparison(id=id_, title="T against C", experimental="T", comparator="C", origin=PLACE)


def stored_of(kind="total", values=EFFECT, outcome="y", **more):
    return Stored(kind=kind, outcome=outcome, values=values, origin=PLACE, **more)


def compared_of(verdict="equal", reason="", ours=EFFECT, **stored):
    differences = (Difference("estimate", 0.5, 0.6),) if verdict in {"explained", "unexplained"} else ()
    return Compared(stored=stored_of(**stored), ours=ours, verdict=verdict, reason=reason, differences=differences)


def report_of(*compared, remarks=(), kept=(), counts=None, format_="rm5", review=None, **more):
    outcome = replace(make_outcome("y", "RR"), title="death", number="1.2")
    review = review or make_review(title="Sleep", comparisons=(make_comparison(),), outcomes=[outcome])
    imported = Imported(
        format=format_,
        review=review,
        remarks=tuple(remarks),
        kept=tuple(kept),
        counts=counts or {"included studies": 4},
    )
    names = {"sources": ("a.rm5",), "formats": ("Review Manager 5 (.rm5)",), **more}
    return ImportReport(imported=imported, compared=tuple(compared), **names)


def page_of(report):
    return html.fromstring(report_html(report).decode())


def main_text(report):
    return " ".join(page_of(report).find(".//main").text_content().split())


def lines_of(report):
    return list(report_lines(report))


# ---- the verdict

VERDICTS = [
    ([], "The source stores no results to compare with."),
    (["equal"], "The one result that Review Manager stored comes out the same here."),
    (["equal"] * 3, "All 3 results that Review Manager stored come out the same here."),
    (
        ["equal", "equal as printed", "equal as printed"],
        "All 3 results that Review Manager stored come out the same here (2 of them in the digits that are printed).",
    ),
    (
        ["equal", "equal", "explained", "unexplained"],
        (
            "Of 4 results that Review Manager stored, 2 come out the same here; 1 differs, and the reason is known; "
            "1 differs, and no reason was found."
        ),
    ),
    (
        ["unexplained", "unexplained"],
        "Of 2 results that Review Manager stored, 0 come out the same here; 2 differ, and no reason was found.",
    ),
    (["nothing stored"], "1 result was worked out here of which Review Manager stored nothing."),
    (
        ["equal", "equal", "not shown", "nothing stored"],
        (
            "All 2 results that Review Manager stored come out the same here. "
            "1 result was worked out here of which Review Manager stored nothing. "
            "1 more, stored by Review Manager and not shown there, was not compared."
        ),
    ),
]


@pytest.mark.parametrize(("verdicts", "sentence"), VERDICTS)
def test_the_verdict_is_the_same_first_sentence_in_page_and_json(verdicts, sentence):
    report = report_of(*map(compared_of, verdicts))
    assert json.loads(report_json(report))["verdict"] == sentence
    assert main_text(report).startswith(f"Import of a.rm5 {sentence} The review is “Sleep”")


@pytest.mark.parametrize(
    ("format_", "name"), [("revman-web", "RevMan Web"), ("metapsy", "the Metapsy database"), ("wide", "the source")]
)
def test_the_verdict_names_who_stored_the_results(format_, name):
    report = report_of(compared_of(), compared_of(), format_=format_)
    assert f"All 2 results that {name} stored come out the same here." in lines_of(report)


# ---- remarks that say the same

ASSUMED = "Outcome {}: lower values were assumed to be better."


def remarks_of(*texts, topic="outcomes"):
    return [Remark(topic=topic, text=text, origin=Origin("a.rm5", line)) for line, text in enumerate(texts, 1)]


def told(*texts, most=3):
    return [group.text(most) for group in grouped_remarks(remarks_of(*texts))]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([ASSUMED.format("1.1")], [ASSUMED.format("1.1")]),
        (
            [ASSUMED.format("1.1"), ASSUMED.format("2.10")],
            ["Outcomes 1.1 and 2.10: lower values were assumed to be better."],
        ),
        (
            [ASSUMED.format(f"1.{i}") for i in range(1, 9)],
            ["Outcomes 1.1, 1.2, 1.3 and 5 more: lower values were assumed to be better."],
        ),
        (["lower was taken in 'pain'", "lower was taken in 'sleep'"], ["lower was taken in 'pain' and 'sleep'"]),
        (["It was left out.", "Another.", "It was left out."], ["It was left out.", "Another."]),
        (["'a' became 'b'", "'a' became 'c'"], ["'a' became 'b'", "'a' became 'c'"]),
        (["The outcome 1.1 is odd", "The outcome 1.2 is odd"], ["The outcome 1.1 is odd", "The outcome 1.2 is odd"]),
        (["", ""], [""]),
    ],
)
def test_remarks_that_differ_in_one_name_are_told_once(texts, said):
    assert told(*texts) == said


def test_remarks_of_different_topics_stay_apart():
    same = [Remark(topic=topic, text="Odd.", origin=None) for topic in ("studies", "text")]
    assert [group.topic for group in grouped_remarks(same)] == ["studies", "text"]


def test_the_page_lists_the_first_places_of_remarks_that_were_joined():
    report = report_of(remarks=remarks_of(*(ASSUMED.format(f"1.{i}") for i in range(1, 9))))
    assert "(a.rm5:1; a.rm5:2; a.rm5:3; a.rm5:4; a.rm5:5; and 3 more)" in main_text(report)


def test_a_topic_that_nobody_knows_is_shown_all_the_same():
    assert "Weather It rained." in main_text(report_of(remarks=[Remark(topic="weather", text="It rained.")]))


# ---- the page


def test_the_parts_of_the_page_stand_in_the_order_in_which_they_matter():
    report = report_of(
        compared_of("unexplained", ours=OTHER),
        remarks=remarks_of("Odd."),
        kept=[Kept(path="f.xml", content=b"", what="F")],
    )
    headings = [" ".join(one.text_content().split()) for one in page_of(report).find(".//main").iter("h1", "h2", "h3")]
    assert headings == [
        "Import of a.rm5",
        "What needs attention",
        "Results that are not the same",
        "Outcomes",
        "What came in",
        "What was kept apart",
        "Stored results beside ours",
        "T against C",
    ]


def test_where_nothing_needs_attention_the_page_says_so():
    assert "What needs attention Nothing:" in main_text(report_of(compared_of()))


def table_rows(report, number=-1):
    tables = page_of(report).find(".//main").findall(".//table")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in tables[number].iter("tr")]


def test_results_stand_by_comparison_and_outcome_those_without_a_reason_first():
    comparisons = (make_comparison("c1"), make_comparison("c2"))
    outcomes = [
        replace(make_outcome(id_, "RR"), title=id_, number=number, comparison=comparison)
        for id_, number, comparison in [("a", "1.1", "c1"), ("b", "1.2", "c1"), ("c", "2.1", "c2")]
    ]
    review = make_review(comparisons=comparisons, outcomes=outcomes)
    report = report_of(
        compared_of(outcome="c"),
        compared_of(outcome="a"),
        compared_of(outcome="b", kind="study", study="S"),
        compared_of("unexplained", outcome="b", ours=OTHER),
        review=review,
    )
    assert [row[0] for row in table_rows(report, -2)] == ["Result", "1.2 b", "total", "S", "1.1 a", "total"]
    assert [row[0] for row in table_rows(report)] == ["Result", "2.1 c", "total"]


def test_a_row_shows_both_results_with_their_heterogeneity():
    report = report_of(compared_of("explained", "Random effects.", ours=OTHER, kind="subgroup", subgroup="Old"))
    assert table_rows(report)[-1] == [
        "Old, subtotal",
        "0.50 (0.40 to 0.63); I² 12%",
        "0.60 (0.50 to 0.72); I² 30%",
        "explained",
        "Random effects.",
    ]


def test_results_that_look_alike_tell_which_value_differs():
    values = {"estimate": 0.5, "se": 0.1}
    one = replace(compared_of("explained", "A rule."), stored=stored_of(values=values))
    one = replace(one, ours=values | {"se": 0.1004}, differences=(Difference("se", 0.1, 0.1004),))
    assert "standard error stored 0.1, here 0.1004. A rule." in main_text(report_of(one))


def test_five_thousand_results_make_a_page_without_the_equal_ones_of_studies():
    studies = [compared_of(kind="study", study=f"Study {i}") for i in range(4999)]
    report = report_of(compared_of(), compared_of("unexplained", kind="study", study="Odd one", ours=OTHER), *studies)
    page, text = report_html(report), main_text(report)
    assert len(page) < 1_000_000
    assert "Odd one" in text
    assert "Study 4998" not in text
    assert "import.json has them" in text
    assert len(json.loads(report_json(report))["results"]) == 5001


def test_more_than_five_hundred_differing_results_are_cut_in_the_part_on_top_only():
    found = [compared_of("unexplained", kind="study", study=f"S{i}", ours=OTHER) for i in range(502)]
    assert "2 more stand below" in main_text(report_of(*found))
    assert table_rows(report_of(*found))[-1][0] == "S501"


def test_a_result_without_a_reason_keeps_its_numbers_beside_what_is_said_of_the_search():
    one = compared_of("unexplained", "Not all reasons were tried.", ours={**EFFECT, "se": 0.1004})
    report = report_of(replace(one, differences=(Difference("se", 0.1, 0.1004),)))
    assert table_rows(report)[-1][-1] == "standard error stored 0.1, here 0.1004. Not all reasons were tried."


def nasty_report():
    outcome = replace(make_outcome("y", "RR"), title=NASTY, number="1.1")
    comparison = replace(make_comparison(), title=NASTY)
    review = make_review(title=NASTY, comparisons=(comparison,), outcomes=[outcome])
    return report_of(
        compared_of("unexplained", NASTY, ours=OTHER, kind="study", study=NASTY, subgroup=NASTY),
        remarks=[Remark(topic="text", text=NASTY, origin=Origin(NASTY, 1))],
        kept=[Kept(path=NASTY, content=b"", what=NASTY, origin=Origin(NASTY, 1))],
        counts={NASTY: 3},
        review=review,
        sources=(NASTY,),
        formats=(NASTY,),
    )


def test_names_with_markup_are_shown_as_they_are_and_never_run():
    page = page_of(nasty_report())
    plain = page_of(report_of(compared_of("unexplained", ours=OTHER), remarks=remarks_of("x")))
    assert len(page.findall(".//script")) == len(plain.findall(".//script"))
    assert not page.find(".//main").findall(".//b")
    shown = " ".join(NASTY.split())
    assert main_text(nasty_report()).count(shown) >= 10
    assert json.loads(report_json(nasty_report()))["title"] == NASTY


def test_the_name_of_a_study_stands_in_no_heading_and_in_no_caption():
    report = report_of(compared_of(kind="study", study="Zzyzx 1999"))
    page = page_of(report)
    where = [one.text_content() for one in page.iter("h1", "h2", "h3", "caption", "nav", "title")]
    assert not any("Zzyzx" in text for text in where)
    assert "Zzyzx 1999" in main_text(report)


def test_the_page_is_the_same_bytes_each_time():
    assert report_html(nasty_report()) == report_html(nasty_report())


# ---- JSON


def test_the_json_holds_all_fields():
    report = report_of(
        compared_of("unexplained", ours=OTHER, level=0.9),
        remarks=remarks_of("Odd."),
        kept=[Kept(path="f.xml", content=b"x", what="Feedback", origin=PLACE)],
    )
    found = json.loads(report_json(report))
    (result,) = found.pop("results")
    assert found == {
        "sources": ["a.rm5"],
        "formats": ["Review Manager 5 (.rm5)"],
        "title": "Sleep",
        "counts": {"included studies": 4},
        "kept": [{"path": "f.xml", "what": "Feedback", "place": "a.rm5:7:3"}],
        "remarks": [{"topic": "outcomes", "text": "Odd.", "place": "a.rm5:1"}],
        "verdict": "Of 1 result that Review Manager stored, 0 come out the same here; 1 differs, and no reason was found.",
        "verdicts": {"unexplained": 1},
    }
    assert result == {
        "kind": "total",
        "outcome": "y",
        "subgroup": "",
        "study": "",
        "place": "a.rm5:7:3",
        "level": 0.9,
        "estimable": True,
        "stored": EFFECT,
        "ours": OTHER,
        "verdict": "unexplained",
        "reason": "",
        "different": ["estimate"],
    }


def test_numbers_that_are_not_finite_are_null_in_json():
    report = report_of(compared_of(values={"estimate": float("nan"), "ci_high": float("inf")}))
    assert json.loads(report_json(report))["results"][0]["stored"] == {"estimate": None, "ci_high": None}


# ---- lines


def test_the_lines_say_what_was_read_what_came_in_and_what_was_kept():
    report = report_of(
        compared_of(),
        counts={"included studies": 4, "outcomes": 1, "rows of the table": 1, "excluded studies": 0},
        kept=[Kept(path="f.xml", content=b"", what="F")],
    )
    assert lines_of(report) == [
        "read a.rm5 as Review Manager 5 (.rm5)",
        "came in: 4 included studies, 1 outcome, 1 row of the table",
        "kept in import/unmapped, having no place in a review folder: 1 (see import/import.html)",
        "The one result that Review Manager stored comes out the same here.",
    ]


def test_results_that_differ_for_one_reason_are_one_line_and_those_without_a_reason_come_first():
    known = [
        compared_of("explained", "Random effects.", ours=OTHER, kind="study", study=s) for s in ("A 1999", "B 2000")
    ]
    lines = lines_of(report_of(*known, compared_of("unexplained", ours=OTHER)))[-2:]
    assert lines[0].startswith("  unexplained: 1.2 death, total: stored 0.50 (0.40 to 0.6")
    assert lines[1].startswith("  explained, 2 results: Random effects. First: 1.2 death, A 1999: stored 0.50")


def test_no_line_is_too_long_or_steers_a_terminal():
    long = "word " * 100
    remarks = [
        Remark(topic="text", text=long, origin=Origin("deep/" * 60 + "name-of-a-file.csv", 3)),
        Remark(topic="text", text="\x1b[31mred\nnext", origin=None),
    ]
    outcome = replace(make_outcome("y", "RR"), title=long)
    report = report_of(
        *(compared_of("unexplained", long, ours=OTHER, kind="study", study=f"S{i}") for i in range(40)),
        remarks=remarks,
        counts={f"things of a kind {i}": i for i in range(1, 30)},
        review=make_review(comparisons=(make_comparison(),), outcomes=[outcome]),
        sources=("a" * 300,),
    )
    lines = lines_of(report)
    assert max(map(len, lines)) <= LONGEST_LINE
    assert all(line.isprintable() for line in lines)
    assert any(line.startswith("note: name-of-a-file.csv:3: word word") and line.endswith(" …") for line in lines)
    assert "things of a kind 29" in " ".join(lines)
    assert lines[-1] == "  28 more in import/import.html"


def test_many_remarks_are_cut_with_their_number():
    lines = lines_of(report_of(remarks=remarks_of(*(f"Odd {chr(97 + i)}." for i in range(20)))))
    assert sum(line.startswith("note: ") for line in lines) == 13
    assert "note: 8 more in import/import.html" in lines


def test_a_source_without_results_says_so():
    assert lines_of(report_of())[-1] == "the source stores no results to compare with"
    assert not re.search(r"All \d", main_text(report_of()))
