"""Tables may be workbooks; what a workbook hides or blows up is found before it is read."""

import csv
import io
import warnings
import zipfile

import pytest

from reportgen.errors import DataError
from reportgen.load import load
from reportgen.load.findings import Findings
from reportgen.load.packed import packed
from reportgen.load.workbook import read_workbook
from tests.load.folders import FILES, fill
from tests.load.workbooks import sheet_xml, workbook


def rows_of(text):
    return [[number(cell) for cell in row] for row in csv.reader(io.StringIO(text))]


def number(cell):
    try:
        return float(cell)
    except ValueError:
        return cell or None


def as_workbook(path):
    return workbook({"Sheet1": sheet_xml(rows_of(FILES[path]))})


def read(data):
    findings = Findings()
    table = read_workbook("arms.xlsx", data, findings)
    with pytest.raises(DataError) as caught:
        findings.raise_errors()
    assert table is None
    return caught.value.issues[0]


def test_a_review_in_workbooks_equals_the_one_in_csv_files(tmp_path):
    plain = load(fill(tmp_path / "csv"))
    tables = [path for path in FILES if path.endswith(".csv")]
    changes = dict.fromkeys(tables) | {path.replace(".csv", ".xlsx"): as_workbook(path) for path in tables}
    filled = load(fill(tmp_path / "xlsx", changes))
    assert filled.studies == plain.studies
    assert filled.arms == plain.arms
    assert [result.data["n"].value for result in filled.results if "n" in result.data] == [48, 49, 48, 49]


def test_a_cell_of_a_workbook_knows_its_row_and_column(tmp_path):
    rows = [[], *rows_of(FILES["arms.csv"])]
    data = workbook({"Sheet1": sheet_xml(rows)})
    review = load(fill(tmp_path, {"arms.csv": None, "arms.xlsx": data}))
    assert str(review.arms[0].n.origin) == "arms.xlsx:3:4"
    assert review.files["arms.xlsx"].rows[3][3] == "50"


@pytest.mark.parametrize(("value", "text"), [(50.0, "50"), (0.1 + 0.2, "0.3"), (True, "yes"), ("a\r\nb", "a\nb")])
def test_a_cell_is_read_as_a_reader_sees_it(value, text):
    table = read_workbook("t.xlsx", workbook({"S": sheet_xml([["h"], [value]])}), Findings())
    assert table.rows == ((2, (text,)),)


def test_the_first_visible_sheet_is_read():
    data = workbook({"Old": sheet_xml([["old"]]), "New": sheet_xml([["new"]])}, hidden=["Old"])
    assert read_workbook("t.xlsx", data, Findings()).headings == ("new",)


def test_two_files_for_one_table_are_refused(tmp_path):
    with pytest.raises(DataError) as caught:
        load(fill(tmp_path, {"arms.xlsx": as_workbook("arms.csv")}))
    assert "found arms.csv and arms.xlsx, expected one of them" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0 an old workbook", "file-is-readable"),
        (b"PK\x03\x04 broken", "file-is-readable"),
        (workbook({"S": sheet_xml([])}), "file-is-not-empty"),
        (workbook({"S": "not XML <"}), "file-is-readable"),
        (workbook({"S": sheet_xml([["a"]])}, extra={"content.xml": "<x/>"}), "file-is-readable"),
    ],
    ids=["old format", "broken", "empty", "no XML", "two formats at once"],
)
def test_what_is_no_workbook_is_an_issue(data, code):
    assert read(data).code == code


@pytest.mark.parametrize(
    "planted",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="2"><c s="1" padding="' + "x" * 900 + '" r="ZZZ2"><v>1</v></c></row>',
        "<row r='2'><c\nr = 'xfd2'><v>1</v></c></row>",
    ],
    ids=["last cell", "after a long attribute", "in lower case"],
)
def test_a_cell_far_out_is_refused_before_its_rectangle_is_built(planted):
    assert "beyond column" in read(workbook({"S": sheet_xml([["a"]], shown_as=planted)})).message


def test_a_workbook_that_unpacks_to_gigabytes_is_refused():
    issue = read(workbook({"S": sheet_xml([["a"]])}, extra={"xl/bomb.xml": " " * 101_000_000}))
    assert issue.code == "file-is-of-bearable-size"


def test_many_cells_that_share_a_long_text_are_refused():
    shared = f"<sst><si><t>{'x' * 10_000_000}</t></si></sst>"
    cells = "".join(f'<row r="{line}"><c r="A{line}" t="s"><v>0</v></c></row>' for line in range(1, 100))
    data = workbook({"S": sheet_xml([], shown_as=cells)}, extra={"xl/sharedStrings.xml": shared})
    assert "share very long texts" in read(data).message


def test_a_workbook_with_entities_is_refused():
    evil = '<!DOCTYPE a [<!ENTITY b "bbbb">]>' + sheet_xml([["a"]])
    assert "entities" in read(workbook({"S": evil})).message


def test_a_control_character_in_a_workbook_is_an_issue(tmp_path):
    rows = rows_of(FILES["sources.csv"])
    rows[1][2] = "bell\x7f"
    with pytest.raises(DataError) as caught:
        load(fill(tmp_path, {"sources.csv": None, "sources.xlsx": workbook({"S": sheet_xml(rows)})}))
    assert [(issue.code, str(issue.origin)) for issue in caught.value.issues] == [
        ("text-has-no-control-characters", "sources.xlsx:2:3")
    ]


def test_what_a_part_is_called_does_not_hide_a_cell_far_out():
    far = sheet_xml([["h"]], shown_as='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    data = workbook({"S": sheet_xml([["h"]])}, extra={"xl/media/picture.png": far})
    data = changed(data, "worksheets/sheet1.xml", "media/picture.png")
    assert read(data).code == "file-is-of-bearable-size"


def changed(data, before, after):
    """Return a workbook whose relations name another part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(before.encode(), after.encode())
    return packed(parts)


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml"])
def test_two_parts_of_one_name_are_refused(name):
    stream = io.BytesIO(workbook({"S": sheet_xml([["h"]])}))
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, sheet_xml([["another"]]))
    assert "two parts of one name" in read(stream.getvalue()).message


def test_the_library_sees_only_what_was_looked_at(monkeypatch):
    seen = []
    monkeypatch.setattr("python_calamine.load_workbook", lambda stream: seen.append(stream.read()) or broken())
    data = workbook({"S": sheet_xml([["h"]])})
    read(data)
    assert seen
    assert seen[0] != data


def broken():
    raise ValueError("broken")
