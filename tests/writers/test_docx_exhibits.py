"""Tables, figures, captions and turned pages of the Word file."""

import re

import pytest

from reportgen.document import Note, NoteMark, Row
from reportgen.style import Style
from reportgen.writers.docx import write_docx
from reportgen.writers.docx.page import page_of
from reportgen.writers.docx.pictures import printed_size
from reportgen.writers.docx.tables import column_widths
from tests.writers.docx_words import W, docx_parts, docx_words, docx_xml
from tests.writers.trees import (
    cell,
    drawing,
    figure,
    heading,
    inlines,
    paragraph,
    resolved,
    row,
    sample,
    table,
)

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"


def written(*blocks, style=Style()):  # noqa: B008  it is frozen
    return docx_xml(write_docx(resolved(*blocks), style))


def field_codes(root):
    return [re.sub(r"\s+", " ", code.text).strip() for code in root.iter(f"{W}instrText")]


def ways(root):
    """Return how the pages of each section are held, in order."""
    return ["wide" if size.get(f"{W}orient") == "landscape" else "high" for size in root.iter(f"{W}pgSz")]


def test_a_caption_counts_with_a_field_and_its_bookmark_spans_the_label_alone():
    caption = written(table((), key="tbl-a", label="Table 1")).find(f"{W}body/{W}p")
    start = caption.find(f"{W}bookmarkStart")
    spanned = []
    for item in start.itersiblings():
        if item.tag == f"{W}bookmarkEnd":
            break
        spanned += [text.text for text in item.iter(f"{W}t")]
    assert "".join(spanned) == "Table 1"
    assert field_codes(caption) == ["SEQ Table \\* ARABIC"]


@pytest.mark.parametrize(
    ("labels", "codes"),
    [
        (("Table 1", "Table 2"), ["SEQ Table \\* ARABIC"] * 2),
        (
            ("Table 1", "Table 4", "Table 5"),
            ["SEQ Table \\* ARABIC", "SEQ Table \\* ARABIC \\r 4", "SEQ Table \\* ARABIC"],
        ),
        (("Table 1", "Table S1"), ["SEQ Table \\* ARABIC", "SEQ TableS \\* ARABIC"]),
        (("Box", ""), []),
    ],
)
def test_fields_come_to_the_numbers_that_are_shown(labels, codes):
    root = written(*(table((), key=f"tbl-{place}", label=label) for place, label in enumerate(labels)))
    assert field_codes(root) == codes


def test_every_reference_field_finds_its_bookmark():
    root = docx_xml(write_docx(sample(), Style()))
    names = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    targets = [code.split()[1] for code in field_codes(root) if code.startswith("REF")]
    assert len(targets) == 3
    assert set(targets) <= names


def test_fields_open_part_and_close_in_turn():
    marks = [mark.get(f"{W}fldCharType") for mark in docx_xml(write_docx(sample(), Style())).iter(f"{W}fldChar")]
    assert len(marks) == 24
    assert marks == ["begin", "separate", "end"] * 8


def test_the_caption_stands_above_a_table_and_below_a_figure():
    body = written(table((row("a", "b", "c"),)), figure())[0]
    kinds = ["tbl" if item.tag == f"{W}tbl" else item.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for item in body[:-1]]
    assert kinds == ["Caption", "tbl", "TableEnd", "Figure", "Caption"]
    assert body[0].find(f"{W}pPr/{W}keepNext") is not None


def test_the_head_repeats_and_no_row_is_split():
    rows = written(table([row("a", "b", "c")] * 3)).findall(f".//{W}tr")
    assert [item.find(f"{W}trPr/{W}tblHeader") is not None for item in rows] == [True, False, False, False]
    assert all(item.find(f"{W}trPr/{W}cantSplit") is not None for item in rows)


def test_a_table_has_a_text_alternative_and_fixed_columns_as_wide_as_the_text():
    root = written(table((row("a", "b", "c"),), alt="One study.", caption=inlines("Studies")))
    properties = root.find(f".//{W}tblPr")
    values = {item.tag.removeprefix(W): item.attrib for item in properties}
    assert values["tblCaption"][f"{W}val"] == "Table 1 Studies"
    assert values["tblDescription"][f"{W}val"] == "One study."
    assert values["tblLayout"][f"{W}type"] == "fixed"
    assert sum(int(column.get(f"{W}w")) for column in root.iter(f"{W}gridCol")) == 9638


def test_cells_are_aligned_and_spanned_as_the_tree_says():
    cells = (cell("a", scope="row"), cell("b", align="centre", colspan=2), cell("c", align="right"))
    root = written(table((Row(cells=cells),), ("A", "B", "C", "D")))
    boxes = root.findall(f".//{W}tr")[1].findall(f"{W}tc")
    assert [box.find(f".//{W}gridSpan") is not None for box in boxes] == [False, True, False]
    assert [getattr(box.find(f".//{W}jc"), "attrib", {}).get(f"{W}val") for box in boxes] == [None, "center", "right"]


@pytest.mark.parametrize(("kind", "bold"), [("body", False), ("group", True), ("total", True)])
def test_heads_of_groups_and_totals_are_bold(kind, bold):
    last = written(table((row("a", "b", "c", kind=kind),))).findall(f".//{W}tr")[-1]
    assert [run.find(f"{W}rPr/{W}b") is not None for run in last.iter(f"{W}r")] == [bold] * 3


@pytest.mark.parametrize(
    "body",
    [
        (Row(cells=(cell("short"),)),),
        (Row(cells=(cell("over", colspan=99),)),),
        (Row(cells=()),),
        (Row(cells=tuple(cell("x") for _ in range(99))),),
        (),
    ],
)
def test_rows_that_do_not_fit_their_columns_still_fill_the_grid(body):
    root = written(table(body))
    columns = [int(column.get(f"{W}w")) for column in root.iter(f"{W}gridCol")]
    assert len(columns) <= 63
    for line in root.iter(f"{W}tr"):
        assert sum(int(width.get(f"{W}w")) for width in line.iter(f"{W}tcW")) == sum(columns)


@pytest.mark.parametrize(
    ("widths", "expected"),
    [
        ((1.0, 1.0, 2.0), (250, 250, 500)),
        ((), (333, 334, 333)),
        ((1.0,), (333, 334, 333)),
        ((0.0, 1.0, -1.0), (333, 334, 333)),
        ((float("nan"), float("inf"), 2.0), (333, 334, 333)),
    ],
)
def test_column_widths_add_up_whatever_was_asked(widths, expected):
    assert column_widths(table((), widths=widths), 1000) == expected


def test_marks_in_a_table_and_its_notes_are_raised_letters():
    notes = (Note(mark="a", children=inlines("Two arms.")), Note(mark="", children=inlines("General.")))
    root = written(table((Row(cells=(cell("Cooper", NoteMark(mark="a"), scope="row"),)),), ("Study",), notes=notes))
    raised = [run.find(f"{W}t").text for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}vertAlign") is not None]
    assert raised == ["a", "a"]
    assert docx_words(write_docx(resolved(table((), notes=notes)), Style()))[-4:] == ["a", "Two", "arms.", "General."]


def test_a_picture_has_vectors_with_a_print_quality_fallback():
    data = write_docx(resolved(figure("fig-a", 120.0, 60.0)), Style())
    blip = docx_xml(data).find(f".//{A}blip")
    relations = {item.get("Id"): item.get("Target") for item in docx_xml(data, "word/_rels/document.xml.rels")}
    fallback, vectors = relations[blip.get(f"{R}embed")], relations[blip.find(f".//{SVG}svgBlip").get(f"{R}embed")]
    parts = docx_parts(data)
    assert parts[f"word/{fallback}"] == drawing("fig-a").render("png", 300)
    assert parts[f"word/{vectors}"] == drawing("fig-a").render("svg-outlined", 300)
    assert b"<text" not in parts[f"word/{vectors}"]


def test_a_picture_has_its_own_size_id_and_text_alternative():
    root = written(figure("fig-a", 120.0, 60.0), figure("fig-b", label="Figure 2"))
    extent, (first, second) = root.find(f".//{WP}extent"), root.iter(f"{WP}docPr")
    assert (extent.get("cx"), extent.get("cy")) == ("4320000", "2160000")
    assert first.get("descr") == drawing("fig-a").alt
    assert second.get("title") == "Figure 2"
    assert first.get("id") != second.get("id")


@pytest.mark.parametrize(
    ("width", "height", "wide", "expected"),
    [
        (170.0, 100.0, False, (170.0, 100.0)),
        (340.0, 100.0, False, (170.0, 50.0)),
        (257.0, 100.0, True, (257.0, 100.0)),
        (100.0, 472.4, False, (50.0, 236.2)),
    ],
)
def test_a_picture_is_as_drawn_but_never_larger_than_the_text(width, height, wide, expected):
    page = page_of("a4", wide=wide)
    found = printed_size(drawing("x", width, height), page, 0)
    assert found == pytest.approx(expected)
    assert found[1] < page.text_height_mm


WIDE_TABLE = table((row("a", "b", "c"),), wide=True)
WIDE_FIGURE = figure(wide=True)
SHORT = paragraph("x")


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((SHORT, table(())), ["high"]),
        ((SHORT, WIDE_TABLE, SHORT), ["high", "wide", "high"]),
        ((SHORT, WIDE_TABLE, WIDE_FIGURE), ["high", "wide"]),
        ((WIDE_TABLE, SHORT), ["wide", "high"]),
        ((WIDE_FIGURE, heading(1, "Tables", "sec-t"), WIDE_TABLE, heading(1, "End", "sec-e")), ["wide", "high"]),
        ((SHORT, heading(1, "Tables", "sec-t"), heading(2, "One", "sec-o"), WIDE_TABLE), ["high", "wide"]),
        ((), ["high"]),
    ],
)
def test_pages_are_turned_for_wide_exhibits_and_back(blocks, expected):
    assert ways(written(*blocks)) == expected


def test_only_the_first_section_names_head_and_foot_so_that_the_others_inherit():
    root = written(heading(0, "Title", "title"), SHORT, WIDE_TABLE, SHORT)
    sections = list(root.iter(f"{W}sectPr"))
    assert [len(item.findall(f"{W}headerReference")) for item in sections] == [2, 0, 0]
    assert [item.find(f"{W}titlePg") is not None for item in sections] == [True, False, False]


@pytest.mark.parametrize(("paper", "size"), [("a4", ("11906", "16838")), ("letter", ("12240", "15840"))])
def test_the_paper_is_the_styles(paper, size):
    found = written(SHORT, style=Style(paper=paper)).find(f".//{W}pgSz")
    assert (found.get(f"{W}w"), found.get(f"{W}h")) == size


def test_a_thousand_rows_hold_every_cell():
    rows = [row(f"Study {place}", *("0.71",) * 7) for place in range(1000)]
    root = written(table(rows, tuple("ABCDEFGH")))
    assert len(root.findall(f".//{W}tc")) == 8008
