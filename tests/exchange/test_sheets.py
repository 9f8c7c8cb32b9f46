"""Workbooks come in as texts of cells, once it is known that they fit."""

import datetime as dt
import io
import re
import struct
import zipfile

import pytest
import xlsxwriter

from reportgen.errors import DataError, Origin
from reportgen.exchange.sheets import Merged, is_workbook, read_sheets
from reportgen.load.raw_table import MOST_ROWS
from tests.exchange.archives import entry, raw_zip, zipped
from tests.exchange.old_workbooks import begin, compound, label, number, ods, record, xls
from tests.load.workbooks import sheet_xml, workbook


def xlsx(fill):
    """Return a workbook as a spreadsheet program writes it, filled by `fill`."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(book)
    book.close()
    return stream.getvalue()


def all_kinds(book):
    sheet = book.add_worksheet("Kinds")
    day, clock, both = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "hh:mm", "yyyy-mm-dd hh:mm"))
    for column, value in enumerate(("text", 12, 1 / 3, -3.0, 1e22, 1e-7, True, False)):
        sheet.write(0, column, value)
    sheet.write_datetime(1, 0, dt.datetime(2020, 1, 31), day)  # noqa: DTZ001
    sheet.write_datetime(1, 1, dt.time(14, 30), clock)
    sheet.write_datetime(1, 2, dt.datetime(2020, 1, 31, 14, 30), both)  # noqa: DTZ001
    sheet.write(1, 3, "two\r\nlines")


def test_cells_are_texts_of_one_form_each():
    (sheet,) = read_sheets(xlsx(all_kinds), "t.xlsx")
    assert sheet.rows == (
        ("text", "12", "0.3333333333333333", "-3", "1e+22", "1e-07", "TRUE", "FALSE"),
        ("2020-01-31", "14:30:00", "2020-01-31T14:30:00", "two\nlines", "", "", "", ""),
    )
    assert sheet.remarks == ()


def parts(book):
    first, hidden = book.add_worksheet("Data"), book.add_worksheet("Notes")
    first.write(2, 1, "x")
    hidden.hide()
    book.add_worksheet("Blank")
    book.add_chartsheet("Chart").set_chart(chart := book.add_chart({"type": "line"}))
    chart.add_series({"values": "=Data!$A$1:$B$2"})


def test_sheets_come_in_order_with_blank_rows_and_hidden_ones_are_marked():
    found = [(sheet.name, sheet.visible, sheet.rows) for sheet in read_sheets(xlsx(parts), "t.xlsx")]
    assert found == [("Data", True, (("", ""), ("", ""), ("", "x"))), ("Notes", False, ()), ("Blank", True, ())]


def merged_heading(book):
    sheet = book.add_worksheet("A")
    sheet.merge_range("B1:C1", "Treatment")
    sheet.merge_range("A1:A2", "Study")
    for column, text in enumerate(("events", "n"), 1):
        sheet.write(1, column, text)
    sheet.merge_range("A3:XFD4", "wide")


def test_merged_cells_are_noted_within_the_table_and_can_be_spread():
    (sheet,) = read_sheets(xlsx(merged_heading), "t.xlsx")
    assert sheet.merged == (Merged(1, 1, 2, 1), Merged(1, 2, 1, 3), Merged(3, 1, 3, 3))
    assert sheet.rows[0] == ("Study", "Treatment", "")
    assert sheet.spread() == (("Study", "Treatment", "Treatment"), ("Study", "events", "n"), ("wide", "wide", "wide"))


def test_merged_cells_that_overlap_count_once():
    merges = "".join(f'<mergeCell ref="A1:B{row}"/>' for row in range(2, 200))
    text = sheet_xml([["x", "y"]] * 300).replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>")
    (sheet,) = read_sheets(workbook({"A": text}), "t.xlsx")
    assert sheet.merged == (Merged(1, 1, 2, 2),)


def formulas(book):
    sheet = book.add_worksheet("A")
    cells = {
        "A1": ("=1+1", 2),
        "B1": ("=2+2", ""),
        "A2": ("=1/0", "#DIV/0!"),
        "B2": ('=cmd|"/c calc"!A1', ""),
        "C2": ('="" ', ""),
    }
    for place, (formula, value) in cells.items():
        sheet.write_formula(place, formula, None, value)
    sheet.write("D2", '=HYPERLINK("http://x.y","z")', None, "z")


def test_formulas_give_their_stored_value_and_are_never_worked_out():
    (sheet,) = read_sheets(xlsx(formulas), "t.xlsx")
    assert sheet.rows == (("2", "", "", ""), ("", "", "", "z"))
    without, errors = sheet.remarks
    assert "a formula without a value in 'A', cell B1, and 2 other cells" in without.text
    assert "an error instead of a value in 'A', cell A2" in errors.text
    assert without.origin == Origin("t.xlsx", 1, 2)


def test_control_characters_are_left_out_with_a_remark():
    (sheet,) = read_sheets(xlsx(lambda book: book.add_worksheet("A").write("B2", "a\x01b")), "t.xlsx")
    assert sheet.rows[1] == ("", "ab")
    assert "'A', cell B2" in sheet.remarks[0].text


CELL = '<table:table-cell office:value-type="float" office:value="{0}"><text:p>{0}</text:p></table:table-cell>'
OPEN = (
    '<table:table table:name="A"><table:table-row><table:table-cell office:value-type="string" '
    'table:number-columns-spanned="2"><text:p>Both</text:p></table:table-cell><table:covered-table-cell/>'
    f'<table:table-cell table:number-columns-repeated="16000"/></table:table-row><table:table-row>{CELL.format(5)}'
    f'{CELL.format(2.5)}<table:table-cell table:formula="of:=1+1"/></table:table-row>'
    '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row></table:table>"
)


def test_sheets_of_ods_are_read_as_those_of_xlsx():
    (sheet,) = read_sheets(ods(OPEN), "t.ods")
    assert sheet.rows == (("Both", ""), ("5", "2.5"))
    assert sheet.merged == (Merged(1, 1, 1, 2),)
    assert "a formula without a value in 'A', cell C2" in sheet.remarks[0].text


def test_sheets_of_xls_are_read_as_those_of_xlsx():
    data = xls({"A": label(0, 0, "Study") + number(1, 0, 5) + number(1, 1, 2.5), "B": b""})
    found = [(sheet.name, sheet.rows) for sheet in read_sheets(data, "t.xls")]
    assert found == [("A", (("Study", ""), ("5", "2.5"))), ("B", ())]
    assert is_workbook(data)


def test_an_xls_may_say_that_it_is_larger_than_it_is():
    extent = record(0x0200, struct.pack("<2L3H", 0, 2**32 - 1, 0, 2**16 - 1, 0))
    assert read_sheets(xls({"A": extent + number(0, 0, 1)}), "t.xls")[0].rows == (("1",),)


def test_texts_of_an_xls_may_go_on_in_further_records():
    texts = (
        b"\5\0\0ab" + b"",
        b"\1c\0d\0e\0" + b"\2\0\x0c" + struct.pack("<HL", 1, 3) + b"fg" + bytes(4),
        bytes(3) + b"\1\0\0h",
    )
    before = record(0xFC, struct.pack("<2l", 3, 3) + texts[0]) + record(0x3C, texts[1]) + record(0x3C, texts[2])
    cells = b"".join(record(0xFD, struct.pack("<3HL", row, 0, 0, row)) for row in range(3))
    assert read_sheets(xls({"A": cells}, before=before), "t.xls")[0].rows == (("abcde",), ("fg",), ("h",))


def test_an_xls_may_be_of_many_megabytes():
    cells = b"".join(number(row, column, row) for row in range(10_000) for column in range(30))
    assert len(read_sheets(xls({"A": cells}), "t.xls")[0].rows) == 10_000


# ---- what is refused

PLAIN = {"xl/workbook.xml": b"", "xl/_rels/workbook.xml.rels": b""}


def with_cell(place, value="<v>1</v>"):
    return workbook({"A": sheet_xml([["x"]], shown_as=f'<row><c r="{place}">{value}</c></row>')})


def with_part(old, new):
    return workbook({"A": sheet_xml([["x"]]).replace(old, new)})


def repeated(name, count):
    attribute = f'table:number-{name}-repeated="{count}"'
    cell = CELL.format(1).replace(" office", f" {attribute} office", 1) if name == "columns" else CELL.format(1)
    row = f"<table:table-row {attribute if name == 'rows' else ''}>"
    return ods(f'<table:table table:name="A">{row}{cell}</table:table-row></table:table>')


def shared_part(count, rows):
    """Return a workbook whose sheets are all the same part."""
    sheets = {f"S{index}": "" for index in range(count)}
    with zipfile.ZipFile(io.BytesIO(workbook(sheets))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    relations = files["xl/_rels/workbook.xml.rels"]
    files["xl/_rels/workbook.xml.rels"] = re.sub(rb"sheet\d+\.xml", b"sheet1.xml", relations)
    files["xl/worksheets/sheet1.xml"] = sheet_xml([["x"] * 25] * rows).encode()
    return zipped({name: content for name, content in files.items() if content})


REFUSED = {
    "nothing": (b"", "source-is-readable"),
    "a table as text": (b"a,b\n", "source-is-readable"),
    "an archive of other things": (zipped({"a.csv": b"1"}), "source-is-readable"),
    "a workbook that is cut off": (workbook({"A": sheet_xml([["x"]])})[:-30], "source-is-readable"),
    "a workbook without parts": (zipped(PLAIN), "xml-is-well-formed"),
    "a cell far down": (with_cell("A1048576"), "archive-is-harmless"),
    "a cell far to the right": (with_cell("XFD1"), "archive-is-harmless"),
    "a cell beyond all": (with_cell("ZZZZZZZZZ999999999999"), "archive-is-harmless"),
    "cells that span too much": (with_cell("BZZ90000"), "archive-is-harmless"),
    "entities": (with_part("<worksheet", "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet"), "xml-is-harmless"),
    "members that lie": (raw_zip([entry("xl/workbook.xml", b"x" * 99, size=9)]), "source-is-readable"),
    "a name that leads elsewhere": (raw_zip([entry("../xl/workbook.xml", b"x")]), "archive-is-harmless"),
    "an ods without end to the right": (repeated("columns", 10**9), "archive-is-harmless"),
    "an ods without end below": (repeated("rows", 10**9), "archive-is-harmless"),
    "an ods with an odd number": (repeated("rows", "many"), "archive-is-harmless"),
    "an ods that is broken": (zipped({"content.xml": b"<a>", "mimetype": b""}), "xml-is-well-formed"),
    "an xls with a cell far away": (xls({"A": number(65535, 255, 1)}), "archive-is-harmless"),
    "an xls with many cells far away": (
        xls({f"S{index}": number(9999, 99, 1) for index in range(9)}),
        "archive-is-harmless",
    ),
    "an xls with many sheets": (xls({f"S{index}": b"" for index in range(201)}), "archive-is-harmless"),
    "an xls with a password": (xls({"A": b""}, before=record(0x2F, bytes(6))), "source-is-readable"),
    "an xls that is cut off": (xls({"A": number(1, 1, 1)})[:700], "source-is-readable"),
    "an xls without sheets": (compound(begin(5) + record(0x0A)), "source-is-readable"),
    "an xls whose sheet is beyond its end": (
        compound(begin(5) + record(0x85, struct.pack("<L2BBB", 10**6, 0, 0, 1, 0) + b"A") + record(0x0A)),
        "source-is-readable",
    ),
    "an xls with more texts than there is room for": (
        xls({"A": b""}, before=record(0xFC, struct.pack("<2l", 1, 2**31 - 1) + b"\1\0\0a")),
        "source-is-readable",
    ),
    "an xls with fewer than no texts": (
        xls({"A": b""}, before=record(0xFC, struct.pack("<2l", 1, -1))),
        "source-is-readable",
    ),
    "an xls with a text that is cut off": (
        xls({"A": b""}, before=record(0xFC, struct.pack("<2l", 1, 1) + b"\xff\0\0a")),
        "source-is-readable",
    ),
    "an xls with cells that share a long text": (
        xls(
            {"A": b"".join(record(0xFD, struct.pack("<3HL", row, 0, 0, 0)) for row in range(9300))},
            before=record(0xFC, struct.pack("<2l", 1, 1) + b"\xff\x7f\0" + b"a" * 8000)
            + b"".join(record(0x3C, b"\0" + b"a" * 8000) for _ in range(4)),
        ),
        "archive-is-harmless",
    ),
    "a cell whose place stands behind a bracket": (
        workbook({"A": sheet_xml([["x"]], shown_as='<row><c x=">" r="XFD1"><v>1</v></c></row>')}),
        "archive-is-harmless",
    ),
    "a cell whose place stands behind another one": (
        workbook({"A": sheet_xml([["x"]], shown_as='<row><c x=" r=\'A1\' " r="XFD1"><v>1</v></c></row>')}),
        "archive-is-harmless",
    ),
    "a part that is many sheets": (shared_part(300, 1), "archive-is-harmless"),
    "a large part that is some sheets": (shared_part(150, 2000), "archive-is-harmless"),
    "an ods with a formula without end": (
        ods(
            '<table:table table:name="A"><table:table-row><table:table-cell table:formula="of:=1" '
            'table:number-columns-repeated="1000000000"/></table:table-row></table:table>'
        ),
        "archive-is-harmless",
    ),
    "an ods with another meaning of its prefix": (
        ods('<x xmlns:table="urn:x"><table:table table:name="A"/></x>'),
        "xml-is-harmless",
    ),
    "an xls that goes round": (compound(b"", following=[3, 2]), "source-is-readable"),
    "an xls that is something else": (compound(b"", name="WordDocument"), "source-is-readable"),
    "an xls of nothing": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "source-is-readable"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_held_or_read_is_an_issue(data, code):
    with pytest.raises(DataError) as raised:
        read_sheets(data, "t.xlsx")
    assert [issue.code for issue in raised.value.issues] == [code]
    assert all(issue.origin.path.startswith("t.xlsx") for issue in raised.value.issues)


def test_cells_that_share_long_texts_are_weighed():
    def notes(book):
        sheet = book.add_worksheet("A")
        for row in range(10_001):
            sheet.write(row, 0, "x" * 30_000)

    with pytest.raises(DataError, match="texts of more than 300 MB"):
        read_sheets(xlsx(notes), "t.xlsx")


def test_blank_cells_with_a_format_do_not_make_a_sheet_large():
    rows = read_sheets(with_cell(f"XFD{MOST_ROWS + 1}", ""), "t.xlsx")[0].rows
    assert rows == (("x",),)
