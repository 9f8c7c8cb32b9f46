"""Tables as people make them become reviews, or are refused with the place and the way out."""

import io

import pytest
import xlsxwriter

from reportgen.errors import DataError
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.recognise import recognised
from reportgen.exchange.source import Source
from reportgen.exchange.wide import WIDE
from reportgen.load.findings import quoted

COUNTS = "study,ai,n1i,ci,n2i"


def source_of(data, name="trials.csv"):
    return Source(name=name, kind="file", files={name: data.encode() if isinstance(data, str) else data})


def read(data, name="trials.csv", **options):
    return WIDE.read(source_of(data, name), ImportOptions(**options))


def rows(imported):
    return [
        (
            r.study,
            r.outcome,
            r.subgroup,
            r.time_point,
            r.arm,
            r.versus,
            {name: cell.text for name, cell in r.data.items()},
        )
        for r in imported.review.results
    ]


def numbers(imported):
    return [{name: cell.text for name, cell in result.data.items()} for result in imported.review.results]


def said(imported):
    return " | ".join(remark.text for remark in imported.remarks)


def issues(data, name="trials.csv", **options):
    with pytest.raises(DataError) as caught:
        read(data, name, **options)
    return [str(issue) for issue in caught.value.issues]


def workbook(sheets, *, merged=(), hidden=()):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, lines in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(row, column, cell)
        for *place, text in merged if name == next(iter(sheets)) else ():
            sheet.merge_range(*place, text)
        if name in hidden:
            sheet.hide()
    book.close()
    return stream.getvalue()


# ---- what comes out


def test_a_table_of_counts_becomes_studies_arms_an_outcome_and_results():
    imported = read(f"{COUNTS},year,country,Dose (mg)\nA,1,10,2,12,2001,UK,5\nB,3,20,4,20,2002,US,7.5\n")
    review = imported.review
    assert rows(imported)[:2] == [
        ("A", "outcome", "", "", "Experimental", "", {"events": "1", "n": "10"}),
        ("A", "outcome", "", "", "Control", "", {"events": "2", "n": "12"}),
    ]
    assert [(arm.study, arm.label, arm.roles) for arm in review.arms[:2]] == [
        ("A", "Experimental", {"experimental-versus-control": "experimental"}),
        ("A", "Control", {"experimental-versus-control": "comparator"}),
    ]
    assert (review.outcomes[0].measure, review.outcomes[0].better) == ("RR", "lower")
    assert {name: cell.text for name, cell in review.studies[1].characteristics.items()} == {
        "year": "2002",
        "country": "US",
        "dose_mg": "7.5",
    }
    assert [(column.label, column.kind) for column in review.columns] == [("Dose (mg)", "number")]
    assert review.results[1].data["n"].origin.column == 5


def test_what_was_assumed_is_said():
    text = said(read(f"{COUNTS}\nA,1,10,2,12\n"))
    assert "The measure of 'outcome' is RR" in text
    assert "Lower was taken for better" in text
    assert "The sides are called Experimental and Control" in text


def test_rows_of_outcomes_subgroups_and_time_points_are_told_apart():
    text = "study,outcome,timepoint,subgroup,measure,better,ai,n1i,ci,n2i\n"
    text += (
        "A,Death,30 d,men,RR,lower,1,10,2,10\nA,Death,30 d,women,RR,lower,1,12,2,12\nA,Death,90 d,,RR,lower,3,10,4,10\n"
    )
    text += "B,Cure,,,OR,higher,5,20,6,20\n"
    imported = read(text)
    assert [(o.id, o.title, o.measure, o.better, o.time_point) for o in imported.review.outcomes] == [
        ("death-30-d", "death, 30 d", "RR", "lower", "30 d"),
        ("death-90-d", "death, 90 d", "RR", "lower", "90 d"),
        ("cure", "cure", "OR", "higher", ""),
    ]
    assert [row[2] for row in rows(imported) if row[1] == "death-30-d"] == ["men", "men", "women", "women"]


def test_arms_are_called_as_their_columns_call_them_and_a_shared_arm_stands_once():
    text = (
        "study,t1,t2,t1.event,t1.total,t2.event,t2.total\nA,aspirin,placebo,1,10,2,11\nA,warfarin,placebo,3,12,2,11\n"
    )
    assert [row[4] for row in rows(read(text))] == ["aspirin", "placebo", "warfarin"]


def test_the_same_arm_with_other_numbers_is_refused():
    text = (
        "study,t1,t2,t1.event,t1.total,t2.event,t2.total\nA,aspirin,placebo,1,10,2,11\nA,warfarin,placebo,3,12,5,11\n"
    )
    assert "expected the same numbers of the same arm" in issues(text)[0]


def test_judgements_of_risk_of_bias_are_read_in_the_terms_of_their_tool():
    text = (
        f"{COUNTS},D1,D2,D3,D4,D5,Overall\nA,1,10,2,10,Low,Some concerns,Low,High,Low,High\nB,1,9,2,10,+,?,-,Low,,Low\n"
    )
    review = read(text).review
    assert [(j.study, j.domain, j.level) for j in review.judgements if j.study == "B"] == [
        ("B", "d1", "low"), ("B", "d2", "some-concerns"), ("B", "d3", "high"), ("B", "d4", "low"), ("B", "overall", "low"),
    ]  # fmt: skip
    assert not review.columns


def test_a_judgement_that_no_level_is_like_is_refused():
    text = f"{COUNTS},D1,D2,D3\nA,1,10,2,10,Low,Purple,Low\n"
    assert issues(text) == [
        (
            "trials.csv:2:7: error: judgement-is-known: found 'Purple', expected a level of RoB 2 "
            "(known: Low risk, Some concerns, High risk, No information)"
        )
    ]


def test_columns_without_a_place_are_kept_beside_the_review():
    imported = read(f"{COUNTS},Weight\nA,1,10,2,10,50%\nB,1,10,2,10,50%\n")
    assert imported.kept[0].content == b"study,Weight\nA,50%\nB,50%\n"


# ---- names of studies


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Author,Year,yi,vi\nLee,2001,1,1\nLee,2002,1,1\n", ["Lee 2001", "Lee 2002"]),
        ("study,author,year,yi,vi\n1,Lee,2001,1,1\n2,Lee,2001,1,1\n", ["Lee 2001", "Lee 2001 (2)"]),
        ("study,year,yi,vi\nLee,2001,1,1\nLee,2003,1,1\nKim,2000,1,1\n", ["Lee 2001", "Lee 2003", "Kim"]),
        ("study,year,yi,vi\nLee 2001,2001,1,1\n", ["Lee 2001"]),
        ("study,outcome,yi,vi\nLee,a,1,1\n,b,1,1\n", ["Lee"]),
    ],
)
def test_studies_are_named(text, names):
    assert [study.id for study in read(text, measure="MD").review.studies] == names


def test_names_that_stand_twice_are_asked_for():
    found = issues(f"{COUNTS},variant,sex\nA,1,10,2,10,alpha,all\nA,1,11,2,10,beta,all\nA,1,12,2,10,alpha,men\n")
    hint = "(map the column that tells its rows apart, as outcome, subgroup, time_point, analysis_set; they differ in "
    start = "error: column-is-mapped: found 'A' again (first in line 2), expected one row a study"
    assert found == [f"trials.csv:3:1: {start} {hint}'variant')", f"trials.csv:4:1: {start} {hint}'sex')"]


def test_a_row_without_a_name_is_refused():
    assert issues(f"{COUNTS}\nA,1,10,2,10\n,1,10,2,10\n")[0].startswith("trials.csv:3:1: error: cell-is-present")


# ---- measures


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (f"{COUNTS}\nA,1,10,2,10\n", "RR"),
        ("study,x1i,t1i,x2i,t2i\nA,1,10.5,2,10\n", "IRR"),
        ("study,ri,ni\nA,0.5,10\n", "ZCOR"),
        ("study,oe,v\nA,0.5,10\n", "OE"),
        ("study,m1i,sd1i,n1i,m2i,sd2i,n2i,unit\nA,1,1,10,1,1,10,mmHg\n", "MD"),
        ("study,HR (95% CI)\nA,0.7 (0.5 to 0.98)\n", "HR"),
        ("study,ai,bi,ci,di,yi,vi\nA,4,119,11,128,-0.8893,0.3\n", "RR"),
        ("study,ai,bi,ci,di,yi,vi\nA,4,119,11,128,-0.9387,0.3\n", "OR"),
        ("study,m1i,sd1i,n1i,m2i,sd2i,n2i,yi,vi\nA,5,2,20,4,2,20,1.00,0.2\n", "MD"),
    ],
)
def test_the_measure_is_the_usual_one_or_the_one_that_something_tells(text, measure):
    assert read(text).review.outcomes[0].measure == measure


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        (
            "study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,1,1,10,1,1,10\n",
            "MD: Mean difference; SMD: Standardised mean difference",
        ),
        (
            "study,m1i,sd1i,n1i,m2i,sd2i,n2i,unit\nA,1,1,9,1,1,9,m\nB,1,1,9,1,1,9,kg\n",
            "MD: Mean difference; SMD: Stand",
        ),
        ("study,yi,vi\nA,1,1\n", "GEN: Effect; GENLOG: Ratio; RR: Risk ratio"),
        ("study,xi,ni\nA,1,10\n", "PR: Proportion"),
    ],
)
def test_a_measure_that_nothing_tells_is_asked_for_with_the_choices(text, choices):
    (found,) = issues(text)
    assert found.startswith("trials.csv:1: error: measure-is-known")
    assert choices in found
    assert read(text, measure=choices.split(":", maxsplit=1)[0]).review.results


def test_a_measure_whose_columns_are_missing_names_them():
    (found,) = issues(f"{COUNTS}\nA,1,10,2,10\n", measure="SMD")
    assert "expected columns for mean_experimental, sd_experimental, mean_comparator, sd_comparator" in found


def test_a_measure_that_is_not_known_is_refused():
    assert "did you mean 'SMD'" in issues(f"{COUNTS}\nA,1,10,2,10\n", measure="SMDD")[0]


def test_several_measures_of_one_outcome_are_refused():
    assert "several measures" in issues(f"{COUNTS},measure\nA,1,10,2,10,RR\nB,1,10,2,10,OR\n")[0]


def test_a_column_of_instruments_that_is_called_measure_is_no_measure():
    text = "study,m1i,sd1i,n1i,m2i,sd2i,n2i,Measure\nA,1,1,10,1,1,10,BDI\nB,1,1,10,1,1,10,BDI\n"
    outcome = read(text, measure="MD").review.outcomes[0]
    assert (outcome.measure, outcome.instrument) == ("MD", "BDI")


def test_effects_of_an_assumed_measure_are_left_out():
    imported = read("study,ai,n1i,ci,n2i,yi,vi\nA,4,123,11,139,7,0.3\nB,,,,,0.1,0.2\n")
    assert [row[0] for row in rows(imported)] == ["A", "A"]
    assert "Effects of a measure that nothing names were left out: 1 row." in said(imported)


def test_an_effect_stands_in_for_arms_that_are_not_reported():
    imported = read("study,ai,n1i,ci,n2i,yi,vi\nA,4,123,11,139,7,0.3\nB,,,,,0.5,0.04\n", measure="OR")
    assert rows(imported)[2][4:] == ("Experimental", "Control", {"estimate": "1.6487212707001282", "se": "0.2"})


# ---- cells


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Study;Drug n/N;Placebo n/N\nA;12/50;9 / 48\n", [{"events": "12", "n": "50"}, {"events": "9", "n": "48"}]),
        ("Study;Drug n (%);N drug;Placebo n (%);N placebo\nA;12 (24);50;9 (19%);48\n", [{"events": "12", "n": "50"}, {"events": "9", "n": "48"}]),
        ("Study;T mean (SD);T n;C mean (SD);C n\nA;5,20 (1,1);9;6 ± 1,3;8\n", [{"mean": "5.20", "sd": "1.1", "n": "9"}, {"mean": "6", "sd": "1.3", "n": "8"}]),
        ("Study;HR (95% CI)\nA;0.75 (0.60 to 0.94)\n", [{"estimate": "0.75", "ci_low": "0.60", "ci_high": "0.94"}]),
        ("Study;MD (95% CI)\nA;-0.5 [-1.2, 0.3]\n", [{"estimate": "-0.5", "ci_low": "-1.2", "ci_high": "0.3"}]),
        ('Study;OR\nA;"0,75 (0,60; 0,94)"\n', [{"estimate": "0.75", "ci_low": "0.60", "ci_high": "0.94"}]),
        ("Study;RR;95% CI\nA;0,5;0,3-0,9\n", [{"estimate": "0.5", "ci_low": "0.3", "ci_high": "0.9"}]),
        ("Study,RR,CI\nA,0.7,(0.5 to 0.98)\n", [{"estimate": "0.7", "ci_low": "0.5", "ci_high": "0.98"}]),
        ("Study,ai,n1i,ci,n2i\nA,NR,10,n/a,11\n", [{"n": "10"}, {"n": "11"}]),
    ],
)  # fmt: skip
def test_cells_are_read(text, found):
    assert numbers(read(text, measure="" if "mean" not in text else "MD")) == found


@pytest.mark.parametrize(
    ("row", "start", "hint"),
    [
        ("A,1 200,3000,2,50", "trials.csv:2:2: error: cell-is-a-number: found '1 200'", "thousands separator"),
        ('A,"1,200",3000,2,50', "trials.csv:2:2: error: cell-is-a-number: found '1,200'", "thousands separator"),
        ("A,12%,50,2,50", "trials.csv:2:2: error: cell-is-a-number: found '12%'", "without the percent sign"),
        ("A,60,50,2,50", "trials.csv:2:2: error: events-are-at-most-n: found 60 events in 50", ""),
        ("A,1.5,50,2,50", "trials.csv:2:2: error: cell-is-a-whole-number", "counts are whole"),
        ("A,#DIV/0!,50,2,50", "trials.csv:2:2: error: cell-is-a-number", "a formula without a result"),
        ("A,2020-03-12,50,2,50", "trials.csv:2:2: error: cell-is-a-number", "takes 3/12 for a date"),
        ("A,12/49,50,2,50", "trials.csv:2:2: error: source-value-is-usable: found '49' here and '50' in column 3", ""),
        ("A,1,0,2,50", "trials.csv:2:3: error: n-is-positive", ""),
    ],
)
def test_cells_that_cannot_be_are_refused_with_their_place(row, start, hint):
    found = issues(f"{COUNTS}\n{row}\n")
    assert found[0].startswith(start)
    assert hint in found[0]


def test_all_that_is_wrong_is_said_at_once():
    found = issues(f"{COUNTS}\nA,x,10,2,10\nB,1,5%,2,10\nC,9,8,2,#REF!\n")
    assert [line.split(" error")[0] for line in found] == [
        f"trials.csv:{place}:" for place in ("2:2", "3:3", "4:2", "4:5")
    ]


def test_both_decimal_marks_in_one_table_are_refused():
    found = issues("Study;m1i;sd1i;n1i;m2i;sd2i;n2i\nA;1,5;2,5;10;1,5;2.5;10\n", measure="MD")
    assert found[0].startswith("trials.csv:2:6: error: decimal-mark-is-consistent: found '2.5' with a decimal point")


# ---- sheets as people make them


def test_titles_merged_headings_totals_and_footnotes_are_told_from_data():
    lines = [
        ["Table 2"],
        [None] * 5 + ["Country"],
        [None, "Events", "N", "Events", "N"],
        ["A", 12, 50, 9, 48, "UK"],
        [],
    ]
    lines += [["B", 3, 20, 5, 22, "US"], ["Total", 15, 70, 14, 70], ["* from the authors"]]
    merged = [(1, 1, 1, 2, "Intervention"), (1, 3, 1, 4, "Placebo"), (1, 0, 2, 0, "Study")]
    old = [["Study", "ai"], ["a", 1]]
    data = workbook({"Data": lines, "Notes": [["some", "text"]], "Old": old}, merged=merged, hidden=["Old"])
    assert WIDE.matches(source_of(data, "book.xlsx"))
    imported = read(data, "book.xlsx")
    assert numbers(imported)[:2] == [{"events": "12", "n": "50"}, {"events": "9", "n": "48"}]
    assert imported.review.comparisons[0].title == "Intervention versus Placebo"
    assert imported.review.studies[1].characteristics["country"].text == "US"
    assert str(imported.review.results[0].data["n"].origin) == "book.xlsx [Data]:4:3"
    for text in ("Hidden sheets", "'Notes'", "1 row above", "Two rows of headings", "'Total'", "A footnote"):
        assert text in said(imported)


def test_names_merged_over_several_rows_stand_for_all_of_them():
    lines = [["Study", "Outcome", *COUNTS.split(",")[1:]], [None, "a", 1, 10, 2, 10], [None, "b", 1, 10, 2, 10]]
    imported = read(workbook({"S": lines}, merged=[(1, 0, 2, 0, "Lee")]), "book.xlsx")
    assert [(row[0], row[1]) for row in rows(imported)[::2]] == [("Lee", "a"), ("Lee", "b")]


def test_a_row_of_units_gives_the_unit_of_means():
    text = "Study;Mean T;SD T;N T;Mean C;SD C;N C\n;(mmHg);(mmHg);;(mmHg);(mmHg);\nA;120,5;10,1;20;125,0;11,2;20\n"
    outcome = read(text).review.outcomes[0]
    assert (outcome.measure, outcome.unit) == ("MD", "mmHg")


def test_headings_within_the_table_and_totals_are_no_studies():
    text = "Study,OR,lower,upper\nAdults,,,\nA,1.2,0.9,1.6\nSubtotal,1.2,0.9,1.6\nOverall (95% CI),1.2,0.9,1.6\n"
    imported = read(text)
    assert [study.id for study in imported.review.studies] == ["A"]
    assert "A row that holds only 'Adults'" in said(imported)


def test_two_tables_side_by_side_are_refused():
    (found,) = issues("Study,ai,n1i,ci,n2i,,Trial,yi,vi\nA,1,10,2,10,,B,0.1,0.2\n")
    assert found.startswith("trials.csv:1:7: error: source-holds-a-review: found 2 tables side by side")


def test_several_sheets_with_tables_are_asked_for_and_can_be_named():
    sheet = [COUNTS.split(","), ["A", 1, 10, 2, 10]]
    data = workbook({"One": sheet, "Two": sheet})
    assert "found tables of studies in several sheets ('One', 'Two')" in issues(data, "book.xlsx")[0]
    assert read(data, "book.xlsx", columns={"sheet": "Two"}).review.studies[0].origin.path == "book.xlsx [Two]"
    assert "did you mean 'Two'" in issues(data, "book.xlsx", columns={"sheet": "Tow"})[0]


def test_outcomes_side_by_side_are_asked_for():
    headings = [f"{side} {what} {data}" for what in ("pain", "sleep") for side in "TC" for data in ("mean", "SD", "n")]
    (found,) = issues(f"Study,{','.join(headings)}\nA{',1.5,2,10' * 4}\n")
    assert "found columns of several outcomes side by side ('pain', 'sleep')" in found
    assert "--suggest" in found


@pytest.mark.parametrize(
    "text", ["x,y\n1,2\n", "Study,Country\nA,UK\n", "Study,A events,A n,B events,B n,C events,C n\n"]
)
def test_a_table_whose_numbers_are_not_recognised_is_asked_for_with_its_headings(text):
    assert WIDE.matches(source_of(text))
    assert "column-is-mapped" in issues(text)[0]
    assert quoted(text.split(",", 1)[0]) in issues(text)[0]


@pytest.mark.parametrize(("name", "matched"), [("notes.txt", False), ("book.xlsx", True), ("trials.tsv", True)])
def test_a_text_without_a_table_is_no_table(name, matched):
    assert WIDE.matches(source_of("Nothing of a review.\n", name)) is matched


def test_a_mapping_is_enough_for_headings_that_say_nothing():
    columns = {
        "study": "ID",
        "events_experimental": "a",
        "n_experimental": "b",
        "events_comparator": "c",
        "n_comparator": "d",
    }
    source = source_of("ID,a,b,c,d\nS 1,18,122,28,110\n")
    assert recognised(source) is WIDE
    assert len(WIDE.read(source, ImportOptions(columns={"columns": columns})).review.results) == 2


@pytest.mark.parametrize("total", ["N", "total"])
def test_n_beside_a_total_is_the_number_of_events(total):
    text = f"Study,drug n,drug {total},placebo n,placebo {total}\nA,4,60,2,61\n"
    assert numbers(read(text)) == [{"events": "4", "n": "60"}, {"events": "2", "n": "61"}]


def test_rows_of_arms_are_told_to_stand_side_by_side():
    text = "Study,Group,n,Events\nA,Drug,140,18\nA,Placebo,138,28\n"
    assert "if each row is an arm, put both arms of a study into one row" in "".join(issues(text))


def test_three_rows_of_headings_are_joined():
    head = [[None, "Pain", None, None, None], [None, "Drug", None, "Placebo", None], ["Study", "n", "N", "n", "N"]]
    imported = read(workbook({"S": [*head, ["A", 4, 60, 2, 61]]}), "book.xlsx")
    assert imported.review.outcomes[0].title == "pain"
    assert "Three rows of headings were joined, as in 'Pain Drug n'" in said(imported)


def test_what_stands_beside_the_last_of_several_arms_is_no_part_of_it():
    head = [[None, "Drug", None, "Placebo", None, None], ["Study", "Events", "Total", "Events", "Total", "Dose"]]
    imported = read(workbook({"S": [*head, ["A", 4, 60, 2, 61, "high"]]}), "book.xlsx")
    assert [column.label for column in imported.review.columns] == ["Dose"]


@pytest.mark.parametrize(("options", "told"), [({}, True), ({"title": "Sleep"}, False)])
def test_a_title_taken_from_the_file_is_told(options, told):
    imported = read(f"{COUNTS}\nA,1,10,2,10\n", **options)
    assert ("the review is called 'trials' (`title` in review.yaml)" in said(imported)) is told


def test_an_outcome_that_nothing_names_is_told():
    assert "nothing names it (`title` in review.yaml)" in said(read(f"{COUNTS}\nA,1,10,2,10\n"))


def test_instruments_that_differ_within_an_outcome_are_kept():
    text = "Study,Scale,Mean T,SD T,N T,Mean C,SD C,N C\nA,BDI,1,1,9,1,1,9\nB,HAM-D,1,1,9,1,1,9\n"
    imported = read(text, measure="SMD")
    assert "'Scale' differs within an outcome" in said(imported)
    assert imported.kept[0].content == b"Study,Scale\nA,BDI\nB,HAM-D\n"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_delimiter_is_found(mark):
    text = f"{COUNTS}\nA,1,10,2,10\n".replace(",", mark)
    assert WIDE.matches(source_of(text))
    assert len(read(text).review.results) == 2


def test_headings_without_rows_are_refused():
    assert issues(f"{COUNTS}\n") == [
        "trials.csv:1: error: file-is-not-empty: found headings and no row, expected one row a study"
    ]


def test_several_tables_in_a_folder_are_refused():
    source = Source(name="data", kind="folder", files={"a.csv": b"x", "b.csv": b"y"})
    with pytest.raises(DataError, match="found 2 tables"):
        WIDE.read(source, ImportOptions())
