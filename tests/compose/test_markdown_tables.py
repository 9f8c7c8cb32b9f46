"""Pipe tables of sections: what becomes a table, its caption and id, what is refused, and how it is numbered."""

from dataclasses import replace
from functools import cache

import pytest

from reportgen.compose import compose
from reportgen.document import (
    Citation,
    CitedWork,
    Emphasis,
    Footnote,
    LineBreak,
    Number,
    Paragraph,
    Strong,
    Table,
    Text,
    plain_text,
)
from reportgen.quantities import analyse
from reportgen.resolve import citation_style, resolve
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.pdf import write_pdf
from tests.compose.drafts import (
    STYLE,
    exhibits_without_drawings,
    issues_of,
    one_study_review,
    render,
    section,
)
from tests.pipeline.test_equality import first_difference
from tests.writers.docx_words import docx_words, docx_xml
from tests.writers.html_words import html_words
from tests.writers.pdf_words import pdf_words

SMALL = "| Drug | Dose |\n|------|-----:|\n| A | 5 |\n| B | 10 |\n"


def table(text):
    """Return the one table that a section consists of."""
    (block,) = render(text)
    assert isinstance(block, Table)
    return block


def texts(found):
    return [[plain_text(cell.children) for cell in row.cells] for row in (found.head, *found.body)]


# ---- cells


def test_a_pipe_table_becomes_a_table_with_heads_of_columns_and_rows():
    found = table(SMALL)
    assert texts(found) == [["Drug", "Dose"], ["A", "5"], ["B", "10"]]
    assert [cell.scope for cell in found.head.cells] == ["col", "col"]
    assert [cell.scope for cell in found.body[0].cells] == ["row", ""]
    assert (found.id, found.caption, found.label) == ("", (), "")


def test_columns_are_aligned_as_the_line_below_the_heads_says():
    found = table("a | b | c | d\n---|:---|:---:|---:\n1 | 2 | 3 | 4\n")
    assert [cell.align for cell in found.body[0].cells] == ["left", "left", "centre", "right"]
    assert [cell.align for cell in found.head.cells] == ["left", "left", "centre", "right"]


@pytest.mark.parametrize(
    ("cell", "nodes"),
    [
        ("*a* **b**", (Emphasis((Text("a"),)), Text(" "), Strong((Text("b"),)))),
        ("a \\| b", (Text("a | b"),)),
        ("a<br>b<br/>c<BR />d", (Text("a"), LineBreak(), Text("b"), LineBreak(), Text("c"), LineBreak(), Text("d"))),
        ("a \\<br> \\*b\\*", (Text("a <br> *b*"),)),
        ("[see @able2001]", (Citation(works=(CitedWork(key="able2001", prefix="see"),)),)),
        ("a[^1]", (Text("a"), Footnote(children=(Text("A note."),)))),
    ],
)
def test_a_cell_holds_running_text(cell, nodes):
    found = table(f"| h | i |\n|---|---|\n| {cell} | x |\n\n[^1]: A note.\n")
    assert found.body[0].cells[0].children == nodes


def test_a_cell_holds_numbers_of_ours_and_rows_come_from_loops():
    found = table(
        "| h | i |\n|---|---|\n{% for c in comparisons %}\n| {{ c.title }} | {{ studies.included }} |\n{% endfor %}\n"
    )
    (row,) = found.body
    assert isinstance(row.cells[1].children[0], Number)


def test_a_value_with_bars_stays_in_its_cell():
    found = table('| h | i |\n|---|---|\n| {{ "a | b" }} | c |\n')
    assert texts(found)[1] == ["a | b", "c"]


def test_a_row_that_is_too_short_is_filled_with_empty_cells():
    assert texts(table("| a | b |\n|---|---|\n| 1 |\n"))[1] == ["1", ""]


# ---- captions


@pytest.mark.parametrize("gap", ["", "\n", "\n\n\n"])
def test_the_line_below_a_table_that_begins_with_a_colon_is_its_caption(gap):
    found = table(f"{SMALL}{gap}: Doses of *both* drugs {{#tbl-doses}}\n")
    assert (found.id, plain_text(found.caption)) == ("tbl-doses", "Doses of both drugs")
    assert len(found.body) == 2


def test_a_caption_without_an_id_gets_one_of_its_words_that_is_not_taken():
    first, second = render(f"{SMALL}\n: Doses\n\n{SMALL}\n: Doses\n")
    assert (first.id, second.id) == ("tbl-doses", "tbl-doses-2")


def test_a_caption_may_run_over_lines_and_be_an_id_alone():
    one, other = render(f"{SMALL}\n: Doses of\n  drugs {{#tbl-a}}\n\n{SMALL}\n: {{#tbl-b}}\n")
    assert (plain_text(one.caption), one.id) == ("Doses of drugs", "tbl-a")
    assert (plain_text(other.caption), other.id) == ("", "tbl-b")


def test_each_table_has_the_caption_below_it():
    first, between, second = render(f"{SMALL}\n: One\n\n: Two\n\n{SMALL}")
    assert (first.id, second.id) == ("tbl-one", "")
    assert isinstance(between, Paragraph)
    assert plain_text(between.children) == ": Two"


# ---- what is refused


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |\n", 4, "a row of 3 cells in a table of 2 columns"),
        ("- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n", 3, "a table in a list or quotation"),
        (f"{SMALL}\n: Doses {{#doses}}\n", 6, "the id 'doses' of a table"),
        (f"{SMALL}\n:\n", 6, "a caption without words"),
        (f"{SMALL}\nText.\n\n: Doses {{#tbl-doses}}\n", 8, "a caption without its table"),
        ("| a | b |\n|---|---|\n| <b>1</b> | 2 |\n", 3, "raw HTML"),
        ("a<br>b\n", 1, "raw HTML"),
        ("| a | b |\n|---|---|\n| 1 | ![x](y.png) |\n", 3, "an image"),
    ],
)
def test_what_a_table_cannot_hold_is_refused_with_its_line(text, line, found):
    issues = issues_of(text)
    assert {(issue.origin.line, issue.message) for issue in issues} == {
        (line, f"found {found}, expected plain Markdown")
    }


# ---- widths


def test_wordy_columns_are_wider_and_no_column_is_starved():
    long = " ".join(["several words"] * 20)
    widths = table(f"| a | b | c |\n|---|---|---|\n| x | {long} | yes |\n").widths
    assert sum(widths) == pytest.approx(100, abs=0.1)
    assert widths[1] > 50
    assert min(widths) > 4


def test_a_table_whose_words_do_not_fit_side_by_side_is_turned():
    def columns(count, word):
        return "|".join([word] * count) + "\n" + "|".join(["---"] * count) + "\n" + "|".join([word] * count) + "\n"

    assert not table(columns(5, "randomised")).wide
    assert table(columns(10, "randomised")).wide
    assert not table(columns(8, "12.5")).wide
    assert table(columns(7, "some words that go on and on")).wide


# ---- in the document

DOCUMENT = f"""# Discussion {{#sec-discussion}}

See [@tbl-doses] and [@tbl-pooled].

{SMALL}
Between[^1].

| *Head* | {{{{ studies.included }}}} |
|:------:|------|
| one[^2]<br>two | a \\| b |
| | |

: Doses of **both** drugs {{#tbl-doses}}

{SMALL}
{{% for table in tables %}}
{{{{ table }}}}
{{% endfor %}}

| Number | Words |
|--------|-------|
""" + "".join(f"| {i} | said {i} |\n" for i in range(70)) + "\nThe end.\n\n[^1]: First.\n\n[^2]: Second.\n"  # fmt: skip


@cache
def resolved_document():
    review = replace(one_study_review(), sections=(section("discussion", DOCUMENT),))
    style = replace(STYLE, sections=("discussion", "tables"))
    document = compose(analyse(review, style), exhibits_without_drawings())
    csl = citation_style(style.csl)
    return resolve(document, review.library, style, included=frozenset(), csl=csl)


def test_tables_without_a_caption_take_no_number_and_no_place_in_the_list_of_tables():
    found = resolved_document()
    tables = [block for block in found.document.blocks if isinstance(block, Table)]
    assert [block.label for block in tables] == ["", "Table 1", "", "Table 2", ""]
    assert {id_ for id_ in found.labels if not id_.startswith("sec-")} == {"title", "tbl-doses", "tbl-pooled"}
    page = write_html(found, STYLE).decode()
    assert page.count('<li><a href="#tbl-') == 2
    assert 'id=""' not in page


def test_numbers_in_a_table_without_a_name_belong_to_their_section():
    entries = [entry for entry in resolved_document().ledger if entry.subject.startswith("flow") or entry.place == ""]
    assert entries == []
    assert "tbl-doses" in {entry.place for entry in resolved_document().ledger}


def test_own_and_generated_tables_read_the_same_in_all_formats():
    found = resolved_document()
    page = html_words(write_html(found, STYLE))
    assert page.count("Dose") == 2
    assert first_difference(page, docx_words(write_docx(found, STYLE))) is None
    assert first_difference(page, pdf_words(write_pdf(found, STYLE))) is None


def test_word_gets_no_caption_for_a_table_without_one():
    xml = docx_xml(write_docx(resolved_document(), STYLE))
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    captions = [style for style in xml.iter(f"{word}pStyle") if style.get(f"{word}val") == "Caption"]
    assert (len(captions), len(list(xml.iter(f"{word}tbl")))) == (2, 5)


def test_an_own_table_with_the_id_of_a_generated_one_does_not_stand_in_for_it():
    text = f"# D {{#sec-discussion}}\n\n{SMALL}\n: Mine {{#tbl-pooled}}\n"
    review = replace(one_study_review(), sections=(section("discussion", text),))
    style = replace(STYLE, sections=("discussion", "tables"))
    document = compose(analyse(review, style), exhibits_without_drawings())
    assert [block.id for block in document.blocks if isinstance(block, Table)] == ["tbl-pooled", "tbl-pooled"]
