"""The workbook of the Excel tool for RoB 2 becomes judgements of risk of bias."""

import io

import pytest
import xlsxwriter

from reportgen.errors import DataError
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.rob2_excel import ROB2_EXCEL
from reportgen.exchange.source import Source
from tests.exchange.reloading import reloaded

NAME = "ROB2_IRPG_beta_v9.xlsx"


def headings():
    found = ["Unique ID", "Study ID", "Experimental", "Comparator", "Outcome"]
    for domain in range(1, 6):
        judged = "judgement" if domain == 3 else "Judgement"
        found += [
            *(f"{domain}.1", f"{domain}.2", f"Note for {domain}.1&{domain}.2", f"{domain}.3", f"Note for {domain}.3"),
            *(f"{domain}.0 Algorithm result", f"{domain}.0 Assessor's {judged}"),
        ]
    return [*found, "Algorithm's overall Judgement", "Assessor's overall Judgement"]


def result(study, outcome="", **cells):
    """Return a row: all domains low by the algorithm, the assessor silent, unless told otherwise by heading."""
    usual = {f"{domain}.0 Algorithm result": "Low" for domain in range(1, 6)}
    usual |= {"Study ID": study, "Outcome": outcome, "Algorithm's overall Judgement": "Low"}
    return usual | cells.get("cells", {})


def workbook(*rows, sheet="Results"):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Intro").write(0, 0, "Study ID")
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, ("", "", "Domain 1"))
        page.write_row(1, 0, headings())
        for i, row in enumerate(rows, 2):
            page.write_row(i, 0, [row.get(heading, "") for heading in headings()])
    return stream.getvalue()


def source(content, name=NAME):
    return Source(name=name, kind="file", files={name: content})


def read(*rows, **options):
    return ROB2_EXCEL.read(source(workbook(*rows)), ImportOptions(**options))


def texts(found):
    return " ".join(remark.text for remark in found.remarks)


def judged(found):
    return {(one.study, one.outcome, one.domain): one.level for one in found.review.judgements}


def test_the_workbook_is_recognised_by_its_name_and_first_bytes():
    content = workbook(result("A 2001"))
    assert ROB2_EXCEL.matches(source(content))
    assert ROB2_EXCEL.matches(source(content, "my RoB 2 judgements.xlsm"))
    assert not ROB2_EXCEL.matches(source(content, "trials.xlsx"))
    assert not ROB2_EXCEL.matches(source(b"text", NAME))


def test_the_assessors_judgement_goes_before_the_algorithms():
    row = result("A 2001", cells={"2.0 Assessor's Judgement": "High", "3.0 Assessor's judgement": "Some concerns"})
    found = read(row)
    assert [judged(found)["A 2001", "", f"d{i}"] for i in range(1, 6)] == ["low", "high", "some-concerns", "low", "low"]
    assert judged(found)["A 2001", "", "overall"] == "low"
    assert "A 2001, d2: the assessor's 'High' was taken, the algorithm gave 'Low'" in texts(found)


def test_a_judgement_knows_its_cell():
    found = read(result("A 2001"), result("B 2002"))
    origin = next(one.origin for one in found.review.judgements if one.study == "B 2002")
    assert (origin.path, origin.line, origin.name) == (NAME, 4, "1.0 algorithm result")


@pytest.mark.parametrize(
    ("notes", "support"),
    [
        ({"Note for 1.1&1.2": "sealed envelopes"}, "sealed envelopes"),
        ({"Note for 1.1&1.2": "sealed", "Note for 1.3": "no imbalance"}, "1.1&1.2: sealed\n1.3: no imbalance"),
        ({}, ""),
    ],
)
def test_notes_are_the_support_of_their_domain(notes, support):
    found = read(result("A 2001", cells=notes))
    assert found.review.judgements[0].support == support
    assert found.review.judgements[1].support == ""


def test_results_of_several_outcomes_are_told_apart():
    rows = [result("A 2001", "Pain"), result("A 2001", "Anxiety at 8 weeks"), result("B 2002", "Pain")]
    found = read(*rows)
    assert [study.id for study in found.review.studies] == ["A 2001", "B 2002"]
    assert [(one.id, one.title, one.pooled) for one in found.review.outcomes] == [
        ("pain", "pain", False),
        ("anxiety-at-8-weeks", "anxiety at 8 weeks", False),
    ]
    assert judged(found)["A 2001", "anxiety-at-8-weeks", "d1"] == "low"
    assert "declared without results" in texts(found)


def test_one_outcome_a_study_is_told_with_the_study():
    found = read(result("A 2001", "Pain"), result("B 2002", "Anxiety"))
    assert found.review.outcomes == ()
    assert [study.characteristics["outcome_measures"].text for study in found.review.studies] == ["Pain", "Anxiety"]


def test_a_study_that_is_judged_again_for_the_same_outcome_gets_a_number():
    found = read(result("A 2001", "Pain"), result("A 2001", "Pain"))
    assert [study.id for study in found.review.studies] == ["A 2001", "A 2001 (2)"]
    assert "A 2001 (2)" in texts(found)


def test_rows_without_a_judgement_are_no_studies():
    found = read(result("A 2001"), {"Study ID": "only begun"})
    assert [study.id for study in found.review.studies] == ["A 2001"]


def test_the_answers_to_the_questions_are_kept():
    found = read(result("A 2001"))
    assert found.kept[0].path == NAME
    assert found.kept[0].content[:2] == b"PK"


def test_each_cell_that_names_no_level_is_an_issue_with_its_place():
    cells = {"1.0 Assessor's Judgement": "Serious", "5.0 Assessor's Judgement": "Lw"}
    with pytest.raises(DataError) as error:
        read(result("A 2001", cells=cells), result(""))
    assert [(issue.code, issue.origin.line) for issue in error.value.issues] == [
        ("judgement-is-known", 3),
        ("judgement-is-known", 3),
        ("source-value-is-usable", 4),
    ]


@pytest.mark.parametrize(
    "content",
    [workbook(), workbook({"Study ID": "A"})],
    ids=["no rows", "no judgement"],
)
def test_a_workbook_without_judgements_holds_no_review(content):
    with pytest.raises(DataError) as error:
        ROB2_EXCEL.read(source(content), ImportOptions())
    assert [issue.code for issue in error.value.issues] == ["source-holds-a-review"]


def test_another_name_of_the_sheet_does_not_matter():
    found = ROB2_EXCEL.read(source(workbook(result("A 2001"), sheet="Copy of results")), ImportOptions())
    assert len(found.review.judgements) == 6


@pytest.mark.parametrize("outcomes", [("", ""), ("Pain", "Anxiety")])
def test_the_judgements_come_back_from_their_folder(outcomes, tmp_path):
    rows = [result("A 2001", outcome, cells={"Note for 2.3": "as planned"}) for outcome in outcomes]
    review = read(*rows, title="Bias").review
    assert reloaded(review, tmp_path) == review
