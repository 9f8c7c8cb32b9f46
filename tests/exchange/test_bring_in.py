"""Sources are recognised, become one review, and what is wrong with it is told in its place in the source."""

from dataclasses import replace

import pytest

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange import FORMATS, Format, Imported, ImportOptions, Kept, Remark, Source, bring_in
from reportgen.exchange.combine import combine
from reportgen.exchange.counts import count_text
from reportgen.exchange.places import told_in_the_source
from reportgen.exchange.recognise import recognised
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.model import Judgement, Review
from reportgen.references import ReferenceItem
from reportgen.references.item import Name
from tests.reviews import make_arms, make_flow, make_outcome, make_result, make_review, make_study

NOWHERE = Origin("x", 1)
SOURCE = Source(name="x.csv", kind="file", files={"x.csv": b"a,b\n"})


def format_of(id_, *, matches=True, general=False):
    def read(_source, _options):
        return Imported(format=id_, review=make_review(title=id_))

    return Format(id=id_, title=f"format {id_}", matches=lambda _source: matches, read=read, general=general)


def chosen(*formats, name=""):
    return recognised(SOURCE, name, {one.id: one for one in formats}).id


# ---- recognition


def test_the_only_format_that_fits_is_taken():
    assert chosen(format_of("a"), format_of("b", matches=False)) == "a"


def test_a_general_format_gives_way_to_a_particular_one():
    assert chosen(format_of("a", general=True), format_of("b")) == "b"
    assert chosen(format_of("a", general=True)) == "a"


def test_a_format_that_is_named_is_taken():
    assert chosen(format_of("a"), format_of("b", matches=False), name="b") == "b"


@pytest.mark.parametrize(
    ("formats", "name", "code", "said"),
    [
        (["a", "b"], "", "format-is-recognised", "--format a"),
        ([], "", "format-is-recognised", "no known format"),
        (["robvis"], "robivs", "format-is-known", "did you mean 'robvis'"),
    ],
)
def test_what_cannot_be_told_is_asked(formats, name, code, said):
    with pytest.raises(DataError, match=said) as raised:
        chosen(*map(format_of, formats), name=name)
    assert [issue.code for issue in raised.value.issues] == [code]


def test_no_two_formats_have_the_same_name():
    assert [key for key, one in FORMATS.items() if key != one.id] == []
    assert len({one.title for one in FORMATS.values()}) == len(FORMATS)


def test_the_table_format_is_the_last_resort():
    assert [one.id for one in FORMATS.values() if one.general][-1:] == ["wide"]


# ---- several sources


def trials():
    outcome = make_outcome("death", "RR")
    rows = [make_result("Adams 2001", "death", arm, {"events": 3, "n": 20}) for arm in ("T", "C")]
    studies = (make_study("Adams 2001"), make_study("Baker 2002"))
    return make_review(
        title="Trials", outcomes=[outcome], studies=studies, arms=make_arms("Adams 2001"), results=tuple(rows)
    )


def judged(*studies):
    tool = shipped_tool("rob2")
    judgements = tuple(Judgement(study=one, domain="d1", level="low", origin=NOWHERE) for one in studies)
    return make_review(
        title="Risk", studies=tuple(map(make_study, studies)), judgements=judgements, risk_of_bias_tool=tool
    )


def imported(review, **settings):
    return Imported(format="x", review=review, **settings)


def test_judgements_go_to_the_study_of_the_same_name_however_it_is_written():
    found = combine([imported(judged("adams, 2001")), imported(trials())]).review
    assert (found.title, [study.id for study in found.studies]) == ("Trials", ["Adams 2001", "Baker 2002"])
    assert [(one.study, one.level) for one in found.judgements] == [("Adams 2001", "low")]
    assert found.risk_of_bias_tool.id == "rob2"


def test_a_year_in_a_column_of_its_own_counts_to_the_name():
    studies = (make_study("Adams", year="2001"), make_study("Baker", year="2002"))
    found = combine([imported(replace(trials(), studies=studies)), imported(judged("Adams 2001"))]).review
    assert [study.id for study in found.studies] == ["Adams", "Baker"]
    assert [one.study for one in found.judgements] == ["Adams"]


def test_judgements_of_results_go_to_the_outcome_of_the_same_title():
    outcomes = (make_outcome("o1", title="Death"), make_outcome("o2", title="stroke"))
    judgements = tuple(replace(one, outcome=id_) for one in judged("Adams 2001").judgements for id_ in ("o1", "o2"))
    more = replace(judged("Adams 2001"), outcomes=outcomes, judgements=judgements)
    found = combine([imported(trials()), imported(more)])
    assert [(one.study, one.outcome) for one in found.review.judgements] == [("Adams 2001", "death")]
    assert [remark.topic for remark in found.remarks] == ["risk-of-bias"]
    assert "'stroke'" in found.remarks[0].text


def test_a_study_of_one_source_only_is_added_and_told():
    found = combine([imported(trials()), imported(judged("Clark 2003"))])
    assert [study.id for study in found.review.studies][-1] == "Clark 2003"
    assert any("Clark 2003" in remark.text for remark in found.remarks)


def test_a_flow_is_taken_where_there_is_none_and_told_where_there_are_two():
    one, two = make_review(title="A", flow=make_flow(screened=9)), make_review(title="B", flow=make_flow(screened=8))
    assert combine([imported(trials()), imported(one)]).review.flow == one.flow
    both = combine([imported(one), imported(two)])
    assert both.review.flow == one.flow
    assert [remark.topic for remark in both.remarks] == ["flow"]


def test_outcomes_come_from_one_source_and_the_others_are_told():
    found = combine([imported(trials()), imported(replace(trials(), title="More trials"))])
    assert len(found.review.outcomes) == 1
    assert any("More trials" in remark.text for remark in found.remarks)


def test_references_are_given_to_studies_by_author_and_year():
    items = (
        ReferenceItem(
            type="article-journal",
            title="Sleep",
            authors=(Name(family="Adams", given="A"),),
            year="2001",
            origin=NOWHERE,
        ),
        ReferenceItem(
            type="article-journal",
            title="More",
            authors=(Name(family="Zimmer", given="B"),),
            year="1999",
            origin=NOWHERE,
        ),
    )
    found = combine([imported(trials()), imported(make_review(title="R"), references=items)])
    assert [study.reports for study in found.review.studies] == [("adams2001",), ()]
    assert set(found.review.library.keys) == {"adams2001", "zimmer1999"}
    assert any("Baker 2002" in remark.text for remark in found.remarks)


def test_what_each_source_says_and_keeps_stays():
    one = imported(
        trials(), remarks=(Remark(topic="file", text="one"),), kept=(Kept(path="a", content=b"1", what="A"),)
    )
    two = imported(
        make_review(title="B"),
        remarks=(Remark(topic="file", text="two"), Remark(topic="title", text="of a title that is not taken")),
        kept=(Kept(path="b", content=b"2", what="B"),),
    )
    found = combine([one, two])
    assert [remark.text for remark in found.remarks] == ["one", "two"]
    assert [kept.path for kept in found.kept] == ["a", "b"]


def test_the_parts_of_a_review_are_counted_under_the_same_names_whatever_it_came_from():
    studies = (make_study("Adams 2001"), make_study("Diaz 2001", status="excluded"))
    review = make_review(studies=studies, flow=make_flow(screened=10, assessed=None))
    found = combine([imported(review, counts={"rows of the table": 3, "outcomes told in words": 0})])
    found = {name: n for name, n in found.counts.items() if name != "comparisons"}
    assert found == {"included studies": 1, "excluded studies": 1, "numbers of the flow": 1, "rows of the table": 3}
    assert [count_text(n, name) for name, n in found.items()][-2:] == ["1 number of the flow", "3 rows of the table"]


# ---- files


def test_what_was_kept_is_stored_under_its_name_and_never_overwritten(monkeypatch):
    kept = tuple(Kept(path="note.txt", content=text, what="note") for text in (b"1", b"2", b"1"))

    def read(_source, _options):
        return imported(trials(), kept=kept)

    one = Format(id="a", title="A", matches=lambda _source: True, read=read)
    monkeypatch.setattr("reportgen.exchange.recognise.FORMATS", {"a": one})
    monkeypatch.setattr("reportgen.exchange.recognise.recognised.__defaults__", ("", {"a": one}))
    files = bring_in([SOURCE], ImportOptions()).files
    assert {path: data for path, data in files.items() if path.startswith("import/unmapped")} == {
        "import/unmapped/note.txt": b"1",
        "import/unmapped/note-2.txt": b"2",
    }
    assert {"review.yaml", "studies.csv", "import/import.html", "import/import.json"} <= set(files)


# ---- places


def test_an_issue_of_a_written_table_is_told_where_its_cell_stood():
    review = Review(title="T", studies=(make_study("A", line=7),), results=trials().results)
    issues = [
        Issue("n-is-positive", Origin("results.csv", 3, 8, "n"), "found 0"),
        Issue("study-is-known", Origin("results.csv", 2, 1, "study"), "found B"),
        Issue("cell-is-present", Origin("studies.csv", 2, 1, "study"), "found nothing"),
        Issue("yaml-value-is-valid", Origin("review.yaml", 3, 1), "found x"),
    ]
    moved = {issue.message: str(issue.origin) for issue in told_in_the_source(DataError(issues), review).issues}
    second = review.results[1]
    assert moved == {
        "found 0": str(second.data["n"].origin),
        "found B": str(review.results[0].origin),
        "found nothing": "studies.csv:7",
        "found x": "review.yaml:3:1",
    }
