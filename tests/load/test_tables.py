"""Tables: delimiters, decimal marks, places of cells, rows that cannot be read."""

import pytest

from reportgen.errors import DataError
from reportgen.load import load
from reportgen.load.decimal_mark import is_grouped, mark_of_cell
from tests.load.folders import FILES, fill


def issues_of(folder):
    with pytest.raises(DataError) as caught:
        load(folder)
    return caught.value.issues


def with_delimiter(text, delimiter):
    return text.replace(",", delimiter)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_semicolon_and_tab_are_recognised(tmp_path, delimiter):
    changes = {path: with_delimiter(text, delimiter) for path, text in FILES.items() if path.endswith(".csv")}
    assert load(fill(tmp_path / "one", changes)) == load(fill(tmp_path / "two"))


def test_a_decimal_comma_is_recognised_and_reported(tmp_path):
    text = FILES["results.csv"].replace(",", ";").replace(".", ",")
    review = load(fill(tmp_path / "one", {"results.csv": text}))
    assert review.results == load(fill(tmp_path / "two")).results
    [warning] = review.warnings
    assert (warning.code, warning.severity) == ("decimal-mark-is-consistent", "warning")
    assert str(warning.origin) == "results.csv:4:11"
    assert "7 cells" in warning.message


def test_the_raw_cell_keeps_its_decimal_comma(tmp_path):
    text = FILES["results.csv"].replace(",", ";").replace("8.90", " 8,90").replace("2.1", "2,1")
    text = text.replace("1.50;;1.10;2.05", "1,50;;1,10;2,05").replace("9.5;2.3", "9,5;2,3")
    review = load(fill(tmp_path, {"results.csv": text}))
    cell = review.results[3].data["mean"]
    assert (cell.value, cell.text) == (8.9, "8.90")
    assert review.files["results.csv"].rows[cell.origin.line][cell.origin.column - 1] == " 8,90"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1,5", "comma"),
        ("0,123", "comma"),
        (",5", "comma"),
        ("<0,001", "comma"),
        ("1,234", "either"),
        ("-12,345", "either"),
        ("1.5", "point"),
        ("1,234.5", None),
        ("12", None),
        ("1, 2", None),
    ],
)
def test_the_decimal_mark_of_a_cell(text, mark):
    assert mark_of_cell(text) == mark


@pytest.mark.parametrize("text", ["1,234", "1 234", "1\u202f234", "1'234", "1.234.567", "1,234.5"])
def test_thousands_separators_are_refused_with_a_hint(tmp_path, text):
    assert is_grouped(text)
    issues = issues_of(fill(tmp_path, {"flow.csv": FILES["flow.csv"].replace("120", f'"{text}"')}))
    assert [(issue.code, str(issue.origin)) for issue in issues] == [("cell-is-a-number", "flow.csv:2:3")]
    assert "thousands separator" in issues[0].hint


def test_three_digits_after_a_comma_are_decimals_where_another_cell_shows_it(tmp_path):
    text = FILES["results.csv"].replace(",", ";").replace("8.90", "8,905").replace("2.1", "2,1")
    text = text.replace("1.50;;1.10;2.05", "1,50;;1,10;2,05").replace("9.5;2.3", "9,5;2,3")
    assert load(fill(tmp_path, {"results.csv": text})).results[3].data["mean"].value == 8.905


@pytest.mark.parametrize(("text", "value"), [("−0.35", -0.35), ("+2", 2.0), (".5", 0.5), ("1e-3", 0.001), ("7.", 7.0)])
def test_numbers_may_be_written_in_several_ways(tmp_path, text, value):
    table = FILES["results.csv"].replace("8.90", text)
    assert load(fill(tmp_path, {"results.csv": table})).results[3].data["mean"].value == value


@pytest.mark.parametrize("text", ["٣", "0x10", "1_000", "1e", "--1", "1/2", "NaN", "=1+1", "9" * 50, "1e999999999"])
def test_what_only_looks_like_a_number_is_refused(tmp_path, text):
    table = FILES["results.csv"].replace("8.90", text)
    assert {issue.code for issue in issues_of(fill(tmp_path, {"results.csv": table}))} <= {
        "cell-is-a-number",
        "number-is-finite",
    }


def test_an_empty_cell_is_unknown_and_not_zero(tmp_path):
    review = load(fill(tmp_path))
    assert review.flow.counts[2].n.value is None
    assert "events" not in review.results[2].data
    assert review.studies[3].n_randomised.value is None
    assert review.studies[1].characteristics["country"].value is None


def test_a_cell_keeps_the_text_it_was_entered_with(tmp_path):
    cell = load(fill(tmp_path)).results[3].data["mean"]
    assert (cell.value, cell.text, str(cell.origin), cell.origin.name) == (8.9, "8.90", "results.csv:5:9", "mean")


def test_cells_of_several_lines_do_not_shift_the_lines_below(tmp_path):
    text = FILES["results.csv"].replace("20,48,,,,,,,s1,,", '20,48,,,,,,,s1,,"a note\nof three\nlines"')
    review = load(fill(tmp_path / "good", {"results.csv": text}))
    assert [result.origin.line for result in review.results] == [2, 5, 6, 7, 8]
    assert review.results[0].attribution.note == "a note\nof three\nlines"
    [issue] = issues_of(fill(tmp_path / "bad", {"results.csv": text.replace("9.5,2.3", "9.5,x")}))
    assert str(issue.origin) == "results.csv:8:10"


def test_rows_without_any_text_are_passed_over(tmp_path):
    text = FILES["flow.csv"] + "\n,,,,,\n , ,,,,\nstudies,,2,,,\n"
    assert [count.origin.line for count in load(fill(tmp_path, {"flow.csv": text})).flow.counts] == [2, 3, 4, 8]


def test_a_table_may_begin_below_the_first_line(tmp_path):
    review = load(fill(tmp_path, {"flow.csv": "\n\n" + FILES["flow.csv"]}))
    assert review.flow.counts[0].origin.line == 4


def test_a_column_without_heading_and_text_is_passed_over(tmp_path):
    text = "\n".join(f"{line}," for line in FILES["flow.csv"].splitlines())
    assert len(load(fill(tmp_path / "empty", {"flow.csv": text})).flow.counts) == 3
    [issue] = issues_of(fill(tmp_path / "text", {"flow.csv": text + "7"}))
    assert (issue.code, str(issue.origin)) == ("column-is-declared", "flow.csv:1:7")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('id,address\ns1,"open\ns2,b\n', "file-is-readable", "sources.csv:2"),
        ('id,address\ns1,"a"b\n', "file-is-readable", "sources.csv:2"),
        ("id,address\ns1," + "x" * 20_001, "file-is-of-bearable-size", "sources.csv:2:2"),
        ("id,address\ns1," + "x" * 200_000, "file-is-of-bearable-size", "sources.csv:2"),
        ("id,address\ns1,b\n" + "s,\n" * 250_001, "file-is-of-bearable-size", "sources.csv:250002"),
        ("id,address," + ",".join(f"c{i}" for i in range(600)), "file-is-of-bearable-size", "sources.csv:1"),
    ],
    ids=["never closed", "text after a quote", "long cell", "very long cell", "many rows", "many columns"],
)
def test_a_file_that_is_no_table_is_an_issue_with_its_line(tmp_path, text, code, place):
    issues = issues_of(fill(tmp_path, {"sources.csv": text}))
    assert (code, place) in {(issue.code, str(issue.origin)) for issue in issues}


@pytest.mark.parametrize("word", ["INCLUDED", "Included"])
def test_words_are_read_whatever_their_case(tmp_path, word):
    text = FILES["studies.csv"].replace("2001,included", f"2001,{word}")
    assert load(fill(tmp_path, {"studies.csv": text})).studies[0].status == "included"


@pytest.mark.parametrize("name", ["allocation-concealment", "ALLOCATION concealment", "Allocationconcealment"])
def test_a_domain_may_be_named_by_key_or_label(tmp_path, name):
    text = FILES["risk_of_bias.csv"].replace("Allocation concealment", name).replace(",low,", ",Low  RISK,")
    [judgement] = load(fill(tmp_path, {"risk_of_bias.csv": text})).judgements
    assert (judgement.domain, judgement.level) == ("allocation-concealment", "low")


@pytest.mark.parametrize("levels", ["-1", "−1", "–1", "− 1", "−\u00a01", "serious", "Strongly suspected"])
def test_a_level_down_may_be_spelled_in_many_ways(tmp_path, levels):
    text = FILES["certainty.csv"].replace("−1,no blinding", f"{levels},no blinding")
    assert [one.levels for one in load(fill(tmp_path, {"certainty.csv": text})).certainty] == [None, -1, 0, None]


def test_studies_sources_speaks_for_single_cells(tmp_path):
    study = load(fill(tmp_path)).studies[0]
    assert study.characteristics["country"].attribution.note == "from the address"
    assert study.characteristics["country"].attribution.provenance == "derived"
    assert study.n_randomised.attribution == study.attribution
    assert study.attribution.source == ("s1",)
